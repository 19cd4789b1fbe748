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


def spatial(out: np.ndarray) -> tuple[int, int]:
    """Return which axes of an output are its rows and columns."""
    return (0, 1) if out.ndim == 2 else (1, 2)
