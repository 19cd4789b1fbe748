"""The kinds of tasks, and how the changes of each are tried: alone, then in pairs.

Each kind yields what may be wrong as rules, one or two, with a function or a value that answers so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from .changes import Change, usual


class Computed(NamedTuple):
    """A task that asks for a function whose computation is data, which can be changed.

    Attributes
    ----------
    name : str
        The function that the learner writes.
    build : callable
        Takes what this function is given, and returns the computation; its ``result()`` is right.
    changes : list of Change
        What may be changed in it.
    words : mapping
        For some rules, the words that this task needs.
    slow : bool
        Whether a call takes long. Then a wrong answer is dropped at the first place where it
        prints something else than the learner's.
    """

    name: str
    build: Callable
    changes: list[Change]
    words: Mapping[str, str] = MappingProxyType({})
    slow: bool = False

    def right(self, *given):
        """Return the right answer."""
        return self.build(*given).result()

    def wrong(self) -> Iterator[tuple[tuple[str, ...], Callable]]:
        """Yield what is wrong, in one rule or two, and a function that answers so."""
        alone = [(change,) for change in self.changes]
        pairs = combinations(usual(self.changes), 2)
        mixed_pairs = [(one, other) for one, other in pairs if one.kind != other.kind]
        for changes in (*alone, *mixed_pairs):
            rules = tuple(self.words.get(change.rule, change.rule) for change in changes)
            yield rules, _answer(self.build, *changes)


def _answer(build, *changes: Change) -> Callable:
    def answer(*given):
        computation = build(*given)
        for change in changes:
            computation = change.change(computation)
        return computation.result()

    return answer


class Formula(NamedTuple):
    """A task that asks for a function ``name``: the right one, and wrong ones under their rules.

    ``slow`` is that of :class:`Computed`.
    """

    name: str
    right: Callable
    rules: dict[str, Callable]
    slow: bool = False

    def wrong(self) -> Iterator[tuple[tuple[str, ...], Callable]]:
        """Yield what is wrong, and a function that answers so."""
        for rule, answer in self.rules.items():
            yield (rule,), answer


class Steps(NamedTuple):
    """A task's function by its ``name``: ``build`` takes its arguments, and steps by name.

    ``ways`` has for each step the wrong ways to do it, under their rules. They are tried alone,
    then the first of each together, then any two. ``slow`` is that of :class:`Computed`.
    """

    name: str
    build: Callable
    ways: dict[str, dict[str, Callable]]
    slow: bool = False

    def right(self, *given):
        """Return the right answer."""
        return self.build(*given)

    def wrong(self) -> Iterator[tuple[tuple[str, ...], Callable]]:
        """Yield what is wrong, and a function that answers so."""
        every = [
            (step, rule, way) for step, ways in self.ways.items() for rule, way in ways.items()
        ]
        for step, rule, way in every:
            yield (rule,), self._answer({step: way})
        firsts = [(step, *next(iter(ways.items()))) for step, ways in self.ways.items()]
        given = [some for count in (3, 2) for some in combinations(firsts, count)]
        for some in [*given, *combinations(every, 2)]:
            steps = {step: way for step, _, way in some}
            if len(steps) == len(some):
                yield tuple(rule for _, rule, _ in some), self._answer(steps)

    def _answer(self, steps: dict) -> Callable:
        return lambda *given: self.build(*given, **steps)


class Predicted(NamedTuple):
    """A value that is predicted: ``build`` makes its computation of the exercise's own arrays."""

    name: str
    build: Callable
    changes: list[Change]
    read: Callable = np.asarray

    def wrong(self, space: dict) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Yield rules and wrong values, made of the names of an exercise's setup."""
        for one in self.changes:
            try:
                with np.errstate(all="ignore"):
                    yield (one.rule,), self.read(one.change(self.build(space)).result())
            except Exception:  # a change that does not fit these arrays: nobody's answer
                continue
