"""Mistakes special to exercise 06; those that fit many tasks are listed in ``computed.py``."""

from __future__ import annotations

from dataclasses import replace

from . import changes as c
from .stamping import Stamping, whole

VALUES = {
    "stamps_on": {
        "Stamps overlap: with stride 2, two of them share a row or column.": [1, 1, 1],
        "That is for stride 1. The stamps lie 2 apart.": [4, 2, 3],
        "Where two stamps share a row and two a column, four meet.": [1, 2, 2],
    },
    "out_shape": {
        "The channels are those of the input. The filters are (kh, kw, c_out, c_in).": (
            *(8, 14, 22, 16),
        ),
        "Height and width are swapped: it is (n, oh, ow, c_out).": (8, 22, 14, 6),
        "That is the shape under SAME: VALID has (h - 1) * stride + kh rows.": (8, 12, 21, 6),
        "The channels come last: (n, oh, ow, c_out).": (8, 6, 14, 22),
        "Height and width of the kernel are swapped: filters are (kh, kw, c_out, c_in).": (
            *(8, 13, 23, 6),
        ),
        "The stride was ignored: the stamps lie 3 apart.": (8, 8, 10, 6),
        "That is the shape of a convolution. A transposed one leads to a larger output.": (
            *(8, 1, 2, 6),
        ),
    },
    "sizes": {
        "There are more. A convolution with stride 3 takes three sizes to the same output.": [14],
        "Those are numbers of rows to add, as output_padding has them. The sizes are asked for.": [
            *(0, 1, 2)
        ],
        "Height and width of the kernel are swapped: 5 rows belong to a stamp.": [13, 14, 15],
        "14 is the smallest: the last of the 4 stamps needs it.": [12, 13, 14],
        "14 rows have room for 4 windows already, and 17 for a fifth.": [15, 16, 17],
        "Of 17 rows a convolution makes 5: there is room for one window more.": [14, 15, 16, 17],
    },
}
CHANNELS = {
    "The filters were read as (kh, kw, c_in, c_out). Here they are (kh, kw, c_out, c_in).": (
        c.filters(lambda f: f.swapaxes(2, 3))
    ),
}


def _both_left(s: Stamping) -> Stamping:
    """Flip the kernel, and leave zeros behind the last stamp."""
    longer = c.axes(lambda lay: replace(lay, room=lay.room + lay.stride - 1))
    return replace(longer(s), filters=s.filters[::-1, ::-1])


SLIDING = {
    "Both faults are still there: one is in the kernel, one in the size of spread.": _both_left,
    "The stride is always 2 here. Between the numbers stand stride - 1 zeros.": c.axes(
        lambda lay: whole(lay.length, lay.size, 2)
    ),
}


def _empty_to_minus_zero(s: Stamping) -> Stamping:
    """Keep nothing along an axis of which nothing is cut off at its end."""
    cut = all(lay.size > lay.stride for lay in (s.rows, s.columns))
    return replace(s, images=s.images * cut)


CUTS = {
    "The columns were cut as the rows were. For them kw counts: max(kw - stride, 0) in all.": (
        c.both(lambda rows, columns: (rows, replace(columns, cut=rows.cut)))
    ),
    "Where nothing is cut at the end, a slice up to -0 is empty. Count its end from the start.": (
        _empty_to_minus_zero
    ),
    "Rows or columns are missing where the kernel is smaller than the stride. They are 0.": c.axes(
        lambda lay: replace(lay, room=min(lay.room, lay.reach))
    ),
}
UNSEEN = {
    "The cells that no window saw are missing. The result has h rows and w columns.": c.axes(
        lambda lay: whole(lay.length, lay.size, lay.stride)
    ),
}
BY_TASK = {"1": c.mistakes(VALUES)}
