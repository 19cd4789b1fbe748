"""Measure ``Conv2D(30, (2, 2))`` on 60,000 images of 28×28: time and scratch memory.

Usage: ``python benchmarks/batch.py``. The output alone takes 5 GB.
"""

from __future__ import annotations

import time
import tracemalloc
from statistics import median

import numpy as np

from course_lib.layers import Conv2D

IMAGES = 60_000


def seconds(call) -> float:
    """Return how long one call takes; what it returns is dropped at once."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def scratch(call) -> int:
    """Return the most bytes that a call holds beside the array that it returns."""
    tracemalloc.start()
    try:
        out = call()
        return tracemalloc.get_traced_memory()[1] - out.nbytes
    finally:
        tracemalloc.stop()


def main(images: int = IMAGES) -> None:
    """Print both measures."""
    x = np.random.default_rng(43052).standard_normal((images, 28, 28, 1), "float32")
    layer = Conv2D(30, (2, 2))
    layer(x[:1])
    patches = np.ones((images * 27 * 27, 4), "float32")
    matrix = layer.weights[0].reshape(4, 30)
    rounds = [(seconds(lambda: layer(x)), seconds(lambda: patches @ matrix)) for _ in range(5)]
    ratio = median(ours / bare for ours, bare in rounds)
    print(f"{median(ours for ours, _ in rounds):.2f} s, {ratio:.2f} times the bare matrix product")
    print(f"scratch {scratch(lambda: layer(x)) / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
