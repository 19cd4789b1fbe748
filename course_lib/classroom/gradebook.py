"""The gradebook: a row for each submission and task, as CSV."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from ..grading.exercise import Exercise
from ..grading.feedback import WORDS
from .grade_all import Entry
from .handed_in import HandedIn

HEADINGS = (
    "student",
    "exercise",
    "task",
    "title",
    "points",
    "of",
    "result",
    "rules broken",
    "file",
    "earlier files",
    "notes",
)
STATUS_WORDS = {
    **WORDS,
    "unreadable": "not a readable notebook",
    "ungraded": "could not be graded",
    "unknown": "not an exercise of the course",
    "absent": "nothing handed in",
}


@dataclass(frozen=True)
class Row:
    """What a student earned for a task; ``task`` is empty where the exercise is not known."""

    student: str
    exercise: str
    task: str
    title: str
    points: int
    of: int
    status: str
    failed: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    error: str = ""
    file: str = ""
    replaced: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def rows(entries: list[Entry], exercises: dict[str, Exercise], students: list[str]) -> list[Row]:
    """Return all rows, those of missing students too.

    Parameters
    ----------
    entries : list of Entry
    exercises : dict of str to Exercise
        Those that were handed in by anybody.
    students : list of str
        Who should have handed in; nobody is missing where it is empty.
    """
    found = [row for entry in entries for row in _rows(entry, exercises)]
    there = {entry.handed_in.student for entry in entries}
    present = {(row.student, row.exercise) for row in found}
    for student in sorted(there | {name for name in students if not _known(name, there)}):
        for name, exercise in exercises.items():
            if (student, name) not in present:
                found += [
                    Row(student, name, task.key, task.title, 0, task.points, "absent")
                    for task in exercise.tasks
                ]
    return sorted(found, key=_place)


def _place(row: Row) -> tuple[str, ...]:
    # Ada and ada stand together, but the rows of each do too.
    return row.student.casefold(), row.student, row.exercise, row.task


def _rows(entry: Entry, exercises: dict[str, Exercise]) -> list[Row]:
    one = entry.handed_in
    exercise = exercises.get(one.exercise)
    about = {"file": one.name, "replaced": one.replaced}
    if exercise is None:
        return [Row(one.student, "", "", "", 0, 0, "unknown", **about)]
    if entry.marks is None:
        return [
            Row(one.student, exercise.name, task.key, task.title, 0, task.points, "ungraded")
            for task in exercise.tasks
        ]
    return [
        Row(
            one.student,
            exercise.name,
            task.key,
            task.title,
            mark.points,
            task.points,
            mark.status,
            mark.failed,
            mark.rules,
            mark.uses,
            mark.error,
            notes=entry.marks.notes,
            **about,
        )
        for task, mark in zip(exercise.tasks, entry.marks.marks, strict=True)
    ]


def _known(name: str, there: set[str]) -> bool:
    """Tell whether a name on the list has handed in; a download may put a number behind it."""
    plain = name.casefold()
    return any(plain in (one.casefold(), re.sub(r" \d+$", "", one.casefold())) for one in there)


def as_csv(table: list[Row]) -> str:
    """Return the gradebook as CSV.

    Examples
    --------
    >>> print(as_csv([Row("ada", "01_max_pooling", "1", "Predict", 2, 2, "right")]).splitlines()[1])
    ada,01_max_pooling,1,Predict,2,2,right,,,,
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    for row in table:
        lists = (row.rules, (row.file,), row.replaced, row.notes)
        texts = (" | ".join(part for part in each if part) for each in lists)
        fixed = (row.student, row.exercise, row.task, row.title, row.points, row.of)
        writer.writerow(map(_harmless, (*fixed, STATUS_WORDS[row.status], *texts)))
    return out.getvalue()


def _harmless(value):
    """Return a text that no spreadsheet takes for a formula: names are chosen by learners.

    Some take ``;`` for the end of a column, with or without quotes.
    """
    if not isinstance(value, str):
        return value
    line = " ".join(value.replace(";", ",").split())
    return f"'{line}" if line[:1] in ("=", "+", "-", "@") else line


def read_students(text: str) -> list[str]:
    r"""Return the names on a list: the first column of its lines, without a heading ``student``.

    Examples
    --------
    >>> read_students("student,group\nada,1\n\nbob\n")
    ['ada', 'bob']
    """
    names = [line[0].strip() for line in csv.reader(io.StringIO(text)) if line and line[0].strip()]
    return names[1:] if names and names[0].casefold() in ("student", "name") else names


def not_listed(handed_in: list[HandedIn], students: list[str]) -> list[str]:
    """Return who handed in and is on no line of the list."""
    there = {one.student for one in handed_in}
    return sorted(one for one in there if not any(_known(name, {one}) for name in students))
