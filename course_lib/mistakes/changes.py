"""A mistake is a change of a right computation, and breaks one rule, told in plain words.

Computations are data: a slide, stamps, a separable convolution. Each has ``result()``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple


class Mistake(NamedTuple):
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


def mistakes(names: dict[str, dict[str, Any]], prefix: bool = False) -> list[Mistake]:
    """Return the mistakes of values or functions: by name, the wrong one under each rule.

    With ``prefix`` each rule begins with the name that it is about.

    Examples
    --------
    >>> mistakes({"sum": {"That is the product.": 6}}, prefix=True)
    [Mistake(name='sum', answer=6, rule='sum: That is the product.')]
    """
    return [
        Mistake(name, wrong, f"{name}: {rule}" if prefix else rule)
        for name, rules in names.items()
        for rule, wrong in rules.items()
    ]


class Change(NamedTuple):
    """One change of a computation, and the rule that it breaks.

    Two changes of the same ``kind`` are not tried together. Their order counts: of several that
    print the same the first is told, the first of each kind are usual, and a later one works on
    what an earlier one left.
    """

    kind: str
    rule: str
    change: Callable


def changes(kind: str, rules: dict[str, Any], how: Callable = lambda change: change):
    """Return changes of a kind; ``how`` makes each of what stands under its rule."""
    return [Change(kind, rule, how(change)) for rule, change in rules.items()]


# How to make a change of one part of a computation


def part(name: str) -> Callable:
    """Return what makes a change of a computation of a change of one part of it."""
    return lambda change: lambda old: replace(old, **{name: change(getattr(old, name))})


images, filters = part("images"), part("filters")


def reduced(reduce) -> Callable:
    """Make numbers of windows in another way."""
    return lambda old: replace(old, reduce=reduce)


def result(change) -> Callable:
    """Change the numbers that come out."""
    return lambda old: replace(old, last=lambda out: change(old.last(out)))


def form(change) -> Callable:
    """Change what comes out, in the shape that the task asks for."""
    return lambda old: replace(old, form=lambda out: change(old.form(out)))


def axes(change, which=("rows", "columns")) -> Callable:
    """Change where windows or stamps lie, along both axes or one."""
    return lambda old: replace(old, **{name: change(getattr(old, name)) for name in which})


def both(change) -> Callable:
    """Change rows and columns together, by a change that takes and returns both."""

    def changed(old):
        rows, columns = change(old.rows, old.columns)
        return replace(old, rows=rows, columns=columns)

    return changed


def along(rules: dict[str, Callable]) -> list[Change]:
    """Return changes of both axes, then of the columns and of the rows alone."""
    ways = {
        "": ("rows", "columns"),
        " It is so along the width only.": ("columns",),
        " It is so along the height only.": ("rows",),
    }
    return [
        Change("place", rule + only, axes(change, which))
        for only, which in ways.items()
        for rule, change in rules.items()
    ]


# How many of a kind are usual: those come first
_MOST = {
    "place": 56,
    "kernel": 10,
    "sum": 15,
    "bias": 8,
    "relu": 2,
    "last": 3,
    "images": 4,
    "lay": 6,
    "fill": 8,
    "mix": 8,
}


def usual(changes: list[Change]) -> list[Change]:
    """Return the changes that many learners make, which are also tried in pairs."""
    kinds = dict.fromkeys(change.kind for change in changes)
    return [
        change
        for kind in kinds
        for change in [one for one in changes if one.kind == kind][: _MOST.get(kind, 0)]
    ]
