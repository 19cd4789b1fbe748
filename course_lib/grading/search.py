"""What each check of a task would print under everything that may be wrong, as fingerprints.

It runs in a process of its own. The checks are run once, with the right answer, to see with
which arguments they call it; everything that may be wrong is then called with the same.
"""

import contextlib
import io
from functools import cache
from typing import Any

import numpy as np

from ..mistakes import MISTAKES
from ..mistakes.computed import COMPUTED
from ..mistakes.predicted import PREDICTED
from .fingerprints import fingerprint
from .printed import read


class Watch:
    """Stands for ``show``, ``show_each`` and ``print`` in a check; keeps what they are given."""

    def __init__(self):
        self.shown: list[tuple[Any, int]] = []

    def show(self, answer, label="", digits=6):
        """Keep an answer."""
        self.shown.append((answer, digits))

    def show_each(self, answers, labels, digits=6):
        """Keep several answers, or what stands in their place."""
        if not isinstance(answers, tuple | list) or len(answers) != len(labels):
            self.shown.append((None, 6))
            return
        each = [digits] * len(labels) if isinstance(digits, int) else digits
        shown = zip(answers, each, labels, strict=True)
        self.shown += [(answer, count) for answer, count, label in shown if label is not None]

    def print(self, *words, **options):
        """Keep what is printed."""
        out = io.StringIO()
        print(*words, **options | {"file": out})
        self.shown += [(item.value, 6) for item in read(out.getvalue())]

    @property
    def prints(self) -> list[str]:
        """A fingerprint of each thing that was shown."""
        return [fingerprint(answer, digits) for answer, digits in self.shown]


def run(sources: list[str], space: dict, errors: list | None = None) -> list[Watch | None]:
    """Run cells, and return what each shows; None for one that fails, whose error is added."""
    watches: list[Watch | None] = []
    for source in sources:
        watch = Watch()
        space |= {"show": watch.show, "show_each": watch.show_each, "print": watch.print}
        try:
            with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
                exec(compile(source, "<cell>", "exec"), space)
            watches.append(watch)
        except Exception as error:
            watches.append(None)
            if errors is not None:
                errors.append(error)
    return watches


class Calls:
    """The calls that the checks of a task make, and where their results are shown."""

    def __init__(self, name: str, right, space: dict, checks: list[str]):
        self.calls, self.results = [], []
        self.watches = run(checks, space | {name: self._noting(right)})

    def _noting(self, right):
        def answer(*given, **named):
            self.calls.append((given, named))
            self.results.append(right(*given, **named))
            return self.results[-1]

        return answer

    def places(self) -> list[list[tuple[int, int | None, int] | None]]:
        """Return for each check, for each thing shown: its call, its part of it, its digits."""
        owners = {}
        for number, result in enumerate(self.results):
            owners[id(result)] = number, None
            if isinstance(result, tuple | list):
                owners |= {id(part): (number, k) for k, part in enumerate(result)}
        return [
            [(*owners[id(a)], digits) if id(a) in owners else None for a, digits in watch.shown]
            for watch in self.watches
        ]

    def prints(self, answer, right: list[list[str]], places) -> list[list[str]] | None:
        """Return the fingerprints under another answer; None if it fails."""
        try:
            results = [self._called(answer, number) for number in range(len(self.calls))]
        except Exception:
            return None
        try:
            return [
                [
                    known if place is None else _part(results[place[0]], place)
                    for known, place in zip(prints, row, strict=True)
                ]
                for prints, row in zip(right, places, strict=True)
            ]
        except TypeError:  # it gives one thing where there should be two
            return None

    def agrees(self, answer, came: list[list[str]], places) -> bool:
        """Tell whether another answer prints what came; most do not at the first place already."""
        wanted = [
            (place, text)
            for row, prints in zip(places, came, strict=True)
            for place, text in zip(row, prints, strict=False)
            if place is not None
        ]
        result = cache(lambda number: self._called(answer, number))
        try:
            return all(_part(result(place[0]), place) == text for place, text in wanted)
        except Exception:
            return False

    def _called(self, answer, number: int):
        given, named = self.calls[number]
        with np.errstate(all="ignore"):
            return answer(*given, **named)


def _part(result, place) -> str:
    _, part, digits = place
    if part is None:
        return fingerprint(result, digits)
    return fingerprint(result[part], digits) if len(result) > part else ""


def of_task(
    exercise: str, task: str, setup: list[str], checks: list[str], own=(), came=None
) -> list[list]:
    """Return what the checks of a task print under all that may be wrong: rules, prints.

    ``own`` are further mistakes: name, answer and rule. ``came`` has fingerprints of what the
    checks printed: of pairs only those are returned that print the same.
    """
    space: dict = {}
    run(setup, space)
    rows = of_mistakes(setup, checks, [*MISTAKES.get(exercise, {}).get(task, ()), *own])
    if task == "1":
        rows += of_predictions(exercise, space, checks)
    computed = COMPUTED.get(exercise, {}).get(task)
    return rows + (table(computed, space, checks, came) if computed else [])


def of_mistakes(setup: list[str], checks: list[str], mistakes) -> list[list]:
    """Return what checks print with each mistake in the place of an answer: rules, prints."""
    rows = []
    for mistake in mistakes:
        space: dict = {}
        run(setup, space)
        watches = run(checks, space | {mistake.name: mistake.answer})
        rows.append([[mistake.rule], [watch and watch.prints for watch in watches]])
    return rows


def of_predictions(exercise: str, space: dict, checks: list[str]) -> list[list]:
    """Return what checks print for values that a changed computation predicts: rules, prints."""
    rows = []
    for value in PREDICTED.get(exercise, ()):
        for rules, answer in value.wrong(space):
            watches = run(checks, space | {value.name: answer})
            rows.append([list(rules), [watch and watch.prints for watch in watches]])
    return rows


def table(computed, space: dict, checks: list[str], came=None) -> list[list]:
    """Return what the checks print under each change that fits a computation: rules, prints."""
    calls = Calls(computed.name, computed.right, space, checks)
    if not all(calls.watches):
        return []
    right = [watch.prints for watch in calls.watches]
    places, found, seen = calls.places(), [], {repr(right)}
    for rules, answer in computed.wrong():
        if came and (len(rules) > 1 or computed.slow) and not calls.agrees(answer, came, places):
            continue
        prints = calls.prints(answer, right, places)
        if prints is not None and repr(prints) not in seen:
            seen.add(repr(prints))
            found.append([list(rules), prints])
    return found
