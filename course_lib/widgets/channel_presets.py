"""Images of several channels and filters for each of them, to begin with."""

from __future__ import annotations

import numpy as np

MOST = 3  # filters a channel, and cells along a kernel
CHANNELS = 4


def _few(size: int, most: int) -> np.ndarray:
    """Return small whole numbers: sums of their products are found without a pencil."""
    drawn = [np.random.default_rng(5).integers(-1, most, (size, size + 1, CHANNELS - 1))]
    drawn.append(np.random.default_rng(6).integers(-1, most, (size, size + 1, 1)))
    return np.concatenate(drawn, axis=2).astype(float)


IMAGES = {
    "3×4, small numbers": _few(3, 5),
    "4×5, small numbers": _few(4, 5),
    "3×4, ones": np.ones((3, 4, CHANNELS)),
    "2×3, small numbers": _few(2, 5),
}

# Filters to begin with: (size, size, c_in, c, m) is what input channel c_in meets on its way to
# output c·mult + m. A depthwise convolution uses those with c_in = c.


def small_filters(size: int) -> np.ndarray:
    """Return filters of small whole numbers, no two the same."""
    own = np.random.default_rng(2).integers(-2, 4, (MOST, MOST, MOST, MOST))
    own[0, 0] = np.arange(1, MOST * MOST + 1).reshape(MOST, MOST)
    shape = MOST, MOST, CHANNELS, CHANNELS, MOST
    whole = np.random.default_rng(3).integers(-2, 4, shape).astype(float)
    for c in range(MOST):
        whole[:, :, c, c] = own[:, :, c]
    return whole[:size, :size]


def middle_filters(size: int) -> np.ndarray:
    """Return filters of zeros, with 2, 2.1, 2.2 in the middle for channel 0, 3, 3.1, … for 1."""
    filters = np.zeros((size, size, CHANNELS, CHANNELS, MOST))
    middle = np.add.outer([2, 3, 4, 5], [0, 0.1, 0.2])
    filters[(size - 1) // 2, (size - 1) // 2] = middle[:, None]
    return filters


FILTERS = {
    "small numbers": small_filters,
    "middle only: 2, 2.1, …": middle_filters,
    "ones: the sum": lambda size: np.ones((size, size, CHANNELS, CHANNELS, MOST)),
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
