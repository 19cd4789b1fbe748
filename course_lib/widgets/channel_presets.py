"""Images of several channels and filters for each of them, to begin with."""

from __future__ import annotations

import numpy as np

MOST = 3  # channels, filters a channel, and cells along a kernel


def _few(size: int, most: int) -> np.ndarray:
    """Return small whole numbers: sums of their products are found without a pencil."""
    return np.random.default_rng(5).integers(-1, most, (size, size + 1, MOST)).astype(float)


IMAGES = {
    "3×4, small numbers": _few(3, 5),
    "4×5, small numbers": _few(4, 5),
    "3×4, ones": np.ones((3, 4, MOST)),
    "2×3, small numbers": _few(2, 5),
}


def small_filters(size: int) -> np.ndarray:
    """Return filters (size, size, c_in, mult) of small whole numbers, no two the same."""
    whole = np.random.default_rng(2).integers(-2, 4, (MOST, MOST, MOST, MOST)).astype(float)
    whole[0, 0] = np.arange(1.0, MOST * MOST + 1).reshape(MOST, MOST)
    return whole[:size, :size]


def middle_filters(size: int) -> np.ndarray:
    """Return filters of zeros, with 2, 2.1, 2.2 in the middle for channel 0, 3, 3.1, … for 1."""
    filters = np.zeros((size, size, MOST, MOST))
    filters[(size - 1) // 2, (size - 1) // 2] = np.add.outer([2, 3, 4], [0, 0.1, 0.2])
    return filters


FILTERS = {
    "small numbers": small_filters,
    "middle only: 2, 2.1, …": middle_filters,
    "ones: the sum": lambda size: np.ones((size, size, MOST, MOST)),
}


def counting(h: int, w: int, c: int) -> np.ndarray:
    """Return an image (h, w, c) of the numbers from 0 on."""
    return np.arange(float(h * w * c)).reshape(h, w, c)


LAYER_IMAGES = {
    "2×2, ones": lambda c: np.ones((2, 2, c)),
    "4×4, ones": lambda c: np.ones((4, 4, c)),
    "4×4, counting from 0": lambda c: counting(4, 4, c),
    "1×1, a one": lambda c: np.ones((1, 1, c)),
}

# What the lesson on the matrix product begins with: numbers that go up and down.
PATCHED_IMAGES = {
    "3×4 of the lesson": (8 * np.arange(24.0) % 13 - 6).reshape(3, 4, 2),
    "3×4, counting from 0": counting(3, 4, 2),
    "2×3, counting from 0": counting(2, 3, 2),
}
FLATTENED_FILTERS = {
    "of the lesson": lambda size: (5 * np.arange(6.0 * size**2) % 7 - 3).reshape(size, size, 2, 3),
    "counting from 0": lambda size: np.arange(6.0 * size**2).reshape(size, size, 2, 3),
    "ones: the sum": lambda size: np.ones((size, size, 2, 3)),
}
