"""What the numbers of several lessons are computed with."""

import numpy as np

import course_lib as cl

IMAGE = np.array([[4, 3, 1, 0], [2, 1, 0, 1], [1, 2, 4, 1], [3, 1, 0, 2]], float)
KERNEL = np.array([[1, 0, 1], [2, 1, 0], [0, 0, 1]], float)
PAIR = IMAGE.reshape(1, 4, 4, 1), KERNEL.reshape(3, 3, 1, 1)
EQUATIONS = [
    "14 = 4·1 + 3·0 + 1·1 + 2·2 + 1·1 + 0·0 + 1·0 + 2·0 + 4·1",
    "6 = 3·1 + 1·0 + 0·1 + 1·2 + 0·1 + 1·0 + 2·0 + 4·0 + 1·1",
    "6 = 2·1 + 1·0 + 0·1 + 1·2 + 2·1 + 4·0 + 3·0 + 1·0 + 0·1",
    "12 = 1·1 + 0·0 + 1·1 + 2·2 + 4·1 + 1·0 + 1·0 + 0·0 + 2·1",
]


def counted(*shape):
    return np.arange(np.prod(shape)).reshape(shape)


def table(values):
    """Return one image with one channel as it is printed."""
    return str(values[0, :, :, 0])


def equation(y, x):
    return str(cl.explain.conv2d(*PAIR, 1, "VALID", at=(0, y, x, 0)))
