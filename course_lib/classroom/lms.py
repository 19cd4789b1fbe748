"""Filling the files that Canvas and Moodle exported, so that they import the points again.

Only cells of points are written, and only for those who handed in or have points by hand.
"""

import csv
import io
import re
from collections import Counter
from pathlib import Path

from . import CannotGrade
from .decisions import Decisions
from .gradebook import Gradebook
from .people import Person, divider, table_of, text_of, variants
from .scores import Score
from .tables import BOM

# Columns by which a list may know the people of Canvas's and Moodle's files.
_TELLING = ("Email address", "ID number", "Username", "SIS User ID", "SIS Login ID")


def fill_canvas(path: Path, book: Gradebook, decisions: Decisions) -> tuple[str, list[str]]:
    """Return Canvas's gradebook with points in the columns of the exercises, and what to tell.

    Raises CannotGrade if it is no gradebook of Canvas.
    """
    lines = _lines(path, "ID", "Student")
    heads = lines[0]
    columns = {name: _column(heads, book, decisions, name) for name in book.exercises}
    told = [
        f"{path.name} has no column for {name}. Name it in decisions.toml, under "
        f'[exercises.{name}]: canvas = "…", as it stands in the first line.'
        for name, column in columns.items()
        if column is None
    ]
    told += _other_worth(lines, columns, book)
    ids = [heads.index(h) for h in ("ID", "SIS User ID", "SIS Login ID") if h in heads]
    filled = set()
    for line in lines[1:]:
        person = _person(book, [line[k] for k in ids], line[heads.index("Student")])
        for name, column in columns.items():
            score = book.scores[person].get(name) if person else None
            if column is not None and score and _filled(score):
                line[column] = "EX" if score.excused else f"{score.points:g}"
                filled.add((person, name))
    return _written(lines, path), told + _left(book, columns, filled, path)


def fill_moodle(path: Path, book: Gradebook) -> tuple[str, str, list[str]]:
    """Return the exercise that Moodle's grading worksheet is of, the sheet filled, what to tell.

    Raises CannotGrade if it is no worksheet, or does not tell its exercise.
    """
    lines = _lines(path, "Identifier", "Grade")
    heads = lines[0]
    numbers = [_number(line[heads.index("Identifier")]) for line in lines[1:]]
    name = _exercise_of(path, set(numbers), book)
    by_number = {
        copy.owner.number: score
        for score in book.all_scores
        if score.exercise.name == name
        for copy in ([score.copy] if score.copy else []) + list(score.others)
        if copy.owner.system == "moodle"
    }
    placed, filled = [by_number.get(number) for number in numbers], set()
    for line, score in zip(lines[1:], placed, strict=True):
        if score is None:
            cells = dict(zip(heads, line, strict=False))
            person = _person(book, [cells.get("Email address", "")], cells.get("Full name", ""))
            score = book.scores[person].get(name) if person else None
            if any(score is other for other in placed):
                continue  # it has a line of its own: this is somebody of the same name
        if score and _filled(score) and not score.excused:
            line[heads.index("Grade")] = f"{score.points:g}"
            filled.add((score.person, name))
    told = _left(book, {name: 0}, filled, path)
    if "Maximum grade" in heads:
        told += _other_worth(lines, {name: heads.index("Maximum grade")}, book, lines[1:2])
    return name, _written(lines, path), told


def known_as(path: Path, system: str) -> dict[str, list[str]]:
    """Return what a file of Canvas or Moodle says: ``"moodle 12"`` → the addresses and ids."""
    of_number = {"canvas": "ID", "moodle": "Identifier"}[system]
    lines = _lines(path, of_number)
    heads = lines[0]
    telling = [k for k, head in enumerate(heads) if head in _TELLING]
    return {
        f"{system} {_number(line[heads.index(of_number)])}": ids
        for line in lines[1:]
        if (ids := [line[k].strip() for k in telling if line[k].strip()])
    }


def _lines(path: Path, *needed: str) -> list[list[str]]:
    lines = table_of(text_of(path.read_bytes()))
    missing = [head for head in needed if not lines or head not in lines[0]]
    if missing:
        raise CannotGrade(
            f"{path} has no column {' and '.join(missing)}. Export it again, in English, and give "
            "the file as it is."
        )
    return [line + [""] * (len(lines[0]) - len(line)) for line in lines]


def _written(lines: list[list[str]], path: Path) -> str:
    """Return lines as text; columns are divided, and lines end, as in the file they came from."""
    out, text = io.StringIO(), text_of(path.read_bytes())
    end = "\n" if "\n" in text and "\r\n" not in text else "\r\n"
    csv.writer(out, delimiter=divider(text), lineterminator=end).writerows(lines)
    return BOM + out.getvalue()


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _column(heads: list[str], book: Gradebook, decisions: Decisions, name: str) -> int | None:
    """Return the column of an exercise: the one decided, or the only one with its name in it."""
    if wanted := decisions.of(name).canvas:
        found = [k for k, head in enumerate(heads) if wanted in (head, _without_id(head))]
    else:
        tells = (_plain(name), _plain(book.exercises[name].title))
        found = [k for k, head in enumerate(heads) if any(one in _plain(head) for one in tells)]
    return found[0] if len(found) == 1 else None


def _without_id(head: str) -> str:
    return re.sub(r" \(\d+\)$", "", head)


def _other_worth(lines, columns: dict, book: Gradebook, among=None) -> list[str]:
    """Return a warning where the system says that an exercise is worth other points."""
    among = among or [line for line in lines if any("points possible" in c.lower() for c in line)]
    told = []
    for name, column in columns.items():
        worth = {score.of for score in book.all_scores if score.exercise.name == name}
        for line in among if column is not None and worth else []:
            there = re.match(r"[\d.]+", line[column].strip())
            if there and float(there[0]) != max(worth):
                told.append(f"{name} is worth {max(worth):g} points here, {there[0]} there.")
    return told


def _person(book: Gradebook, ids: list[str], name: str) -> Person | None:
    """Return who stands in a line: by an id, else by a name that only one has."""
    wanted = {one.strip().casefold() for one in ids} - {""}
    people = list(book.scores)
    by_id = [p for p in people if wanted & {one.casefold() for one in (*p.ids, p.id)}]
    found = by_id or [p for p in people if variants(p.name) & variants(name)]
    return found[0] if len(found) == 1 else None


def _filled(score: Score) -> bool:
    """Tell whether there is anything to write: marks, points by hand, or excused."""
    graded = all(row.mark.status != "ungraded" for row in score.rows)
    return score.excused or (score.there and graded)


def _left(book: Gradebook, columns: dict, filled: set, path: Path) -> list[str]:
    """Return who has points that the file has no place for."""
    return [
        f"{path.name} has no line for {score.person.told} ({score.exercise.name})"
        for score in book.all_scores
        if columns.get(score.exercise.name) is not None
        and score.copy
        and (score.person, score.exercise.name) not in filled
    ]


def _number(identifier: str) -> str:
    return "".join(re.findall(r"\d+$", identifier))


def _exercise_of(path: Path, numbers: set[str], book: Gradebook) -> str:
    """Return the exercise of a worksheet: its numbers tell, or its name, or there is one only."""
    votes = Counter(
        score.exercise.name
        for score in book.all_scores
        if score.copy and score.copy.owner.system == "moodle" and score.copy.owner.number in numbers
    )
    named = [
        name
        for name, exercise in book.exercises.items()
        if _plain(name) in _plain(path.stem) or _plain(exercise.title) in _plain(path.stem)
    ]
    found = named or [name for name, _ in votes.most_common(1)] or list(book.exercises)
    if len(found) != 1:
        raise CannotGrade(
            f"{path} does not tell its exercise. Give the file a name that has it in it, such as "
            f"{next(iter(book.exercises), '01_max_pooling')}.csv"
        )
    return found[0]
