"""Images and kernels to begin with. Each can then be changed number by number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

PADDINGS = ["VALID", "SAME"]
EXPLICIT = "explicit"  # so many cells on each side
LECTURE_IMAGE = [[4, 3, 1, 0], [2, 1, 0, 1], [1, 2, 4, 1], [3, 1, 0, 2]]
LECTURE_KERNEL = [[1, 0, 1], [2, 1, 0], [0, 0, 1]]

IMAGES: dict[str, np.ndarray] = {
    "4×4 of the lesson": np.array(LECTURE_IMAGE, float),
    "5×6, positive and negative": np.random.default_rng(7).integers(-9, 10, (5, 6)).astype(float),
    "6×6, counting": np.arange(36.0).reshape(6, 6),
    "6×6, an edge": np.repeat([[0.0, 0, 0, 1, 1, 1]], 6, axis=0),
    "5×5, a dot": np.pad([[1.0]], 2),
}

# For a transposed convolution: what is stamped, and the stamp.
STAMPED: dict[str, np.ndarray] = {
    "2×2 of the lesson": np.array([[-67.0, -77], [-117, -127]]),
    "3×2, small numbers": np.array([[1.0, 2], [-1, 0], [3, 1]]),
    "3×3, ones": np.ones((3, 3)),
    "1×1, one number": np.array([[2.0]]),
}
STAMPS: dict[str, np.ndarray] = {
    "3×3 of the lesson": np.array([[-1.0, 2, -3], [4, -5, 6], [-7, 8, -9]]),
    "3×3, ones": np.ones((3, 3)),
    "2×3, counting": np.arange(1.0, 7).reshape(2, 3),
    "4×4, ones": np.ones((4, 4)),
}

# For the way back: with these kernels some sums are negative.
GRADED: dict[str, np.ndarray] = {
    "4×4, with a tie": np.array(
        [[0.0, -1, -2, 2], [0, -1, 2, 3], [3, -2, -1, -1], [1, -2, -1, -2]]
    ),
    "5×5, with a tie": np.array(
        [
            [-1.0, 1, 3, -3, 1],
            [0, -3, -1, 1, 0],
            [2, 0, 3, 1, 4],
            [-3, 1, 1, 0, -2],
            [-2, -1, 2, -1, -1],
        ]
    ),
    "4×4 of lesson 02": IMAGES["4×4 of the lesson"],
    "5×5, a dot": IMAGES["5×5, a dot"],
    "4×4, zeros": np.zeros((4, 4)),
}
GRADED_KERNELS: dict[str, np.ndarray] = {
    "2×2": np.array([[1.0, -1], [2, 0]]),
    "2×2, right minus left": np.array([[-1.0, 1], [-1, 1]]),
    "3×3 of lesson 02": np.array(LECTURE_KERNEL, float),
    "1×1": np.array([[2.0]]),
}
GIVEN = [[1.0, -2], [3, 2]]  # the gradient by the output, repeated as far as it is needed


def lecture_kernel(size: int) -> np.ndarray:
    """Return the 3×3 kernel of the lesson, cut or filled up with zeros to (size, size)."""
    kernel = np.zeros((size, size))
    part = np.array(LECTURE_KERNEL, float)[:size, :size]
    kernel[: len(part), : len(part)] = part
    return kernel


def centre_only(size: int) -> np.ndarray:
    """Return a kernel (size, size) that copies the middle cell, or the one before the middle."""
    kernel = np.zeros((size, size))
    kernel[(size - 1) // 2, (size - 1) // 2] = 1
    return kernel


KERNELS: dict[str, Callable[[int], np.ndarray]] = {
    "of the lesson": lecture_kernel,
    "counting": lambda size: np.arange(1.0, size * size + 1).reshape(size, size),
    "ones: the sum": lambda size: np.ones((size, size)),
    "the mean": lambda size: np.full((size, size), 1 / size**2),
    "edge: right minus left": lambda size: np.tile(np.linspace(-1, 1, size), (size, 1)),
    "sharpen": lambda size: 2 * centre_only(size) - np.full((size, size), 1 / size**2),
    "the middle cell only": centre_only,
}


def with_channels(base: np.ndarray, *counts: int) -> np.ndarray:
    """Return ``base`` (h, w) with channels behind; each further one is moved on by a column.

    Examples
    --------
    >>> with_channels(np.array([[1, 2, 3]]), 2)[0, :, 1]
    array([3, 1, 2])
    """
    shifts = np.indices(counts).sum(axis=0)
    moved = [np.roll(base, shift, axis=1) for shift in shifts.ravel()]
    return np.stack(moved, axis=-1).reshape(*base.shape, *counts)
