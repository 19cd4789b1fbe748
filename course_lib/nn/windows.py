"""Padding an image, looking at it through windows, and adding windows up; groups of channels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from .geometry import Axis


def pad(x: np.ndarray, rows: Axis, columns: Axis) -> np.ndarray:
    """Return ``x`` (n, h, w, c) with zeros in the padding; ``x`` itself if there is none."""
    if not any((rows.before, rows.after, columns.before, columns.after)):
        return x
    padded = np.zeros((len(x), rows.padded, columns.padded, x.shape[3]), x.dtype)
    top, left = rows.before, columns.before
    padded[:, top : top + rows.size, left : left + columns.size] = x
    return padded


def windows(padded: np.ndarray, rows: Axis, columns: Axis) -> np.ndarray:
    """Return every window of padded images as a read-only view (n, oh, ow, kh, kw, c).

    ``padded`` is what :func:`pad` returns for these axes: other sizes would show memory that is
    not theirs.
    """
    shape = (len(padded), rows.out, columns.out, rows.kernel, columns.kernel, padded.shape[3])
    if 0 in shape:
        return np.zeros(shape, padded.dtype)
    image, line, cell, channel = padded.strides
    steps = (line * rows.stride, cell * columns.stride)
    gaps = (line * rows.dilation, cell * columns.dilation)
    # Cheaper than sliding_window_view, which takes as long as a small operator.
    as_strided = np.lib.stride_tricks.as_strided
    return as_strided(padded, shape, (image, *steps, *gaps, channel), writeable=False)


def patch_matrix(x: np.ndarray, rows: Axis, columns: Axis, *, ones: bool = False) -> np.ndarray:
    """Return every window of the padded ``x`` as a row of a matrix (n·oh·ow, kh·kw·c).

    With ``ones`` there is a last column of ones: (n·oh·ow, kh·kw·c + 1).
    """
    shape, size = (len(x), rows.out, columns.out), rows.kernel * columns.kernel * x.shape[3]
    if x.shape[3] > 1:
        matrix = np.empty((*shape, size + ones), x.dtype)
        seen = windows(x, rows, columns)
        np.reshape(matrix[..., :size], seen.shape, copy=False)[...] = seen
        matrix[..., size:] = 1
        return matrix.reshape(-1, size + ones)
    # With one channel a row of a window is too short to be copied fast; what all windows hold in
    # one cell is longer. So the matrix is filled column by column, and lies so in memory.
    matrix = np.empty((size + ones, *shape), x.dtype)
    for column, seen in zip(matrix[:size], cells_by_offset(x, rows, columns), strict=True):
        column[...] = seen[..., 0]
    matrix[size:] = 1
    return matrix.reshape(size + ones, -1).T


def cells_by_offset(x: np.ndarray, rows: Axis, columns: Axis):
    """Yield, for each cell of the kernel, what all windows of the padded ``x`` hold there.

    Each is a view (n, oh, ow, c); there are kh·kw of them, row by row.
    """
    for i, j in product(range(rows.kernel), range(columns.kernel)):
        top, left = i * rows.dilation, j * columns.dilation
        bottom = top + (rows.out - 1) * rows.stride + 1
        right = left + (columns.out - 1) * columns.stride + 1
        yield x[:, top : bottom : rows.stride, left : right : columns.stride]


def overlaps(rows: Axis, columns: Axis):
    """Yield, for each cell of the kernel, two places: the windows that hold it, the cells seen.

    The first is a place in an output (n, oh, ow, …), the second in the image (n, h, w, c),
    which is not padded: windows whose cell lies in the padding are left out. Row by row.
    """
    everything = slice(None)
    for i, j in product(range(rows.kernel), range(columns.kernel)):
        (top, rows_seen), (left, columns_seen) = rows.overlap(i), columns.overlap(j)
        yield (everything, top, left), (everything, rows_seen, columns_seen)


def add_windows(total: np.ndarray, stamps, rows: Axis, columns: Axis) -> None:
    """Add to each cell of ``total`` (n, h, w, c) what all windows hold for it.

    ``stamps`` (kh·kw, n, oh, ow, c) are what the windows hold: first their upper left cells, row
    by row. The adjoint of :func:`pad` and then :func:`windows`: where windows overlap, they add
    up, and what they hold for the padding is dropped.
    """
    for (held, seen), stamp in zip(overlaps(rows, columns), stamps, strict=True):
        total[seen] += stamp[held]


def group_slices(c_in: int, filter_shape) -> Iterator[tuple[slice, slice]]:
    """Yield, for each group, the input channels that it reads and the output channels it makes.

    >>> list(group_slices(6, (1, 1, 3, 8)))
    [(slice(0, 3, None), slice(0, 4, None)), (slice(3, 6, None), slice(4, 8, None))]
    """
    share, c_out = filter_shape[2:]
    groups = c_in // share
    made = c_out // groups
    for group in range(groups):
        yield (slice(group * share, (group + 1) * share), slice(group * made, (group + 1) * made))
