"""Working through a batch block by block, so that scratch memory stays small."""

from __future__ import annotations

from itertools import product

import numpy as np

from .geometry import Axis
from .windows import pad

BLOCK_BYTES = 4 * 2**20  # the scratch of one block: fits the cache, bounds the memory


def new_output(shape, dtype: np.dtype, data_format: str, make=np.zeros) -> np.ndarray:
    """Return an array for ``shape`` (n, h, w, c), in the order of the format.

    ``make`` is np.zeros for an output that is added to, or np.empty for one that is filled.
    """
    n, h, w, channels = shape
    return make((n, channels, h, w) if data_format == "NCHW" else shape, dtype)


def cut(x: np.ndarray, rows: Axis, columns: Axis, cell_bytes: int):
    """Cut the work on ``x`` (n, h, w, c) into blocks that need little memory.

    Parameters
    ----------
    x : array (n, h, w, c)
    rows, columns : Axis
    cell_bytes : int
        Scratch that the caller needs for one window.

    Yields
    ------
    tuple of slice
        Where the block lies in an output (n, oh, ow, …).
    tuple of slice
        The cells of ``x`` that the windows of the block read.
    Axis, Axis
        The rows and columns of that piece of ``x``, with its share of the padding.
    """
    outputs = (len(x), rows.out, columns.out)
    sizes = _block_sizes(x, rows, columns, cell_bytes)
    for place in product(*(_slices(*pair) for pair in zip(outputs, sizes, strict=True))):
        top, piece_rows = rows.part(place[1].start, place[1].stop)
        left, piece_columns = columns.part(place[2].start, place[2].stop)
        yield place, (place[0], top, left), piece_rows, piece_columns


def blocks(x: np.ndarray, rows: Axis, columns: Axis, cell_bytes: int):
    """Cut ``x`` as :func:`cut` does, and yield padded pieces of it in place of their cells."""
    for place, cells, *axes in cut(x, rows, columns, cell_bytes):
        yield place, pad(x[cells], *axes), *axes


def _block_sizes(x: np.ndarray, rows: Axis, columns: Axis, cell_bytes: int) -> list[int]:
    """Return images, rows and columns of output in one block: all, halved until they fit."""
    sizes = [max(size, 1) for size in (len(x), rows.out, columns.out)]
    pixel_bytes = x.shape[3] * x.itemsize

    def scratch() -> int:
        images, lines, places = sizes
        piece = rows.span(lines) * columns.span(places) * pixel_bytes
        return images * (lines * places * cell_bytes + piece)

    for axis in range(3):
        while sizes[axis] > 1 and scratch() > BLOCK_BYTES:
            sizes[axis] = -(-sizes[axis] // 2)
    return sizes


def _slices(size: int, step: int) -> list[slice]:
    return [slice(first, min(first + step, size)) for first in range(0, size, step)]
