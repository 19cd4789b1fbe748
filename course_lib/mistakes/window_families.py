"""Ways in which windows are laid wrongly: too many, too few, elsewhere, on other padding."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..nn.geometry import same_padding
from .families import Family
from .sliding import Axis, Slide, changed_axes, same, sizes_swapped, valid


def sides(before, after=None):
    """Return a change to other padding before and after; windows that fit are counted."""

    def change(axis: Axis) -> Axis:
        first, last = before(axis), (after or before)(axis)
        count = (axis.length + first + last - axis.size) // axis.stride + 1
        return replace(axis, first=-first, step=axis.stride, count=count)

    return change


def total(axis: Axis, stride=None, out=None) -> int:
    """Return the cells of padding under SAME."""
    stride = stride or axis.stride
    out = out or -(-axis.length // stride)
    return max((out - 1) * stride + axis.size - axis.length, 0)


def _both(cells):
    return cells, cells


def _halves(cells):
    return (lambda a: cells(a) // 2), (lambda a: cells(a) - cells(a) // 2)


_MISSING = "Under SAME it is what is missing"
# Wrong paddings of an axis under SAME: the rule, the cells before and those after.
PADDINGS = {
    "There is no padding: that is VALID.": _both(lambda a: 0),
    "The odd row or column of padding went to the top or left, not to the bottom or right.": (
        lambda a: total(a) - total(a) // 2,
        lambda a: total(a) // 2,
    ),
    f"The padding is size // 2 on both sides. {_MISSING}, and an odd cell goes to the end.": (
        _both(lambda a: a.size // 2)
    ),
    f"The padding is (size - 1) // 2 on both sides. {_MISSING}, and an odd cell goes to the end.": (
        _both(lambda a: (a.size - 1) // 2)
    ),
    f"The padding is one cell on every side. {_MISSING}.": _both(lambda a: 1),
    "The padding is that of stride 1. Under SAME it depends on the stride.": _halves(
        lambda a: a.size - 1
    ),
    "The padding is size - 1 on every side: that is the full convolution.": _both(
        lambda a: a.size - 1
    ),
    "Half of the total, rounded down, went to both sides. An odd cell goes to the end as well.": (
        _both(lambda a: total(a) // 2)
    ),
    "Half of the total, rounded up, went to both sides. An odd cell goes to the end only.": _both(
        lambda a: -(-total(a) // 2)
    ),
    "All padding went to the bottom or right. Half of it goes to the top or left.": (
        lambda a: 0,
        total,
    ),
    "All padding went to the top or left. Half of it goes there, rounded down.": (
        total,
        lambda a: 0,
    ),
    "The padding is the total on each side. Half of it goes before, half after.": _both(total),
    "The padding is size - stride in all, whatever the length. Under SAME it is "
    "(out - 1) * stride + size - length.": _halves(lambda a: max(a.size - a.stride, 0)),
    "The length of the output was rounded down. Under SAME it is rounded up.": _halves(
        lambda a: max((a.length // a.stride - 1) * a.stride + a.size - a.length, 0)
    ),
    "The last window was taken to start at out * stride. It starts at (out - 1) * stride.": (
        _halves(lambda a: max(-(-a.length // a.stride) * a.stride + a.size - a.length, 0))
    ),
    "The size of the window was left out of the sum: (out - 1) * stride + size - length are "
    "missing.": _halves(lambda a: max((-(-a.length // a.stride) - 1) * a.stride - a.length, 0)),
    "One cell was taken away from the total. It is (out - 1) * stride + size - length.": _halves(
        lambda a: max(total(a) - 1, 0)
    ),
    "The total is one cell too large. It is (out - 1) * stride + size - length.": _halves(
        lambda a: total(a) + 1
    ),
    "Size and stride are swapped.": _halves(
        lambda a: max((-(-a.length // a.size) - 1) * a.size + a.stride - a.length, 0)
    ),
    "The number of windows was counted as under VALID. Under SAME it is length / stride, rounded "
    "up.": _halves(
        lambda a: max(((a.length - a.size) // a.stride) * a.stride + a.size - a.length, 0)
    ),
    "The padding is what is left of length divided by stride. It is "
    "(out - 1) * stride + size - length.": _halves(lambda a: -a.length % a.stride),
}

# What may be wrong along one axis or both: the rule, and the change.
ANYWAY = {
    "The stride was ignored: the window moved by 1. It moves by the stride.": lambda a: (
        same if a.same else valid
    )(a.length, a.size, 1),
    "The window of output k starts at cell k. It must start at k * stride.": lambda a: replace(
        a, step=1
    ),
    "The windows lie side by side: they moved by their own size. They move by the stride.": (
        lambda a: replace(a, step=a.size)
    ),
    "The size of the window and the stride are swapped.": lambda a: (same if a.same else valid)(
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
    "The loop ends one window early, so the last one stays empty.": lambda a: replace(
        a, count=a.count - 1, room=a.count
    ),
    "The loop ends two windows early, so the last ones stay empty.": lambda a: replace(
        a, count=a.count - 2, room=a.count
    ),
    "The first window is missing, so its place stays empty.": lambda a: replace(
        a, first=a.first, count=a.count, hole=1
    ),
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
    "Windows were counted as length // stride. Under VALID there are "
    "(length - size) // stride + 1.": lambda a: replace(a, count=a.length // a.stride),
    "Windows were counted as (length - size) // stride. One more fits: add 1.": lambda a: replace(
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
    "The windows lie one cell too early.": lambda a: replace(a, first=a.first - 1),
}
ONLY = {
    ("rows",): " It is so along the height only.",
    ("columns",): " It is so along the width only.",
    ("rows", "columns"): "",
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
    "The padding is the mean of the image.": "mean",
    "The padding is the smallest number of the image.": "minimum",
    "The padding is the largest number of the image.": "maximum",
}


def _filled(fill):
    def change(slide: Slide) -> Slide:
        number = slide.images
        if fill == "mean":
            return replace(slide, fill=number.mean())
        if fill in ("minimum", "maximum"):
            return replace(slide, fill=getattr(number, fill[:3])())
        return replace(slide, fill=fill)

    return change


def _like_rows(slide: Slide) -> Slide:
    """Lay the columns' windows as if the width were the height."""
    rows, columns = slide.rows, slide.columns
    return replace(slide, columns=replace(columns, first=rows.first, count=rows.count))


def _like_columns(slide: Slide) -> Slide:
    rows, columns = slide.rows, slide.columns
    return replace(slide, rows=replace(rows, first=columns.first, count=columns.count))


def _padded_like_rows(slide: Slide) -> Slide:
    """Pad the columns as the rows are padded."""
    rows, columns = slide.rows, slide.columns
    before, after = same_padding(rows.length, rows.size, rows.stride)
    return replace(slide, columns=sides(lambda _: before, lambda _: after)(columns))


def _padded_like_columns(slide: Slide) -> Slide:
    rows, columns = slide.rows, slide.columns
    before, after = same_padding(columns.length, columns.size, columns.stride)
    return replace(slide, rows=sides(lambda _: before, lambda _: after)(rows))


def _swapped_padding(slide: Slide) -> Slide:
    both = _padded_like_rows(slide), _padded_like_columns(slide)
    return replace(slide, columns=both[0].columns, rows=both[1].rows)


def _counts_swapped(slide: Slide) -> Slide:
    rows, columns = slide.rows, slide.columns
    return replace(
        slide,
        rows=replace(rows, count=columns.count),
        columns=replace(columns, count=rows.count),
    )


BOTH = {
    "Height and width are mixed up: the columns were counted, or begin, as the rows do.": (
        _like_rows
    ),
    "Height and width are mixed up: the rows were counted, or begin, as the columns do.": (
        _like_columns
    ),
    "Rows and columns were counted the wrong way round.": _counts_swapped,
    "Height and width of the window are swapped.": sizes_swapped,
}
BOTH_PADDINGS = {
    "The padding of the rows was used for the columns, too. Each axis has its own.": (
        _padded_like_rows
    ),
    "The padding of the columns was used for the rows, too. Each axis has its own.": (
        _padded_like_columns
    ),
    "The padding of rows and columns is swapped.": _swapped_padding,
}


def _along(rules) -> list[Family]:
    """Return changes of both axes, then of the columns and of the rows alone."""
    return [
        Family("place", rule + only, lambda slide, c=change, w=which: changed_axes(slide, c, w))
        for which, only in reversed(ONLY.items())
        for rule, change in rules.items()
    ]


def places(same: bool) -> list[Family]:
    """Return all changes of where windows lie, and of what lies outside, under SAME or VALID."""
    padded = {rule: sides(*cells) for rule, cells in PADDINGS.items()}
    rules = (padded | ANYWAY | UNDER_SAME) if same else ANYWAY | UNDER_VALID
    both = BOTH | BOTH_PADDINGS if same else BOTH
    mixed = [Family("place", rule, change) for rule, change in both.items()]
    fills = [Family("fill", rule, _filled(fill)) for rule, fill in FILLS.items()]
    return [*mixed, *_along(rules), *(fills if same else [])]
