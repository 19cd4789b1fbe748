"""The folder of results: tables, report, pages, and the files for Canvas and Moodle.

They are written over those of the last time, but never over what a teacher changed in them.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

from ..files import read_record, set_aside, write_safely
from ..grading.command import say
from .alike import to_read
from .book import Book
from .class_page import class_page, decided
from .decisions import FIRST, NAME, Decisions
from .gradebook import Gradebook
from .lms import fill_canvas, fill_moodle
from .scores import Score
from .store import Store
from .student_page import file_name, student_page
from .tables import grades, pages, sum_of, totals, unreadable, unused

_SHOWN = 20  # files that were not graded


def write_results(options, store: Store, book: Book, made: Gradebook, decisions: Decisions):
    """Write all results, and tell what a teacher should know."""
    out = Outputs(options.out, store.private / "written.json")
    filled, told = _fill(options, out, made, decisions)
    tables = {"grades": grades, "totals": totals, "pages": pages, "unused": unused}
    for name, table in tables.items():
        out.write(f"{name}.csv", table(made))
    seeds = sorted({copy.seed for copy in book.copies.values() if copy.seed is not None})
    more = [*decided(made, decisions), *to_read(made, store.recall)]
    out.write("report.html", class_page(made, seeds, more))
    for person, scores in made.scores.items():
        own = [one for whose, one in made.unused if whose == person]
        text = student_page(person, scores.values(), sum_of(scores.values()), own)
        out.write(f"students/{file_name(person)}", text)
    out.remove_old("students/")
    out.close()
    if not (options.out / NAME).exists():
        write_safely(options.out / NAME, FIRST)
    _tell_changed(out)
    for line in [*made.problems, *told, *_old(out)]:
        say(line)
    _tell_names(made)
    _tell_unused(made)
    say(f"{out.folder / 'totals.csv'}, {out.folder / 'report.html'}, {out.folder / 'students'}")
    for name in filled:
        say(f"{out.folder / name}: filled, to be imported again")


def _fill(options, out: Outputs, made: Gradebook, decisions: Decisions):
    """Fill what Canvas and Moodle exported; return the names of the files, and what to tell."""
    sheets = [("canvas.csv", *fill_canvas(path, made, decisions)) for path in options.canvas]
    for path in options.moodle:
        exercise, text, told = fill_moodle(path, made)
        sheets.append((f"moodle-{exercise}.csv", text, told))
    for name, text, _ in sheets:
        out.write(name, text)
    return [name for name, _, _ in sheets], [line for _, _, told in sheets for line in told]


def _old(out: Outputs) -> list[str]:
    """Return which files for Canvas and Moodle were filled earlier, and not now."""
    return [
        f"{name} is of an earlier run. Fill it anew before you upload it: --{system} FILE"
        for system in ("canvas", "moodle")
        for name in sorted(out.written.keys() - out.now)
        if name.startswith(system) and (out.folder / name).exists()
    ]


def _tell_changed(out: Outputs):
    for path, kept in out.kept:
        say(
            f"You had changed {path.name}: your version is kept as {kept.name}. To change points "
            f"for good, write in {NAME}."
        )


def _tell_names(made: Gradebook):
    """Tell whose names and work do not go together, and who was late."""
    listed = any(person.line for person in made.scores)
    missing = [p.told for p, own in made.scores.items() if not any(s.copy for s in own.values())]
    for words, names in [
        (f"Nothing that counts from {len(missing)}", missing),
        ("Not on the list", [p.told for p in made.scores if listed and not p.line]),
        ("Late", [_of(score) for score in made.all_scores if score.late]),
        (
            "In time; a copy that came later does not count",
            [_of(score) for score in made.all_scores if score.has_late_copy],
        ),
    ]:
        if names:
            say(f"{words}: {', '.join(names)}")


def _tell_unused(made: Gradebook):
    files = [(s.copy.file, s.unreadable) for s in unreadable(made) if s.copy]
    files += [(one.file, one.reason) for _, one in made.unused if not one.file.endswith("/")]
    for file, reason in files[:_SHOWN]:
        say(f"Not graded: {file} ({reason})")
    if len(files) > _SHOWN:
        say(f"And {len(files) - _SHOWN} more files, which are in unused.csv.")


def _of(score: Score) -> str:
    return f"{score.person.told} ({score.exercise.name})"


class Outputs:
    """The files of results in a folder."""

    def __init__(self, folder: Path, record: Path):
        self.folder, self.record = folder, record
        self.now: set[str] = set()  # names of files that were written since it was opened
        self.kept: list[tuple[Path, Path]] = []  # what somebody had changed, and its new name
        self.written = read_record(record)  # without it what is there counts as changed

    def write(self, name: str, text: str):
        """Write a file; one that is not as it was written last is kept beside it."""
        path, data = self.folder / name, text.encode("utf-8")
        self.now.add(name)
        if path.exists():
            there = path.read_bytes()
            if there == data:
                self.written[name] = _digest(data)
                return
            if _digest(there) != self.written.get(name):
                self.kept.append((path, _put_aside(path)))
        write_safely(path, data)
        self.written[name] = _digest(data)

    def remove_old(self, prefix: str):
        """Remove files that were written earlier and not now, but keep those that were changed."""
        for name in [n for n in self.written.keys() - self.now if n.startswith(prefix)]:
            path, digest = self.folder / name, self.written.pop(name)
            if path.exists() and _digest(path.read_bytes()) == digest:
                path.unlink()
            elif path.exists():
                self.kept.append((path, _put_aside(path)))

    def close(self):
        """Remember what was written."""
        write_safely(self.record, json.dumps(self.written))


def _put_aside(path: Path) -> Path:
    return set_aside(path, f"yours-{datetime.now():%Y-%m-%d}")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
