"""Drawing numbered pictures block by block, so that memory stays small.

A picture depends on the seed, its number and its part, and on nothing else: so its random numbers
do, too.
"""

from __future__ import annotations

import numpy as np

from ...philox import random_bits
from .bags import BAGS, draw_bags
from .shapes import SIDE
from .shoes import SHOES, draw_shoes
from .tops import TOPS, draw_tops
from .trousers import TROUSERS, draw_trousers

_PURPOSES = ("labels", "measures", "cells", "grain")
_STEP = np.float32(2.0**-24)  # 24 random bits times this are a float32 from 0 up to 1
CLASSES = 10
BLOCK = 320  # pictures at once: a whole number of tens
_KINDS = ((TOPS, draw_tops), (TROUSERS, draw_trousers), (SHOES, draw_shoes), (BAGS, draw_bags))
_FOURS = -(-max(1 + len(styles.measures) for styles, _ in _KINDS) // 4)


def draw_pictures(seed: int, part: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return pictures uint8 (n, 28, 28) and their labels uint8 (n,)."""
    images = np.empty((n, SIDE, SIDE), np.uint8)
    labels = np.empty(n, np.uint8)
    for first in range(0, n, BLOCK):
        last = min(first + BLOCK, n)
        labels[first:last] = draw_labels(seed, part, first, BLOCK)[: last - first]
        images[first:last] = _draw_block(seed, part, first, labels[first:last])
    return images, labels


def draw_labels(seed: int, part: int, first: int, n: int) -> np.ndarray:
    """Return labels for pictures ``first`` to ``first + n``, both whole tens: each ten has all."""
    bits = draw_bits(seed, "labels", part, first, n, 1)[:, 0].reshape(-1, CLASSES)
    return np.argsort(bits, axis=1, kind="stable").astype(np.uint8).ravel()


def _draw_block(seed: int, part: int, first: int, labels: np.ndarray) -> np.ndarray:
    n = len(labels)
    fractions = as_fractions(draw_bits(seed, "measures", part, first, n, _FOURS))
    cells = _noise(draw_bits(seed, "cells", part, first, n, 13), (n, SIDE // 2, SIDE // 2))
    grain = _noise(draw_bits(seed, "grain", part, first, n, SIDE * SIDE // 16), (n, SIDE, SIDE))
    images = np.empty((n, SIDE, SIDE), np.uint8)
    for styles, draw in _KINDS:
        own = np.flatnonzero(np.isin(labels, styles.classes))
        if len(own):
            measures = styles.draw(labels[own], fractions[own])
            bright = draw(measures, cells[own])
            bright = bright * (1 + measures.grain * grain[own])
            images[own] = np.clip(bright * 255 + np.float32(0.5), 0, 255).astype(np.uint8)
    return images


def _noise(bits: np.ndarray, shape) -> np.ndarray:
    """Return float32 from -1 to 1, made of one random byte each."""
    size = shape[1] * shape[2]
    numbers = as_bytes(bits)[:, :size].astype(np.float32)
    return (numbers / np.float32(127.5) - 1).reshape(shape)


def draw_bits(seed: int, purpose: str, part: int, first: int, n: int, fours: int) -> np.ndarray:
    """Return random bits uint32 (n, 4 fours) for the pictures ``first``, ``first + 1``, ….

    Bits for one purpose tell nothing about those for another. ``part`` is 0 for training pictures,
    1 for test pictures.
    """
    blocks = np.arange(first * fours, (first + n) * fours, dtype=np.uint64)
    key = 1 + part * len(_PURPOSES) + _PURPOSES.index(purpose)
    return random_bits(blocks, seed, key).reshape(n, 4 * fours)


def as_fractions(bits: np.ndarray) -> np.ndarray:
    """Return float32 from 0 up to 1 for random bits, exact on every machine."""
    return (bits >> np.uint32(8)).astype(np.float32) * _STEP


def as_bytes(bits: np.ndarray) -> np.ndarray:
    """Return the four bytes of each number, uint8 (n, 4 numbers), lowest first."""
    return np.ascontiguousarray(bits, "<u4").view(np.uint8)
