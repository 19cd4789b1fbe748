"""The same numbers in other places: flipped, turned, reshaped, in another order."""

import itertools

import numpy as np

from ..printed import equal


def rearranged(expected, came):
    """Flips, turned axes, axes too many, flattened arrays, another order."""
    axes = range(expected.ndim)
    orders = list(itertools.permutations(axes))[1:]
    for order in orders:
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
        for order in orders:
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
        words = {
            (0,): "upside down",
            (1,): "mirrored left to right",
            (0, 1): "turned by half a turn",
        }
        return f"The result is {words[which]}."
    axes = " and ".join(f"axis {axis}" for axis in which)
    return f"The numbers run backwards along {axes}."


def _reshaped(right, came) -> str:
    if came == tuple(n for n in right if n != 1):
        return (
            "The numbers are right, but axes of length 1 are gone, as after squeeze. Keep all "
            f"{len(right)} axes."
        )
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
