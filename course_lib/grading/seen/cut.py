"""Right numbers that are moved, cut, surrounded, or added up; other shapes."""

import itertools

import numpy as np

from ..printed import equal
from .words import ENOUGH, axis_word, count, distinct


def moved(expected, came):
    """Tell of right numbers that stand a row or a column further."""
    first = 1 if expected.ndim == 4 else 0
    if expected.ndim < 2:
        return
    for down, right in itertools.product((-2, -1, 0, 1, 2), repeat=2):
        here, there = _shift(expected.shape, first, down, right)
        enough = expected[there].size >= 4 and distinct(expected[there]) > 2
        if (down or right) and enough and equal(expected[there], came[here]):
            yield f"The right numbers, but moved {_steps(down, right)}."


def _shift(shape, first, down, right):
    """Return the part of an array that is filled, and the part that it is filled from."""
    here, there = [slice(None)] * len(shape), [slice(None)] * len(shape)
    for axis, by in ((first, down), (first + 1, right)):
        size = max(shape[axis] - abs(by), 0)
        here[axis] = slice(max(by, 0), max(by, 0) + size)
        there[axis] = slice(max(-by, 0), max(-by, 0) + size)
    return tuple(here), tuple(there)


def _steps(down, right) -> str:
    words = []
    if down:
        words.append(f"{'down' if down > 0 else 'up'} by {count(abs(down), 'row')}")
    if right:
        words.append(f"{'right' if right > 0 else 'left'} by {count(abs(right), 'column')}")
    return " and ".join(words)


def cut(expected, came):
    """Tell of right numbers of which some are missing, or to which some were added."""
    if expected.ndim != came.ndim:
        return
    if all(a >= b for a, b in zip(expected.shape, came.shape, strict=True)):
        for start in _starts(expected.shape, came.shape):
            if distinct(came) >= ENOUGH and equal(_part(expected, start, came.shape), came):
                yield f"These are the right numbers, but {_missing(expected, came, start)}."
                return
    if all(a <= b for a, b in zip(expected.shape, came.shape, strict=True)):
        for start in _starts(came.shape, expected.shape):
            if equal(expected, _part(came, start, expected.shape)):
                yield _surrounded(expected, came, start)
                return


def _starts(large, small):
    rooms = [range(a - b + 1) for a, b in zip(large, small, strict=True)]
    return itertools.islice(itertools.product(*rooms), 200)


def _part(array, start, shape):
    return array[tuple(slice(s, s + n) for s, n in zip(start, shape, strict=True))]


def _missing(expected, came, start) -> str:
    words = []
    for axis, begin in enumerate(start):
        after = expected.shape[axis] - came.shape[axis] - begin
        words += _side(axis, expected.ndim, begin, "first")
        words += _side(axis, expected.ndim, after, "last")
    verb = "is" if len(words) == 1 and not words[0].endswith("s") else "are"
    return f"{' and '.join(words)} {verb} missing"


def _side(axis, ndim, count, which):
    if not count:
        return []
    name = axis_word(axis, ndim)
    return [f"the {which} {name}" if count == 1 else f"the {which} {count} {name}s"]


def _surrounded(expected, came, start) -> str:
    outside = np.ones(came.shape, bool)
    outside[tuple(slice(s, s + n) for s, n in zip(start, expected.shape, strict=True))] = False
    zeros = "zeros" if not came[outside].any() else "other numbers"
    where = "before" if all(start) else "behind" if not any(start) else "around"
    return (
        f"The right numbers are all there, with {zeros} {where} them: the shape is {came.shape} "
        f"in place of {expected.shape}."
    )


def reduced(expected, came):
    """Tell of axes that were added up, averaged, or of which one number was taken."""
    ways = {"added up": np.sum, "averaged": np.mean, "reduced to their maximum": np.max}
    for together in range(1, expected.ndim + 1):
        for which in itertools.combinations(range(expected.ndim), together):
            for told, way in ways.items():
                for kept in (False, True):
                    if came.size and equal(np.asarray(way(expected, which, keepdims=kept)), came):
                        axes = " and ".join(map(str, which))
                        yield f"The right numbers, but {told} along axis {axes}."
    for axis in range(expected.ndim):
        for told, index in (("first", 0), ("last", -1)):
            if equal(np.take(expected, index, axis), came):
                yield f"Only the {told} part along axis {axis} is there, without the others."


def shapes(expected, came) -> str:
    """Tell how two shapes differ."""
    told = f"The shape is {came.shape}, but it should be {expected.shape}"
    if came.ndim == 0:
        first = equal(expected.ravel()[:1], came.reshape(1))
        which = "the first of them" if first else "one number"
        return (
            f"Numbers of the shape {expected.shape} are asked for, and yours is {which}. Does a "
            "return stand inside a loop, or is an axis added up too many?"
        )
    if came.size == 0:
        return f"Your result is empty: its shape is {came.shape}, and should be {expected.shape}."
    if sorted(came.shape) == sorted(expected.shape):
        return f"{told}: height and width, or other axes, are mixed up."
    if expected.ndim != came.ndim:
        few = "few" if came.ndim < expected.ndim else "many"
        return f"{told}: there are too {few} axes."
    gaps = []
    for axis, (right, yours) in enumerate(zip(expected.shape, came.shape, strict=True)):
        if right != yours:
            few = "few" if yours < right else "many"
            gaps.append(f"{count(abs(right - yours), axis_word(axis, came.ndim))} too {few}")
    return f"{told}: {' and '.join(gaps)}."
