"""Sharing work out to the cores of the machine: for speed only, results do not need it."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock, local

from threadpoolctl import ThreadpoolController

MOST_SHARES = 4  # each share has scratch of its own, and all of it must stay small
SHARED_BYTES = 16 * 2**20  # of what the shares return
SMALLEST_BYTES = 3 * 2**18  # less work than this is done before a thread has woken up

_blas = ThreadpoolController().select(user_api="blas")
_in_use = Lock()  # the number of BLAS threads belongs to the process, so one call at a time sets it
_others = None  # threads that wait for work: to start new ones takes longer than a small operator
_here = local()  # whether the work of this thread is a share already


def count_shares(touched: int, returned: int = 0) -> int:
    """Return into how many shares work is best divided.

    Parameters
    ----------
    touched, returned : int
        Bytes that all shares copy or compute together, and bytes that each of them returns.

    Examples
    --------
    >>> count_shares(touched=40)
    1
    """
    if getattr(_here, "undivided", False):
        return 1
    count = min(_cores(), MOST_SHARES)
    small = touched < SMALLEST_BYTES or returned * count > SHARED_BYTES
    return 1 if small else count


def share_out(work, shares: list) -> list:
    """Call ``work`` on each of the shares, side by side, and return what the calls return.

    NumPy multiplies matrices on all cores, but copies and adds on one. Here each core does all of
    it for its share, and the BLAS library keeps to one thread a share.

    Parameters
    ----------
    work : callable
        Takes a share. Calls must not write to the same place.
    shares : list
        One to ``MOST_SHARES`` of them. Their order is that of the results.

    Examples
    --------
    >>> share_out(sum, [[1, 2], [3, 4]])
    [3, 7]
    """
    if len(shares) < 2 or not _in_use.acquire(blocking=False):
        return [work(share) for share in shares]
    try:
        with one_blas_thread():
            waiting = [_threads().submit(work, share) for share in shares[1:]]
            try:
                return [work(shares[0]), *(call.result() for call in waiting)]
            finally:  # after an error, too, nothing goes on in the background
                for call in waiting:
                    call.exception()
    finally:
        _in_use.release()


@contextmanager
def undivided():
    """Let this thread do its work in one share, however many cores there are.

    For work that is a share itself: then the result does not depend on the number of cores.

    Examples
    --------
    >>> with undivided():
    ...     count_shares(touched=2**30)
    1
    """
    before = getattr(_here, "undivided", False)
    _here.undivided = True
    try:
        yield
    finally:
        _here.undivided = before


def one_blas_thread():
    """Return a context in which the BLAS library computes on one thread.

    Examples
    --------
    >>> with one_blas_thread():
    ...     total = sum([1, 2])
    """
    return _blas.limit(limits=1)


def _threads() -> ThreadPoolExecutor:
    """Return the waiting threads; the first call starts them."""
    global _others
    if _others is None:
        _others = ThreadPoolExecutor(MOST_SHARES - 1, "course_lib")
    return _others


def _forget_threads() -> None:
    """Begin afresh in a forked process, which has none of the threads of its parent."""
    global _others, _in_use
    _others, _in_use = None, Lock()


if hasattr(os, "register_at_fork"):  # Windows does not fork
    os.register_at_fork(after_in_child=_forget_threads)


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
