"""Shapes with soft edges, for a block of pictures at once.

Only sums, products, quotients, square roots, minima and maxima are taken: every machine rounds
these in the same way, so that every machine draws the same pictures.
"""

from __future__ import annotations

import numpy as np

SIDE = 28
_PIXELS = np.arange(SIDE, dtype=np.float32) - np.float32((SIDE - 1) / 2)
ACROSS, DOWN = _PIXELS[None, None, :], _PIXELS[None, :, None]


def inside(depth: np.ndarray) -> np.ndarray:
    """Return how much of a pixel lies in a shape whose edge is ``depth`` pixels away."""
    return np.clip(depth + np.float32(0.5), 0, 1)


def between(values: np.ndarray, low, high) -> np.ndarray:
    """Return how much of a pixel lies between two edges."""
    return inside(np.minimum(values - low, high - values))


def path(at: np.ndarray, *points) -> np.ndarray:
    """Return the height at ``at`` of a line through points (place, height), level beyond them.

    The places of the points increase.
    """
    (place, height), *others = points
    line = height
    for next_place, next_height in others:
        width = np.maximum(next_place - place, np.float32(0.01))
        share = np.clip((at - place) / width, 0, 1)
        line = line + (next_height - height) * share
        place, height = next_place, next_height
    return line


def wave(at: np.ndarray) -> np.ndarray:
    """Return a wave of straight lines: 0 at whole numbers, 1 half-way between them."""
    return np.abs(at - np.floor(at + np.float32(0.5))) * np.float32(2)


def ring(x: np.ndarray, y: np.ndarray, width, height, roundness) -> np.ndarray:
    """Return 1 on an ellipse (roundness 1) or a rhombus (0), less inside it and more outside."""
    x, y = np.abs(x) / width, np.abs(y) / height
    circle = np.sqrt(x * x + y * y)
    return circle * roundness + (x + y) * (1 - roundness)


def present(measure: np.ndarray) -> np.ndarray:
    """Return a measure, or 0 where it is missing."""
    return np.maximum(measure, 0)
