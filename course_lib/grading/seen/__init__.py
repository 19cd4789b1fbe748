"""What can be seen of wrong numbers by comparing them with the right ones.

Nothing here knows what a task asks for. A statement is made only if it holds for all numbers it
speaks of, and if there are enough of them that this is no chance.
"""

from collections.abc import Iterator

import numpy as np

from ..printed import equal
from .altered import altered, scaled
from .cut import cut, moved, reduced, shapes
from .rearranged import rearranged
from .whereabouts import where
from .words import ENOUGH, MOST_AXES, distinct


def statements(expected: np.ndarray, came: np.ndarray) -> list[str]:
    """Return true statements about wrong numbers, the most telling first.

    Examples
    --------
    >>> right = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]])
    >>> statements(right, right * 2)[0]
    'Every number is 2 times the right one.'
    >>> statements(right, right[:, :2])[0]
    'These are the right numbers, but the last column is missing.'
    """
    if np.iscomplexobj(came) and not np.iscomplexobj(expected):
        if equal(expected, came.real):
            return ["The numbers are complex; their real parts are right."]
        return ["The numbers are complex. Real ones are asked for."]
    return list(dict.fromkeys(_told(expected, came)))


def _told(expected, came) -> Iterator[str]:
    telling = distinct(expected) >= ENOUGH and max(expected.ndim, came.ndim) <= MOST_AXES
    if telling:
        yield from rearranged(expected, came)
    if expected.shape == came.shape:
        if telling:
            yield from scaled(expected, came)
            yield from altered(expected, came)
        yield from where(expected, came)
        if telling:
            yield from moved(expected, came)
    else:
        if telling:
            yield from cut(expected, came)
            yield from reduced(expected, came)
        yield shapes(expected, came)
