"""Letting a step end before the training is interrupted."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager


@contextmanager
def held_back():
    """Hold an interrupt (Ctrl+C, or the stop button) back until the end of the block.

    So a step is made wholly or not at all. Only the main thread gets interrupts.

    Examples
    --------
    >>> with held_back():
    ...     pass
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came = []
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, lambda *details: came.append(details))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before if before is not None else signal.SIG_DFL)
        if came and callable(before):
            before(*came[0])
        elif came and before is signal.SIG_DFL:
            signal.raise_signal(signal.SIGINT)
