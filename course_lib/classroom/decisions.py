"""What a teacher decides, in a file beside the grades: read each time, never written over."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import get_type_hints

from ..grading.exercise import Exercise
from ..grading.places import exercise_names
from . import CannotGrade

NAME = "decisions.toml"  # of the file
FIRST = """\
# What you decide beside the marks. Save, then run: course grade --out THIS-FOLDER
# Nothing is run again, and this file is never written over. Take the # away from what you use.

# [exercises.01_max_pooling]           # an exercise that you have set: who is missing has 0 points
# deadline = 2026-11-20T23:59:00       # what comes later is late; the last copy in time counts
# grace_minutes = 10
# late_counts = true                   # the last copy counts, late or not
# late_percent_a_day = 10              # each day begun takes this much of a late copy's points
# late_days = 5                        # after these it earns nothing
# drop = ["4"]                         # tasks that do not count
# points = {"5" = 3}                   # what a task is worth
# canvas = "Homework 1 (98765)"        # the column of Canvas's file, where it is not found

# [[students]]                         # once for each decision
# student = "Ada Lovelace"             # a name or an id
# exercise = "01_max_pooling"
# task = "2"                           # without it, points are those of the whole exercise
# points = 1.5
# reason = "right but for the order of rows"     # points need one; the student sees it
# comment = "Well done."
# excused = true                       # the exercise does not count
# counts = "01_max_pooling (1).ipynb"  # the copy that counts: the end of its name, or when it
#                                      # came, as grades.csv tells it: 2026-11-18T12:00:00
# deadline = 2026-11-25T23:59:00       # a later one for this student

# [[names]]                            # who is who, where names do not tell
# handed_in_as = "Bob Smith 12"
# student = "s123"                     # a name or an id on your list

# [[names]]                            # a file that was taken for the wrong person's
# handed_in_as = "Ada Lovelace"
# file = "mine.ipynb"                  # the end of its name; without it, all of theirs
# student = ""                         # nobody's, or a name or an id
"""
_NUMBER = (int, float)
_TOML = {  # the kinds of value in the file, for fields of another type
    float: _NUMBER,
    float | None: _NUMBER,
    datetime | None: datetime,
    str | datetime: (str, datetime),
    tuple[str, ...]: list,
    dict[str, float]: dict,
}
_KINDS = {
    datetime: "a date and time",
    str: "a text",
    bool: "true or false",
    list: "a list",
    (str, datetime): "a text, or a date and time",
}


class Unfit(CannotGrade):
    """A decision that does not fit, with the place and what to do."""


@dataclass(frozen=True)
class Rules:
    """What is decided for an exercise; :data:`FIRST` says what each word means."""

    deadline: datetime | None = None
    grace_minutes: float = 0
    late_counts: bool = False
    late_percent_a_day: float = 0
    late_days: float = float("inf")
    drop: tuple[str, ...] = ()
    points: dict[str, float] = field(default_factory=dict)
    canvas: str = ""


@dataclass(frozen=True)
class ByHand:
    """What is decided for one student; ``where`` is the place in the file."""

    where: str
    student: str
    exercise: str
    task: str = ""
    points: float | None = None
    reason: str = ""
    comment: str = ""
    excused: bool = False
    counts: str | datetime = ""
    deadline: datetime | None = None


@dataclass(frozen=True)
class OtherOwner:
    """A file that is not of who it was handed in as; of nobody where ``student`` is empty."""

    where: str
    handed_in_as: str
    student: str
    file: str = ""


@dataclass(frozen=True)
class Decisions:
    """All that is decided: rules by exercise, decisions for students, who is who."""

    rules: dict[str, Rules] = field(default_factory=dict)
    by_hand: tuple[ByHand, ...] = ()
    who: dict[str, str] = field(default_factory=dict)
    moved: tuple[OtherOwner, ...] = ()

    def of(self, exercise: str) -> Rules:
        """Return the rules of an exercise."""
        return self.rules.get(exercise, Rules())


def read_decisions(path: Path) -> Decisions:
    """Read the file of decisions; there are none where it is not there.

    Raises Unfit if something in it is not understood.
    """
    if not path.exists():
        return Decisions()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        hint = "Texts stand in quotes, dates are written as 2026-11-20T23:59:00."
        raise Unfit(f"{path}: {error}. {hint}") from error
    _refuse_others(data, {"exercises": dict, "students": list, "names": list}, path.name)
    rules = {}
    for name, told in data.get("exercises", {}).items():
        where = f"{path.name}, [exercises.{name}]"
        _known(name, exercise_names(), "exercise", where)
        _refuse_others(told, _words(Rules), where)
        worth = told.get("points", {})
        _refuse_others(worth, dict.fromkeys(worth, _NUMBER), where)
        rules[name] = Rules(**{**told, "drop": tuple(map(str, told.get("drop", ())))})
    by_hand = []
    for number, told in enumerate(data.get("students", []), 1):
        where = f"{path.name}, [[students]] number {number}"
        _refuse_others(told, _words(ByHand), where)
        by_hand.append(_by_hand(where, told))
    who, moved = _who(data.get("names", []), path.name)
    return Decisions(rules, tuple(by_hand), who, moved)


def _by_hand(where: str, told: dict) -> ByHand:
    missing = [name for name in ("student", "exercise") if name not in told]
    if missing:
        raise Unfit(f"{where}: {' and '.join(missing)} must be there.")
    _known(told["exercise"], exercise_names(), "exercise", where)
    one = ByHand(where, **told)
    if one.points is not None and not one.reason:
        raise Unfit(f"{where}: points need a reason, which the student sees.")
    if one.excused and one.points is not None:
        raise Unfit(f"{where}: an exercise that is excused has no points.")
    if one.points is None and not (one.comment or one.excused or one.counts or one.deadline):
        said = "points, comment, excused, counts or deadline"
        raise Unfit(f"{where}: nothing is decided. Say {said}.")
    return one


def _who(told: list, name: str) -> tuple[dict[str, str], tuple[OtherOwner, ...]]:
    """Return who is meant by a name, and the files that are somebody else's."""
    moved = []
    for number, one in enumerate(told, 1):
        where = f"{name}, [[names]] number {number}"
        _refuse_others(one, _words(OtherOwner), where)
        if not {"handed_in_as", "student"} <= one.keys():
            raise Unfit(f"{where}: handed_in_as and student must be there.")
        if "file" in one or not one["student"]:
            moved.append(OtherOwner(where, **one))
    who = {
        one["handed_in_as"]: one["student"] for one in told if "file" not in one and one["student"]
    }
    return who, tuple(moved)


def _words(part: type) -> dict:
    """Return the words of a part of the file, each with the kind of its value."""
    types = get_type_hints(part)
    return {word: _TOML.get(kind, kind) for word, kind in types.items() if word != "where"}


def _refuse_others(told, allowed: dict, where: str):
    """Refuse words that are none, and values of another kind."""
    if not isinstance(told, dict):
        raise Unfit(f"{where}: write name = value, a line each.")
    for word, value in told.items():
        _known(word, list(allowed), "word", where)
        kind = allowed[word]
        wrong = isinstance(value, bool) and kind is not bool
        if wrong or not isinstance(value, kind):
            told = value.isoformat() if isinstance(value, date) else repr(value)
            raise Unfit(f"{where}: {word} must be {_KINDS.get(kind, 'a number')}, not {told}.")
        if isinstance(value, datetime) and value.tzinfo is not None:
            raise Unfit(f"{where}: {word} is a local time, without a zone.")
        if isinstance(value, int | float) and value < 0:
            raise Unfit(f"{where}: {word} must not be below 0.")


def _known(name: str, names: list[str], what: str, where: str):
    if name not in names:
        near = get_close_matches(name, names, 1)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names)}."
        raise Unfit(f"{where}: there is no {what} '{name}'. {hint}")


def fit_tasks(decisions: Decisions, exercises: dict[str, Exercise]):
    """Refuse tasks that an exercise does not have: raise Unfit."""
    for name, rules in decisions.rules.items():
        for key in (*rules.drop, *rules.points):
            if name in exercises:
                keys = [task.key for task in exercises[name].tasks]
                _known(key, keys, "task", f"[exercises.{name}]")
    for one in decisions.by_hand:
        if one.task and one.exercise in exercises:
            keys = [task.key for task in exercises[one.exercise].tasks]
            _known(one.task, keys, "task", one.where)
