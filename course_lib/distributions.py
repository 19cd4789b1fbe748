"""Random bits turned into numbers: even ones, normal ones, and normal ones that are not far off."""

from __future__ import annotations

import numpy as np

from .philox import random_bits

__all__ = ["bell", "short_bell", "zero_to_one"]
__dir__ = __all__.copy  # Tab offers these


_BLOCKS_OF_FOUR = 256  # of random bits, that TensorFlow keeps for four truncated numbers
_SMALLEST = np.float32(1e-7)  # stands for 0 before its logarithm is taken


def zero_to_one(bits: np.ndarray) -> np.ndarray:
    """Return floats in [0, 1): 23 random bits behind the exponent of 1.0, minus 1."""
    ones_to_twos = ((bits & np.uint32(0x7FFFFF)) | np.uint32(0x3F800000)).view(np.float32)
    return ones_to_twos - np.float32(1)


def bell(bits: np.ndarray) -> np.ndarray:
    """Return a normal number for each uint32 (…, 4), by the method of Box and Muller.

    Two evenly drawn numbers make two normal ones: the coordinates of a point whose distance
    comes from the first and whose angle comes from the second.
    """
    first, second = np.moveaxis(zero_to_one(bits).reshape(*bits.shape[:-1], 2, 2), -1, 0)
    logarithm = np.log(np.maximum(first, _SMALLEST), dtype=float).astype(np.float32)
    distance = np.sqrt(np.float32(-2) * logarithm)
    angle = (2 * np.pi * second.astype(float)).astype(np.float32).astype(float)
    point = np.stack([np.sin(angle), np.cos(angle)], axis=-1).astype(np.float32)
    return (point * distance[..., None]).reshape(bits.shape)


def short_bell(fours: int, *keys: int) -> np.ndarray:
    """Return ``fours`` times four normal numbers between −2 and 2, in float32.

    Each four have random bits of their own, and are the first four that are near enough.
    """
    out = np.empty((fours, 4), np.float32)
    missing, tried = np.arange(fours, dtype=np.uint64), 2
    while len(missing):
        blocks = missing[:, None] * np.uint64(_BLOCKS_OF_FOUR) + np.arange(tried, dtype=np.uint64)
        drawn = bell(random_bits(blocks, *keys)).reshape(len(missing), -1)
        near = np.abs(drawn) < 2
        first = np.argsort(~near, axis=1, kind="stable")[:, :4]
        done = near.sum(axis=1) >= 4
        out[missing[done]] = np.take_along_axis(drawn, first, axis=1)[done]
        missing, tried = missing[~done], 2 * tried
    return out
