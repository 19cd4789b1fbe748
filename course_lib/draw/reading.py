"""Reading what is to be drawn, and saying what is wrong with it."""

from __future__ import annotations

import numpy as np


def read_values(op: str, values) -> np.ndarray:
    """Return an array of anything that has rows of one length."""
    try:
        return np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{op}: rows must have the same length ({error})") from error


def several(op: str, arrays) -> list:
    """Return the items of a list of arrays, at least one."""
    try:
        items = list(arrays)
    except TypeError:
        raise TypeError(f"{op}: a list of arrays (h, w) is needed, received {arrays!r}") from None
    if not items:
        raise ValueError(f"{op}: there is nothing to draw: the list of arrays is empty")
    return items
