"""Kernels for photographs, each in every size from 1×1 to 5×5."""

from __future__ import annotations

from collections.abc import Callable
from math import comb

import numpy as np

from .presets import centre_only

OWN = "your own"


def bell(size: int) -> np.ndarray:
    """Return a row of Pascal's triangle.

    Examples
    --------
    >>> bell(3)
    array([1., 2., 1.])
    """
    return np.array([comb(size - 1, k) for k in range(size)], float)


def slope(size: int) -> np.ndarray:
    """Return the differences of neighbours in a bell: negative first, then positive.

    Examples
    --------
    >>> slope(3), slope(5)
    (array([-1.,  0.,  1.]), array([-1., -2.,  0.,  2.,  1.]))
    """
    return np.convolve(bell(size - 1), [-1.0, 1]) if size > 1 else np.zeros(1)


def across(size: int) -> np.ndarray:
    """Return Sobel's kernel for what changes from left to right.

    Examples
    --------
    >>> across(3)
    array([[-1.,  0.,  1.],
           [-2.,  0.,  2.],
           [-1.,  0.,  1.]])
    """
    return np.outer(bell(size), slope(size))


def laplacian(size: int) -> np.ndarray:
    """Return a kernel that compares the middle with what is round it; its sum is 0.

    Examples
    --------
    >>> laplacian(3)
    array([[ 0.,  1.,  0.],
           [ 1., -4.,  1.],
           [ 0.,  1.,  0.]])
    """
    far = abs(np.arange(size) - (size - 1) // 2)
    kernel = np.maximum(size // 2 + 1.0 - np.add.outer(far, far), 0) * (1 - centre_only(size))
    return kernel - kernel.sum() * centre_only(size)


def sharpen(size: int) -> np.ndarray:
    """Return a kernel that adds to a pixel its difference from what is round it; its sum is 1.

    Examples
    --------
    >>> sharpen(3)
    array([[ 0., -1.,  0.],
           [-1.,  5., -1.],
           [ 0., -1.,  0.]])
    """
    round_it = laplacian(size)
    strength = 4 / max(4.0, abs(round_it).max())
    return centre_only(size) - strength * round_it + 0.0


def emboss(size: int) -> np.ndarray:
    """Return a kernel for light from the lower right: a pixel, and how it rises; its sum is 1.

    Examples
    --------
    >>> emboss(3)
    array([[-2., -1.,  0.],
           [-1.,  1.,  1.],
           [ 0.,  1.,  2.]])
    """
    ramp = np.linspace(-1, 1, size) if size > 1 else np.zeros(1)
    return np.add.outer(ramp, ramp) + centre_only(size)


FILTERS: dict[str, Callable[[int], np.ndarray]] = {
    "edges, across": across,
    "edges, down": lambda size: across(size).T,
    "Laplacian": laplacian,
    "sharpen": sharpen,
    "emboss": emboss,
    "blur": lambda size: np.outer(bell(size), bell(size)) / 4.0 ** (size - 1),
    "the mean": lambda size: np.full((size, size), 1 / size**2),
    "identity": centre_only,
}


def resized(kernel: np.ndarray, size: int) -> np.ndarray:
    """Return a kernel cut, or filled up with zeros, to (size, size); its middle stays.

    Examples
    --------
    >>> resized(np.array([[7.0]]), 3)
    array([[0., 0., 0.],
           [0., 7., 0.],
           [0., 0., 0.]])
    >>> resized(np.arange(9.0).reshape(3, 3), 1)
    array([[4.]])
    """
    moved = (size - 1) // 2 - (len(kernel) - 1) // 2
    rows = np.arange(size) - moved
    inside = (rows >= 0) & (rows < len(kernel))
    out = np.zeros((size, size))
    out[np.ix_(inside, inside)] = kernel[np.ix_(rows[inside], rows[inside])]
    return out
