"""Working through a batch block by block, so that scratch memory stays small."""

from __future__ import annotations

from itertools import chain, product
from math import ceil, prod
from typing import NamedTuple

import numpy as np

from .cores import count_shares, share_out
from .geometry import Axis
from .windows import pad

BLOCK_BYTES = 4 * 2**20  # the scratch of one block: fits the cache, bounds the memory


class Block(NamedTuple):
    """A part of the work.

    Attributes
    ----------
    place : tuple of slice
        Where the block lies in an output (n, oh, ow, …).
    cells : tuple of slice
        The cells of the images (n, h, w, c) that the windows of the block read.
    axes : tuple of Axis
        The rows and columns of that piece of the images, with its share of the padding.
    """

    place: tuple[slice, slice, slice]
    cells: tuple[slice, slice, slice]
    axes: tuple[Axis, Axis]

    def padded(self, x: np.ndarray) -> np.ndarray:
        """Return the piece of the images ``x`` (n, h, w, c) with zeros in the padding."""
        return pad(x[self.cells], *self.axes)


def new_output(shape, dtype: np.dtype, data_format: str, make=np.zeros) -> np.ndarray:
    """Return an array for ``shape`` (n, h, w, c), in the order of the format.

    ``make`` is np.zeros for an output that is added to, or np.empty for one that is filled.
    """
    n, h, w, channels = shape
    return make((n, channels, h, w) if data_format == "NCHW" else shape, dtype)


def share_blocks(work, x: np.ndarray, axes, cell_bytes: int, *, returned=0, overlap=False) -> list:
    """Cut the work on ``x`` into blocks that need little memory, and share them out to the cores.

    Parameters
    ----------
    work : callable
        Takes a list of blocks. Several calls may run side by side.
    x : array (n, h, w, c)
    axes : pair of Axis
        Rows and columns.
    cell_bytes : int
        Scratch that the work needs for one window.
    returned : int
        Bytes that each call returns.
    overlap : bool
        Whether the work writes to all cells that windows see. Then all blocks of one image go to
        the same call.

    Returns
    -------
    list
        What the calls return.
    """
    whole = [len(x), *(axis.out for axis in axes)]
    shares = count_shares(_scratch(x, axes, cell_bytes, whole), returned)
    sizes = _block_sizes(x, axes, cell_bytes, shares, overlap)
    blocks = _cut(axes, whole, sizes)
    images = max(ceil(len(x) / sizes[0]), 1)
    together = len(blocks) // images if overlap else 1
    groups = [blocks[first : first + together] for first in range(0, len(blocks), together or 1)]
    shares = max(min(shares, len(groups)), 1)
    return share_out(work, [list(chain(*groups[first::shares])) for first in range(shares)])


def _cut(axes, whole, sizes) -> list[Block]:
    """Return the blocks of these sizes (n, oh, ow) that make up the whole."""
    images, *lines = (
        [slice(first, min(first + step, size)) for first in range(0, size, step)]
        for size, step in zip(whole, sizes, strict=True)
    )
    parts = (
        [(line, *axis.part(line)) for line in some] for axis, some in zip(axes, lines, strict=True)
    )
    return [
        Block((n, y, x), (n, top, left), (piece_rows, piece_columns))
        for n, (y, top, piece_rows), (x, left, piece_columns) in product(images, *parts)
    ]


def _block_sizes(x, axes, cell_bytes, shares: int, overlap: bool) -> list[int]:
    """Return images, rows and columns of output in one block: all, halved until they fit.

    They are halved, too, until there is a block for each share.
    """
    whole = [max(size, 1) for size in (len(x), *(axis.out for axis in axes))]
    sizes = list(whole)
    for axis in range(3):
        least = 1 if overlap and axis else shares
        while sizes[axis] > 1 and (
            _scratch(x, axes, cell_bytes, sizes) > BLOCK_BYTES or _count(whole, sizes) < least
        ):
            sizes[axis] = ceil(sizes[axis] / 2)
    return sizes


def _scratch(x: np.ndarray, axes, cell_bytes: int, sizes) -> int:
    """Return the bytes of scratch that a block of these sizes (n, oh, ow) needs."""
    images, *lines = sizes
    cells = prod(axis.span(count) for axis, count in zip(axes, lines, strict=True))
    return images * (prod(lines) * cell_bytes + cells * x.shape[3] * x.itemsize)


def _count(whole, sizes) -> int:
    return prod(ceil(size / step) for size, step in zip(whole, sizes, strict=True))
