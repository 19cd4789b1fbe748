"""The seed in force, and the two keys that each draw takes from it."""

from __future__ import annotations

import numbers
import random as _python_random
from collections.abc import Iterator
from contextlib import contextmanager

_MODULUS = 2**31 - 1


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


def set_seed(seed: int) -> None:
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
    >>> from course_lib.random import uniform
    >>> set_seed(43052)
    >>> float(uniform(()))
    0.42486...
    """
    global _state
    _state = _State(_read_seed("set_seed", seed))


@contextmanager
def unchanged() -> Iterator[None]:
    """Leave the draws after a block as if nothing had been drawn, and no seed set, in it.

    Examples
    --------
    >>> from course_lib.random import uniform
    >>> set_seed(43052)
    >>> with unchanged():
    ...     set_seed(1)
    ...     drawn = uniform((5,))
    >>> float(uniform(()))
    0.42486...
    """
    global _state
    state, before = _state, _state.keys.getstate()
    try:
        yield
    finally:
        _state = state
        state.keys.setstate(before)


def draw_keys(seed: int) -> tuple[int, int]:
    """Return the two keys that the first draw after ``set_seed(seed)`` is made with.

    Parameters
    ----------
    seed : int
        Any whole number.

    Returns
    -------
    pair of int
        The seed, cut to TensorFlow's range, and the first number of Python's own generator.

    Raises
    ------
    TypeError
        If ``seed`` is not a whole number.

    Examples
    --------
    >>> draw_keys(43052)
    (43052, 1556685636)
    """
    return _State(_read_seed("draw_keys", seed)).next_keys()


def next_keys() -> tuple[int, int]:
    """Return both keys of the next draw."""
    return _state.next_keys()


def _read_seed(op: str, seed) -> int:
    if not isinstance(seed, numbers.Integral) or isinstance(seed, bool):
        raise TypeError(f"{op}: seed must be a whole number, received {seed!r}")
    return int(seed)
