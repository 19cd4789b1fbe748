"""The numbers of lesson 01."""

import numpy as np
import pytest

import course_lib as cl
from course_lib.layers import MaxPool2D

from .shared import counted, table

NEGATIVE = -np.arange(1.0, 10).reshape(1, 3, 3, 1)
BRIGHT = np.array([[1, 0, 2, 1], [0, 9, 1, 3], [2, 1, 0, 1], [1, 3, 2, 0]]).reshape(1, 4, 4, 1)


def pooled(images, **options):
    return MaxPool2D(**options)(images)


def integers():
    """Return the kind of numbers that max pooling keeps, and what average pooling says to it."""
    with pytest.raises(TypeError) as caught:
        cl.nn.avg_pool2d(BRIGHT.astype("int64"), 2, 2, "VALID")
    kinds = {"i": "integers", "f": "floats"}
    return f"{kinds[cl.nn.max_pool2d(BRIGHT, 2, 2, 'VALID').dtype.kind]}\n{caught.value}"


EXPECTATIONS = [
    (
        "1: 4×4",
        "[[ 5  7]\n [13 15]]",
        lambda: table(pooled(counted(1, 4, 4, 1))),
    ),
    (
        "2: 6×6",
        "[[ 7  9 11]\n [19 21 23]\n [31 33 35]]",
        lambda: table(pooled(counted(1, 6, 6, 1))),
    ),
    (
        "3: a 3×3 window",
        "[[14 17]\n [32 35]]",
        lambda: table(pooled(counted(1, 6, 6, 1), pool_size=(3, 3))),
    ),
    (
        "4: 5×5, VALID",
        "VALID:\n[[ 6  8]\n [16 18]]",
        lambda: "VALID:\n" + table(pooled(counted(1, 5, 5, 1))),
    ),
    (
        "4: 5×5, SAME",
        "SAME:\n[[ 6  8  9]\n [16 18 19]\n [21 23 24]]",
        lambda: "SAME:\n" + table(pooled(counted(1, 5, 5, 1), padding="same")),
    ),
    (
        "5: two images",
        "[[[ 5  7]\n  [13 15]]\n\n [[21 23]\n  [29 31]]]",
        lambda: str(pooled(counted(2, 4, 4, 1))[..., 0]),
    ),
    (
        "6: channel 0 of the input",
        "[[[ 0  3  6  9]\n  [12 15 18 21]\n  [24 27 30 33]\n  [36 39 42 45]]]",
        lambda: str(counted(1, 4, 4, 3)[..., 0]),
    ),
    (
        "6: channel 0 of the output",
        "[[[15 21]\n  [39 45]]]",
        lambda: str(pooled(counted(1, 4, 4, 3))[..., 0]),
    ),
    (
        "overlapping windows",
        "[[9 9]\n [9 9]]",
        lambda: table(cl.nn.max_pool2d(BRIGHT, 3, 1, "VALID")),
    ),
    (
        "−∞ under the padding",
        "[[-1. -3.]\n [-7. -9.]]",
        lambda: table(cl.nn.max_pool2d(NEGATIVE, 2, 2, "SAME")),
    ),
    (
        "0 under the padding",
        "[[-1.  0.]\n [ 0.  0.]]",
        lambda: table(
            cl.nn.max_pool2d(np.pad(NEGATIVE, ((0, 0), (0, 1), (0, 1), (0, 0))), 2, 2, "VALID")
        ),
    ),
    (
        "average pooling",
        "[[2.  3.5]\n [6.5 8. ]]",
        lambda: table(cl.nn.avg_pool2d(counted(1, 3, 3, 1) * 1.0, 2, 2, "SAME")),
    ),
    (
        "integers stay integers",
        "integers\navg_pool2d: input holds integers (int64), and avg_pool2d works on floats. "
        "Convert first: input.astype('float32')",
        integers,
    ),
]
