"""Timing contestants side by side, so that what else the machine does meets all of them."""

from __future__ import annotations

import time
from statistics import median

BURST = 0.06  # seconds that one contestant runs before the next one's turn
PAUSE = 0.15  # seconds in which idle threads of the last contestant go to sleep


def burst(call) -> float:
    """Return the median time of a few calls, after one that does not count."""
    call()
    times, until = [], time.perf_counter() + BURST
    while not times or time.perf_counter() < until:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return median(times)


def rounds(calls: dict, count: int) -> list[dict]:
    """Return the seconds of each contestant in each round; another one begins each round."""
    names, results = list(calls), []
    for first in range(count):
        turn = first % len(names)
        seconds = {}
        for name in names[turn:] + names[:turn]:
            time.sleep(PAUSE)
            seconds[name] = burst(calls[name])
        results.append(seconds)
    return results
