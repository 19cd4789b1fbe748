"""Mistakes special to exercise 01; those that fit many tasks are listed in ``computed.py``."""

import numpy as np

from ..nn.geometry import same_padding
from . import changes as c
from .computations import windows_of

# The image of task 1, as in the notebook; its batch has the shape (8, 7, 10, 3).
BY_HAND = np.array(
    [
        *([3, -1, 4, -2, 0], [-5, 2, -6, 1, -7], [-1, -3, -8, -4, 5]),
        *([-2, -9, -3, -6, 2], [6, 0, 7, -1, 8]),
    ]
)


def pool(image, size, stride, reduce=np.max):
    """Reduce each window of an image (h, w), or of images (n, h, w, c) channel by channel."""
    axes = c.spatial(np.asarray(image))
    seen = windows_of(image, (size, size), axis=axes)
    seen = seen[(slice(None),) * axes[0] + (slice(None, None, stride),) * 2]
    return reduce(seen, axis=(-2, -1))


def pool_same(image, size, stride, value=-np.inf, first=False, step=None, reduce=np.max):
    """Pool an image that is padded on the sides that SAME asks for."""
    sides = [same_padding(length, size, stride) for length in np.shape(image)]
    sides = [side[::-1] for side in sides] if first else sides
    padded = np.pad(np.asarray(image, float), sides, constant_values=value)
    return pool(padded, size, step or stride, reduce)


def total(length, size, stride, out=None):
    """Return all cells of padding that a length of the output asks for; it may be negative."""
    return ((-(-length // stride) if out is None else out) - 1) * stride + size - length


MEAN = "You took the mean of each window. Max pooling keeps the largest number."
STRIDE = "The window moved by 1. It must move by the stride."
DTYPE = "Give the output the dtype of the input"
TURNED = "Rows and columns are swapped. The first axis is the height, the second the width."
POOL = (
    c.argument("stride", lambda _: 1, STRIDE),
    c.option(MEAN, reduce=np.mean),
    c.result(lambda out: out.T, TURNED),
)

BY_TASK = {
    "1": [
        *c.by_hand("by_hand", pool, (BY_HAND, 2, 2), *POOL),
        *c.by_hand(
            "by_hand",
            pool,
            (BY_HAND, 2, 2),
            c.result(
                lambda out: np.maximum(out, 0), "The largest of negative numbers is negative."
            ),
            c.special(pool_same, "VALID drops a last row or column that does not fill a window."),
        ),
        *c.values(
            "same_shape",
            {
                "That is the shape under VALID. SAME rounds up.": (8, 3, 4, 3),
                "Height and width are swapped: it is (n, h, w, c).": (8, 5, 4, 3),
                "The channels come last: it is (n, h, w, c).": (8, 3, 4, 5),
                "The stride was left out: SAME divides by it.": (8, 7, 10, 3),
                "Pooling keeps the channels: each is pooled alone.": (8, 4, 5, 1),
                "The channels are not pooled: the stride does not count for them.": (8, 4, 5, 2),
            },
        ),
    ],
    "2": [],
    "3": c.mistakes(
        "same_padding",
        lambda length, size, stride: same_padding(length, size, stride),
        c.result(
            lambda pair: tuple(map(float, pair)),
            "The numbers are right, but floats. Return whole numbers: use math.ceil, or //.",
        ),
        c.result(
            sum, "That is the total. Return two numbers: the cells before, and the cells after."
        ),
        c.result(
            lambda pair: (sum(pair) / 2, sum(pair) / 2),
            "Half a cell is no padding. When the total is odd, the extra cell goes after.",
        ),
    ),
    "4": c.mistakes(
        "max_pool_same",
        pool_same,
        c.option(
            "The padding was a number that a pixel can fall below. Only −∞ never wins: -np.inf.",
            value=-1e9,
        ),
    ),
    "5": c.mistakes(
        "max_pool_batch",
        lambda images, size, stride, **options: pool(images, size, stride, **options),
        c.option(MEAN, reduce=np.mean),
        c.result(
            lambda out: out.max(axis=3, keepdims=True),
            "The channels were mixed: one maximum over all of them. Each channel is pooled alone.",
        ),
        c.result(lambda out: out.astype(float), f"Integers became floats. {DTYPE}: images.dtype."),
    ),
}
