"""Timing contestants, each in a process of its own, in turns."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from importlib import import_module
from statistics import median

BURST = 0.06  # seconds that one contestant runs before the next one's turn
PAUSE = 0.15  # seconds in which idle threads of the last contestant go to sleep


class Contestant:
    """A library in a process of its own, so that its threads are in nobody else's way.

    ``module`` is the file beside this one that calls it. Raises ModuleNotFoundError where the
    library is not installed.
    """

    def __init__(self, module: str):
        context = multiprocessing.get_context("spawn")
        self._module, self._process = module, ProcessPoolExecutor(1, mp_context=context)
        try:
            self.name, self.version = self._ask(_named)
        except ModuleNotFoundError:
            self._process.shutdown()
            raise

    def _ask(self, question, *given):
        return self._process.submit(question, self._module, *given).result()

    def results(self, case, index: int):
        """Return what a pass of a case gives as arrays; None where it has no such pass."""
        return self._ask(_results, case, index)

    def seconds(self, case, index: int) -> float:
        """Return how long a pass of a case takes: the median of a burst of calls."""
        return self._ask(_seconds, case, index)


def rounds(contestants, case, index: int, count: int) -> list[dict]:
    """Return the seconds of each contestant in each round; another one begins each round."""
    found = []
    for first in range(count):
        turn = first % len(contestants)
        taken = {}
        for contestant in contestants[turn:] + contestants[:turn]:
            time.sleep(PAUSE)
            taken[contestant.name] = contestant.seconds(case, index)
        found.append(taken)
    return found


# What runs in a contestant's process


@lru_cache(maxsize=1)
def _calls(module: str, case):
    return import_module(module).calls(case)


def _named(module: str) -> tuple[str, str]:
    found = import_module(module)
    return found.NAME, found.VERSION


def _results(module: str, case, index: int):
    call = _calls(module, case)[index]
    return import_module(module).to_numpy(call()) if call else None


def _seconds(module: str, case, index: int) -> float:
    return burst(_calls(module, case)[index])


def burst(call) -> float:
    """Return the median time of a few calls, after one that does not count."""
    call()
    times, until = [], time.perf_counter() + BURST
    while not times or time.perf_counter() < until:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return median(times)
