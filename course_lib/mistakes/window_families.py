"""Ways in which windows are laid wrongly: too many, too few, elsewhere, on other padding."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .changes import Change, along, both, changes
from .paddings import FILLS, PADDINGS, filled, missing, padded, sides, total
from .sliding import Windows, same, sizes_swapped, valid

# What may be wrong along one axis or both: the rule, and the change. The first ones are usual, and
# tried in pairs; of several that print the same, the first is told.
ANYWAY = {
    "The stride was ignored: the window moved by 1. It moves by the stride.": lambda a: a.along(
        a.length, a.size, 1
    ),
    "The window of output k starts at cell k. It must start at k * stride.": lambda a: replace(
        a, step=1
    ),
    "The windows lie side by side: they moved by their own size. They move by the stride.": (
        lambda a: replace(a, step=a.size)
    ),
    "The size of the window and the stride are swapped.": lambda a: a.along(
        a.length, a.stride, a.size
    ),
    "The windows begin one cell too late.": lambda a: replace(a, first=a.first + 1),
    "The windows begin one cell too late, and the last one is missing.": lambda a: replace(
        a, first=a.first + 1, count=a.count - 1
    ),
    "The first window is missing.": lambda a: replace(
        a, first=a.first + a.stride, count=a.count - 1
    ),
    "The windows begin with the second one, and go on beyond the end.": lambda a: replace(
        a, first=a.first + a.stride
    ),
    "The last window is missing along an axis.": lambda a: replace(a, count=a.count - 1),
    "The loops end one window early, so the last place stays empty.": lambda a: replace(
        a, count=a.count - 1, room=a.count
    ),
    "The loop ends two windows early, so the last ones stay empty.": lambda a: replace(
        a, count=a.count - 2, room=a.count
    ),
    "The first window is missing, so its place stays empty.": lambda a: replace(a, hole=1),
    "The output has one row or column too many, which stays empty.": lambda a: replace(
        a, room=a.count + 1
    ),
    "The window is one cell too large.": lambda a: replace(a, reach=a.size + 1),
    "The window is one cell too small. A slice ends before its second number.": lambda a: replace(
        a, reach=a.size - 1
    ),
    "The window begins one cell too early, and so is one cell too large.": lambda a: replace(
        a, first=a.first - 1, reach=a.size + 1
    ),
    "Only the first cell of each window was used.": lambda a: replace(a, reach=1),
    "The stride skipped cells inside the windows. It skips windows: a window skips no cells.": (
        lambda a: replace(a, apart=a.stride)
    ),
    "The stride skipped cells of the image, as if it were smaller. It skips windows: a window "
    "skips no cells.": lambda a: replace(
        valid(-(-a.length // a.stride), a.size, 1), step=a.stride, apart=a.stride
    ),
    "The stride was applied twice.": lambda a: replace(
        a, step=a.stride**2, count=-(-a.count // a.stride)
    ),
    "The windows run from the end to the beginning.": lambda a: replace(
        a, first=a.first + a.step * (a.count - 1), step=-a.step
    ),
}
UNDER_VALID = {
    "There is one window too many: the last one must lie wholly inside.": lambda a: replace(
        a, count=a.count + 1
    ),
    "The windows lie side by side, and as many as fit were taken. They move by the stride.": (
        lambda a: replace(a, step=a.size, count=a.length // a.size)
    ),
    "The number of windows was rounded up. A window must fit wholly: round down.": lambda a: (
        replace(a, count=-(-(a.length - a.size) // a.stride) + 1)
    ),
    "A window that ends exactly at the edge is missing. (length - size) // stride + 1 fit.": (
        lambda a: replace(a, count=-(-(a.length - a.size) // a.stride))
    ),
    "Windows were counted as length // stride. Under VALID there are "
    "(length - size) // stride + 1.": lambda a: replace(a, count=a.length // a.stride),
    "The last windows are missing: there are (length - size) // stride + 1.": lambda a: replace(
        a, count=(a.length - a.size) // a.stride
    ),
    "Windows were counted as length / stride, rounded up: that is SAME. Under VALID only whole "
    "windows count.": lambda a: replace(a, count=-(-a.length // a.stride)),
    "The output was made for stride 1, so zeros are left at its end: there are "
    "(length - size) // stride + 1 windows.": lambda a: replace(a, room=a.length - a.size + 1),
    "The output was made as large as the input, so zeros are left at its end.": lambda a: replace(
        a, room=a.length
    ),
    "Zeros were put around the image, as SAME does. Under VALID there is no padding.": lambda a: (
        same(a.length, a.size, a.stride)
    ),
    "The image was padded by size // 2 on both sides. Under VALID there is no padding.": sides(
        lambda a: a.size // 2
    ),
    "The image was padded by (size - 1) // 2 on both sides. Under VALID there is no padding.": (
        sides(lambda a: (a.size - 1) // 2)
    ),
    "The image was padded by one cell on every side. Under VALID there is no padding.": sides(
        lambda a: 1
    ),
    "The image was padded by size - 1 on every side: that is the full convolution. Under VALID "
    "there is no padding.": sides(lambda a: a.size - 1),
    "The image was padded by one cell at the end. Under VALID there is no padding.": sides(
        lambda a: 0, lambda a: 1
    ),
}
UNDER_SAME = {
    "There is one window too many. Under SAME there are length / stride, rounded up.": (
        lambda a: replace(a, count=a.count + 1)
    ),
    "The windows are those of VALID, and zeros are left in the place of the rest.": lambda a: (
        replace(valid(a.length, a.size, a.stride), room=a.count)
    ),
    "The padding is size // 2 at the beginning. Under SAME it is half of what is missing, rounded "
    "down.": lambda a: replace(a, first=-(a.size // 2)),
    "The windows moved by 1, over the padding of the stride. They move by the stride.": (
        lambda a: replace(a, step=1, count=a.length + total(a) - a.size + 1)
    ),
    "The windows lie one cell too early.": lambda a: replace(a, first=a.first - 1),
}


def _laid_as(axis: Windows, other: Windows) -> Windows:
    """Lay the windows of an axis as those of the other one are laid."""
    return replace(axis, first=other.first, count=other.count)


# Of both axes, rows and columns
BOTH = {
    "Height and width are mixed up: the columns were counted, or begin, as the rows do.": (
        lambda r, c: (r, _laid_as(c, r))
    ),
    "Height and width are mixed up: the rows were counted, or begin, as the columns do.": (
        lambda r, c: (_laid_as(r, c), c)
    ),
    "Rows and columns were counted the wrong way round.": lambda r, c: (
        replace(r, count=c.count),
        replace(c, count=r.count),
    ),
    "Height and width of the window are swapped.": sizes_swapped,
}
BOTH_PADDINGS = {
    "np.pad was given (top, left) and (bottom, right). It takes (top, bottom) and (left, right).": (
        lambda r, c: [padded(a, *s) for a, *s in zip((r, c), missing(r), missing(c), strict=True)]
    ),
    "The padding of the rows was used for the columns, too. Each axis has its own.": (
        lambda r, c: (r, padded(c, *missing(r)))
    ),
    "The padding of the columns was used for the rows, too. Each axis has its own.": (
        lambda r, c: (padded(r, *missing(c)), c)
    ),
    "The padding of rows and columns is swapped.": lambda r, c: (
        padded(r, *missing(c)),
        padded(c, *missing(r)),
    ),
}
REACHING = {
    "Windows that reach into the padding became 0.": lambda slide: replace(
        slide, fill=np.nan, last=lambda out: slide.last(np.nan_to_num(out))
    )
}


def places(same: bool) -> list[Change]:
    """Return all changes of where windows lie, and of what lies outside, under SAME or VALID."""
    paddings = {rule: sides(*cells) for rule, cells in PADDINGS.items()}
    rules = (paddings | ANYWAY | UNDER_SAME) if same else UNDER_VALID | ANYWAY
    mixed = changes("place", BOTH | BOTH_PADDINGS if same else BOTH, both)
    fills = [*changes("fill", FILLS, filled), *changes("fill", REACHING)] if same else []
    laid = along(rules)
    return [*laid[: len(rules)], *mixed, *laid[len(rules) :], *fills]
