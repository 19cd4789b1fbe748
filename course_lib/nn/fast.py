"""The one door to speed: work cut into blocks that fit the cache, shared out to the cores.

An operator says what is to be done with one block of its windows; :func:`each_block` and
:func:`sum_blocks` see to it that all blocks are done, in little memory and on all cores. Results do
not need any of this: called once on the whole batch, the work comes to the same.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, product
from math import ceil, prod
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from threadpoolctl import ThreadpoolController

from .geometry import Axis
from .windows import pad

BLOCK_BYTES = 4 * 2**20  # the scratch of one block: fits the cache, bounds the memory
MOST_SHARES = 4  # each share has scratch of its own, and all of it must stay small
SUM_SHARES = 2  # on every machine: with other parts the last digits of a sum would be others
SHARED_BYTES = 16 * 2**20  # of what the shares return
SMALLEST_BYTES = BLOCK_BYTES  # work that is one block has ended before another thread has woken up

_blas = ThreadpoolController().select(user_api="blas")
_in_use = Lock()  # the number of BLAS threads belongs to the process, so one call at a time sets it
_counting, _askers = Lock(), 0  # of those who want one thread of the BLAS library
_limit: Any = None  # which is in force while there are any
_others: ThreadPoolExecutor | None = (
    None  # threads that wait for work: to start new ones takes longer than a small operator
)


class Block(NamedTuple):
    """A part of the work.

    ``place`` is where it lies in an output (n, oh, ow, …), ``cells`` are those of the images
    (n, h, w, c) that its windows read, and ``axes`` the rows and columns of that piece of the
    images, with its share of the padding.
    """

    place: tuple[slice, slice, slice]
    cells: tuple[slice, slice, slice]
    axes: tuple[Axis, Axis]

    def padded(self, x: np.ndarray) -> np.ndarray:
        """Return the piece of the images ``x`` (n, h, w, c) with zeros in the padding."""
        return pad(x[self.cells], *self.axes)


def each_block(work, x: np.ndarray, axes, window_bytes=0, *, overlap=False) -> None:
    """Do a piece of work on all blocks of the windows of ``x`` (n, h, w, c).

    ``work`` takes a :class:`Block`, and needs ``window_bytes`` of scratch for each window. Several
    calls may run side by side. With ``overlap`` it adds to all cells that windows see: then the
    blocks of one image are done one after the other.
    """

    def do(blocks) -> None:
        for block in blocks:
            work(block)

    share_out(do, shared_blocks(x, axes, window_bytes, 0, overlap))


def sum_blocks(work, x: np.ndarray, axes, window_bytes: int, shapes) -> list[np.ndarray]:
    """Return arrays of these shapes: the sums of what the work returns for each block.

    The other arguments are those of :func:`each_block`.
    """

    def add_up(blocks) -> list[np.ndarray]:
        totals = [np.zeros(shape, x.dtype) for shape in shapes]
        for block in blocks:
            for total, term in zip(totals, work(block), strict=True):
                total += term
        return totals

    returned = sum(map(prod, shapes)) * x.itemsize
    found = share_out(add_up, shared_blocks(x, axes, window_bytes, returned, overlap=False))
    return [sum(parts) for parts in zip(*found, strict=True)]


def shared_blocks(x, axes, window_bytes, returned, overlap) -> list[list[Block]]:
    """Cut the work into blocks that need little memory; return those of each share."""
    whole = [len(x), *(axis.out for axis in axes)]
    scratch = _scratch(x, axes, window_bytes, whole)
    shares = count_shares(scratch, returned)
    if shares == 1 and scratch <= BLOCK_BYTES and all(whole):
        n, oh, ow = map(slice, whole)
        return [[Block((n, oh, ow), (slice(None),) * 3, axes)]]
    sizes = _block_sizes(x, axes, window_bytes, shares, overlap)
    blocks = _cut(axes, whole, sizes)
    images = max(ceil(len(x) / sizes[0]), 1)
    together = len(blocks) // images if overlap else 1
    groups = [blocks[first : first + together] for first in range(0, len(blocks), together or 1)]
    shares = max(min(shares, len(groups)), 1)
    return [list(chain(*groups[first::shares])) for first in range(shares)]


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


def _block_sizes(x, axes, window_bytes, shares: int, overlap: bool) -> list[int]:
    """Return images, rows and columns of output in one block: all, halved until they fit.

    They are halved, too, until there is a block for each share.
    """
    whole = [max(size, 1) for size in (len(x), *(axis.out for axis in axes))]
    sizes = list(whole)
    for axis in range(3):
        least = 1 if overlap and axis else shares
        while sizes[axis] > 1 and (
            _scratch(x, axes, window_bytes, sizes) > BLOCK_BYTES
            or prod(-(-all_ // some) for all_, some in zip(whole, sizes, strict=True)) < least
        ):
            sizes[axis] = ceil(sizes[axis] / 2)
    return sizes


def _scratch(x: np.ndarray, axes, window_bytes: int, sizes) -> int:
    """Return the bytes of scratch that a block of these sizes (n, oh, ow) needs."""
    images, *lines = sizes
    cells = prod(axis.span(count) for axis, count in zip(axes, lines, strict=True))
    return images * (prod(lines) * window_bytes + cells * x.shape[3] * x.itemsize)


def count_shares(touched: int, returned: int = 0) -> int:
    """Return into how many shares work is best divided.

    ``touched`` are the bytes that all shares copy or compute together, ``returned`` those that
    each of them returns.

    >>> count_shares(touched=40)
    1
    """
    count = SUM_SHARES if returned else min(_cores(), MOST_SHARES)
    small = touched < SMALLEST_BYTES or returned * count > SHARED_BYTES
    return 1 if small else count


def share_out(work, shares: list) -> list:
    """Call ``work`` on each of the shares, side by side; return what the calls return, in order.

    NumPy multiplies matrices on all cores, but copies and adds on one. Here each core does all of
    it for its share, and the BLAS library keeps to one thread a share. There are one to
    ``MOST_SHARES`` shares; calls must not write to the same place.

    >>> share_out(sum, [[1, 2], [3, 4]])
    [3, 7]
    """
    global _others
    if len(shares) < 2 or not _in_use.acquire(blocking=False):
        return [work(share) for share in shares]
    try:
        with one_blas_thread():
            _others = _others or ThreadPoolExecutor(MOST_SHARES - 1, "course_lib")
            waiting = [_others.submit(work, share) for share in shares[1:]]
            try:
                return [work(shares[0]), *(call.result() for call in waiting)]
            finally:  # after an error, too, nothing goes on in the background
                for call in waiting:
                    call.exception()
    finally:
        _in_use.release()


@contextmanager
def one_blas_thread():
    """Let the BLAS library compute on one thread; asked for again inside, it costs nothing."""
    global _askers, _limit
    with _counting:
        _askers += 1
        if _askers == 1:
            _limit = _blas.limit(limits=1)
    try:
        yield
    finally:
        with _counting:
            _askers -= 1
            if _askers == 0:
                _limit.restore_original_limits()


def _forget_threads() -> None:
    """Begin afresh in a forked process, which has none of the threads of its parent."""
    global _others, _in_use, _counting
    _others, _in_use, _counting = None, Lock(), Lock()


if hasattr(os, "register_at_fork"):  # Windows does not fork
    os.register_at_fork(after_in_child=_forget_threads)


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
