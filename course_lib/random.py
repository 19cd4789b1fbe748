"""TensorFlow 2's seeded random numbers, in NumPy, bit for bit.

After ``set_seed(s)`` the k-th draw is told by two numbers: the seed ``s``, and the k-th number of
Python's own ``random.Random(s)``. The first is a key of Philox, a function that turns a counter
and keys into random bits; the second stands in the counter. The numbers depend on nothing else.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Sequence
from typing import Any

import numpy as np

from .distributions import bell, short_bell, zero_to_one
from .philox import random_bits
from .seeds import draw_keys, next_keys, set_seed

__all__ = ["draw_keys", "normal", "set_seed", "truncated_normal", "uniform"]
__dir__ = __all__.copy  # Tab offers these


Shape = int | Sequence[int]


def uniform(shape: Shape, minval: float = 0.0, maxval: float = 1.0) -> np.ndarray:
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
    shape = read_shape("uniform", shape)
    low, width = _read_limits(minval, maxval)
    numbers = zero_to_one(_next_bits(shape)) * width + low
    return _cut(numbers, shape)


def normal(shape: Shape, mean: float = 0.0, stddev: float = 1.0) -> np.ndarray:
    """Draw floats from the bell curve around ``mean`` with the spread ``stddev``.

    Parameters
    ----------
    shape : int or sequence of int
    mean, stddev : float

    Returns
    -------
    float32 array of that shape

    Raises
    ------
    TypeError, ValueError
        If the shape is not made of whole numbers of 0 or more, ``mean`` or ``stddev`` is not a
        finite number, or ``stddev`` is negative.

    References
    ----------
    ``tf.random.normal``. G. Box, M. Muller: A note on the generation of random normal deviates
    (1958).

    Notes
    -----
    Logarithm, sine and cosine are rounded here from float64. TensorFlow takes those of the C
    library, which are not always the nearest float32: on Linux 1.5 % of the numbers differ from
    its own, by 3 in the last digit of float32 at most.

    Examples
    --------
    >>> set_seed(1)
    >>> print([f"{x:.5f}" for x in normal((3,))])
    ['-1.10122', '1.54575', '0.38364']
    """
    shape = read_shape("normal", shape)
    middle, spread = _read_curve("normal", mean, stddev)
    return _cut(bell(_next_bits(shape)), shape) * spread + middle


def truncated_normal(shape: Shape, mean: float = 0.0, stddev: float = 1.0) -> np.ndarray:
    """Draw as :func:`normal` does, and draw again what is 2 ``stddev`` or more from ``mean``.

    Parameters
    ----------
    shape : int or sequence of int
    mean, stddev : float

    Returns
    -------
    float32 array of that shape

    Raises
    ------
    TypeError, ValueError
        As :func:`normal` does.

    References
    ----------
    ``tf.random.truncated_normal``.

    Examples
    --------
    >>> set_seed(1)
    >>> print([f"{x:.5f}" for x in truncated_normal((3,))])
    ['-1.10122', '1.54575', '0.38364']
    """
    shape = read_shape("truncated_normal", shape)
    middle, spread = _read_curve("truncated_normal", mean, stddev)
    fours = -(-math.prod(shape) // 4)
    return _cut(short_bell(fours, *next_keys()), shape) * spread + middle


def _next_bits(shape) -> np.ndarray:
    """Return the random bits (blocks, 4) of the next draw: at least as many as ``shape`` holds."""
    blocks = np.arange(-(-math.prod(shape) // 4), dtype=np.uint64)
    return random_bits(blocks, *next_keys())


def _cut(numbers: np.ndarray, shape) -> np.ndarray:
    """Return the first of the numbers, in that shape."""
    return numbers.ravel()[: math.prod(shape)].reshape(shape)


def read_shape(op: str, shape: Shape) -> tuple[int, ...]:
    """Return a shape as a tuple of whole numbers, 0 or more."""
    sizes: Any = (shape,) if isinstance(shape, numbers.Integral) else shape
    try:
        sizes = tuple(sizes)
    except TypeError:
        raise TypeError(f"{op}: shape must be whole numbers, received {shape!r}") from None
    if not all(isinstance(size, numbers.Integral) and not isinstance(size, bool) for size in sizes):
        raise TypeError(f"{op}: shape must be whole numbers, received {shape!r}")
    if any(size < 0 for size in sizes):
        raise ValueError(f"{op}: sizes must be 0 or more, received {shape!r}")
    return tuple(int(size) for size in sizes)


def _read_limits(minval, maxval) -> tuple[np.float32, np.float32]:
    """Return the lower limit and the distance to the upper one."""
    _check_finite("uniform", minval=minval, maxval=maxval)
    with np.errstate(over="ignore"):
        low, width = np.float32(minval), np.float32(maxval) - np.float32(minval)
    if not np.isfinite(low) or not np.isfinite(width):
        raise ValueError(
            "uniform: minval, maxval and their difference must fit in float32 (about 3.4e38), "
            f"received {minval!r} and {maxval!r}"
        )
    return low, width


def _read_curve(op: str, mean, stddev) -> tuple[np.float32, np.float32]:
    _check_finite(op, mean=mean, stddev=stddev)
    if stddev < 0:
        raise ValueError(f"{op}: stddev must be 0 or more, received {stddev!r}")
    return np.float32(mean), np.float32(stddev)


def _check_finite(op: str, **named):
    for name, value in named.items():
        number = isinstance(value, numbers.Real) and not isinstance(value, bool)
        if not number or not math.isfinite(value):
            raise TypeError(f"{op}: {name} must be a finite number, received {value!r}")
