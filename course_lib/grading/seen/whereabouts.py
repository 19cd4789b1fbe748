"""Where the right numbers stand, and what the wrong ones have in common."""

import numpy as np

from ..printed import equal, equal_cells
from .words import ENOUGH, ROWS, distinct, large


def where(expected, came):
    """Tell where numbers are right, and what the others have in common."""
    right = equal_cells(expected, came)
    wrong = ~right
    count, all_of = int(right.sum()), right.size
    if count == 0 or all_of < 2:
        yield from _all_wrong(came)
        return
    if right.ndim >= 2:
        yield from _repeated(expected, came)
        yield from _by_index(right)
        yield from _at_edge(right)
    yield from _of_the_wrong(expected, came, wrong)
    first = tuple(int(k) for k in np.argwhere(wrong)[0])
    place = f"[{', '.join(map(str, first))}]"
    yield f"{count} of {all_of} numbers are right. The first wrong one stands at {place}."


def _all_wrong(came):
    if came.size >= 2:
        if np.isnan(came).all():
            yield "All numbers are nan, which is no number: 0/0, or inf − inf."
        elif distinct(came) == 1:
            yield f"All your numbers are {came.flat[0]:.6g}."


def _of_the_wrong(expected, came, wrong):
    """Tell what all wrong numbers have in common."""
    if wrong.sum() < 2:
        return
    values = came[wrong]
    if np.isnan(values).all():
        yield "The wrong numbers are all nan, which is no number: 0/0, or inf − inf."
    elif np.isinf(values).all():
        yield "The wrong numbers are all infinite."
    elif distinct(values) == 1:
        yield f"The wrong numbers are all {values[0]:.6g}; the others are right."
    gaps = values - expected[wrong]
    if (
        wrong.sum() >= ENOUGH
        and np.isfinite(gaps).all()
        and equal(expected[wrong] + gaps[0], values)
    ):
        yield f"The wrong numbers are all too {large(gaps[0])} by {abs(gaps[0]):.4g}."
    if equal(-expected[wrong], values):
        yield "The wrong numbers have the wrong sign; the others are right."


def _repeated(expected, came):
    """Tell if every part along an axis is the right one of one index."""
    for axis in range(expected.ndim):
        for name, index in (("first", 0), ("last", -1)):
            part = np.take(expected, [index], axis)
            if (
                expected.shape[axis] > 1
                and distinct(part) >= ENOUGH
                and equal(np.broadcast_to(part, expected.shape), came)
            ):
                yield (
                    f"Every part along axis {axis} is that of the {name} index. Is the same array "
                    "used again, or the index forgotten?"
                )


def _by_index(right):
    """Tell along which axis, and for which of its indices, the numbers are right."""
    for axis in range(right.ndim):
        others = tuple(k for k in range(right.ndim) if k != axis)
        some, every = right.any(axis=others), right.all(axis=others)
        clear = every.any() and (~every).any()
        if right.shape[axis] < 2 or not clear:
            continue
        good, bad = np.flatnonzero(every).tolist(), np.flatnonzero(~every).tolist()
        if (some == every).all() or _mostly_wrong(right, axis, bad):
            name = _axis_name(axis, right.ndim)
            yield f"Right at {name} {_listed(good)}, and wrong at {name} {_listed(bad)}."


def _mostly_wrong(right, axis, bad) -> bool:
    return bool(np.take(right, bad, axis).mean() < 0.5)


def _axis_name(axis, ndim) -> str:
    return ROWS[ndim][axis] if ndim in ROWS else f"index (axis {axis})"


def _listed(numbers: list[int]) -> str:
    if len(numbers) > 3 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]} to {numbers[-1]}"
    return ", ".join(map(str, numbers[:6])) + (" and others" if len(numbers) > 6 else "")


def _at_edge(right):
    """Tell if all that is wrong stands at the edge of rows and columns."""
    first = 1 if right.ndim == 4 else 0
    if min(right.shape[first : first + 2]) < 3:
        return
    inner = (slice(None),) * first + (slice(1, -1), slice(1, -1))
    if right[inner].all():
        yield "Right inside, and wrong at the edge only. What lies outside of the image?"
