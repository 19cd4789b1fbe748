"""The numbers of lesson 05."""

import numpy as np

import course_lib as cl

from .shared import counted

CHANNELS = [[[1.0, 2, 0], [3, 1, 4]], [[2.0, 3, 0], [1, 5, -1]]]
KERNELS = [[[1.0, 0], [0, 1]], [[0.0, 1], [1, 0]]]
IMAGE = np.stack(CHANNELS, axis=-1)[None]
DEPTHWISE = np.stack(KERNELS, axis=-1)[..., None]
POINTWISE = np.array([10.0, -1.0]).reshape(1, 1, 2, 1)


def channels_out(mult):
    images, filters = np.ones((1, 4, 4, 256)), np.ones((3, 3, 256, mult))
    return cl.nn.depthwise_conv2d(images, filters, 1, "SAME").shape[3]


def middles():
    """Return images of ones and the filters with one number in the middle of each."""
    filters = np.zeros((5, 5, 3, 4))
    filters[2, 2] = [[c + m / 10 for m in range(4)] for c in (2, 3, 4)]
    return np.ones((2, 13, 13, 3)), filters


def pixel(operator):
    return " ".join(f"{value:g}" for value in operator(*middles(), 1, "SAME")[0, 6, 6])


def both_the_same():
    out = cl.nn.depthwise_conv2d(*middles(), 1, "SAME")
    return f"shape {out.shape}\nboth images the same: {np.array_equal(out[0], out[1])}"


def number_seven():
    """Return output channel 7 of pixel (6, 6), and the channel and the filter that made it."""
    c, m = divmod(7, 4)
    value = cl.nn.depthwise_conv2d(*middles(), 1, "SAME")[0, 6, 6, 7]
    assert value == middles()[1][2, 2, c, m]
    return f"output channel 7 holds {value:g}\nchannel and filter with this number: {c} {m}"


def large():
    """Return the shape and size that the layer tells, and those of one small image."""
    layer = cl.layers.DepthwiseConv2D(5, padding="same", depth_multiplier=10)
    shape = layer.compute_output_shape((20, 64, 64, 100))
    small = layer(np.ones((1, 8, 8, 100), np.float32))
    return (
        f"shape {shape}\n{np.prod(shape) * small.itemsize / 1e6:.0f} million bytes\n"
        f"small {small.shape}\nfilters {layer.weights[0].shape} hold {5 * 5 * 100 * 10} numbers\n"
        f"with the biases there are {layer.count_params()}"
    )


def mixed():
    arguments = (IMAGE, DEPTHWISE, POINTWISE, 1, "VALID")
    out = cl.nn.separable_conv2d(*arguments)[0, 0, :, 0]
    return f"{out}\n{cl.explain.separable_conv2d(*arguments, at=(0, 0, 1, 0))}"


def small_costs():
    """Return weights and multiplications, the latter counted term by term."""
    x, full = np.ones((1, 3, 3, 4)), np.ones((3, 3, 4, 6))
    first, second = np.ones((3, 3, 4, 1)), np.ones((1, 1, 4, 6))
    places = [(0, 0, 0, o) for o in range(6)]
    terms = sum(len(cl.explain.conv2d(x, full, 1, "VALID", at=at).terms) for at in places)
    two = [cl.explain.separable_conv2d(x, first, second, 1, "VALID", at=at) for at in places]
    once = sum(len(step.terms) for step in two[0].depthwise)
    mixing = sum(len(e.pointwise.terms) for e in two)
    return (
        f"full      {full.size} {terms}\nseparable {first.size} + {second.size} {once} + {mixing}"
    )


def large_costs():
    full = cl.layers.Conv2D(512, 3, use_bias=False)
    separable = cl.layers.SeparableConv2D(512, 3, use_bias=False)
    counts = []
    for layer in (separable, full):
        layer.build((None, 14, 14, 256))
        counts.append(layer.count_params())
    return f"{counts[1]} {counts[0]}\nratio {counts[0] / counts[1]:.6g}"


def product():
    full = DEPTHWISE[..., 0, None] * POINTWISE[0, 0]
    both = cl.nn.conv2d(IMAGE, full, 1, "VALID")
    separable = cl.nn.separable_conv2d(IMAGE, DEPTHWISE, POINTWISE, 1, "VALID")
    lines = [f"channel {c} of it: {(full[:, :, c, 0] + 0.0).tolist()}" for c in range(2)]
    return "\n".join([*lines, f"the same result: {np.array_equal(both, separable)}"])


def grouped(groups):
    """Return image, filters and the result of a convolution in groups."""
    x = counted(1, 5, 5, 4) % 7 - 3.0
    filters = counted(3, 3, 4 // groups, 8) % 5 - 2.0
    size, made = 4 // groups, 8 // groups
    out = np.concatenate(
        [
            cl.nn.conv2d(
                x[..., g * size : (g + 1) * size],
                filters[..., g * made : (g + 1) * made],
                1,
                "SAME",
            )
            for g in range(groups)
        ],
        axis=3,
    )
    return x, filters, out


def group_line(groups):
    _, filters, out = grouped(groups)
    return (
        f"groups {groups} weights {filters.size} shape {out.shape}\n"
        f"    the same as depthwise_conv2d: {as_depthwise(groups)}"
    )


def as_depthwise(groups):
    x, filters, out = grouped(groups)
    same = cl.nn.depthwise_conv2d(x, filters.reshape(3, 3, 4, 8 // groups), 1, "SAME")
    return np.array_equal(same, out)


EXPECTATIONS = [
    (
        "with the last sum",
        "conv2d           (1, 1, 2, 1) [ 6. 11.]",
        lambda: (
            "conv2d           (1, 1, 2, 1) "
            + str(cl.nn.conv2d(IMAGE, DEPTHWISE, 1, "VALID")[0, 0, :, 0])
        ),
    ),
    (
        "without the last sum",
        "depthwise_conv2d (1, 1, 2, 2) [2. 6.] [4. 5.]",
        lambda: "depthwise_conv2d (1, 1, 2, 2) {} {}".format(
            *cl.nn.depthwise_conv2d(IMAGE, DEPTHWISE, 1, "VALID")[0, 0].T
        ),
    ),
    (
        "256 in, 512 out",
        "mult 1 gives 256\nmult 2 gives 512\nmult 3 gives 768",
        lambda: "\n".join(f"mult {mult} gives {channels_out(mult)}" for mult in (1, 2, 3)),
    ),
    (
        "both images the same",
        "shape (2, 13, 13, 12)\nboth images the same: True",
        both_the_same,
    ),
    (
        "pixel (6, 6)",
        "pixel (6, 6): 2 2.1 2.2 2.3 3 3.1 3.2 3.3 4 4.1 4.2 4.3",
        lambda: "pixel (6, 6): " + pixel(cl.nn.depthwise_conv2d),
    ),
    (
        "the same filters in conv2d",
        "conv2d: 9 9.3 9.6 9.9",
        lambda: "conv2d: " + pixel(cl.nn.conv2d),
    ),
    (
        "the number of output channel 7",
        "output channel 7 holds 3.3\nchannel and filter with this number: 1 3",
        number_seven,
    ),
    (
        "channel and filter of output channel 7",
        "Output 7 = 1·4 + 3: input 1, filter 3.",
        lambda: "Output 7 = {0}·4 + {1}: input {0}, filter {1}.".format(*divmod(7, 4)),
    ),
    (
        "20×64×64×100 with 5×5×100×10",
        "shape (20, 64, 64, 1000)\n328 million bytes\nsmall (1, 8, 8, 1000)\n"
        "filters (5, 5, 100, 10) hold 25000 numbers\nwith the biases there are 26000",
        large,
    ),
    (
        "a separable convolution",
        "[16. 55.]\nstep 1, channel 0: 6 = 2·1 + 0·0 + 1·0 + 4·1\n"
        "step 1, channel 1: 5 = 3·0 + 0·1 + 5·1 + (−1)·0\nstep 2: 55 = 6·10 + 5·(−1)",
        mixed,
    ),
    (
        "weights and multiplications",
        "full      216 216\nseparable 36 + 24 36 + 24",
        small_costs,
    ),
    (
        "weights from 256 to 512 channels",
        "1179648 133376\nratio 0.113064",
        large_costs,
    ),
    (
        "the ratio by the formula",
        "ratio 0.113064",
        lambda: f"ratio {1 / 512 + 1 / 9:.6g}",
    ),
    (
        "a separable convolution as a full one",
        "channel 0 of it: [[10.0, 0.0], [0.0, 10.0]]\n"
        "channel 1 of it: [[0.0, -1.0], [-1.0, 0.0]]\nthe same result: True",
        product,
    ),
    (
        "weights in groups",
        "groups 1 weights 288 shape (1, 5, 5, 8)\n    the same as depthwise_conv2d: False\n"
        "groups 2 weights 144 shape (1, 5, 5, 8)\n    the same as depthwise_conv2d: False\n"
        "groups 4 weights 72 shape (1, 5, 5, 8)\n    the same as depthwise_conv2d: True",
        lambda: "\n".join(group_line(groups) for groups in (1, 2, 4)),
    ),
]
