"""Wrong ways of the steps in exercise 09: the rule, and what is done."""

import numpy as np

from .paddings import both, cells_of, halves, total
from .ports import back, order

_FLIPPED = "The kernels were flipped. Both frameworks lay them on the picture as they are."
_RESHAPED = (
    "The kernels were only reshaped. That mixes their numbers: turn the axes with transpose."
)
_ALL_REVERSED = (
    "Rows and columns of the kernels are swapped as well: .T reverses all four axes. kh stays "
    "before kw."
)
_UNCHANGED = "The kernels were left as they are. Their axes stand in another order there."
_DENSE_RESHAPED = "The dense kernel was only reshaped. Turn it: its rows become columns."
_CLASSES = (
    "The rows of the dense kernel were dealt out by another number than the channels of the second "
    "convolution: c = len(b2)."
)
_DENSE_LEFT = "The dense kernel was left as it is. Its rows become columns, in another order."

KERNELS_THERE = {
    _FLIPPED: lambda k: k.transpose(3, 2, 0, 1)[:, :, ::-1, ::-1],
    _RESHAPED: lambda k: k.reshape(k.transpose(3, 2, 0, 1).shape),
    "Input and output channels of the kernels are swapped: PyTorch has (c_out, c_in, kh, kw).": (
        lambda k: k.transpose(2, 3, 0, 1)
    ),
    _ALL_REVERSED: lambda k: k.T,
    _UNCHANGED: lambda k: k,
    "The order of axes is that of the way back. transpose takes the old axis for each new one.": (
        lambda k: k.transpose(2, 3, 1, 0)
    ),
}
DENSE_THERE = {
    "The dense kernel was transposed, and its rows were not turned. NCHW flattens channel by "
    "channel.": lambda m, c: m.T,
    "The rows of the dense kernel were turned the wrong way round: that is the way back.": (
        lambda m, c: m[back(len(m), c)].T
    ),
    "The rows of the dense kernel were turned, and it was not transposed: it is (out, in) there.": (
        lambda m, c: m[order(len(m), c)]
    ),
    _DENSE_RESHAPED: lambda m, c: m.reshape(m.shape[::-1]),
    "The rows of the dense kernel were turned, and then it was reshaped, not transposed.": (
        lambda m, c: m[order(len(m), c)].reshape(m.shape[::-1])
    ),
    _DENSE_LEFT: lambda m, c: m,
    _CLASSES: lambda m, c: m[order(len(m), m.shape[1])].T,
}
KERNELS_BACK = {
    _FLIPPED: lambda k: k.transpose(2, 3, 1, 0)[::-1, ::-1],
    _RESHAPED: lambda k: k.reshape(k.transpose(2, 3, 1, 0).shape),
    "Input and output channels of the kernels are swapped: Keras has (kh, kw, c_in, c_out).": (
        lambda k: k.transpose(2, 3, 0, 1)
    ),
    _ALL_REVERSED: lambda k: k.T,
    _UNCHANGED: lambda k: k,
    "The order of axes is that of the way there. transpose takes the old axis for each new one.": (
        lambda k: k.transpose(3, 2, 0, 1)
    ),
}
DENSE_BACK = {
    "The dense kernel was transposed, and its rows were not turned. NHWC flattens pixel by "
    "pixel.": lambda m, c: m.T,
    "The rows of the dense kernel were turned the wrong way round: that is the way there.": (
        lambda m, c: m.T[order(m.shape[1], c)]
    ),
    "The dense kernel was turned, and not transposed: it is (in, out) here.": (
        lambda m, c: m[:, back(m.shape[1], c)]
    ),
    _DENSE_RESHAPED: lambda m, c: m.reshape(m.shape[::-1]),
    _DENSE_LEFT: lambda m, c: m,
    _CLASSES: lambda m, c: m.T[back(m.shape[1], len(m))],
    "The dense kernel was cut into channels before it was transposed. Transpose it first.": (
        lambda m, c: m.reshape(c, -1, len(m)).transpose(1, 0, 2).reshape(-1, len(m))
    ),
}
_MISSING = "SAME adds what is missing"
# The cells of padding before and after an axis
_SIDES = {
    f"One cell was added on every side, as padding=1 does. {_MISSING}.": both(lambda a: 1),
    "Nothing was added: that is VALID.": both(lambda a: 0),
    "The larger half went to the top or left. It goes to the bottom or right.": halves(total)[::-1],
    f"size // 2 was added on both sides. {_MISSING}, and an odd cell goes to the end.": both(
        lambda a: a.size // 2
    ),
    f"(size - 1) // 2 was added on both sides. {_MISSING}, and an odd cell goes to the end.": both(
        lambda a: (a.size - 1) // 2
    ),
    "That is the padding of stride 1. Under SAME it depends on the stride.": halves(
        lambda a: a.size - 1
    ),
    "All went to the bottom or right. The smaller half goes to the top or left.": (
        lambda a: 0,
        total,
    ),
    "All went to the top or left. Only the smaller half goes there.": (total, lambda a: 0),
    "All that is missing was added on each side. Half of it goes before, half after.": both(total),
    "size - stride was added in all, whatever the length. What is missing is "
    "(rows - 1)·stride + size - length.": halves(lambda a: max(a.size - a.stride, 0)),
    "The rows were rounded down. SAME makes h / stride of them, rounded up.": halves(
        lambda a: total(a, a.length // a.stride)
    ),
    "Half of what is missing, rounded down, was added on both sides. An odd cell is missing at "
    "the end.": both(lambda a: total(a) // 2),
    "Half of what is missing, rounded up, was added on both sides. An odd cell goes to the end "
    "only.": both(lambda a: -(-total(a) // 2)),
    "The rows were counted as length // stride + 1. SAME makes length / stride of them, rounded "
    "up.": halves(lambda a: total(a, a.length // a.stride + 1)),
    "The last window was taken to start at rows·stride. It starts at (rows - 1)·stride.": halves(
        lambda a: total(a, a.count + 1)
    ),
    "At most one cell was added, at the end. SAME adds all that are missing.": (
        lambda a: 0,
        lambda a: min(total(a), 1),
    ),
}
CELLS = {rule: cells_of(*cells) for rule, cells in _SIDES.items()}
PADS = {
    "The padding of the rows was used for the columns, too. Each axis has its own.": (
        lambda x, pads: np.pad(x, [*pads[:3], pads[2]])
    ),
    "The padding of the columns was used for the rows, too. Each axis has its own.": (
        lambda x, pads: np.pad(x, [*pads[:2], pads[3], pads[3]])
    ),
    "Only the first channel of the first image was padded. All of them are asked for.": (
        lambda x, pads: np.pad(x[:1, :1], pads)
    ),
    "The axes are those of NHWC: rows and columns are axes 2 and 3 here.": (
        lambda x, pads: np.pad(x, [pads[0], *pads[2:], pads[1]])
    ),
    "Rows and columns of the padding are swapped: np.pad takes them in the order of the axes.": (
        lambda x, pads: np.pad(x, [*pads[:2], pads[3], pads[2]])
    ),
    "The edge was repeated. The padding is 0.": lambda x, pads: np.pad(x, pads, mode="edge"),
    "The picture was reflected. The padding is 0.": (
        lambda x, pads: np.pad(x, pads, mode="symmetric")
    ),
    "The padding is 1. It must be 0.": lambda x, pads: np.pad(x, pads, constant_values=1),
    "The padding is −∞, as for max pooling. A convolution adds: it must be 0.": (
        lambda x, pads: np.pad(x, pads, constant_values=-np.inf)
    ),
    "Only the rows were padded. The columns go by the same rule.": (
        lambda x, pads: np.pad(x, [*pads[:3], (0, 0)])
    ),
    "Only the columns were padded. The rows go by the same rule.": (
        lambda x, pads: np.pad(x, [*pads[:2], (0, 0), pads[3]])
    ),
}
PAD_SIZES = {
    "The height of the kernel was used for rows and columns: kw counts for the columns.": (
        lambda kh, kw: (kh, kh)
    ),
    "The width of the kernel was used for rows and columns: kh counts for the rows.": (
        lambda kh, kw: (kw, kw)
    ),
    "Height and width of the kernel are swapped.": lambda kh, kw: (kw, kh),
}
DEEP = {
    "The depthwise kernel was only reshaped. Its channels come to the front first: "
    "transpose(2, 3, 0, 1).": lambda k: k,
    "The depthwise filters stand in the order m·c + channel. It is channel·mult + m.": (
        lambda k: k.transpose(3, 2, 0, 1)
    ),
    "Rows and columns of the depthwise kernel are swapped.": lambda k: k.transpose(2, 3, 1, 0),
    "The depthwise kernel was flipped. It is used as it is.": (
        lambda k: k.transpose(2, 3, 0, 1)[:, :, ::-1, ::-1]
    ),
}
STAMPS = {
    "The channels of the transposed kernel are swapped: PyTorch has (c_in, c_out, kh, kw), so "
    "axis 3 comes first.": lambda k: k.transpose(2, 3, 0, 1),
    "The transposed kernel was flipped. A stamp is the kernel as it is.": (
        lambda k: k.transpose(3, 2, 0, 1)[:, :, ::-1, ::-1]
    ),
    "The transposed kernel was only reshaped. Turn its axes with transpose.": (
        lambda k: k.reshape(k.transpose(3, 2, 0, 1).shape)
    ),
    "Rows and columns of the transposed kernel are swapped.": lambda k: k.T,
}
CUTS = {
    "The larger half was cut off at the top and left: that is output_padding on the wrong side. "
    "SAME cuts the smaller half there.": lambda size, stride: (size - stride + 1) // 2,
    "round(… / 2) rounds a half to the even number. SAME cuts (size - stride) // 2.": (
        lambda size, stride: round((size - stride) / 2)
    ),
    "size // 2 rows were cut off at the top, as padding=size // 2 does. SAME cuts "
    "(size - stride) // 2.": lambda size, stride: size // 2,
    "(size - 1) // 2 rows were cut off at the top. SAME cuts (size - stride) // 2.": (
        lambda size, stride: (size - 1) // 2
    ),
    "Nothing was cut off at the top and left. The smaller half of size - stride goes there.": (
        lambda size, stride: 0
    ),
    "All was cut off at the top and left. Only the smaller half of size - stride goes there.": (
        lambda size, stride: size - stride
    ),
}
BETWEEN = {
    "ReLU was put between the two layers. There is none.": lambda out: np.maximum(out, 0),
}
LAYOUTS = {
    "The channels of the result stand last, as in Keras. They stand second: (n, c, h, w).": (
        lambda out: out.transpose(0, 2, 3, 1)
    ),
}
