"""Convolution as matrices: patches and filters laid out flat, their coordinates at the edges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from .. import nn
from .grids import Grid, arrays
from .picture import Picture
from .read_arrays import read_values


def filter_matrix(filters: ArrayLike, column: int | None = None) -> Picture:
    """Draw filters flattened to a matrix: one column for each filter.

    Parameters
    ----------
    filters : array (kh, kw, c_in, c_out)
        At most 14 rows kh·kw·c_in, and 14 columns.
    column : int, optional
        A filter to mark.

    Returns
    -------
    Picture
        Before each row stands its place in the filter: row, column, input channel.

    Raises
    ------
    ValueError
        If the filters do not have four axes, or are too large.

    Examples
    --------
    >>> filter_matrix(np.arange(4).reshape(1, 2, 1, 2))
    The filters as a matrix. Filters: i,j,c: 2 by 2 grid. Columns: 0, 1. Row 0,0,0: 0, 1. Row \
0,1,0: 2, 3.
    """
    grid = _filters("filter_matrix", filters, column)
    return arrays([grid], title="The filters as a matrix")


def patch_matrix(
    images: ArrayLike,
    sizes: int | Sequence[int],
    strides: int | Sequence[int],
    padding: str,
    row: int | None = None,
) -> Picture:
    """Draw the patches of images as a matrix: one row for each place of the window.

    Parameters
    ----------
    images : array (n, h, w, c)
    sizes, strides : int or pair
        ``kh kw`` and ``sh sw``.
    padding : "SAME" or "VALID"
    row : int, optional
        A patch to mark.

    Returns
    -------
    Picture
        Before each row stands the place of the output: row, column (with several images, the
        image first). Above each column stands the place in the patch: row, column, channel.

    Raises
    ------
    ValueError
        If no patch fits, or the matrix has more than 14 rows or columns.

    Examples
    --------
    >>> patch_matrix(np.arange(6).reshape(1, 2, 3, 1), 2, 1, "VALID")
    The patches as a matrix. Patches: y,x by i,j,c: 2 by 4 grid. Columns: 0,0,0, 0,1,0, 1,0,0, \
1,1,0. Row 0,0: 0, 1, 3, 4. Row 0,1: 1, 2, 4, 5.
    """
    return arrays([_patches(images, sizes, strides, padding, row)], title="The patches as a matrix")


def matrix_product(
    images: ArrayLike,
    filters: ArrayLike,
    strides: int | Sequence[int],
    padding: str,
    at: Sequence[int],
) -> Picture:
    """Draw a convolution as patches times filters, with one output marked.

    Parameters
    ----------
    images : array (n, h, w, c_in)
    filters : array (kh, kw, c_in, c_out)
    strides : int or pair
    padding : "SAME" or "VALID"
    at : (n, y, x, c)
        The output whose patch and filter are marked.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If ``at`` is no place in the output, or a matrix is too large to draw.

    Examples
    --------
    >>> images, filters = np.arange(6.0).reshape(1, 2, 3, 1), np.ones((2, 2, 1, 1))
    >>> print(str(matrix_product(images, filters, 1, "VALID", at=(0, 0, 1, 0))).split("= ")[1])
    Outputs: 2 by 1 grid. Columns: 0. Row 0,0: 8. Row 0,1: 12. Marked (row, column): (1, 0).
    """
    outputs = nn.conv2d(images, filters, strides, padding)
    if len(at) != 4 or not all(0 <= i < size for i, size in zip(at, outputs.shape, strict=True)):
        raise ValueError(f"matrix_product: at=(n, y, x, c) is no place in {outputs.shape}: {at}")
    row = int(np.ravel_multi_index(at[:3], outputs.shape[:3]))
    kernel = np.shape(filters)[:2]
    grids = [
        _patches(images, kernel, strides, padding, row),
        _filters("matrix_product", filters, at[3]),
        Grid(
            outputs.reshape(-1, outputs.shape[3]),
            "Outputs",
            names=(_places(_without_one_image(outputs.shape)), _places(outputs.shape[3:])),
            mark=[(row, at[3])],
        ),
    ]
    return arrays(grids, signs=["×", "="], title="Patches times filters")


def _filters(op: str, filters, column: int | None) -> Grid:
    values = read_values(op, filters)
    if values.ndim != 4:
        raise ValueError(f"{op}: filters are (kh, kw, c_in, c_out), received {values.shape}")
    matrix = values.reshape(-1, values.shape[3])
    window = None if column is None else (range(len(matrix)), [column])
    names = _places(values.shape[:3]), _places(values.shape[3:])
    return Grid(matrix, "Filters: i,j,c", names=names, window=window)


def _patches(images, sizes, strides, padding, row: int | None) -> Grid:
    patches = nn.extract_patches(images, sizes, strides, 1, padding)
    kh, kw = (sizes, sizes) if np.ndim(sizes) == 0 else sizes
    names = (
        _places(_without_one_image(patches.shape)),
        _places((kh, kw, patches.shape[3] // (kh * kw))),
    )
    matrix = patches.reshape(-1, patches.shape[3])
    window = None if row is None else ([row], range(matrix.shape[1]))
    caption = f"Patches: {'y,x' if len(patches) == 1 else 'n,y,x'} by i,j,c"
    return Grid(matrix, caption, names=names, window=window)


def _without_one_image(shape):
    return shape[1:3] if shape[0] == 1 else shape[:3]


def _places(shape) -> list[str]:
    return [",".join(map(str, place)) for place in np.ndindex(*shape)]
