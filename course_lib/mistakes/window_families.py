"""Ways in which windows are laid wrongly: too many, too few, elsewhere, on other padding."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..nn.geometry import same_padding
from .families import Family
from .paddings import FILLS, PADDINGS, filled, sides, total
from .sliding import Slide, changed_axes, same, sizes_swapped, valid

# What may be wrong along one axis or both: the rule, and the change. The first ones are usual, and
# tried in pairs; of several that print the same, the first is told.
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
ONLY = {
    ("rows",): " It is so along the height only.",
    ("columns",): " It is so along the width only.",
    ("rows", "columns"): "",
}


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


def _padded_by_corners(slide: Slide) -> Slide:
    """Pad the rows by what is missing before, and the columns by what is missing after."""
    both = [same_padding(a.length, a.size, a.stride) for a in (slide.rows, slide.columns)]
    (top, left), (bottom, right) = zip(*both, strict=True)
    rows = sides(lambda _: top, lambda _: left)(slide.rows)
    return replace(
        slide, rows=rows, columns=sides(lambda _: bottom, lambda _: right)(slide.columns)
    )


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
    "np.pad was given (top, left) and (bottom, right). It takes (top, bottom) and (left, right).": (
        _padded_by_corners
    ),
    "The padding of the rows was used for the columns, too. Each axis has its own.": (
        _padded_like_rows
    ),
    "The padding of the columns was used for the rows, too. Each axis has its own.": (
        _padded_like_columns
    ),
    "The padding of rows and columns is swapped.": _swapped_padding,
}


def _left_at_0(slide: Slide) -> Slide:
    """Put 0 in the place of windows that reach into the padding."""
    return replace(slide, fill=np.nan, last=lambda out: slide.last(np.nan_to_num(out)))


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
    rules = (padded | ANYWAY | UNDER_SAME) if same else UNDER_VALID | ANYWAY
    both = BOTH | BOTH_PADDINGS if same else BOTH
    mixed = [Family("place", rule, change) for rule, change in both.items()]
    fills = [Family("fill", rule, filled(fill)) for rule, fill in FILLS.items()]
    fills.append(Family("fill", "Windows that reach into the padding became 0.", _left_at_0))
    along = _along(rules)
    both_axes, one_axis = along[: len(rules)], along[len(rules) :]
    return [*both_axes, *mixed, *one_axis, *(fills if same else [])]
