"""The page that a student can be given.

It shows nothing that the student's code wrote: that may hold what the hidden checks ask for.
"""

from __future__ import annotations

import hashlib
import re
from itertools import groupby

from ..grading.exercise import Exercise
from .gradebook import STATUS_WORDS, Row
from .page import heading, items, page, paragraph, table

_HINTS = {
    "endless": "It ran too long, used up its memory, or stopped Python. Look for a loop that "
    "never ends, or for exit().",
    "unreadable": "The file could not be read as a notebook. Open it in JupyterLab, save it, and "
    "hand it in again.",
    "ungraded": "This could not be graded yet; it is not your fault.",
    "unknown": "This file belongs to no exercise. Keep the name that the exercise had.",
}


def file_name(student: str) -> str:
    """Return the name of a student's page.

    Examples
    --------
    >>> file_name("../Ada Lovelace")
    'Ada-Lovelace-504198.html'
    """
    plain = re.sub(r"[^A-Za-z0-9]+", "-", student).strip("-")[:60]
    return f"{plain}-{hashlib.sha256(student.encode('utf-8')).hexdigest()[:6]}.html"


def student_page(student: str, rows: list[Row], exercises: dict[str, Exercise]) -> str:
    """Return the page of a student as HTML, from all rows of that student."""
    points, of = sum(row.points for row in rows), sum(row.of for row in rows)
    parts = [paragraph(f"{points} of {of} points.")]
    for name, group in groupby(rows, key=lambda row: row.exercise):
        own, exercise = list(group), exercises.get(name)
        parts.append(heading(exercise.title if exercise else "A file of no exercise"))
        lines = [[row.task, row.title, row.points, row.of, STATUS_WORDS[row.status]] for row in own]
        parts.append(table(["Task", "Title", "Points", "of", "Result"], lines))
        for row in own:
            if told := _told(row, exercise):
                parts += [heading(f"Task {row.task}: {row.title}", 3), items(told)]
        if notes := own[0].notes:
            parts += [heading("Notes", 3), items(notes)]
        if own[0].replaced:
            parts.append(
                paragraph(f"Graded: {own[0].file}, the last of {len(own[0].replaced) + 1}.")
            )
    return page(student, *parts)


def _told(row: Row, exercise: Exercise | None) -> list[str]:
    """Return what a student is told of a task."""
    if row.status in ("right", "untouched", "missing", "absent") or exercise is None:
        return []
    uses = [f"It uses {name}, which is not right. Mend that one first." for name in row.uses]
    if row.status == "error":
        kind = f"a {row.error}" if row.error else "an error"
        return [*uses, f"It stopped with {kind}. To see where: course check {row.exercise[:2]}"]
    if row.status != "wrong":
        return [*uses, _HINTS[row.status]]
    return [*uses, *_wrong(row, exercise)]


def _wrong(row: Row, exercise: Exercise) -> list[str]:
    checks = {cell.id: cell for task in exercise.tasks for cell in task.checks}
    public = [checks[name].marker for name in row.failed if checks[name].role == "check"]
    told = [f"Likely reason: {rule}" for rule in row.rules]
    if public:
        told.append(f"Not right: {'; '.join(public)}")
        told.append(f"To see what is expected and what came: course check {row.exercise[:2]}")
    if len(public) < len(row.failed):
        told.append(
            "Not right on other numbers, drawn at random."
            + ("" if public else " The numbers in the notebook are right, but others are not.")
        )
    return told
