"""From what checks printed to what is wrong: reasons that hold, and what can be seen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from .alignment import Place, align
from .guard import SAYS
from .observing import FEW, by_case, crossed, is_weak, seen_at, seen_everywhere, seen_of_predicted


@dataclass(frozen=True)
class Reason:
    """Rules that were broken, and the labels of where; everywhere, if there are none."""

    rules: tuple[str, ...]
    where: tuple[str, ...] = ()


@dataclass
class Diagnosis:
    """What is told of an answer: reasons, what is seen, and what it printed besides."""

    places: list[Place]
    reasons: list[Reason] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    changed: dict[int, str] = field(default_factory=dict)

    @property
    def right(self) -> bool:
        """Whether all that was to be printed is there and right, and no argument was changed."""
        return all(place.right for place in self.places) and not self.changed

    @property
    def prints(self) -> list[list[str]]:
        """A fingerprint of what came at each place of each check."""
        by_check = groupby(self.places, key=lambda place: place.check)
        return [[place.print for place in own] for _, own in by_check]

    @property
    def wrong(self) -> list[Place]:
        """The places that are not right."""
        return [place for place in self.places if not place.right]


def diagnose(
    expected: Sequence[str], printed: Sequence[str], table, predicted: bool = False
) -> Diagnosis:
    """Tell what is wrong with what the checks of a task printed.

    ``expected`` and ``printed`` are what each check should print, and what it did. ``table`` has
    what each known mistake prints: its rules, and for each check a list of fingerprints, or None.
    Where values were ``predicted``, nothing is told that gives the right ones away.
    """
    places, extra, changed = [], [], {}
    for check, (right, came) in enumerate(zip(expected, printed, strict=True)):
        more, besides = align(check, right, came)
        places += more
        extra += [text for text in besides if SAYS not in text]
        for text in besides:
            if SAYS in text:
                changed[check] = text.split()[-1]
    found = Diagnosis(places, extra=list(dict.fromkeys(extra)), changed=changed)
    if not found.right:
        (_explain_predicted if predicted else _explain)(found, table)
    return found


def _explain_predicted(found: Diagnosis, table):
    found.reasons += _Known(table, found.places).by_value()
    explained = {label for reason in found.reasons for label in reason.where}
    for place in found.wrong:
        if place.label not in explained and (told := seen_of_predicted(place)):
            found.seen.append(f"{place.label}: {told}")


def _explain(found: Diagnosis, table):
    if found.changed:
        names = " and ".join(dict.fromkeys(found.changed.values()))
        rule = (
            f"The function changes its argument {names}, and so the array of whoever calls it. "
            "Work on a copy, or make a new array."
        )
        found.reasons.append(Reason((rule,)))
    if not found.wrong:
        return
    known = _Known(table, found.places)
    if rules := known.everywhere():
        found.reasons.append(Reason(rules))
        return
    if mixed := crossed(found.places):
        found.seen.append(mixed)
        return
    common = seen_everywhere(found.wrong)
    strong = [told for told in common if not is_weak(told)]
    if all(place.came for place in found.wrong):  # else an error tells more
        found.reasons += known.by_label() or ([] if strong else known.by_place())
    if not found.reasons and not strong and (case := by_case(found.places)):
        found.seen.append(case)
    explained = {label for reason in found.reasons for label in reason.where}
    if common:
        found.seen.append(common[0])
    else:
        for place in [p for p in found.wrong if p.label not in explained][:3]:
            if told := seen_at(place):
                found.seen.append(f"{place.label}: {told[0]}" if place.label else told[0])


class _Known:
    """What is known of wrong answers, beside what came."""

    def __init__(self, table, places: list[Place]):
        self.table, self.places = table, places

    def _holds(self, prints, place: Place) -> bool:
        row = prints[place.check]
        if row is None:  # the mistake is about something else, so all must be right here
            return place.right
        return len(row) > place.number and row[place.number] == place.print

    def everywhere(self) -> tuple[str, ...]:
        """Return the rules that hold wherever something was printed."""
        for rules, prints in self.table:
            if all(self._holds(prints, place) for place in self.places):
                return tuple(rules)
        return ()

    def by_label(self) -> list[Reason]:
        """Return a rule for each label under which it holds in all checks, if there are several."""
        labels = dict.fromkeys(place.label for place in self.places)
        if len(labels) == len(self.places):
            return []
        return self._covering([[p for p in self.places if p.label == label] for label in labels])

    def by_place(self) -> list[Reason]:
        """Return the rules that hold in at least half of the places that are wrong.

        One that holds in few of them holds by chance.
        """
        wrong = sum(not place.right for place in self.places)
        found = self._covering([[place] for place in self.places])
        return [reason for reason in found if 2 * len(reason.where) >= wrong]

    def by_value(self) -> list[Reason]:
        """Return a rule for each predicted value that is wrong."""
        found = []
        for place in self.places:
            for rules, prints in self.table if not place.right else ():
                if prints[place.check] is not None and self._holds(prints, place):
                    found.append(Reason(tuple(rules), (place.label,)))
                    break
        return found

    def _covering(self, groups) -> list[Reason]:
        found: dict[tuple[str, ...], list[str]] = {}
        wrong = [group for group in groups if not all(place.right for place in group)]
        for group in wrong:
            for rules, prints in self.table:
                if len(rules) == 1 and all(self._holds(prints, p) for p in group) and _many(group):
                    found.setdefault(tuple(rules), []).append(group[0].label)
                    break
        return [Reason(rules, tuple(labels)) for rules, labels in found.items()]


def _many(group: list[Place]) -> bool:
    """Tell whether so many numbers agree that it is no chance."""
    values = [p.came.value for p in group if p.has_numbers and not p.right]
    return sum(len(np.unique(value)) for value in values) >= FEW
