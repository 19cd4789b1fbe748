"""Mistakes special to exercise 01; those that fit many tasks are listed in ``computed.py``."""

from __future__ import annotations

from dataclasses import replace

from ..nn.geometry import same_padding
from .changes import mistakes
from .sliding import pooled
from .sums import POOLS

VALUES = {
    "by_hand": {
        "The largest of negative numbers is negative.": [[3, 4], [0, 0]],
        "VALID drops a last row or column that does not fill a window.": [
            *([3, 4, 0], [-1, -3, 5], [6, 7, 8])
        ],
    },
    "same_shape": {
        "That is the shape under VALID. SAME rounds up.": (8, 3, 4, 3),
        "Height and width are swapped: it is (n, h, w, c).": (8, 5, 4, 3),
        "The channels come last: it is (n, h, w, c).": (8, 3, 4, 5),
        "The stride was left out: SAME divides by it.": (8, 7, 10, 3),
        "Pooling keeps the channels: each is pooled alone.": (8, 4, 5, 1),
        "The channels are not pooled: the stride does not count for them.": (8, 4, 5, 2),
    },
}
# Answers to tasks whose checks tell of which kind the numbers are, too
PADDING = {
    "The numbers are right, but floats. Return whole numbers: use math.ceil, or //.": (
        lambda *axis: tuple(map(float, same_padding(*axis)))
    ),
    "That is the total. Return two numbers: the cells before, and the cells after.": (
        lambda *axis: sum(same_padding(*axis))
    ),
    "Half a cell is no padding. When the total is odd, the extra cell goes after.": (
        lambda *axis: (sum(same_padding(*axis)) / 2,) * 2
    ),
}
_MEAN = "You took the mean of each window. Max pooling keeps the largest number."
BATCH = {
    _MEAN: lambda *given: replace(pooled(*given), reduce=POOLS[_MEAN]).result(),
    "Integers became floats. Give the output the dtype of the input: images.dtype.": (
        lambda *given: pooled(*given).result().astype(float)
    ),
}
FILL = {
    "The padding was a number that a pixel can fall below. Only −∞ never wins: -np.inf.": (
        lambda slide: replace(slide, fill=-1e9)
    ),
}
BY_TASK = {
    "1": mistakes(VALUES),
    "3": mistakes({"same_padding": PADDING}),
    "5": mistakes({"max_pool_batch": BATCH}),
}
