"""The numbers of lesson 02."""

import numpy as np
from helpers import skip_without

import course_lib as cl

from .shared import EQUATIONS, PAIR, counted, equation, table


def asker():
    pixels = [1.60314465, -0.55022103, 0.00595062, -0.69889867]
    images = np.array(pixels, np.float32).reshape(1, 2, 2, 1)
    filters = np.array([-0.59594476], np.float32).reshape(1, 1, 1, 1)
    out = cl.nn.conv2d(images, filters, 1, "SAME")
    return "\n".join(f"{value:.8f}" for value in out.ravel())


def cube():
    """Return the explanation of a 3×3 image with 5 channels under a 3×3×5 filter."""
    filters = (np.arange(45.0) % 4 - 1).reshape(3, 3, 5, 1)
    images = counted(1, 3, 3, 5) % 7 - 3.0
    return cl.explain.conv2d(images, filters, 1, "VALID", at=(0, 0, 0, 0))


def dot_of_channels():
    """Return the shape of 3×3×5 with 1×1×5, and its first number as a dot product."""
    images = counted(1, 3, 3, 5) % 7 - 3.0
    filters = np.array([1.0, -2, 0, 3, 1]).reshape(1, 1, 5, 1)
    out = cl.nn.conv2d(images, filters, 1, "VALID")
    return f"shape {out.shape}\n{images[0, 0, 0]} · {filters[0, 0, :, 0]} = {out[0, 0, 0, 0]}"


def shape(images, filters, strides, padding):
    return str(cl.nn.conv2d(np.ones(images), np.ones(filters), strides, padding).shape)


def corner():
    images, filters = np.ones((1, 5, 5, 5)), np.ones((3, 3, 5, 1))
    explained = cl.explain.conv2d(images, filters, 1, "SAME", at=(0, 0, 0, 0))
    cells = {(term.row, term.column) for term in explained.terms if not term.padding}
    return f"{len(cells)} dot products lie in the image, at {sorted(cells)}"


def centres(strides, padding):
    picture = repr(cl.draw.centres(5, 5, kernel=3, strides=strides, padding=padding))
    return picture[picture.index("Row by row") :]


def edge_map():
    halves = np.tile([0.0, 0, 0, 1, 1, 1], (6, 1)).reshape(1, 6, 6, 1)
    edge = np.array([[-1.0, 1], [-1, 1]]).reshape(2, 2, 1, 1)
    return table(cl.nn.conv2d(halves, edge, 1, "VALID"))


def spread():
    images = counted(1, 6, 6, 1) * 1.0
    ones = np.ones((3, 3, 1, 1))
    return str(cl.explain.conv2d(images, ones, 1, "VALID", dilations=2, at=(0, 0, 1, 0)))


def filtered(kernel=1.0):
    """Return range and mean of the photograph at half its size under a kernel (kh, kw)."""
    skip_without.module("matplotlib")
    picture = cl.datasets.photograph().reshape(1, 256, 256, 1)
    small = cl.nn.avg_pool2d(picture, 2, 2, "VALID")
    kernel = np.atleast_2d(kernel).astype(float)
    out = cl.nn.conv2d(small, kernel[:, :, None, None], 1, "SAME")
    text = f"from {out.min():.4g} to {out.max():.4g}, mean {out.mean():.4g}"
    return text.replace("-", "−")


def biased():
    """Return the four numbers with a bias of −10, and one of them as its arithmetic."""
    explained = cl.explain.conv2d(*PAIR, 1, "VALID", at=(0, 0, 1, 0), bias=[-10.0])
    return f"{table(cl.nn.conv2d(*PAIR, 1, 'VALID') - 10)}\n{explained}"


EXPECTATIONS = [
    (
        "the asker's run",
        "-0.95538563\n0.32790133\n-0.00354624\n0.41650501",
        asker,
    ),
    (
        "3×3×5 with 1×1×5",
        "shape (1, 3, 3, 1)\n[-3. -2. -1.  0.  1.] · [ 1. -2.  0.  3.  1.] = 2.0",
        dot_of_channels,
    ),
    (
        "3×3×5 with 3×3×5: one number",
        "45 products, shape (1, 1, 1, 1)",
        lambda: (
            f"{len(cube().terms)} products, shape " + shape((1, 3, 3, 5), (3, 3, 5, 1), 1, "VALID")
        ),
    ),
    (
        "the sum of the 45 products",
        "−6 = (−13) + 10 + (−9) + 0 + 6",
        lambda: str(cube()).splitlines()[-1],
    ),
    (
        "5×5×5 under VALID",
        "Each x is a place for the middle of the filter:\nshape (1, 3, 3, 1)",
        lambda: (
            "Each x is a place for the middle of the filter:\nshape "
            + shape((1, 5, 5, 5), (3, 3, 5, 1), 1, "VALID")
        ),
    ),
    (
        "filter centres under VALID",
        "Row by row: ..... .xxx. .xxx. .xxx. .....",
        lambda: centres(1, "VALID"),
    ),
    (
        "5×5×5 under SAME",
        "Under SAME:\nshape (1, 5, 5, 1)",
        lambda: "Under SAME:\nshape " + shape((1, 5, 5, 5), (3, 3, 5, 1), 1, "SAME"),
    ),
    (
        "a corner under SAME",
        "4 dot products lie in the image, at [(0, 0), (0, 1), (1, 0), (1, 1)]",
        corner,
    ),
    (
        "7 filters",
        "stride 1     (1, 5, 5, 7)",
        lambda: "stride 1     " + shape((1, 5, 5, 5), (3, 3, 5, 7), 1, "SAME"),
    ),
    (
        "stride 2",
        "stride 2     (1, 3, 3, 7)",
        lambda: "stride 2     " + shape((1, 5, 5, 5), (3, 3, 5, 7), [1, 2, 2, 1], "SAME"),
    ),
    (
        "filter centres with stride 2",
        "Row by row: x.x.x ..... x.x.x ..... x.x.x",
        lambda: centres(2, "SAME"),
    ),
    (
        "a batch of 10",
        "ten images   (10, 3, 3, 7)",
        lambda: "ten images   " + shape((10, 5, 5, 5), (3, 3, 5, 7), [1, 2, 2, 1], "SAME"),
    ),
    (
        "a bias",
        "[[ 4. -4.]\n [-4.  2.]]\n"
        "−4 = 3·1 + 1·0 + 0·1 + 1·2 + 0·1 + 1·0 + 2·0 + 4·0 + 1·1 + bias (−10)",
        biased,
    ),
    (
        "[1, 10, 10, 10] with [2, 10, 10, 10]",
        "the question (1, 5, 5, 10)",
        lambda: "the question " + shape((1, 10, 10, 10), (2, 10, 10, 10), [1, 2, 2, 1], "SAME"),
    ),
    (
        "the four equations",
        "\n".join(EQUATIONS),
        lambda: "\n".join(equation(y, x) for y in range(2) for x in range(2)),
    ),
    (
        "the kernel flipped",
        "[[10.  8.]\n [15. 10.]]",
        lambda: table(cl.nn.conv2d(PAIR[0], PAIR[1][::-1, ::-1], 1, "VALID")),
    ),
    (
        "the edge map",
        "\n ".join(["[[0. 0. 2. 0. 0.]", *["[0. 0. 2. 0. 0.]"] * 4]) + "]",
        edge_map,
    ),
    (
        "padding at the bottom and right",
        "2 = 2·1 + [0]·1 + [0]·1 + [0]·1",
        lambda: str(cl.explain.conv2d(PAIR[0], np.ones((2, 2, 1, 1)), 1, "SAME", at=(0, 3, 3, 0))),
    ),
    (
        "dilation",
        "135 = 1·1 + 3·1 + 5·1 + 13·1 + 15·1 + 17·1 + 25·1 + 27·1 + 29·1",
        spread,
    ),
    ("the photograph", "from 5.25 to 253.2, mean 112.1", filtered),
    (
        "the photograph blurred",
        "from 9.688 to 250.7, mean 111.3",
        lambda: filtered(np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16),
    ),
    (
        "edges of the photograph",
        "from −296.2 to 373.8, mean −1.21",
        lambda: filtered([[-1, 1], [-1, 1]]),
    ),
]
