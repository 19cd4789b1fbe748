"""The page that tells a teacher how a class did."""

from __future__ import annotations

from collections import Counter, defaultdict

from .. import draw
from ..grading.exercise import Exercise
from .gradebook import STATUS_WORDS, Row
from .page import Link, heading, page, paragraph, table
from .student_page import file_name

_HALF = 0.5  # of the points: who has less needs help
_HARD = ("unreadable", "ungraded", "unknown", "absent", "endless")  # and who has one of these


def class_page(rows: list[Row], exercises: dict[str, Exercise], seed: int) -> str:
    """Return the page as HTML."""
    by_student = defaultdict(list)
    for row in rows:
        by_student[row.student].append(row)
    points, of = sum(row.points for row in rows), sum(row.of for row in rows)
    share = f"{100 * points / of:.0f} %" if of else "no points"
    parts = [
        paragraph(f"{len(by_student)} students, {share} of all points, seed {seed}."),
        heading("Who needs help"),
        _help(by_student),
        heading("Mistakes"),
        _mistakes(rows),
    ]
    for name, exercise in exercises.items():
        own = [row for row in rows if row.exercise == name]
        parts += [heading(exercise.title), _tasks(own, exercise), _distribution(own, exercise)]
    return page("The class", *parts, heading("Everybody"), _everybody(by_student))


def _help(by_student: dict[str, list[Row]]) -> str:
    """Return those with few points, or with something that could not be graded; lowest first."""
    lines = []
    for student, rows in by_student.items():
        points, of = sum(row.points for row in rows), sum(row.of for row in rows)
        hard = Counter(row.status for row in rows if row.status in _HARD)
        if points < _HALF * of or hard:
            why = ", ".join(
                f"{STATUS_WORDS[status]}: {_tasks_word(n)}" for status, n in hard.items()
            )
            lines.append([Link(student, f"students/{file_name(student)}"), points, of, why])
    lines.sort(key=lambda line: (line[1] / line[2] if line[2] else 0, line[0]))
    if not lines:
        return paragraph("Nobody: all have half of the points or more.")
    return table(["Student", "Points", "of", ""], lines)


def _tasks_word(count: int) -> str:
    return "1 task" if count == 1 else f"{count} tasks"


def _mistakes(rows: list[Row]) -> str:
    """Return which rules were broken, the most frequent first."""
    broken = Counter((row.exercise, row.task, rule) for row in rows for rule in row.rules)
    if not broken:
        return paragraph("No answer prints what a known mistake prints.")
    ordered = sorted(broken.items(), key=lambda item: (-item[1], item[0]))
    return table(
        ["Students", "Exercise", "Task", "Rule that was broken"],
        [[count, exercise, task, rule] for (exercise, task, rule), count in ordered],
    )


def _tasks(rows: list[Row], exercise: Exercise) -> str:
    lines = []
    for task in exercise.tasks:
        own = [row for row in rows if row.task == task.key]
        right = sum(row.status == "right" for row in own)
        lines.append([task.key, task.title, right, len(own), f"{100 * right / len(own):.0f} %"])
    return table(["Task", "Title", "Right", "of", "Share"], lines)


def _distribution(rows: list[Row], exercise: Exercise) -> str:
    """Return the results of each task as bars."""
    seen = [status for status in STATUS_WORDS if any(row.status == status for row in rows)]
    counts = Counter((row.task, row.status) for row in rows)
    values = {
        f"Task {task.key}, {task.title}: students": [counts[task.key, status] for status in seen]
        for task in exercise.tasks
    }
    names = [STATUS_WORDS[status] for status in seen]
    return draw.bars(names, values, f"Results of {exercise.title}").html()


def _everybody(by_student: dict[str, list[Row]]) -> str:
    names = sorted({row.exercise for rows in by_student.values() for row in rows if row.exercise})
    lines = []
    for student, rows in by_student.items():
        each = [sum(row.points for row in rows if row.exercise == name) for name in names]
        lines.append([Link(student, f"students/{file_name(student)}"), *each, sum(each)])
    return table(["Student", *names, "Points"], lines)
