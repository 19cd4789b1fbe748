"""Philox: a function that turns a counter and two keys into random bits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

__all__ = ["philox", "random_bits", "rounds"]
__dir__ = __all__.copy  # Tab offers these


_MULTIPLIERS = np.array([0xD2511F53, 0xCD9E8D57], np.uint64)
_KEY_STEPS = np.array([0x9E3779B9, 0xBB67AE85], np.uint32)
_ROUNDS = 10
_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)


def random_bits(blocks, first_key: int, second_key: int) -> np.ndarray:
    """Return four random uint32 for each block, as TensorFlow numbers them.

    The block's number is in the counter's lower words, the second key in the others.

    Parameters
    ----------
    blocks : array of uint64 (…)
    first_key, second_key : int

    Returns
    -------
    uint32 array (…, 4)

    Examples
    --------
    >>> random_bits(np.arange(1, dtype=np.uint64), 0, 0).tolist()
    [[1713891541, 3781805453, 3159862348, 2600524760]]
    """
    counters = np.zeros((blocks.size, 4), np.uint32)
    numbers = blocks.ravel()
    counters[:, 0], counters[:, 1], counters[:, 2] = numbers & _LOW, numbers >> _HALF, second_key
    return philox(counters, (first_key, 0)).reshape(*blocks.shape, 4)


def philox(counters: np.ndarray, keys: tuple[int, int]) -> np.ndarray:
    """Return Philox4x32-10 of counters (blocks, 4), as uint32 of the same shape."""
    *_, bits = rounds(counters, keys)
    return bits


def rounds(counters, keys: tuple[int, int]) -> Iterator[np.ndarray]:
    """Yield what each of the ten rounds of Philox4x32-10 makes of counters.

    Parameters
    ----------
    counters : array of uint32 (blocks, 4)
    keys : pair of int

    Yields
    ------
    uint32 array (blocks, 4)
        The last one holds the random bits.

    References
    ----------
    J. Salmon and others: Parallel random numbers, as easy as 1, 2, 3 (2011).

    Examples
    --------
    >>> for words in rounds([[0, 0, 0, 0]], (0, 0)):
    ...     bits = words
    >>> bits.tolist()
    [[1713891541, 3781805453, 3159862348, 2600524760]]
    """
    a, b, c, d = np.asarray(counters, np.uint32).T
    round_keys = np.array(keys, np.uint32)
    for _ in range(_ROUNDS):
        first = _MULTIPLIERS[0] * a.astype(np.uint64)
        second = _MULTIPLIERS[1] * c.astype(np.uint64)
        a, b, c, d = (
            (second >> _HALF).astype(np.uint32) ^ b ^ round_keys[0],
            (second & _LOW).astype(np.uint32),
            (first >> _HALF).astype(np.uint32) ^ d ^ round_keys[1],
            (first & _LOW).astype(np.uint32),
        )
        round_keys = round_keys + _KEY_STEPS
        yield np.stack([a, b, c, d], axis=1)
