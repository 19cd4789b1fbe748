"""Watching a kernel from outside while a cell runs: time, memory, and whether it still lives."""

import os
import signal
import threading
import time
from pathlib import Path

GRACE = 6.5  # seconds beyond a cell's own, in which nbval may end it itself
EVERY = 0.1  # seconds between two looks
EXIT_CODE = 90  # of a process that gave up
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Watch:
    """Give up on a cell whose kernel is dead, too large, or not to be stopped.

    Giving up kills the kernel, tells of it, and ends this process. nbval has no such limits: it
    waits as long as a kernel sends messages, and notices a dead one only when the cell's time is
    over.

    The processes of a kernel may hold ``memory`` bytes together; 0 for no limit. ``on_give_up`` is
    called with the cell, and ``dead`` or ``timeout``.
    """

    def __init__(self, cell_seconds: float, memory: int, on_give_up):
        self.seconds, self.memory, self.on_give_up = cell_seconds + GRACE, memory, on_give_up
        self.lock, self.item, self.until = threading.Lock(), None, 0.0
        threading.Thread(target=self._look, daemon=True).start()

    def begin(self, item):
        """Watch a cell from now on."""
        with self.lock:
            self.item, self.until = item, time.monotonic() + self.seconds

    def end(self):
        """Stop watching."""
        with self.lock:
            self.item = None

    def _look(self):
        while True:
            time.sleep(EVERY)
            with self.lock:
                status = self.item is not None and self._lost(self.item)
                if status:
                    self.on_give_up(self.item, status)
                    _kill(self.item.parent.kernel)
                    os._exit(EXIT_CODE)

    def _lost(self, item) -> str:
        """Return what is wrong with a kernel, in a word; nothing if all is well."""
        pid = _pid(item.parent.kernel)
        if pid is None:
            return "dead"
        too_long = time.monotonic() > self.until
        too_large = bool(self.memory) and memory_of(pid) > self.memory
        return "timeout" if too_long or too_large else ""


def _pid(kernel) -> int | None:
    """Return the process of a kernel, or None if it is dead."""
    try:
        process = getattr(kernel.km.provisioner, "process", None)
    except AttributeError:  # nbval takes its manager away when it stops a kernel
        return None
    return process.pid if process is not None and process.poll() is None else None


def _kill(kernel):
    pid = _pid(kernel)
    if pid is not None and hasattr(os, "killpg"):
        os.killpg(pid, signal.SIGKILL)  # a kernel leads a group of its own


def memory_of(pid: int) -> int:
    """Return the bytes that a process and all that it started hold; 0 where Linux can't tell."""
    total, left = 0, [pid]
    while left:
        folder = Path("/proc", str(left.pop()))
        try:
            total += int((folder / "statm").read_text().split()[1]) * _PAGE
            for children in folder.glob("task/*/children"):
                left += [int(child) for child in children.read_text().split()]
        except (OSError, ValueError, IndexError):
            continue  # it has ended meanwhile
    return total
