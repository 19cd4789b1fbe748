"""Mistakes special to exercise 06; those that fit many tasks are listed in ``computed.py``."""

import numpy as np

from . import changes as c
from .stamps import (
    columns_like_rows,
    cut_to_minus_zero,
    stamp,
    stamp_same,
    stamps,
)

# The image and the kernel of task 1, as in the notebook.


def stamp_channels(images, filters, stride, add=True, rule="nc,ijoc->nijo"):
    """Return the answer of task 3."""
    return stamps(images, filters, stride, add, rule)


def slide(image, kernel, stride):
    """Return the answer of task 4."""
    return stamp(image, kernel, stride)


def too_long(right, given):
    """Leave zeros behind the last stamp."""
    return np.pad(right(**given), (0, given["stride"] - 1))


def too_short(right, given):
    """Leave out the rows and columns that no stamp reaches."""
    oh, ow = stamp(**given).shape
    return right(**given)[:oh, :ow]


BOTH_LEFT = c.Change(
    "Both faults are still there: one is in the kernel, one in the size of spread.",
    lambda right, given: too_long(right, given | {"kernel": given["kernel"][::-1, ::-1]}),
)
SLIDING = (
    BOTH_LEFT,
    c.argument(
        "stride",
        lambda _: 2,
        "The stride is always 2 here. Between the numbers stand stride - 1 zeros.",
    ),
)
SAME = (
    c.special(
        columns_like_rows,
        "The columns were cut as the rows were. For them kw counts: max(kw - stride, 0) in all.",
    ),
    c.special(
        cut_to_minus_zero,
        "Where nothing is cut at the end, a slice up to -0 is empty. Count its end from the start.",
    ),
    c.Change(
        "Rows or columns are missing where the kernel is smaller than the stride. They are 0.",
        too_short,
    ),
)

BY_TASK = {
    "1": [
        *c.values(
            "stamps_on",
            {
                "Stamps overlap: with stride 2, two of them share a row or column.": [1, 1, 1],
                "That is for stride 1. The stamps lie 2 apart.": [4, 2, 3],
                "Where two stamps share a row and two a column, four meet.": [1, 2, 2],
            },
        ),
        *c.values(
            "out_shape",
            {
                "The channels are those of the input. The filters are (kh, kw, c_out, c_in).": (
                    8,
                    14,
                    22,
                    16,
                ),
                "Height and width are swapped: it is (n, oh, ow, c_out).": (8, 22, 14, 6),
                "That is the shape under SAME: VALID has (h - 1) * stride + kh rows.": (
                    8,
                    12,
                    21,
                    6,
                ),
                "The channels come last: (n, oh, ow, c_out).": (8, 6, 14, 22),
                "Height and width of the kernel are swapped: filters are (kh, kw, c_out, c_in).": (
                    *(8, 13, 23, 6),
                ),
                "The stride was ignored: the stamps lie 3 apart.": (8, 8, 10, 6),
                "That is the shape of a convolution. A transposed one leads to a larger output.": (
                    8,
                    1,
                    2,
                    6,
                ),
            },
        ),
        *c.values(
            "sizes",
            {
                "There are more. A convolution with stride 3 takes three sizes to the same "
                "output.": [14],
                "Those are numbers of rows to add, as output_padding has them. The sizes are asked "
                "for.": [0, 1, 2],
                "Height and width of the kernel are swapped: 5 rows belong to a stamp.": [
                    *(13, 14, 15),
                ],
                "14 is the smallest: the last of the 4 stamps needs it.": [12, 13, 14],
                "14 rows have room for 4 windows already, and 17 for a fifth.": [15, 16, 17],
                "Of 17 rows a convolution makes 5: there is room for one window more.": [
                    14,
                    15,
                    16,
                    17,
                ],
            },
        ),
    ],
    "2": [],
    "3": c.mistakes(
        "stamp_channels",
        stamp_channels,
        c.Change(
            "The filters were read as (kh, kw, c_in, c_out). Here they are (kh, kw, c_out, c_in).",
            lambda right, given: right(**given, rule="nc,ijco->nijo"),
        ),
        c.Change(
            "The input channels were added up before stamping. Each meets its own kernel first.",
            lambda right, given: right(
                **given | {n: given[n].sum(axis=3, keepdims=True) for n in ("images", "filters")}
            ),
        ),
    ),
    "4": c.mistakes("slide", slide, *SLIDING),
    "5": c.mistakes("stamp_same", stamp_same, *SAME),
}
