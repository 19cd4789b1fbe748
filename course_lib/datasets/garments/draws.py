"""Random numbers that belong to a picture: they depend on the seed and its number, nothing else."""

from __future__ import annotations

import numpy as np

from ...philox import random_bits

_PURPOSES = ("labels", "measures", "cells", "grain")
_STEP = np.float32(2.0**-24)  # 24 random bits times this are a float32 from 0 up to 1


def draw_bits(seed: int, purpose: str, part: int, first: int, n: int, fours: int) -> np.ndarray:
    """Return random bits for the pictures ``first``, ``first + 1``, ….

    Parameters
    ----------
    seed : int
    purpose : str
        What they are for: numbers for one purpose tell nothing about those for another.
    part : int
        0 for training pictures, 1 for test pictures.
    first, n : int
    fours : int
        How many times four numbers for each picture.

    Returns
    -------
    uint32 array (n, 4 fours)
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
