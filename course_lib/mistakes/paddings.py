"""Wrong paddings: how many cells on which side, and what stands in them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..nn.geometry import same_padding
from .sliding import Windows, same


def padded(axis: Windows, before: int, after: int) -> Windows:
    """Return an axis with other padding; windows that fit are counted."""
    count = (axis.length + before + after - axis.size) // axis.stride + 1
    return replace(axis, first=-before, step=axis.stride, count=count)


def sides(before, after=None):
    """Return a change to other padding before and after, in cells that follow from the axis."""
    return lambda axis: padded(axis, before(axis), (after or before)(axis))


def missing(axis: Windows) -> tuple[int, int]:
    """Return the cells of padding before and after under SAME."""
    return same_padding(axis.length, axis.size, axis.stride)


def uncut(axis: Windows, out: int | None = None) -> int:
    """Return the cells that are missing for ``out`` windows; negative if there are more."""
    out = -(-axis.length // axis.stride) if out is None else out
    return (out - 1) * axis.stride + axis.size - axis.length


def total(axis: Windows, out: int | None = None) -> int:
    """Return the cells of padding under SAME, or for another number of windows."""
    return max(uncut(axis, out), 0)


def both(cells):
    """Return the same cells before and after."""
    return cells, cells


def halves(cells):
    """Return half of the cells before, rounded down, and the rest after."""
    return (lambda a: cells(a) // 2), (lambda a: cells(a) - cells(a) // 2)


def cells_of(before, after):
    """Return a function of (length, size, stride) that gives the cells before and after."""

    def answer(length, size, stride):
        axis = same(length, size, stride)
        return before(axis), after(axis)

    return answer


_MISSING = "Under SAME it is what is missing"
# Wrong paddings of an axis under SAME: the rule, the cells before and those after.
PADDINGS = {
    "There is no padding: that is VALID.": both(lambda a: 0),
    "The odd row or column of padding went to the top or left, not to the bottom or right.": (
        lambda a: total(a) - total(a) // 2,
        lambda a: total(a) // 2,
    ),
    f"The padding is size // 2 on both sides. {_MISSING}, and an odd cell goes to the end.": (
        both(lambda a: a.size // 2)
    ),
    f"The padding is (size - 1) // 2 on both sides. {_MISSING}, and an odd cell goes to the end.": (
        both(lambda a: (a.size - 1) // 2)
    ),
    f"The padding is one cell on every side. {_MISSING}.": both(lambda a: 1),
    "The padding is that of stride 1. Under SAME it depends on the stride.": halves(
        lambda a: a.size - 1
    ),
    "The padding is size - 1 on every side: that is the full convolution.": both(
        lambda a: a.size - 1
    ),
    "Half of the total, rounded down, went to both sides. An odd cell goes to the end as well.": (
        both(lambda a: total(a) // 2)
    ),
    "Half of the total, rounded up, went to both sides. An odd cell goes to the end only.": both(
        lambda a: -(-total(a) // 2)
    ),
    "Half of the total was rounded with round, which takes a half to the even number: // 2.": (
        lambda a: round(total(a) / 2),
        lambda a: total(a) - round(total(a) / 2),
    ),
    "The length of the output was counted as length // stride + 1. It is length / stride, rounded "
    "up.": halves(lambda a: total(a, a.length // a.stride + 1)),
    "All padding went to the bottom or right. Half of it goes to the top or left.": (
        lambda a: 0,
        total,
    ),
    "All padding went to the top or left. Half of it goes there, rounded down.": (
        total,
        lambda a: 0,
    ),
    "The padding is the total on each side. Half of it goes before, half after.": both(total),
    "The padding is size - stride in all, whatever the length. Under SAME it is "
    "(out - 1) * stride + size - length.": halves(lambda a: max(a.size - a.stride, 0)),
    "The length of the output was rounded down. Under SAME it is rounded up.": halves(
        lambda a: total(a, a.length // a.stride)
    ),
    "The last window was taken to start at out * stride. It starts at (out - 1) * stride.": (
        halves(lambda a: total(a, -(-a.length // a.stride) + 1))
    ),
    "The size of the window was left out of the sum: (out - 1) * stride + size - length are "
    "missing.": halves(lambda a: max((-(-a.length // a.stride) - 1) * a.stride - a.length, 0)),
    "One cell was taken away from the total. It is (out - 1) * stride + size - length.": halves(
        lambda a: max(total(a) - 1, 0)
    ),
    "The total is one cell too large. It is (out - 1) * stride + size - length.": halves(
        lambda a: total(a) + 1
    ),
    "Size and stride are swapped.": halves(
        lambda a: max((-(-a.length // a.size) - 1) * a.size + a.stride - a.length, 0)
    ),
    "The number of windows was counted as under VALID. Under SAME it is length / stride, rounded "
    "up.": halves(lambda a: total(a, (a.length - a.size) // a.stride + 1)),
    "The padding is what is left of length divided by stride. It is "
    "(out - 1) * stride + size - length.": halves(lambda a: -a.length % a.stride),
}


# What stands outside of the image
FILLS = {
    "The padding is 0, and 0 beats negative numbers. For max pooling it is −∞: -np.inf.": 0.0,
    "The padding is −1. For max pooling it is −∞: -np.inf.": -1.0,
    "The padding is −∞. That is for max pooling: for sums it is 0.": -np.inf,
    "The padding is 1. For sums it is 0.": 1.0,
    "The padding repeats the edge of the image.": "edge",
    "The padding mirrors the image, without its edge (reflect).": "reflect",
    "The padding mirrors the image, with its edge (symmetric).": "symmetric",
    "The image goes on at its other side: windows run over one end into the other.": "wrap",
    "The padding is the mean of the image.": np.mean,
    "The padding is the smallest number of the image.": np.min,
    "The padding is the largest number of the image.": np.max,
}


def filled(fill):
    """Return a change of what stands outside of the image."""
    return lambda slide: replace(slide, fill=fill(slide.images) if callable(fill) else fill)
