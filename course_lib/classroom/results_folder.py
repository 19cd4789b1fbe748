"""The folder of results: tables, report, pages, and the files for Canvas and Moodle."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from ..files import write_safely
from .alike_page import to_read
from .book import Book
from .class_page import class_page
from .decided import decided
from .decisions import FIRST, NAME, Decisions
from .gradebook import Gradebook
from .lms import fill_canvas, fill_moodle
from .outputs import Outputs
from .scores import Score
from .store import Store
from .student_page import file_name, student_page
from .tables import grades, pages, sum_of, totals, unreadable, unused

_console = Console(highlight=False)
_SHOWN = 20  # files that were not graded


def write_results(options, store: Store, book: Book, made: Gradebook, decisions: Decisions):
    """Write all results, and tell what a teacher should know."""
    out = Outputs(options.out, store.private / "written.json")
    told, filled = list(made.problems), []
    for path in options.canvas:
        text, more = fill_canvas(path, made, decisions)
        out.write("canvas.csv", text)
        filled.append("canvas.csv")
        told += more
    for path in options.moodle:
        name, text, more = fill_moodle(path, made)
        out.write(f"moodle-{name}.csv", text)
        filled.append(f"moodle-{name}.csv")
        told += more
    for name, table in [("grades", grades), ("totals", totals), ("pages", pages)]:
        out.write(f"{name}.csv", table(made))
    out.write("unused.csv", unused(made))
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
    told += _old(out)
    _tell(options.out, made, out, told)
    for name in filled:
        _say(f"{options.out / name}: filled, to be imported again")


def _old(out: Outputs) -> list[str]:
    """Return which files for Canvas and Moodle were filled earlier, and not now."""
    return [
        f"{name} is of an earlier run. Fill it anew before you upload it: --{system} FILE"
        for system in ("canvas", "moodle")
        for name in sorted(out.written.keys() - out.now)
        if name.startswith(system) and (out.folder / name).exists()
    ]


def _tell(folder: Path, made: Gradebook, out: Outputs, told: list[str]):
    """Tell whose names and work do not go together, and which files were not used."""
    for path, kept in out.kept:
        _say(
            f"You had changed {path.name}: your version is kept as {kept.name}. To change points "
            f"for good, write in {NAME}."
        )
    for line in told:
        _say(line)
    listed = any(person.line for person in made.scores)
    missing = [p for p, own in made.scores.items() if not any(s.copy for s in own.values())]
    unlisted = [p.told for p in made.scores if listed and not p.line]
    late = [_of(score) for score in made.all_scores if score.late]
    too_late = [_of(score) for score in made.all_scores if score.has_late_copy]
    for words, names in [
        (f"Nothing that counts from {len(missing)}", [p.told for p in missing]),
        ("Not on the list", unlisted),
        ("Late", late),
        ("In time; a copy that came later does not count", too_late),
    ]:
        if names:
            _say(f"{words}: {', '.join(names)}")
    files = [(s.copy.file, s.unreadable) for s in unreadable(made) if s.copy]
    files += [(one.file, one.reason) for _, one in made.unused if not one.file.endswith("/")]
    for file, reason in files[:_SHOWN]:
        _say(f"Not graded: {file} ({reason})")
    if len(files) > _SHOWN:
        _say(f"And {len(files) - _SHOWN} more files, which are in unused.csv.")
    _say(f"{folder / 'totals.csv'}, {folder / 'report.html'}, {folder / 'students'}")


def _of(score: Score) -> str:
    return f"{score.person.told} ({score.exercise.name})"


def _say(text: str):
    _console.print(text, markup=False, soft_wrap=True)
