"""What can be seen of wrong numbers by comparing them with the right ones.

Nothing here knows what a task asks for. A statement is made only if it holds for all numbers it
speaks of, and if there are enough of them that this is no chance.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from .printed import equal, equal_cells

_ENOUGH = 3  # numbers of which a statement must speak
_MOST_AXES = 5  # of arrays whose axes are tried in every order
_NHWC = ("image", "row", "column", "channel")
_ROWS = {1: ("number",), 2: ("row", "column")}


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
        real = equal(expected, came.real)
        return (
            ["The numbers are complex; their real parts are right."]
            if real
            else ["The numbers are complex. Real ones are asked for."]
        )
    told = dict.fromkeys(_told(expected, came))
    return list(told)


def _told(expected, came) -> Iterator[str]:
    telling = _distinct(expected) >= _ENOUGH and max(expected.ndim, came.ndim) <= _MOST_AXES
    if telling:
        yield from _rearranged(expected, came)
    if expected.shape == came.shape:
        if telling:
            yield from _scaled(expected, came)
            yield from _altered(expected, came)
        yield from _where(expected, came)
        if telling:
            yield from _moved(expected, came)
    else:
        if telling:
            yield from _cut(expected, came)
            yield from _reduced(expected, came)
        yield _shapes(expected, came)


def _distinct(numbers) -> int:
    return len(np.unique(numbers))


# The same numbers in other places


def _rearranged(expected, came):
    """Flips, turned axes, axes too many, flattened arrays, another order."""
    axes = range(expected.ndim)
    for order in list(itertools.permutations(axes))[1:]:
        if equal(expected.transpose(order), came):
            yield _order(order)
    for count in range(1, expected.ndim + 1):
        for which in itertools.combinations(axes, count):
            if expected.ndim and equal(np.flip(expected, which), came):
                yield _flip(which, expected.ndim)
    if came.size == expected.size and came.shape != expected.shape:
        if equal(expected.reshape(came.shape), came):
            yield _reshaped(expected.shape, came.shape)
        yield from _other_axes(expected, came)
    if came.shape == expected.shape:
        for order in list(itertools.permutations(axes))[1:]:
            if equal(expected.transpose(order).reshape(expected.shape), came):
                yield (
                    f"The right numbers, laid out in the order of axes {order}, were reshaped to "
                    f"{expected.shape}. reshape does not swap axes: use transpose."
                )
            turned = [expected.shape[axis] for axis in order]
            if equal(expected.reshape(turned).transpose(np.argsort(order)), came):
                yield (
                    f"The right numbers stand in another order: as if {tuple(turned)} had been "
                    "reshaped where its axes should be swapped."
                )
    if came.size == expected.size and equal(np.sort(expected, None), np.sort(came, None)):
        yield "All the right numbers are there, in other places."


def _order(order) -> str:
    if len(order) == 2:
        return "Rows and columns are swapped."
    moved = [k for k, axis in enumerate(order) if k != axis]
    if len(moved) == 2:
        return f"Axes {moved[0]} and {moved[1]} are swapped."
    return f"The axes stand in another order: yours are {order} of the right ones."


def _flip(which, ndim) -> str:
    if ndim == 1:
        return "The numbers are in reverse order."
    if ndim == 2:
        words = {(0,): "upside down", (1,): "mirrored left to right", (0, 1): "turned by half"}
        return f"The result is {words[which]}."
    axes = " and ".join(f"axis {axis}" for axis in which)
    return f"The numbers run backwards along {axes}."


def _reshaped(right, came) -> str:
    if tuple(n for n in right if n != 1) == tuple(n for n in came if n != 1):
        what = "too many" if len(came) > len(right) else "too few"
        return f"The numbers are right, but there are axes {what}: {came} in place of {right}."
    return f"The numbers are right, but their shape is {came} in place of {right}."


def _other_axes(expected, came):
    """Axes in another order, and some of length 1 too many or too few."""
    if expected.ndim > 4:
        return
    for order in list(itertools.permutations(range(expected.ndim)))[1:]:
        turned = expected.transpose(order)
        if turned.shape != came.shape and equal(turned.reshape(came.shape), came):
            yield (
                f"The numbers are right, but the axes stand in the order {order}, and the shape "
                f"is {came} in place of {expected.shape}."
            )
            return


# The right numbers, changed one by one


def _scaled(expected, came):
    with np.errstate(all="ignore"):
        other = ~equal_cells(expected, came)
        there = (expected != 0) & np.isfinite(expected) & np.isfinite(came)
        if there.sum() >= _ENOUGH:
            factor = (
                came[there][np.abs(expected[there]).argmax()]
                / (expected[there][np.abs(expected[there]).argmax()])
            )
            if factor not in (0, 1) and equal(expected * factor, came):
                yield _times(factor)
        yield from _plus(expected, came)
        if other.sum() >= _ENOUGH:
            yield from _by_channel(expected, came)
            yield from _line(expected, came)


def _times(factor) -> str:
    if np.isclose(factor, -1):
        return "Every number has the wrong sign."
    inverse = 1 / factor
    if abs(factor) < 1 and np.isclose(inverse, round(inverse), rtol=1e-4):
        return f"Every number is the right one divided by {round(inverse)}."
    return f"Every number is {factor:.4g} times the right one."


def _plus(expected, came):
    gap = (came - expected).ravel()
    if gap.size >= _ENOUGH and gap[0] != 0 and equal(expected + gap[0], came):
        yield f"Every number is too {_large(gap[0])} by {abs(gap[0]):.4g}."


def _large(gap) -> str:
    return "large" if gap > 0 else "small"


def _by_channel(expected, came):
    """Tell of a constant, or a factor, for each index of the last axis."""
    if expected.ndim < 2 or not 1 < expected.shape[-1] <= 12 or expected[..., 0].size < 2:
        return
    gaps = (came - expected).reshape(-1, expected.shape[-1])
    if equal(expected + gaps[0], came):
        numbers = ", ".join(f"{-gap + 0:.4g}" for gap in gaps[0])
        yield (
            f"What is missing depends on the place along the last axis only: {numbers}, to be "
            "added."
        )
    with np.errstate(all="ignore"):
        sums = np.abs(expected).reshape(-1, expected.shape[-1])
        peak = sums.argmax(axis=0), range(expected.shape[-1])
        factors = came.reshape(sums.shape)[peak] / expected.reshape(sums.shape)[peak]
        if np.isfinite(factors).all() and equal(expected * factors, came) and factors.any():
            numbers = ", ".join(f"{factor:.4g}" for factor in factors)
            yield f"Along the last axis the numbers are the right ones times {numbers}."


def _line(expected, came):
    flat, other = expected.ravel(), came.ravel()
    low, high = flat.argmin(), flat.argmax()
    if flat[high] == flat[low] or not np.isfinite(came).all():
        return
    factor = (other[high] - other[low]) / (flat[high] - flat[low])
    plus = other[low] - factor * flat[low]
    if factor not in (0, 1) and equal(expected * factor + plus, came) and _distinct(flat) > 3:
        yield f"Every number is the right one times {factor:.4g}, plus {plus:.4g}."


_ALTERED = {
    "The signs are gone: every number is the right one without its minus.": np.abs,
    "The right numbers, but negative ones became 0.": lambda x: np.maximum(x, 0),
    "The right numbers, but positive ones became 0.": lambda x: np.minimum(x, 0),
    "The right numbers, but their fractions are cut off.": np.trunc,
    "The right numbers, but rounded down.": np.floor,
    "The right numbers, but rounded up.": np.ceil,
    "The right numbers, but rounded to whole ones.": np.round,
    "The right numbers, but squared.": np.square,
    "The right numbers, but a root was taken.": lambda x: np.sqrt(np.maximum(x, 0)),
    "One divided by the right numbers.": lambda x: 1 / x,
    "The right numbers, but as bytes: they were taken modulo 256.": lambda x: np.trunc(x) % 256,
    "The right numbers, but cut to the range from 0 to 255.": lambda x: np.clip(x, 0, 255),
    "The right numbers, but cut to the range from 0 to 1.": lambda x: np.clip(x, 0, 1),
    "The right numbers, but scaled to the range from 0 to 1.": lambda x: (
        (x - x.min()) / (x.max() - x.min())
    ),
    "The right numbers, but without their mean.": lambda x: x - x.mean(),
    "The right numbers, but in order of size.": lambda x: np.sort(x, None).reshape(x.shape),
    "A running total of the right numbers.": lambda x: np.cumsum(x).reshape(x.shape),
    "Softmax was applied to the right numbers.": lambda x: (
        np.exp(x - x.max(axis=-1, keepdims=True))
        / np.exp(x - x.max(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True)
    ),
    "The logarithm was taken of the right numbers.": lambda x: np.log(np.maximum(x, 1e-300)),
    "The exponential of the right numbers was taken.": np.exp,
}


def _altered(expected, came):
    with np.errstate(all="ignore"):
        for told, change in _ALTERED.items():
            changed = change(expected)
            if not equal(expected, changed) and equal(changed, came):
                yield told
    if equal(np.abs(expected), np.abs(came)):
        yield "Every number is right but for its sign; some signs are wrong."
    for axis in range(expected.ndim):
        if expected.shape[axis] > 1 and equal(np.cumsum(expected, axis), came):
            yield f"A running total of the right numbers, along axis {axis}."


# Where they are right


def _where(expected, came):
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
        elif _distinct(came) == 1:
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
    elif _distinct(values) == 1:
        yield f"The wrong numbers are all {values[0]:.6g}; the others are right."
    gaps = values - expected[wrong]
    if (
        wrong.sum() >= _ENOUGH
        and np.isfinite(gaps).all()
        and equal(expected[wrong] + gaps[0], values)
    ):
        yield f"The wrong numbers are all too {_large(gaps[0])} by {abs(gaps[0]):.4g}."
    if equal(-expected[wrong], values):
        yield "The wrong numbers have the wrong sign; the others are right."


def _repeated(expected, came):
    """Tell if every part along an axis is the right one of one index."""
    for axis in range(expected.ndim):
        for name, index in (("first", 0), ("last", -1)):
            part = np.take(expected, [index], axis)
            if (
                expected.shape[axis] > 1
                and _distinct(part) >= _ENOUGH
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
    return f"{_ROWS[ndim][axis]}" if ndim in _ROWS else f"index (axis {axis})"


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


# Numbers that are moved, cut, or added up


def _moved(expected, came):
    """Tell of right numbers that stand a row or a column further."""
    first = 1 if expected.ndim == 4 else 0
    if expected.ndim < 2:
        return
    for down, right in itertools.product((-2, -1, 0, 1, 2), repeat=2):
        here, there = _shift(expected.shape, first, down, right)
        enough = expected[there].size >= 4 and _distinct(expected[there]) > 2
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
        words.append(f"{'down' if down > 0 else 'up'} by {_count(abs(down), 'row')}")
    if right:
        words.append(f"{'right' if right > 0 else 'left'} by {_count(abs(right), 'column')}")
    return " and ".join(words)


def _count(number: int, word: str) -> str:
    return f"one {word}" if number == 1 else f"{number} {word}s"


def _cut(expected, came):
    """Tell of right numbers of which some are missing, or to which some were added."""
    if expected.ndim != came.ndim:
        return
    if all(a >= b for a, b in zip(expected.shape, came.shape, strict=True)):
        for start in _starts(expected.shape, came.shape):
            if _distinct(came) >= _ENOUGH and equal(_part(expected, start, came.shape), came):
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
        words += _side(axis, expected.ndim, begin, "first") + _side(
            axis, expected.ndim, after, "last"
        )
    verb = "is" if len(words) == 1 and not words[0].endswith("s") else "are"
    return f"{' and '.join(words)} {verb} missing"


def _side(axis, ndim, count, which):
    if not count:
        return []
    words = {4: _NHWC}.get(ndim, _ROWS.get(ndim, ()))
    name = words[axis] if axis < len(words) else f"index of axis {axis}"
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


def _reduced(expected, came):
    """Tell of axes that were added up, averaged, or of which one number was taken."""
    ways = {"added up": np.sum, "averaged": np.mean, "reduced to their maximum": np.max}
    for count in range(1, expected.ndim + 1):
        for which in itertools.combinations(range(expected.ndim), count):
            for told, way in ways.items():
                for kept in (False, True):
                    if came.size and equal(np.asarray(way(expected, which, keepdims=kept)), came):
                        axes = " and ".join(map(str, which))
                        yield f"The right numbers, but {told} along axis {axes}."
    for axis in range(expected.ndim):
        for told, index in (("first", 0), ("last", -1)):
            if equal(np.take(expected, index, axis), came):
                yield f"Only the {told} part along axis {axis} is there, without the others."


def _shapes(expected, came) -> str:
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
            words = {4: _NHWC}.get(came.ndim, _ROWS.get(came.ndim))
            word = words[axis] if words else f"index of axis {axis}"
            gaps.append(
                f"{_count(abs(right - yours), word)} too {'few' if yours < right else 'many'}"
            )
    return f"{told}: {' and '.join(gaps)}."
