"""TensorFlow 2's seeded random numbers, in NumPy, bit for bit.

After ``set_seed(s)`` the k-th draw is made with two keys: the seed ``s``, and the k-th number of
Python's own ``random.Random(s)``. The two keys go into Philox, a function that turns a counter
into random bits, so the numbers depend on nothing else.
"""

from __future__ import annotations

import math
import numbers
import random as _python_random

import numpy as np

_MULTIPLIERS = np.array([0xD2511F53, 0xCD9E8D57], np.uint64)
_KEY_STEPS = np.array([0x9E3779B9, 0xBB67AE85], np.uint32)
_ROUNDS = 10
_MODULUS = 2**31 - 1
_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)


class _State:
    """The seed in force, and the stream of second keys that comes from it."""

    def __init__(self, seed: int):
        self.seed = seed
        self.keys = _python_random.Random(seed)

    def next_keys(self) -> tuple[int, int]:
        """Return both keys of the next draw, cut to TensorFlow's range."""
        first, second = self.seed % _MODULUS, self.keys.randint(0, _MODULUS) % _MODULUS
        return (first, second) if first or second else (0, _MODULUS)


_state = _State(_python_random.SystemRandom().randint(0, 2**31 - 1))


def set_seed(seed):
    """Start the random draws anew, so that the same program draws the same numbers.

    Parameters
    ----------
    seed : int
        Any whole number.

    Raises
    ------
    TypeError
        If ``seed`` is not a whole number.

    References
    ----------
    ``tf.random.set_seed``.

    Examples
    --------
    >>> set_seed(43052)
    >>> float(uniform(()))
    0.42486...
    """
    global _state
    if not isinstance(seed, numbers.Integral) or isinstance(seed, bool):
        raise TypeError(f"set_seed: seed must be a whole number, received {seed!r}")
    _state = _State(int(seed))


def uniform(shape, minval=0.0, maxval=1.0):
    """Draw floats evenly from ``minval`` (included) to ``maxval`` (left out).

    Parameters
    ----------
    shape : int or sequence of int
    minval, maxval : float

    Returns
    -------
    float32 array of that shape

    Raises
    ------
    TypeError, ValueError
        If the shape is not made of whole numbers of 0 or more, or a limit is not a finite number
        or too large.

    References
    ----------
    ``tf.random.uniform``. J. Salmon and others: Parallel random numbers, as easy as 1, 2, 3
    (2011), for Philox.

    Examples
    --------
    >>> set_seed(1)
    >>> uniform((2,)).tolist()
    [0.16513..., 0.90148...]
    """
    shape = _read_shape(shape)
    low, width = _read_limits(minval, maxval)
    count = math.prod(shape)
    bits = _bits(count, *_state.next_keys())
    # 23 random bits behind the exponent of 1.0 make a float in [1, 2).
    ones_to_twos = ((bits & np.uint32(0x7FFFFF)) | np.uint32(0x3F800000)).view(np.float32)
    return ((ones_to_twos - np.float32(1)) * width + low).reshape(shape)


def _read_shape(shape) -> tuple[int, ...]:
    sizes = (shape,) if isinstance(shape, numbers.Integral) else shape
    try:
        sizes = tuple(sizes)
    except TypeError:
        raise TypeError(f"uniform: shape must be whole numbers, received {shape!r}") from None
    if not all(isinstance(size, numbers.Integral) and not isinstance(size, bool) for size in sizes):
        raise TypeError(f"uniform: shape must be whole numbers, received {shape!r}")
    if any(size < 0 for size in sizes):
        raise ValueError(f"uniform: sizes must be 0 or more, received {shape!r}")
    return tuple(int(size) for size in sizes)


def _read_limits(minval, maxval) -> tuple[np.float32, np.float32]:
    """Return the lower limit and the distance to the upper one."""
    for name, value in (("minval", minval), ("maxval", maxval)):
        number = isinstance(value, numbers.Real) and not isinstance(value, bool)
        if not number or not math.isfinite(value):
            raise TypeError(f"uniform: {name} must be a finite number, received {value!r}")
    with np.errstate(over="ignore"):
        low, width = np.float32(minval), np.float32(maxval) - np.float32(minval)
    if not np.isfinite(low) or not np.isfinite(width):
        raise ValueError(
            "uniform: minval, maxval and their difference must fit in float32 (about 3.4e38), "
            f"received {minval!r} and {maxval!r}"
        )
    return low, width


def _bits(count: int, first_key: int, second_key: int) -> np.ndarray:
    """Return random uint32: the counter runs in its lower words, the second key is in the others.

    The draws are cut from blocks of four.
    """
    blocks = np.arange(-(-count // 4), dtype=np.uint64)
    counters = np.zeros((len(blocks), 4), np.uint32)
    counters[:, 0], counters[:, 1], counters[:, 2] = blocks & _LOW, blocks >> _HALF, second_key
    return _philox(counters, (first_key, 0)).reshape(-1)[:count]


def _philox(counters: np.ndarray, keys: tuple[int, int]) -> np.ndarray:
    """Return Philox4x32-10 of counters (blocks, 4), as uint32 of the same shape."""
    a, b, c, d = counters.T
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
    return np.stack([a, b, c, d], axis=1)
