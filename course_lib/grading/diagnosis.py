"""From what checks printed to what is wrong: reasons that hold, and what can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .fingerprints import fingerprint
from .guard import SAYS
from .printed import NOTHING, Shown, equal_cells, read, same
from .seen import statements

_FEW = 3  # different numbers that a place must show, for a reason that holds there alone


@dataclass(frozen=True)
class Place:
    """One thing that a check prints: what is right, what came, and where that stands."""

    check: int
    number: int
    expected: Shown
    came: Shown | None

    @property
    def right(self) -> bool:
        """Whether what came is right."""
        return self.came is not None and same(self.expected, self.came)

    @property
    def label(self) -> str:
        """What the check calls it."""
        return self.expected.label

    @property
    def has_numbers(self) -> bool:
        """Whether both sides are numbers."""
        return self.came is not None and not (
            isinstance(self.expected.value, str) or isinstance(self.came.value, str)
        )


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
        found: dict[int, list[str]] = {}
        for place in self.places:
            found.setdefault(place.check, []).append(_print_of(place.came))
        return list(found.values())

    @property
    def wrong(self) -> list[Place]:
        """The places that are not right."""
        return [place for place in self.places if not place.right]


def align(check: int, expected: str, printed: str) -> tuple[list[Place], list[str]]:
    """Set what a check printed beside what it should print; return also what it printed besides.

    Things are known by their labels, in order. If an answer prints something under a label of
    the check's own, nothing can be told apart, and all counts as wrong.
    """
    left, places, extra = read(printed), [], []
    items = read(expected)
    for number, item in enumerate(items):
        at = next((k for k, other in enumerate(left) if _is_for(item, other)), None)
        came = None
        if at is not None:
            extra += map(_said, left[:at])
            came, left = left[at], left[at + 1 :]
        places.append(Place(check, number, item, came))
    extra += map(_said, left)
    labels = {item.label for item in items if item.label}
    if any(text.partition(": ")[0] in labels for text in extra):
        places = [Place(check, place.number, place.expected, None) for place in places]
    return places, extra


def _is_for(item: Shown, other: Shown) -> bool:
    if item.label or other.label:
        return item.label == other.label
    begins = [str(shown.value).split(" ")[:2] for shown in (item, other)]
    return isinstance(item.value, str) == isinstance(other.value, str) and (
        not isinstance(item.value, str) or begins[0] == begins[1]
    )


def _said(shown: Shown) -> str:
    value = shown.value if isinstance(shown.value, str) else np.array2string(shown.value)
    return f"{shown.label}: {value}" if shown.label else value


def diagnose(
    expected: Sequence[str], printed: Sequence[str], table, predicted: bool = False
) -> Diagnosis:
    """Tell what is wrong with what the checks of a task printed.

    Parameters
    ----------
    expected, printed : sequence of str
        What each check should print, and what it did.
    table : list of (rules, prints)
        What each known mistake prints: for each check a list of fingerprints, or None.
    predicted : bool
        Whether values were predicted: then nothing is told that gives the right ones away.
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
        if place.label not in explained and (told := _seen_of_predicted(place)):
            found.seen.append(f"{place.label}: {told}")


def _explain(found: Diagnosis, table):
    if found.changed:
        names = " and ".join(dict.fromkeys(found.changed.values()))
        found.reasons.append(
            Reason(
                (
                    f"The function changes its argument {names}, and so the array of whoever calls "
                    "it. Work on a copy, or make a new array.",
                )
            )
        )
    if not found.wrong:
        return
    known = _Known(table, found.places)
    if rules := known.everywhere():
        found.reasons.append(Reason(rules))
        return
    if crossed := _crossed(found):
        found.seen.append(crossed)
        return
    common = _seen_everywhere(found.wrong)
    strong = [told for told in common if not _is_weak(told)]
    found.reasons += known.by_label() or ([] if strong else known.by_place())
    explained = {label for reason in found.reasons for label in reason.where}
    if common:
        found.seen.append(common[0])
    else:
        for place in [p for p in found.wrong if p.label not in explained][:3]:
            if told := _seen(place):
                found.seen.append(f"{place.label}: {told[0]}" if place.label else told[0])


class _Known:
    """What is known of wrong answers, beside what came."""

    def __init__(self, table, places: list[Place]):
        self.table, self.places = table, places
        self.came = {id(p): _print_of(p.came) for p in places}

    def _holds(self, prints, place: Place) -> bool:
        row = prints[place.check]
        if row is None:  # the mistake is about something else, so all must be right here
            return place.right
        return len(row) > place.number and row[place.number] == self.came[id(place)]

    def everywhere(self) -> tuple[str, ...]:
        """Return the rules that hold wherever something was printed."""
        for rules, prints in self.table:
            if all(self._holds(prints, place) for place in self.places):
                return tuple(rules)
        return ()

    def by_label(self) -> list[Reason]:
        """Return a rule for each label under which it holds in all checks, if there are several."""
        labels = dict.fromkeys(place.label for place in self.places)
        if not len(labels) < len(self.places):
            return []
        return self._covering([[p for p in self.places if p.label == label] for label in labels])

    def by_place(self) -> list[Reason]:
        """Return a rule for each place in which one holds."""
        return self._covering([[place] for place in self.places])

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
    return sum(len(np.unique(value)) for value in values) >= _FEW


def _print_of(came: Shown | None) -> str:
    return "" if came is None else fingerprint(came.value)


def _seen_of_predicted(place: Place) -> str:
    """Tell which parts of a prediction are right, and nothing of those that are not."""
    if place.came is None or str(place.came.value) == NOTHING:
        return ""
    if not place.has_numbers:
        return "That is no list of numbers."
    right, yours = np.asarray(place.expected.value), np.asarray(place.came.value)
    if right.shape != yours.shape:
        few = "few" if yours.size < right.size else "many"
        if right.size != yours.size:
            return f"There are {yours.size} numbers, which is too {few}."
        return "There are as many numbers as there should be, but not in rows as asked for."
    cells = equal_cells(right, yours)
    if right.size == 1 or not cells.any():
        return "" if right.size == 1 else "None of the numbers is right yet."
    if right.ndim == 1:
        good = np.flatnonzero(cells) + 1
        return f"Right: {_numbered(good)}. Look again at {_numbered(np.flatnonzero(~cells) + 1)}."
    return f"{int(cells.sum())} of {cells.size} numbers are right."


def _numbered(places) -> str:
    return ("number " if len(places) == 1 else "numbers ") + ", ".join(map(str, places))


def _crossed(found: Diagnosis) -> str:
    """Tell if results stand in another order: what came as one is right as another."""
    told = {}
    for place in found.wrong:
        for other in found.places:
            beside = other is not place and other.check == place.check and place.has_numbers
            if beside and same(other.expected, place.came) and np.size(place.came.value) > 1:
                told[place.label] = other.label
    if not told:
        return ""
    pairs = "; ".join(f"what you return as '{a}' is right as '{b}'" for a, b in told.items())
    return f"Results stand in another order: {pairs}."


def _seen(place: Place) -> list[str]:
    """Return what can be seen at a place."""
    if place.came is None:
        return []
    if place.has_numbers:
        return statements(np.asarray(place.expected.value), np.asarray(place.came.value))
    if place.came.value == "None":
        return ["Your function returned None. Is there a return at its end?"]
    if str(place.came.value) == NOTHING:
        return []
    if isinstance(place.expected.value, str):
        return [f"The check says: {place.came.value}. It should say: {place.expected.value}."]
    return ["That is no array of numbers."]


def _seen_everywhere(wrong: list[Place]) -> list[str]:
    """Return what can be seen at all places that are wrong."""
    sets = [_seen(place) for place in wrong]
    return [told for told in sets[0] if all(told in other for other in sets)] if sets else []


def _is_weak(told: str) -> bool:
    return told.startswith("The shape is") or " numbers are right. " in told
