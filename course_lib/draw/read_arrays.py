"""Reading the arrays that are to be drawn, and saying what is wrong with them."""

from __future__ import annotations

from typing import Any

import numpy as np


def read_values(op: str, values: Any) -> np.ndarray:
    """Return an array of anything that has rows of one length."""
    try:
        return np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{op}: rows must have the same length ({error})") from error


def read_plane(op: str, values: Any, what: str, hint: str = "") -> np.ndarray:
    """Return an array of numbers with rows and columns; ``what`` says what it is to be."""
    plane = read_values(op, values)
    if plane.ndim != 2 or plane.dtype.kind not in "biuf" or 0 in plane.shape:
        raise ValueError(
            f"{op}: {what} of numbers, received {plane.dtype} of shape {plane.shape}{hint}"
        )
    return plane


def read_pixels(op: str, values: np.ndarray) -> np.ndarray:
    """Return finite numbers as floats."""
    if not np.isfinite(values).all():
        raise ValueError(f"{op}: pixels must be finite, received nan or inf")
    return values.astype(float)


def several(op: str, arrays: Any) -> list:
    """Return the items of a list of arrays, at least one."""
    try:
        items = list(arrays)
    except TypeError:
        raise TypeError(f"{op}: a list of arrays (h, w) is needed, received {arrays!r}") from None
    if not items:
        raise ValueError(f"{op}: there is nothing to draw: the list of arrays is empty")
    return items
