"""The book: every copy that was ever handed in and its marks, kept over many gradings.

A grading adds to it. Nothing is taken out: what counts is worked out from all of it each time.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ..files import write_safely
from ..grading.exercise import Exercise
from . import CannotGrade
from .assignment import exercise_from
from .handed_in import HandedIn, Unused
from .owners import Owner

_FORMAT = 1


class Time(NamedTuple):
    """When a copy came: the number of a resubmission, the time, and whether it is called late."""

    attempt: int
    when: float
    late: bool

    @property
    def told(self) -> str:
        """The time to the second; where it is not known, that."""
        if not self.when:
            return "time not known"
        return f"{datetime.fromtimestamp(self.when):%Y-%m-%d %H:%M:%S}"


@dataclass(frozen=True)
class Copy:
    """A notebook that was handed in, as the book keeps it."""

    # These, and the notes, as :class:`.handed_in.HandedIn` has them.
    owner: Owner
    exercise: str
    file: str
    digest: str  # a short name for what is in it
    times: tuple[Time, ...]  # when it came; more than one where the same came again
    notes: tuple[str, ...] = ()
    stamp: str = ""  # under which its marks are kept; empty where it was not graded
    reason: str = ""  # why it could not be graded
    seed: int | None = None  # of the hidden numbers

    @classmethod
    def of(cls, one: HandedIn) -> Copy:
        """Return a copy that is not graded yet."""
        time = Time(one.attempt, one.when, one.late)
        return cls(one.owner, one.exercise, one.file, one.digest, (time,), one.notes)

    @property
    def key(self) -> tuple:
        """What makes it the same copy when it comes again."""
        return self.owner, self.exercise, self.digest


@dataclass
class Book:
    """All copies, all files that were not used, and the exercises as they were last graded.

    ``students`` is the text of the last list of the class; ``known_as`` what files of Canvas and
    Moodle say of the numbers in their downloads.
    """

    copies: dict[tuple, Copy] = field(default_factory=dict)
    unused: dict[tuple, Unused] = field(default_factory=dict)
    exercises: dict[str, Exercise] = field(default_factory=dict)
    students: str = ""
    known_as: dict[str, list[str]] = field(default_factory=dict)

    def add(self, copy: Copy):
        """Take a copy in; of one that is there already, all times and the newer marks are kept."""
        if old := self.copies.get(copy.key):
            times = tuple(sorted({*old.times, *copy.times}))
            graded = copy if copy.stamp or not old.stamp else old
            copy = replace(graded, file=copy.file, notes=copy.notes, times=times)
        self.copies[copy.key] = copy

    def mark(self, one: HandedIn, stamp: str, reason: str, seed: int):
        """Note where the marks of a copy are kept, or why it has none; older marks stay."""
        key = one.owner, one.exercise, one.digest
        if stamp:
            self.copies[key] = replace(self.copies[key], stamp=stamp, reason="", seed=seed)
        elif not self.copies[key].stamp:
            self.copies[key] = replace(self.copies[key], reason=reason)

    def put_aside(self, one: Unused):
        """Take in a file that is not used; what it first came along with stays."""
        old = self.unused.get((one.owner, one.file))
        self.unused[one.owner, one.file] = replace(one, along=old.along) if old else one

    def save(self, path: Path):
        """Write the book; it is the old one or the new one, whatever happens."""
        data = {
            "format": _FORMAT,
            "students": self.students,
            "known_as": self.known_as,
            "exercises": {name: asdict(one) for name, one in self.exercises.items()},
            "copies": [asdict(one) for one in self.copies.values()],
            "unused": [asdict(one) for one in self.unused.values()],
        }
        write_safely(path, json.dumps(data, ensure_ascii=False, indent=1))

    @classmethod
    def load(cls, path: Path) -> Book:
        """Read the book; an empty one where there is none yet.

        Raises CannotGrade if it is damaged: it is never begun anew over marks that are there.
        """
        if not path.exists():
            return cls()
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            book = cls(students=data["students"], known_as=dict(data.get("known_as", {})))
            book.exercises = {n: exercise_from(one) for n, one in data["exercises"].items()}
            for one in data["copies"]:
                times = tuple(Time(*time) for time in one["times"])
                book.add(Copy(**{**_plain(one), "times": times, "notes": tuple(one["notes"])}))
            for one in data["unused"]:
                along = tuple(one.get("along", ()))
                book.put_aside(Unused(**{**_plain(one), "along": along}))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CannotGrade(
                f"{path} is damaged ({type(error).__name__}), so nothing was changed. Put a backup "
                "of it in its place, or grade into another folder: --out FOLDER"
            ) from error
        return book


def _plain(kept: dict) -> dict:
    return {**kept, "owner": Owner(**kept["owner"])}
