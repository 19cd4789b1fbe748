"""The page that a student can be given.

It shows nothing that the student's code wrote: that may hold what the hidden checks ask for.
"""

import hashlib
import re
from collections.abc import Iterable

from ..grading.exercise import Cell, Exercise
from .book import Copy
from .handed_in import Unused
from .page import heading, items, page, paragraph, table
from .people import Person
from .scores import STATUS_WORDS, Row, Score

_HINTS = {
    "endless": "It ran too long, used up its memory, or stopped Python. Look for a loop that "
    "never ends, or for exit().",
    "unreadable": "The file could not be read as a notebook. Open it in JupyterLab, save it, and "
    "hand it in again.",
    "ungraded": "This could not be graded yet; it is not your fault.",
    "unusable": "Hand in the notebook itself: the file that ends in .ipynb.",
}


_OF_FILES = {"unreadable", "ungraded", "unusable"}  # what is true of a file, and no task's own
_BYTES = 120  # of a name in that of a page: file systems allow 255 for all of it


def file_name(person: Person) -> str:
    """Return the name of a student's page.

    Examples
    --------
    >>> file_name(Person("../Ada Lovelace")), file_name(Person("김민준", "12"))
    ('Ada-Lovelace-504198.html', '김민준-12-1f0755.html')
    """
    told = f"{person.name} {person.id}".strip()
    words = re.sub(r"[\W_]+", "-", told).strip("-").encode("utf-8")[:_BYTES]
    plain = words.decode("utf-8", "ignore")
    line = f"{told} {person.line}" if person.line > 1 else told  # two of one name on a list
    return f"{plain}-{hashlib.sha256(line.encode('utf-8')).hexdigest()[:6]}.html"


def student_page(
    person: Person, scores: Iterable[Score], points: tuple[float, float], unused: Iterable[Unused]
) -> str:
    """Return the page of a student as HTML.

    ``points`` are the sum, and what all is worth; ``unused`` the files that were not graded.
    """
    parts = [paragraph(f"{points[0]:g} of {points[1]:g} points.")]
    for score in scores:
        parts += _exercise(score)
    told = [f"{one.file}: {one.reason}." for one in unused]
    if told:
        parts += [heading("Files that were not graded"), items(told)]
    return page(person.name, *parts)


def _exercise(score: Score) -> Iterable[str]:
    yield heading(score.exercise.title)
    if score.excused:
        yield paragraph("Excused: this exercise does not count for you.")
    lines = [[row.task.key, row.task.title, row.points, row.of, _result(row)] for row in score.rows]
    yield table(["Task", "Title", "Points", "of", "Result"], lines)
    if decided := _decided(score):
        yield items(decided)
    told_before = None
    if {row.mark.status for row in score.rows} <= _OF_FILES and score.rows:
        told_before = _told(score.rows[0], score.exercise)
        yield items(told_before)
    for row in score.rows:
        told = _told(row, score.exercise)
        if told and told != told_before:
            told_before = told if row.mark.status in _HINTS else None
            yield heading(f"Task {row.task.key}: {row.task.title}", 3)
            yield items(told)
    if score.notes:
        yield heading("Notes", 3)
        yield items(score.notes)
    if score.copy and score.others:
        others = ", ".join(_told_of(copy, score) for copy in score.others)
        yield paragraph(f"Graded: {_told_of(score.copy, score)}. Not counted: {others}.")


def _told_of(copy: Copy, score: Score) -> str:
    """Return the name of a copy, with its time where another one is called so too."""
    same = [one for one in (score.copy, *score.others) if one and one.file == copy.file]
    time = score.time if copy is score.copy and score.time else max(copy.times)
    return f"{copy.file} of {time.told}" if len(same) > 1 else copy.file


def _result(row: Row) -> str:
    words = STATUS_WORDS[row.mark.status]
    return f"{words} ({row.reason})" if row.reason else words


def _decided(score: Score) -> list[str]:
    """Return what was decided, and what being late costs."""
    told = []
    if score.late:
        told.append(
            f"Handed in {score.late}."
            + (f" That costs {score.taken:g} points." if score.taken else "")
        )
    for one in score.by_hand:
        if one.points is not None and not one.task:
            told.append(f"{one.points:g} points for the whole exercise: {one.reason}")
        if one.deadline:
            told.append(f"Your deadline was {one.deadline:%Y-%m-%d %H:%M}.")
        if one.counts and score.copy:
            told.append(f"It was decided that {_told_of(score.copy, score)} counts.")
        if one.comment:
            told.append(f"Task {one.task}: {one.comment}" if one.task else one.comment)
    return told


def _told(row: Row, exercise: Exercise) -> list[str]:
    """Return what a student is told of a task."""
    mark = row.mark
    if mark.status in ("right", "untouched", "missing", "absent"):
        return []
    uses = [f"It uses {name}, which is not right. Fix that one first." for name in mark.uses]
    if mark.status == "error":
        kind = f"a {mark.error}" if mark.error else "an error"
        return [*uses, f"It stopped with {kind}.", *_where(row, exercise)]
    if mark.status != "wrong":
        return [*uses, _HINTS[mark.status]]
    return [*uses, *_wrong(row, exercise)]


def _where(row: Row, exercise: Exercise) -> list[str]:
    """Return in which checks an answer failed that stopped with an error."""
    failed = _failed(row, exercise)
    public = [cell.marker for cell in failed if cell.role == "check"]
    if public:
        look = f"To see the line: course check {exercise.name[:2]}"
        return [f"Checks that failed: {'; '.join(public)}", look]
    return ["It did so on other numbers, drawn at random."] if failed else []


def _wrong(row: Row, exercise: Exercise) -> list[str]:
    failed, predicted = row.mark.failed, row.task.predicted
    public = [cell.marker for cell in _failed(row, exercise) if cell.role == "check"]
    told = [f"Likely reason: {rule}" for rule in row.mark.rules]
    told += [f"What we see: {seen}" for seen in row.mark.seen]
    if public:
        told.append(f"Not right: {'; '.join(public)}")
        shown = "which of its parts are right" if predicted else "the numbers side by side"
        told.append(f"To see {shown}: course check {exercise.name[:2]}")
    if len(public) < len(failed):
        told.append(
            "Not right on other numbers, drawn at random."
            + ("" if public else " The numbers in the notebook are right, but others are not.")
        )
    return told


def _failed(row: Row, exercise: Exercise) -> list[Cell]:
    """Return the checks that were not passed, as far as the exercise still has them."""
    checks = {cell.id: cell for task in exercise.tasks for cell in task.checks}
    return [checks[name] for name in row.mark.failed if name in checks]
