"""Sharing a batch out to the cores of the machine: for speed only, results do not need it."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Lock

from threadpoolctl import ThreadpoolController

MOST_SHARES = 4  # each share has scratch of its own, and all of it must stay small
SHARED_BYTES = 16 * 2**20  # of what the shares return
SMALLEST_BYTES = 6 * 2**20  # less work than this is done before a thread has started

_blas = ThreadpoolController()
_in_use = Lock()  # the number of BLAS threads belongs to the process, so one call at a time sets it


def share_out(work, images: int, touched: int, returned: int = 0) -> list:
    """Call ``work`` on slices of the images, side by side, and return what the calls return.

    NumPy multiplies matrices on all cores, but copies and adds on one. Here each core does all of
    it for its share of the images, and the BLAS library keeps to one thread a share.

    Parameters
    ----------
    work : callable
        Takes a slice of the batch. Calls must not write to the same place.
    images : int
        The size ``n`` of the batch.
    touched, returned : int
        Bytes that all calls copy or compute together, and bytes that each of them returns.

    Examples
    --------
    >>> share_out(lambda images: list(range(5))[images], images=5, touched=40)
    [[0, 1, 2, 3, 4]]
    """
    count = min(_cores(), MOST_SHARES, images)
    small = touched < SMALLEST_BYTES or returned * count > SHARED_BYTES
    if count < 2 or small or not _in_use.acquire(blocking=False):
        return [work(slice(0, images))]
    edges = [images * share // count for share in range(count + 1)]
    try:
        with _blas.limit(limits=1, user_api="blas"), ThreadPoolExecutor(count - 1) as others:
            waiting = [others.submit(work, slice(*pair)) for pair in pairwise(edges[1:])]
            return [work(slice(0, edges[1])), *(share.result() for share in waiting)]
    finally:
        _in_use.release()


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
