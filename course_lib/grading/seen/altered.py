"""The right numbers, changed one by one."""

import numpy as np

from ..printed import equal, equal_cells
from .words import ENOUGH, distinct, large


def scaled(expected, came):
    """Tell of a factor, or of something added, for all numbers or for each channel."""
    with np.errstate(all="ignore"):
        other = ~equal_cells(expected, came)
        there = (expected != 0) & np.isfinite(expected) & np.isfinite(came)
        if there.sum() >= ENOUGH:
            at_largest = np.abs(expected[there]).argmax()
            factor = came[there][at_largest] / expected[there][at_largest]
            if factor not in (0, 1) and equal(expected * factor, came):
                yield _times(factor)
        yield from _plus(expected, came)
        if other.sum() >= ENOUGH:
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
    if gap.size >= ENOUGH and gap[0] != 0 and equal(expected + gap[0], came):
        yield f"Every number is too {large(gap[0])} by {abs(gap[0]):.4g}."


def _by_channel(expected, came):
    """Tell of a constant, or a factor, for each index of the last axis."""
    if expected.ndim < 2 or not 1 < expected.shape[-1] <= 12 or expected[..., 0].size < 2:
        return
    gaps = (came - expected).reshape(-1, expected.shape[-1])
    if equal(expected + gaps[0], came):
        added = ", ".join(f"{-gap + 0:.4g}" for gap in gaps[0])
        yield (
            f"What is missing depends on the place along the last axis only: {added}, to be added."
        )
    sizes = np.abs(expected).reshape(gaps.shape)
    at_largest = sizes.argmax(axis=0), range(expected.shape[-1])
    factors = came.reshape(gaps.shape)[at_largest] / expected.reshape(gaps.shape)[at_largest]
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
    if factor not in (0, 1) and equal(expected * factor + plus, came) and distinct(flat) > 3:
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


def altered(expected, came):
    """Tell of a function that was applied to every number."""
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
