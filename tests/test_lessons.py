"""Every number that a lesson promises: computed by the library, and stored in the lesson.

Each row of the table names a lesson, the text that must stand in one of its stored outputs, and
the computation that gives this text.
"""

import needs
import numpy as np
import pytest
from stored import ROOT, code_cells, texts

import course_lib as cl
from course_lib.layers import MaxPool2D

START, POOLING, CONVOLUTION = "00_start_here", "01_max_pooling", "02_convolution"

IMAGE = np.array([[4, 3, 1, 0], [2, 1, 0, 1], [1, 2, 4, 1], [3, 1, 0, 2]], float)
KERNEL = np.array([[1, 0, 1], [2, 1, 0], [0, 0, 1]], float)
PAIR = IMAGE.reshape(1, 4, 4, 1), KERNEL.reshape(3, 3, 1, 1)


def counted(*shape):
    return np.arange(np.prod(shape)).reshape(shape)


def table(values):
    """Return one image with one channel as it is printed."""
    return str(values[0, :, :, 0])


def pooled(images, **options):
    return MaxPool2D(**options)(images)


def equation(y, x):
    return str(cl.explain.conv2d(*PAIR, 1, "VALID", at=(0, y, x, 0)))


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


def integers():
    """Return the kind of numbers that max pooling keeps, and what average pooling says to it."""
    with pytest.raises(TypeError) as caught:
        cl.nn.avg_pool2d(BRIGHT.astype("int64"), 2, 2, "VALID")
    kinds = {"i": "integers.", "f": "floats."}
    return f"{kinds[cl.nn.max_pool2d(BRIGHT, 2, 2, 'VALID').dtype.kind]}\n{caught.value}"


def spread():
    images = counted(1, 6, 6, 1) * 1.0
    ones = np.ones((3, 3, 1, 1))
    return str(cl.explain.conv2d(images, ones, 1, "VALID", dilations=2, at=(0, 0, 1, 0)))


def filtered(kernel=1.0):
    """Return range and mean of the photograph at half its size under a kernel (kh, kw)."""
    needs.module("matplotlib")
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


EQUATIONS = [
    "14 = 4·1 + 3·0 + 1·1 + 2·2 + 1·1 + 0·0 + 1·0 + 2·0 + 4·1",
    "6 = 3·1 + 1·0 + 0·1 + 1·2 + 0·1 + 1·0 + 2·0 + 4·0 + 1·1",
    "6 = 2·1 + 1·0 + 0·1 + 1·2 + 2·1 + 4·0 + 3·0 + 1·0 + 0·1",
    "12 = 1·1 + 0·0 + 1·1 + 2·2 + 4·1 + 1·0 + 1·0 + 0·0 + 2·1",
]
NEGATIVE = -np.arange(1.0, 10).reshape(1, 3, 3, 1)
BRIGHT = np.array([[1, 0, 2, 1], [0, 9, 1, 3], [2, 1, 0, 1], [1, 3, 2, 0]]).reshape(1, 4, 4, 1)

# Lesson, what it is about, the text that is stored, the computation.
EXPECTATIONS = [
    (
        START,
        "the first convolution",
        "[[14.  6.]\n [ 6. 12.]]",
        lambda: table(cl.nn.conv2d(*PAIR, 1, "VALID")),
    ),
    (START, "its first number", EQUATIONS[0], lambda: equation(0, 0)),
    (
        POOLING,
        "1: 4×4",
        "[[ 5  7]\n [13 15]]",
        lambda: table(pooled(counted(1, 4, 4, 1))),
    ),
    (
        POOLING,
        "2: 6×6",
        "[[ 7  9 11]\n [19 21 23]\n [31 33 35]]",
        lambda: table(pooled(counted(1, 6, 6, 1))),
    ),
    (
        POOLING,
        "3: a 3×3 window",
        "[[14 17]\n [32 35]]",
        lambda: table(pooled(counted(1, 6, 6, 1), pool_size=(3, 3))),
    ),
    (
        POOLING,
        "4: 5×5, VALID",
        "VALID:\n[[ 6  8]\n [16 18]]",
        lambda: "VALID:\n" + table(pooled(counted(1, 5, 5, 1))),
    ),
    (
        POOLING,
        "4: 5×5, SAME",
        "SAME:\n[[ 6  8  9]\n [16 18 19]\n [21 23 24]]",
        lambda: "SAME:\n" + table(pooled(counted(1, 5, 5, 1), padding="same")),
    ),
    (
        POOLING,
        "5: two images",
        "[[[ 5  7]\n  [13 15]]\n\n [[21 23]\n  [29 31]]]",
        lambda: str(pooled(counted(2, 4, 4, 1))[..., 0]),
    ),
    (
        POOLING,
        "6: channel 0 of the input",
        "[[[ 0  3  6  9]\n  [12 15 18 21]\n  [24 27 30 33]\n  [36 39 42 45]]]",
        lambda: str(counted(1, 4, 4, 3)[..., 0]),
    ),
    (
        POOLING,
        "6: channel 0 of the output",
        "[[[15 21]\n  [39 45]]]",
        lambda: str(pooled(counted(1, 4, 4, 3))[..., 0]),
    ),
    (
        POOLING,
        "overlapping windows",
        "[[9 9]\n [9 9]]",
        lambda: table(cl.nn.max_pool2d(BRIGHT, 3, 1, "VALID")),
    ),
    (
        POOLING,
        "−∞ under the padding",
        "[[-1. -3.]\n [-7. -9.]]",
        lambda: table(cl.nn.max_pool2d(NEGATIVE, 2, 2, "SAME")),
    ),
    (
        POOLING,
        "0 under the padding",
        "[[-1.  0.]\n [ 0.  0.]]",
        lambda: table(
            cl.nn.max_pool2d(np.pad(NEGATIVE, ((0, 0), (0, 1), (0, 1), (0, 0))), 2, 2, "VALID")
        ),
    ),
    (
        POOLING,
        "average pooling",
        "[[2.  3.5]\n [6.5 8. ]]",
        lambda: table(cl.nn.avg_pool2d(counted(1, 3, 3, 1) * 1.0, 2, 2, "SAME")),
    ),
    (
        POOLING,
        "integers stay integers",
        "integers.\navg_pool2d: input holds integers (int64), and avg_pool2d works on floats. "
        "Convert first: input.astype('float32')",
        integers,
    ),
    (
        CONVOLUTION,
        "the asker's run",
        "-0.95538563\n0.32790133\n-0.00354624\n0.41650501",
        asker,
    ),
    (
        CONVOLUTION,
        "3×3×5 with 1×1×5",
        "shape (1, 3, 3, 1)\n[-3. -2. -1.  0.  1.] · [ 1. -2.  0.  3.  1.] = 2.0",
        dot_of_channels,
    ),
    (
        CONVOLUTION,
        "3×3×5 with 3×3×5: one number",
        "45 products, shape (1, 1, 1, 1)",
        lambda: (
            f"{len(cube().terms)} products, shape " + shape((1, 3, 3, 5), (3, 3, 5, 1), 1, "VALID")
        ),
    ),
    (
        CONVOLUTION,
        "the sum of the 45 products",
        "−6 = (−13) + 10 + (−9) + 0 + 6",
        lambda: str(cube()).splitlines()[-1],
    ),
    (
        CONVOLUTION,
        "5×5×5 under VALID",
        "Each x is a place for the middle of the filter:\nshape (1, 3, 3, 1)",
        lambda: (
            "Each x is a place for the middle of the filter:\nshape "
            + shape((1, 5, 5, 5), (3, 3, 5, 1), 1, "VALID")
        ),
    ),
    (
        CONVOLUTION,
        "filter centres under VALID",
        "Row by row: ..... .xxx. .xxx. .xxx. .....",
        lambda: centres(1, "VALID"),
    ),
    (
        CONVOLUTION,
        "5×5×5 under SAME",
        "Under SAME:\nshape (1, 5, 5, 1)",
        lambda: "Under SAME:\nshape " + shape((1, 5, 5, 5), (3, 3, 5, 1), 1, "SAME"),
    ),
    (
        CONVOLUTION,
        "a corner under SAME",
        "4 dot products lie in the image, at [(0, 0), (0, 1), (1, 0), (1, 1)]",
        corner,
    ),
    (
        CONVOLUTION,
        "7 filters",
        "stride 1     (1, 5, 5, 7)",
        lambda: "stride 1     " + shape((1, 5, 5, 5), (3, 3, 5, 7), 1, "SAME"),
    ),
    (
        CONVOLUTION,
        "stride 2",
        "stride 2     (1, 3, 3, 7)",
        lambda: "stride 2     " + shape((1, 5, 5, 5), (3, 3, 5, 7), [1, 2, 2, 1], "SAME"),
    ),
    (
        CONVOLUTION,
        "filter centres with stride 2",
        "Row by row: x.x.x ..... x.x.x ..... x.x.x",
        lambda: centres(2, "SAME"),
    ),
    (
        CONVOLUTION,
        "a batch of 10",
        "ten images   (10, 3, 3, 7)",
        lambda: "ten images   " + shape((10, 5, 5, 5), (3, 3, 5, 7), [1, 2, 2, 1], "SAME"),
    ),
    (
        CONVOLUTION,
        "a bias",
        "[[ 4. -4.]\n [-4.  2.]]\n"
        "−4 = 3·1 + 1·0 + 0·1 + 1·2 + 0·1 + 1·0 + 2·0 + 4·0 + 1·1 + bias (−10)",
        biased,
    ),
    (
        CONVOLUTION,
        "[1, 10, 10, 10] with [2, 10, 10, 10]",
        "the question (1, 5, 5, 10)",
        lambda: "the question " + shape((1, 10, 10, 10), (2, 10, 10, 10), [1, 2, 2, 1], "SAME"),
    ),
    (
        CONVOLUTION,
        "the four equations",
        "\n".join(EQUATIONS),
        lambda: "\n".join(equation(y, x) for y in range(2) for x in range(2)),
    ),
    (
        CONVOLUTION,
        "the kernel flipped",
        "[[10.  8.]\n [15. 10.]]",
        lambda: table(cl.nn.conv2d(PAIR[0], PAIR[1][::-1, ::-1], 1, "VALID")),
    ),
    (
        CONVOLUTION,
        "the edge map",
        "\n ".join(["[[0. 0. 2. 0. 0.]", *["[0. 0. 2. 0. 0.]"] * 4]) + "]",
        edge_map,
    ),
    (
        CONVOLUTION,
        "padding at the bottom and right",
        "2 = 2·1 + [0]·1 + [0]·1 + [0]·1",
        lambda: str(cl.explain.conv2d(PAIR[0], np.ones((2, 2, 1, 1)), 1, "SAME", at=(0, 3, 3, 0))),
    ),
    (
        CONVOLUTION,
        "dilation",
        "135 = 1·1 + 3·1 + 5·1 + 13·1 + 15·1 + 17·1 + 25·1 + 27·1 + 29·1",
        spread,
    ),
    (CONVOLUTION, "the photograph", "from 5.25 to 253.2, mean 112.1", filtered),
    (
        CONVOLUTION,
        "the photograph blurred",
        "from 9.688 to 250.7, mean 111.3",
        lambda: filtered(np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16),
    ),
    (
        CONVOLUTION,
        "edges of the photograph",
        "from −296.2 to 373.8, mean −1.21",
        lambda: filtered([[-1, 1], [-1, 1]]),
    ),
]
NAMES = [f"{lesson} {about}" for lesson, about, *_ in EXPECTATIONS]


@pytest.mark.parametrize(("lesson", "about", "text", "compute"), EXPECTATIONS, ids=NAMES)
def test_the_library_computes_it(lesson, about, text, compute):
    assert compute() == text


@pytest.mark.parametrize(("lesson", "about", "text", "compute"), EXPECTATIONS, ids=NAMES)
def test_the_lesson_shows_it(lesson, about, text, compute):
    cells = code_cells(ROOT / "notebooks" / f"{lesson}.ipynb")
    shown = [texts(output) for cell in cells for output in cell["outputs"]]
    assert any(f"\n{text}" in f"\n{output}" or f" {text}" in output for output in shown)


def test_every_output_of_the_asker_is_a_product():
    pixels = np.float32([1.60314465, -0.55022103, 0.00595062, -0.69889867])
    expected = "\n".join(f"{pixel * np.float32(-0.59594476):.8f}" for pixel in pixels)
    assert asker() == expected


@pytest.mark.parametrize("equation", EQUATIONS)
def test_the_equations_are_true(equation):
    total, _, terms = equation.partition(" = ")
    products = [int(a) * int(b) for a, b in (term.split("·") for term in terms.split(" + "))]
    assert len(products) == 9
    assert sum(products) == int(total)
