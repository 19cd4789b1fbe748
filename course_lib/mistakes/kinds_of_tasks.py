"""What a task with code or a predicted value computes, and what may be changed in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from .families import Family, usual


class Computed(NamedTuple):
    """A task's function by its ``name``: ``build`` makes its computation, ``changes`` fit it.

    ``words`` tell a rule as the task needs it.
    """

    name: str
    build: Callable
    changes: list[Family]
    words: Mapping[str, str] = MappingProxyType({})
    slow: bool = False

    def right(self, *given):
        """Return the right answer."""
        return self.build(*given).result()

    def wrong(self) -> Iterator[tuple[tuple[str, ...], Callable]]:
        """Yield what is wrong, in one rule or two, and a function that answers so."""
        for one in self.changes:
            yield (self.words.get(one.rule, one.rule),), _answer(self.build, one)
        likely = usual(self.changes)
        for one, two in combinations(likely, 2):
            if one.kind != two.kind:
                rules = (self.words.get(each.rule, each.rule) for each in (one, two))
                yield tuple(rules), _answer(self.build, one, two)


def _answer(build, *changes: Family) -> Callable:
    def answer(*given):
        computation = build(*given)
        for change in changes:
            computation = change.change(computation)
        return computation.result()

    return answer


class Formula(NamedTuple):
    """A task's function by its ``name``: the right one, and wrong ones under their rules.

    ``slow`` tells that each takes so long that only the ones that print what came are run to the
    end.
    """

    name: str
    right: Callable
    rules: dict[str, Callable]
    slow: bool = False

    def wrong(self) -> Iterator[tuple[tuple[str, ...], Callable]]:
        """Yield what is wrong, and a function that answers so."""
        for rule, answer in self.rules.items():
            yield (rule,), answer


class Predicted(NamedTuple):
    """A value that is predicted: ``build`` makes its computation of the exercise's own arrays."""

    name: str
    build: Callable
    changes: list[Family]
    read: Callable = np.asarray

    def wrong(self, space: dict) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Yield rules and wrong values, made of the names of an exercise's setup."""
        for one in self.changes:
            try:
                with np.errstate(all="ignore"):
                    yield (one.rule,), self.read(one.change(self.build(space)).result())
            except Exception:
                continue
