"""The gradebook as tables that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from .book import Copy
from .gradebook import Gradebook
from .people import Person
from .scores import STATUS_WORDS, Score
from .student_page import file_name

BOM = "\ufeff"  # by which Excel knows that the letters are UTF-8
_OF_TASK = ("id", "student", "exercise", "task", "title", "points", "of", "result", "decided")
GRADES = (*_OF_TASK, "rules broken", "file", "handed in", "late", "other files", "notes")


def grades(book: Gradebook) -> str:
    """Return a line for each student, exercise and task, and for whoever has none."""
    lines = [line for score in book.all_scores for line in _of_score(score)]
    for person, scores in book.scores.items():
        if not scores:
            files = [one.file for whose, one in book.unused if whose == person]
            result = STATUS_WORDS["unusable" if files else "absent"]
            known = {"id": person.id, "student": person.name, "points": 0, "of": 0}
            known |= {"result": result, "file": " | ".join(files)}
            lines.append([known.get(head, "") for head in GRADES])
    return as_csv(GRADES, lines)


def _of_score(score: Score) -> Iterable[list]:
    person, comments = score.person, [one.comment for one in score.by_hand if one.comment]
    whole = [one for one in score.by_hand if not one.task and (one.points is not None)]
    file, others = score.copy.file if score.copy else "", " | ".join(c.file for c in score.others)
    for number, row in enumerate(score.rows):
        decided = [row.reason, *comments, *(f"{w.points:g} for all: {w.reason}" for w in whole)]
        decided += ["excused"] if score.excused else []
        yield [
            person.id,
            person.name,
            score.exercise.name,
            row.task.key,
            row.task.title,
            row.points,
            row.of,
            STATUS_WORDS[row.mark.status],
            " | ".join(filter(None, decided)),
            " | ".join([*row.mark.rules, *row.mark.seen]),
            file,
            when(score.copy),
            score.late,
            others,
            "" if number else " | ".join(score.notes),
        ]


def when(copy: Copy | None) -> str:
    """Return when a copy came last, as a date and time; nothing where that is not known."""
    last = max(time.when for time in copy.times) if copy else 0
    return f"{datetime.fromtimestamp(last):%Y-%m-%d %H:%M}" if last else ""


def totals(book: Gradebook) -> str:
    """Return a line for each student, a column for each exercise, and the sum."""
    names, lines = list(book.exercises), []
    for person, scores in book.scores.items():
        cells = [_total(scores.get(name)) for name in names]
        points, of_all = sum_of(scores.values())
        share = round(100 * points / of_all, 1) if of_all else ""
        lines.append([person.id, person.name, *cells, points, of_all, share])
    return as_csv(["id", "student", *names, "points", "of", "percent"], lines)


def sum_of(scores: Iterable[Score]) -> tuple[float, float]:
    """Return the points of some scores and what they are worth, without what is excused."""
    counted = [score for score in scores if not score.excused]
    return round(sum(s.points for s in counted), 2), sum(s.of for s in counted)


def _total(score: Score | None):
    if score is None:
        return ""
    return "excused" if score.excused else score.points


def pages(book: Gradebook) -> str:
    """Return whose page is whose, for a letter to each."""
    lines = []
    for person, scores in book.scores.items():
        points, of_all = sum_of(scores.values())
        page = f"students/{file_name(person)}"
        lines.append([person.id, person.name, person.email, page, points, of_all])
    return as_csv(["id", "student", "email", "page", "points", "of"], lines)


def unused(book: Gradebook) -> str:
    """Return the files that were not graded, each with the reason."""
    lines = [_unused(person, one.file, one.reason) for person, one in book.unused]
    lines += [_unused(one.person, one.copy.file, one.unreadable) for one in unreadable(book)]
    lines += [
        _unused(score.person, copy.file, "another copy of the same exercise counts")
        for score, copy in not_counted(book)
    ]
    return as_csv(["id", "student", "file", "reason"], sorted(lines))


def not_counted(book: Gradebook) -> list[tuple[Score, Copy]]:
    """Return the copies that do not count, because another one does."""
    return [(score, copy) for score in book.all_scores for copy in score.others]


def unreadable(book: Gradebook) -> list[Score]:
    """Return the scores of those who handed in nothing that could be graded."""
    return [score for score in book.all_scores if score.unreadable]


def _unused(person: Person | None, file: str, reason: str) -> list[str]:
    return [person.id if person else "", person.name if person else "", file, reason]


def as_csv(heads: Iterable[str], lines: Iterable[Iterable]) -> str:
    """Return a table as CSV.

    Examples
    --------
    >>> as_csv(["student", "points"], [["=cmd()", 1.5], ["Zoë", 2.0]]).splitlines()[1:]
    ["'=cmd(),1.5", 'Zoë,2']
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([_harmless(value) for value in line] for line in lines)
    return BOM + out.getvalue()


def _harmless(value):
    """Return a text that no spreadsheet takes for a formula: names are chosen by learners.

    Some take ``;`` for the end of a column, with or without quotes.
    """
    if isinstance(value, float):
        return f"{value:g}"
    if not isinstance(value, str):
        return value
    line = " ".join(value.replace(";", ",").split())
    return f"'{line}" if line[:1] in ("=", "+", "-", "@") else line
