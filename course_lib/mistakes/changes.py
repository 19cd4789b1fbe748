"""A mistake is a change of a right computation, and breaks one rule, told in plain words.

A task names its right computation, a function of the task's arguments, and the changes that
learners make to it: of an argument, of an option that the computation has beside them, or of its
result. What is no such change is a *special* one: a wrong function as it is.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Mistake:
    """A wrong answer, and the rule it breaks.

    Attributes
    ----------
    name : str
        What the task asks the learner to define.
    answer : function or value
        What a learner with this mistake would give.
    rule : str
        What the learner is told.
    """

    name: str
    answer: Any
    rule: str


@dataclass(frozen=True)
class Change:
    """What is done to a right computation, and the rule that this breaks.

    ``make`` takes the computation and its arguments by name, and returns the wrong result.
    """

    rule: str
    make: Callable[[Callable, dict], Any]


def mistakes(name: str, right: Callable, *changes: Change) -> list[Mistake]:
    """Return the mistakes of a task whose answer ``name`` is a function.

    Examples
    --------
    >>> def scale(image, factor):
    ...     return np.asarray(image) * factor
    >>> (ignored,) = mistakes("scale", scale, argument("factor", lambda f: 1, "Not scaled."))
    >>> ignored.answer([2, 3], 5).tolist(), ignored.rule
    ([2, 3], 'Not scaled.')
    """
    return [Mistake(name, _answer(right, change), change.rule) for change in changes]


def values(name: str, rules: dict[str, Any], prefix: bool = False) -> list[Mistake]:
    """Return the mistakes of a predicted value: the wrong value under each rule.

    With ``prefix`` each rule begins with the name that it is about.
    """
    before = f"{name}: " if prefix else ""
    return [Mistake(name, wrong, f"{before}{rule}") for rule, wrong in rules.items()]


def by_hand(name: str, right: Callable, given: tuple, *changes: Change) -> list[Mistake]:
    """Return the mistakes of a value that is computed by hand for given arguments."""
    found = mistakes(name, right, *changes)
    return [Mistake(m.name, _as_written(m.answer(*given)), m.rule) for m in found]


def _as_written(numbers):
    """Return whole numbers as integers, as a learner writes them."""
    whole = np.asarray(numbers).astype(int)
    return whole if np.array_equal(whole, numbers) else numbers


def _answer(right: Callable, change: Change) -> Callable:
    signature = inspect.signature(right)

    def answer(*given, **named):
        arguments = signature.bind(*given, **named).arguments
        with np.errstate(all="ignore"):
            return change.make(right, {name: _read(value) for name, value in arguments.items()})

    return answer


def _read(value):
    """Return lists of numbers as arrays; other values, and lists of arrays, as they are."""
    nested = isinstance(value, list) and not any(isinstance(item, np.ndarray) for item in value)
    return np.asarray(value) if nested else value


# Kinds of changes


def argument(name: str, change: Callable, rule: str) -> Change:
    """Change one argument."""
    return Change(rule, lambda right, given: right(**given | {name: change(given[name])}))


def option(rule: str, **options) -> Change:
    """Change an option that the computation has beside the task's arguments."""
    return Change(rule, lambda right, given: right(**given, **options))


def result(change: Callable, rule: str) -> Change:
    """Change what comes out."""
    return Change(rule, lambda right, given: change(right(**given)))


def special(wrong: Callable, rule: str) -> Change:
    """Put another function in the place of the computation."""
    return Change(rule, lambda _, given: wrong(**given))


# Changes that fit many tasks


def flipped(name: str = "kernel", rule: str | None = None) -> Change:
    """Turn a kernel or filters by half a turn."""
    many = name.startswith("filters")
    told = (
        f"The {name} were flipped. TensorFlow lays them on the image as they are."
        if many
        else "The kernel was flipped. TensorFlow lays it on the image as it is."
    )
    return argument(name, lambda k: k[::-1, ::-1], rule or told)


def stride_ignored(rule: str = "The stride was ignored: the window moved by 1.") -> Change:
    """Move the window by one cell."""
    return argument("stride", lambda _: 1, rule)


def first_image(name: str = "images", verb: str = "used") -> Change:
    """Take only the first image of a batch."""
    rule = f"Only the first image was {verb}. The output has as many images as the input."
    return argument(name, lambda images: images[:1], rule)


def channels_cut(which, rule: str, images="images", filters="filters", axis: int = 2) -> Change:
    """Keep some input channels only: of the images (last axis) and of the filters (``axis``)."""

    def make(right, given):
        cut = (*[slice(None)] * (axis % given[filters].ndim), which)
        return right(**given | {images: given[images][..., which], filters: given[filters][cut]})

    return Change(rule, make)


def spatial(out: np.ndarray) -> tuple[int, int]:
    """Return which axes of an output are its rows and columns."""
    return (0, 1) if out.ndim == 2 else (1, 2)


def windows_lost(out: np.ndarray) -> np.ndarray:
    """Return an output without its last row and column."""
    first = spatial(out)[0]
    return out[(slice(None),) * first + (slice(-1), slice(-1))]


def without_last(out: np.ndarray) -> np.ndarray:
    """Return what loops that end one step early leave in an array of zeros."""
    kept, first = np.zeros_like(out), spatial(out)[0]
    place = (slice(None),) * first + (slice(-1), slice(-1))
    kept[place] = out[place]
    return kept


def _started(right: Callable, given: dict):
    """Return the output under VALID whose window y starts at row y, not at row y * stride."""
    wanted = right(**given)
    first = spatial(wanted)[0]
    sizes = wanted.shape[first : first + 2]
    place = (slice(None),) * first + tuple(slice(size) for size in sizes)
    return right(**given | {"stride": 1})[place]


STRIDE_NOT_IN_START = Change(
    "The window of row y starts at row y. It must start at row y * stride; columns likewise.",
    _started,
)
SWAPPED = result(
    lambda out: out.swapaxes(*spatial(out)),
    "Rows and columns of the output are swapped: the first axis is the height.",
)
HEIGHT_AND_WIDTH_SWAPPED = result(
    lambda out: out.swapaxes(*spatial(out)),
    "Height and width of the output are swapped. Axis 1 is the height, axis 2 the width.",
)
WHOLE_NUMBERS = result(
    lambda out: out.astype(int), "The fractions are gone. The output must hold floats."
)
LAST_WINDOW_LOST = result(
    windows_lost,
    "The last windows are missing: there are h - kh + 1 rows of them, and w - kw + 1 columns.",
)
LAST_WINDOW_EMPTY = result(
    without_last, "The loops ended one window early: use range(h - kh + 1) and range(w - kw + 1)."
)


def channel_axes_mixed() -> Change:
    """Read the last two axes of the filters the other way round."""

    def change(filters):
        kh, kw, c_in, c_out = filters.shape
        return filters.reshape(kh, kw, c_out, c_in).swapaxes(2, 3)

    rule = "Input and output channels of the filters were mixed up: they are (kh, kw, c_in, c_out)."
    return argument("filters", change, rule)
