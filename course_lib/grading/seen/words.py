"""Words and bounds that all statements share."""

import numpy as np

ENOUGH = 3  # numbers of which a statement must speak
MOST_AXES = 5  # of arrays whose axes are tried in every order
ROWS = {1: ("number",), 2: ("row", "column")}
_AXES = {**ROWS, 4: ("image", "row", "column", "channel")}


def distinct(numbers) -> int:
    """Return how many different numbers there are."""
    return len(np.unique(numbers))


def large(gap) -> str:
    """Return how a number is off, in a word."""
    return "large" if gap > 0 else "small"


def axis_word(axis: int, ndim: int) -> str:
    """Return what an array has along an axis, in words."""
    return _AXES[ndim][axis] if ndim in _AXES else f"index of axis {axis}"


def count(number: int, word: str) -> str:
    """Return a number of things in words."""
    many = word.replace("index", "indices") if word.startswith("index") else f"{word}s"
    return f"one {word}" if number == 1 else f"{number} {many}"
