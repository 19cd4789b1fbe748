"""Mistakes special to exercise 04; those that fit many tasks are listed in ``computed.py``."""

from itertools import product as every

import numpy as np

from . import changes as c
from .computations import windows_of
from .fourier import MANY, ONE


def take_patches(images, kh, kw, order=(0, 1, 2, 4, 5, 3)):
    """Return the answer of task 2, or the patches in another order of (n, oh, ow, c, kh, kw)."""
    seen = windows_of(images, (kh, kw), axis=(1, 2)).transpose(order)
    return seen.reshape(*seen.shape[:3], -1)


def conv_by_matrix(images, filters, patches=True, matrix=True, result=True):
    """Return the answer of task 3, with those of the three lines wrong that are not right."""
    kh, kw, _, c_out = np.shape(filters)
    rows = take_patches(images, kh, kw, *([] if patches else [range(6)]))
    columns = np.reshape(filters, (-1, c_out)) if matrix else np.reshape(filters, (c_out, -1)).T
    out = rows @ columns
    n, oh, ow, _ = out.shape
    return out if result else out.reshape(n, ow, oh, c_out)


def images_mixed(images, kh, kw):
    """Reshape a list of places, which has the places first, as if the images came first."""
    patches = take_patches(images, kh, kw)
    return np.moveaxis(patches, 0, 2).reshape(patches.shape)


def rows_times(images, filters, order=(0, 1, 2, 4, 5, 3), matrix=(0, 1, 2)):
    """Multiply patches in another order with filters in another order."""
    rows = take_patches(images, *np.shape(filters)[:2], order)
    return rows @ np.asarray(filters).transpose(*matrix, 3).reshape(-1, np.shape(filters)[3])


LINES = ("patches", "matrix", "result")
WRONG_LINES = {
    LINES: "That is what the given code gives. The lines with patches, matrix and return are "
    "wrong.",
    LINES[:1]: "The patches are in another order than the filters: channels come last in a cell.",
    LINES[1:2]: "The line with matrix is wrong: the last axis counts the filters, so it must stay "
    "the last.",
    LINES[2:]: "The last line is wrong: the height of the output, oh, comes before its width, ow.",
    LINES[:2]: "One fault is mended. The lines with patches and with matrix are wrong.",
    LINES[::2]: "One fault is mended. The line with patches and the last line are wrong.",
    LINES[1:]: "One fault is mended. The line with matrix and the last line are wrong.",
}
SUBSETS = [tuple(w for w, on in zip(LINES, s, strict=True) if on) for s in every((1, 0), repeat=3)]

BY_TASK = {
    "1": [
        *c.values(
            "patch_shape",
            {
                "That is VALID. Under SAME, round 9 / 2 up.": (2, 4, 5, 18),
                "The stride was ignored: divide by it, round up.": (2, 9, 12, 18),
                "A patch holds all 3 channels: 2·3·3 numbers.": (2, 5, 6, 6),
                "The filters play no part yet. A patch is a window.": (2, 5, 6, 8),
                "Height and width are swapped: (n, oh, ow) come first.": (2, 6, 5, 18),
            },
            prefix=True,
        ),
        *c.values(
            "matrix_shape",
            {
                "Each filter is a column, so the 8 comes last.": (8, 18),
                "The channels are missing: a filter has 2·3·3 numbers.": (6, 8),
                "Only the last axis counts columns: there are 8 filters.": (6, 24),
            },
            prefix=True,
        ),
        *c.values(
            "matrix_row",
            {
                "Count from 0.": 12,
                "You went channel by channel. The channel runs fastest.": 15,
                "You went column by column. Within a filter, go row by row.": 5,
                "A row of the filter holds kw = 3 cells, not kh = 2.": 8,
            },
            prefix=True,
        ),
        *c.values(
            "ring",
            {
                "Before the first number of a ring stands the last one.": [2, 8, 1, 7],
                "The transform flips the kernel: 4 meets what came before.": [2, 4, 13, 11],
                "You multiplied the rows number by number. Multiply their waves.": [2, 0, 0, 0],
            },
            prefix=True,
        ),
    ],
    "2": c.mistakes(
        "take_patches",
        take_patches,
        c.option(
            "The patches hold channel after channel. The channels of one cell belong together.",
            order=range(6),
        ),
        c.option(
            "The patches run column by column. They must run row by row.", order=(0, 1, 2, 5, 4, 3)
        ),
        c.result(
            lambda patches: patches[..., ::-1],
            "The patches run backwards. They begin at the top left of the window.",
        ),
        c.special(
            lambda images, kh, kw: windows_of(images, (kh, kw), axis=(1, 2)).transpose(
                0, 1, 2, 4, 5, 3
            ),
            "The patches are still blocks. Write each as one row of kh·kw·c numbers.",
        ),
        c.option(
            "Each window was read in the order of Fortran: channel after channel, and in each "
            "column by column.",
            order=(0, 1, 2, 3, 5, 4),
        ),
        c.result(
            lambda patches: patches.reshape(len(patches), -1, patches.shape[3]),
            "All places stand on one axis. They belong on two, oh and ow.",
        ),
        c.result(
            lambda patches: patches.swapaxes(1, 2).reshape(patches.shape),
            "The places were taken column by column, and laid out row by row.",
        ),
        c.special(
            images_mixed,
            "The images are mixed up. A list of places has the places first: move the axis of the "
            "images to the front before you reshape.",
        ),
        c.argument(
            "images",
            lambda images: images[..., :1],
            "Only the first channel was taken. A patch holds all channels of its window.",
        ),
    ),
    "3": c.mistakes(
        "conv_by_matrix",
        conv_by_matrix,
        *(
            c.option(WRONG_LINES[wrong], **dict.fromkeys(wrong, False))
            for wrong in SUBSETS
            if wrong
        ),
        c.special(
            lambda images, filters: rows_times(images, filters, matrix=(2, 0, 1)),
            "Patches and filters are in different orders: both must run row, column, channel.",
        ),
        c.special(
            lambda images, filters: rows_times(images, filters, matrix=(2, 1, 0)),
            "The filters were reversed with .T: they run channel, column, row. They must run row, "
            "column, channel, as the patches.",
        ),
        c.special(
            lambda images, filters: rows_times(images, filters, (0, 1, 2, 5, 4, 3)),
            "The patches run column by column: kh comes before kw.",
        ),
    ),
    "4": c.mistakes("fourier_same", *ONE),
    "5": c.mistakes("fourier_conv", *MANY),
}
