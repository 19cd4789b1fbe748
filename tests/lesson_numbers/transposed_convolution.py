"""The numbers of lesson 06."""

import numpy as np
import pytest
from helpers import skip_without

import course_lib as cl

from .shared import counted, table

X = np.array([[-67.0, -77], [-117, -127]]).reshape(1, 2, 2, 1)
F = np.array([[-1.0, 2, -3], [4, -5, 6], [-7, 8, -9]]).reshape(3, 3, 1, 1)
WHOLE = (
    "[[   67.  -134.   278.  -154.   231.]\n"
    " [ -268.   335.  -710.   385.  -462.]\n"
    " [  586.  -770.  1620.  -870.  1074.]\n"
    " [ -468.   585. -1210.   635.  -762.]\n"
    " [  819.  -936.  1942. -1016.  1143.]]"
)
STAMP = "[[  67. -134.  201.]\n [-268.  335. -402.]\n [ 469. -536.  603.]]"


def transposed(x=X, size=5, stride=2, padding="VALID"):
    return cl.nn.conv2d_transpose(x, F, [1, size, size, 1], stride, padding)


def added_up():
    """Return the sum of four stamps, each laid by hand."""
    out = np.zeros((1, 5, 5, 1))
    for y in range(2):
        for x in range(2):
            out[0, 2 * y : 2 * y + 3, 2 * x : 2 * x + 3, 0] += X[0, y, x, 0] * F[:, :, 0, 0]
    return out


def middle():
    e = cl.explain.conv2d_transpose(X, F, [1, 5, 5, 1], 2, "VALID", at=(0, 2, 2, 0))
    return str(e)


def size_line(stride):
    out = transposed(size=stride + 3, stride=stride)[0, :, :, 0]
    return f"stride {stride} gives {out.shape} with {(out == 0).sum()} zeros"


def spread():
    out = np.zeros((1, 7, 7, 1))
    out[0, [[2, 2], [4, 4]], [[2, 4], [2, 4]], 0] = X[0, :, :, 0]
    return out


def slid(name, *axes):
    """Return what sliding gives with the kernel turned along some axes."""
    out = cl.nn.conv2d(spread(), np.flip(F, axes), 1, "VALID")
    right = (out == added_up()).sum()
    return f"{name}: top left {out[0, 0, 0, 0]:g}, right numbers: {right} of 25"


def matrix():
    units = np.eye(25).reshape(25, 5, 5, 1)
    return np.stack([cl.nn.conv2d(unit[None], F, 2, "VALID").ravel() for unit in units], axis=1)


def matrix_line():
    same = np.array_equal((matrix().T @ X.ravel()).reshape(5, 5), transposed()[0, :, :, 0])
    row = matrix()[0].reshape(5, 5).astype(int)
    return f"row 0 as an image:\n{row}\nall numbers right: {same}"


def change():
    """Return how the score changes with each pixel, from two images for each."""
    base, out = counted(1, 5, 5, 1) * 1.0, np.empty((5, 5))
    for y in range(5):
        for x in range(5):
            more = base.copy()
            more[0, y, x, 0] += 1
            scores = [(cl.nn.conv2d(image, F, 2, "VALID") * X).sum() for image in (more, base)]
            out[y, x] = scores[0] - scores[1]
    return out[None, :, :, None]


def ways():
    found = {
        "slid": cl.nn.conv2d(spread(), F[::-1, ::-1], 1, "VALID"),
        "matrix": (matrix().T @ X.ravel()).reshape(1, 5, 5, 1),
        "change": change(),
        "gradient": cl.nn.conv2d_backprop_input([1, 5, 5, 1], F, X, 2, "VALID"),
    }
    return "\n".join(
        f"{name} equals the stamps: {np.array_equal(way, added_up())}"
        for name, way in found.items()
    )


def forward(size):
    rows = cl.nn.conv2d(np.ones((1, size, size, 1)), F, 2, "VALID").shape[1]
    return f"from {size} to {rows}"


def first_row(size):
    return "    row 0: " + " ".join(f"{v:g}" for v in transposed(size=size)[0, 0, :, 0])


def wrong_size():
    with pytest.raises(ValueError, match="output_shape") as caught:
        transposed(size=7)
    return str(caught.value).replace(". ", ".\n").replace(": ", ":\n")


def wrong_order():
    filters = np.ones((3, 3, 3, 5))
    with pytest.raises(ValueError, match="c_in") as caught:
        cl.nn.conv2d_transpose(np.ones((1, 4, 7, 3)), filters, [1, 9, 15, 5], 2, "VALID")
    return str(caught.value).replace(": ", ":\n").replace(", input", ",\ninput")


def layer_line(padding):
    layer = cl.layers.Conv2DTranspose(5, 3, strides=2, padding=padding)
    shape = layer(np.ones((1, 4, 7, 3))).shape
    return f"{padding} filters {layer.weights[0].shape} output {shape}"


def covered(kernel):
    """Return the first rows of the number of stamps on each cell, as the picture tells them."""
    size = 3 * 2 + kernel
    out = cl.nn.conv2d_transpose(
        np.ones((1, 4, 4, 1)), np.ones((kernel, kernel, 1, 1)), [size, size], 2, "VALID"
    )[0, :, :, 0]
    rows = [f"Row {y}: {', '.join(f'{v:g}' for v in row)}." for y, row in enumerate(out[:3])]
    return f"Kernel {kernel}×{kernel}: {size} by {size} grid. {' '.join(rows)}"


def enlarged(kernel, weight):
    """Return what the picture tells of the enlarged photograph."""
    skip_without.module("matplotlib")
    photo = cl.datasets.photograph().reshape(1, 256, 256, 1)
    small = cl.nn.avg_pool2d(photo, 4, 4, "VALID")
    filters = np.full((kernel, kernel, 1, 1), weight)
    size = 63 * 2 + kernel
    out = cl.nn.conv2d_transpose(small, filters, [size, size], 2, "VALID")[0, 1:-1, 1:-1, 0]
    out = np.clip(out, 0, 255)
    return f"from {out.min():.4g} to {out.max():.4g}, mean {out.mean():.4g}"


EXPECTATIONS = [
    ("the asker's run", WHOLE, lambda: table(transposed())),
    ("the asker's run, stamp by stamp", WHOLE, lambda: table(added_up())),
    ("one stamp", STAMP, lambda: table(transposed(X[:, :1, :1], 3))),
    (
        "the last sum of stamps",
        "The sum so far: 5 by 5 grid. Row 0: 67, −134, 278, −154, 231. "
        "Row 1: −268, 335, −710, 385, −462. Row 2: 586, −770, 1620, −870, 1074.",
        lambda: (
            "The sum so far: 5 by 5 grid. "
            + " ".join(
                f"Row {y}: {', '.join(f'{v:g}' for v in row)}."
                for y, row in enumerate(added_up()[0, :3, :, 0])
            ).replace("-", "−")
        ),
    ),
    (
        "1620 and its four parts",
        "1620 = (−67)·(−9) + (−77)·(−7) + (−117)·(−3) + (−127)·(−1)",
        middle,
    ),
    (
        "stride and size",
        "stride 1 gives (4, 4) with 0 zeros\nstride 2 gives (5, 5) with 0 zeros\n"
        "stride 3 gives (6, 6) with 0 zeros\nstride 4 gives (7, 7) with 13 zeros",
        lambda: "\n".join(map(size_line, (1, 2, 3, 4))),
    ),
    (
        "a gap between stamps",
        "row 0 with stride 4: 67 -134 201 0 77 -154 231",
        lambda: (
            "row 0 with stride 4: "
            + " ".join(f"{v:g}" for v in transposed(size=7, stride=4)[0, 0, :, 0])
        ),
    ),
    (
        "67 and 603",
        "as it is: top left 603, right numbers: 4 of 25\n"
        "upside down: top left 201, right numbers: 10 of 25\n"
        "left to right: top left 469, right numbers: 10 of 25\n"
        "both: top left 67, right numbers: 25 of 25",
        lambda: "\n".join(
            [
                slid("as it is"),
                slid("upside down", 0),
                slid("left to right", 1),
                slid("both", 0, 1),
            ]
        ),
    ),
    (
        "the matrix",
        "row 0 as an image:\n[[-1  2 -3  0  0]\n [ 4 -5  6  0  0]\n [-7  8 -9  0  0]\n"
        " [ 0  0  0  0  0]\n [ 0  0  0  0  0]]\nall numbers right: True",
        matrix_line,
    ),
    (
        "the size of the matrix",
        "(4, 25) transposed (25, 4)",
        lambda: f"{matrix().shape} transposed {matrix().T.shape}",
    ),
    (
        "the gradient",
        "How the score changes with each pixel:\n" + WHOLE,
        lambda: "How the score changes with each pixel:\n" + table(change()),
    ),
    (
        "four ways, one result",
        "slid equals the stamps: True\nmatrix equals the stamps: True\n"
        "change equals the stamps: True\ngradient equals the stamps: True",
        ways,
    ),
    (
        "a convolution is not undone",
        "shape (1, 2, 2, 1)\n[[-33018. -36782.]\n [-49742. -51178.]]",
        lambda: "shape (1, 2, 2, 1)\n" + table(cl.nn.conv2d(transposed(), F, 2, "VALID")),
    ),
    (
        "sizes of a convolution",
        "from 5 to 2\n    row 0: 67 -134 278 -154 231\n"
        "from 6 to 2\n    row 0: 67 -134 278 -154 231 0\nfrom 7 to 3",
        lambda: "\n".join([forward(5), first_row(5), forward(6), first_row(6), forward(7)]),
    ),
    (
        "a size that is wrong",
        "conv2d_transpose:\noutput_shape has 7 rows and 7 columns.\nIt must be a size that conv2d "
        "takes to the input's 2 rows and 2 columns:\n5 or 6 rows, and 5 or 6 columns",
        wrong_size,
    ),
    (
        "SAME, 4×4",
        "[[   67.  -134.   278.  -154.]\n [ -268.   335.  -710.   385.]\n"
        " [  586.  -770.  1620.  -870.]\n [ -468.   585. -1210.   635.]]",
        lambda: table(transposed(size=4, padding="SAME")),
    ),
    (
        "SAME, 3×3",
        "[[  335.  -710.   385.]\n [ -770.  1620.  -870.]\n [  585. -1210.   635.]]",
        lambda: table(transposed(size=3, padding="SAME")),
    ),
    (
        "the layer",
        "valid filters (3, 3, 5, 3) output (1, 9, 15, 5)\n"
        "same filters (3, 3, 5, 3) output (1, 8, 14, 5)",
        lambda: "\n".join(map(layer_line, ("valid", "same"))),
    ),
    (
        "channels in the wrong order",
        "conv2d_transpose:\nfilters expect c_in=5 (axis 3 of (3, 3, 3, 5)),\ninput has 3 channels "
        "(axis 3 of (1, 4, 7, 3))",
        wrong_order,
    ),
    (
        "a checkerboard",
        "Kernel 3×3: 9 by 9 grid. Row 0: 1, 1, 2, 1, 2, 1, 2, 1, 1. "
        "Row 1: 1, 1, 2, 1, 2, 1, 2, 1, 1. Row 2: 2, 2, 4, 2, 4, 2, 4, 2, 2.",
        lambda: covered(3),
    ),
    (
        "no checkerboard",
        "Kernel 4×4: 10 by 10 grid. Row 0: 1, 1, 2, 2, 2, 2, 2, 2, 1, 1. "
        "Row 1: 1, 1, 2, 2, 2, 2, 2, 2, 1, 1. Row 2: 2, 2, 4, 4, 4, 4, 4, 4, 2, 2.",
        lambda: covered(4),
    ),
    (
        "a photograph with a checkerboard",
        "from 4.167 to 255, mean 107.3",
        lambda: enlarged(3, 4 / 9),
    ),
    (
        "a photograph without",
        "from 6.031 to 244.7, mean 110.4",
        lambda: enlarged(4, 0.25),
    ),
]
