"""Numbers that were typed over others, and stay where these are made anew in another size."""

from __future__ import annotations

from typing import Any

import numpy as np


def kept(fresh: np.ndarray, now: np.ndarray, made: np.ndarray) -> np.ndarray:
    """Return fresh numbers, with those that were typed where they still have a place.

    Parameters
    ----------
    fresh : array
        What is made for the new size.
    now, made : array
        What there is, and what it was before anything was typed; of one shape.

    Examples
    --------
    >>> kept(np.zeros((2, 2)), np.array([[1.0, 7, 9]]), np.array([[1.0, 2, 3]]))
    array([[0., 7.],
           [0., 0.]])
    """
    new, sizes = fresh.copy(), zip(fresh.shape, now.shape, strict=True)
    common = tuple(slice(min(pair)) for pair in sizes)
    new[common] = np.where(now[common] != made[common], now[common], new[common])
    return new


def take(explorer: Any, name: str, made: np.ndarray, keeping: bool = False) -> None:
    """Put numbers in the place of an attribute; if asked for, those that were typed are kept."""
    before = vars(explorer).setdefault("_made", {})
    fresh = kept(made, getattr(explorer, name), before[name]) if keeping else made.copy()
    setattr(explorer, name, fresh)
    before[name] = made
