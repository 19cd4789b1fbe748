"""Mistakes special to exercise 04; those that fit many tasks are listed in ``computed.py``."""

from __future__ import annotations

import numpy as np

from . import changes as c

VALUES = {
    "patch_shape": {
        "That is VALID. Under SAME, round 9 / 2 up.": (2, 4, 5, 18),
        "The stride was ignored: divide by it, round up.": (2, 9, 12, 18),
        "A patch holds all 3 channels: 2·3·3 numbers.": (2, 5, 6, 6),
        "The filters play no part yet. A patch is a window.": (2, 5, 6, 8),
        "Height and width are swapped: (n, oh, ow) come first.": (2, 6, 5, 18),
    },
    "matrix_shape": {
        "Each filter is a column, so the 8 comes last.": (8, 18),
        "The channels are missing: a filter has 2·3·3 numbers.": (6, 8),
        "Only the last axis counts columns: there are 8 filters.": (6, 24),
    },
    "matrix_row": {
        "Count from 0.": 12,
        "You went channel by channel. The channel runs fastest.": 15,
        "You went column by column. Within a filter, go row by row.": 5,
        "A row of the filter holds kw = 3 cells, not kh = 2.": 8,
    },
    "ring": {
        "Before the first number of a ring stands the last one.": [2, 8, 1, 7],
        "The transform flips the kernel: 4 meets what came before.": [2, 4, 13, 11],
        "You multiplied the rows number by number. Multiply their waves.": [2, 0, 0, 0],
    },
}


def _read(*order):
    """Read each window (kh, kw, c) with its axes in another order."""
    axes = (0, 1, 2, *(3 + axis for axis in order))
    return c.reduced(lambda w, _: w.transpose(axes).reshape(*w.shape[:3], -1))


PATCHES = {
    "The patches hold channel after channel. The channels of one cell belong together.": (
        _read(2, 0, 1)
    ),
    "The patches run column by column. They must run row by row.": _read(1, 0, 2),
    "The patches run backwards. They begin at the top left of the window.": c.form(
        lambda patches: patches[..., ::-1]
    ),
    "The patches are still blocks. Write each as one row of kh·kw·c numbers.": c.reduced(
        lambda w, _: w
    ),
    "Each window was read in the order of Fortran: channel after channel, and in each column by "
    "column.": _read(2, 1, 0),
    "All places stand on one axis. They belong on two, oh and ow.": c.form(
        lambda patches: patches.reshape(len(patches), -1, patches.shape[3])
    ),
    "The places were taken column by column, and laid out row by row.": c.form(
        lambda patches: patches.swapaxes(1, 2).reshape(patches.shape)
    ),
    "The images are mixed up. A list of places has the places first: move the axis of the images "
    "to the front before you reshape.": c.form(
        lambda patches: np.moveaxis(patches, 0, 2).reshape(patches.shape)
    ),
    "Only the first channel was taken. A patch holds all channels of its window.": c.images(
        lambda images: images[..., :1]
    ),
}


def _by_lines(*wrong):
    """Multiply with some of the three lines as they are given: patches, matrix, result."""

    def reduce(w, filters):
        c_out = filters.shape[3]
        windows = w.transpose(0, 1, 2, 5, 3, 4) if "patches" in wrong else w
        rows = windows.reshape(*w.shape[:3], -1)
        matrix = filters.reshape(c_out, -1).T if "matrix" in wrong else filters.reshape(-1, c_out)
        out = rows @ matrix
        n, oh, ow, _ = out.shape
        return out.reshape(n, ow, oh, c_out) if "result" in wrong else out

    return c.reduced(reduce)


def _ordered(*order):
    """Write the filters into the matrix with their first three axes in another order."""
    return c.filters(lambda f: f.transpose(*order, 3).reshape(f.shape))


LINES = {
    "That is what the given code gives. The lines with patches, matrix and return are wrong.": (
        _by_lines("patches", "matrix", "result")
    ),
    "One fault is mended. The lines with patches and with matrix are wrong.": _by_lines(
        "patches", "matrix"
    ),
    "One fault is mended. The line with patches and the last line are wrong.": _by_lines(
        "patches", "result"
    ),
    "The patches are in another order than the filters: channels come last in a cell.": _by_lines(
        "patches"
    ),
    "One fault is mended. The line with matrix and the last line are wrong.": _by_lines(
        "matrix", "result"
    ),
    "The line with matrix is wrong: the last axis counts the filters, so it must stay the last.": (
        _by_lines("matrix")
    ),
    "The last line is wrong: the height of the output, oh, comes before its width, ow.": _by_lines(
        "result"
    ),
    "Patches and filters are in different orders: both must run row, column, channel.": _ordered(
        2, 0, 1
    ),
    "The filters were reversed with .T: they run channel, column, row. They must run row, column, "
    "channel, as the patches.": _ordered(2, 1, 0),
}
BY_TASK = {"1": c.mistakes(VALUES, prefix=True)}
