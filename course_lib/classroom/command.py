"""``course grade`` and ``course release``."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ..files import write_safely
from ..grading.exercise import Exercise
from . import release as releasing
from . import sandbox, sandbox_mounts
from .assignment import Graded, prepare
from .class_page import class_page
from .cluster import cluster
from .grade_all import grade_all
from .gradebook import Row, as_csv, not_listed, read_students, rows
from .handed_in import HandedIn, collect
from .limits import Limits
from .nbval_client import end_servers
from .sandbox import NoSandbox
from .store import Store
from .student_page import file_name, student_page
from .system_calls import call_filter

_console = Console(highlight=False)


def grade(root: Path, options) -> int:
    """Grade a class; return 0 if everything could be graded, else 1."""
    solutions = options.solutions or root / "solutions"
    if not options.unsafe:
        _demand_sandbox()
        _demand_unseen(solutions, options.out, options.submissions)
    limits, store = Limits.shared(options.jobs, options.seconds), Store(options.out)
    handed_in, students = collect(options.submissions), _students(options)
    seed = store.seed(options.seed)
    graded = _prepared(solutions, handed_in, seed, store, not options.unsafe)
    with _executor(options) as executor, _bar() as bar:
        work = bar.add_task("Grading", total=len(handed_in))
        entries = grade_all(
            handed_in,
            graded,
            store,
            executor,
            limits,
            not options.unsafe,
            lambda count: bar.advance(work, count),
        )
    exercises = {name: one.exercise for name, one in graded.items()}
    table = rows(entries, exercises, students)
    write_safely(options.out / "grades.csv", as_csv(table))
    _write_pages(options.out, table, exercises, seed)
    failed = [entry for entry in entries if entry.reason and entry.marks is None]
    for entry in failed:
        _say(f"Could not be graded: {entry.handed_in.name} ({entry.reason})")
    _tell_names(table, students, not_listed(handed_in, students), options.out / "students")
    _say(f"{len(handed_in)} submission{'s' if len(handed_in) != 1 else ''}, seed {seed}")
    _say(f"{options.out / 'grades.csv'}, {options.out / 'report.html'}, {options.out / 'students'}")
    return 1 if failed else 0


def _write_pages(folder: Path, table: list[Row], exercises: dict[str, Exercise], seed: int):
    write_safely(folder / "report.html", class_page(table, exercises, seed))
    for student, group in groupby(table, key=lambda row: row.student):
        text = student_page(student, list(group), exercises)
        write_safely(folder / "students" / file_name(student), text)


def _tell_names(table: list[Row], students: list[str], extra: list[str], pages: Path):
    """Tell whose names and work do not go together."""
    there = {row.student for row in table if row.status != "absent"}
    absent = sorted({row.student for row in table} - there)
    known = {file_name(row.student) for row in table}
    old = sorted(path.name for path in pages.glob("*.html") if path.name not in known)
    for words, names in [
        ("Nothing from", absent),
        ("Not on the list", extra if students else []),
        ("From an earlier grading, not of this class", old),
    ]:
        if names:
            _say(f"{words}: {', '.join(names)}")


def release(root: Path, options) -> int:
    """Write what a class is handed, and what its teacher keeps."""
    handed, packed, kept = releasing.release(root, options.folder)
    _say(f"For the class: {handed}, and the same as {packed}")
    _say(f"For you: {kept}. Grade with: course grade SUBMISSIONS --solutions {kept / 'solutions'}")
    return 0


def _demand_sandbox():
    try:
        sandbox.check()
    except NoSandbox as error:
        raise NoSandbox(
            f"{error}\nWithout a sandbox a submission can read your files, the solutions among "
            "them. If you know what is in these submissions: course grade --unsafe"
        ) from error
    if not call_filter():
        _say(
            f"On this kind of processor ({platform.machine()}) system calls are not filtered: "
            "learners' code may take more memory and cores than its share."
        )


def _demand_unseen(*paths: Path):
    for path in paths:
        if sandbox_mounts.shows(path):
            raise NoSandbox(
                f"{path} lies among the programs of this machine or of Python, which learners' "
                "code can read. Move it to another folder, such as one in your home."
            )


def _students(options) -> list[str]:
    if options.students is None:
        return []
    return read_students(options.students.read_text(encoding="utf-8-sig"))


def _prepared(
    solutions: Path, handed_in: list[HandedIn], seed: int, store: Store, sandboxed: bool
) -> dict[str, Graded]:
    names = sorted({one.exercise for one in handed_in if one.exercise})
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        futures = {
            name: pool.submit(
                prepare, solutions / f"{name}.ipynb", seed, store.references, sandboxed
            )
            for name in names
        }
        return {name: future.result() for name, future in futures.items()}


@contextmanager
def _executor(options) -> Iterator[Executor]:
    if options.cluster:
        with cluster(options.cluster, not options.unsafe) as executor:
            yield executor
        return
    executor = ThreadPoolExecutor(options.jobs)
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        end_servers()
        _say("Stopped. What is graded is kept: the same command goes on from here.")
        raise
    executor.shutdown()
    end_servers()


def _bar() -> Progress:
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()]
    left = TimeRemainingColumn(compact=True)
    return Progress(
        *columns, left, TextColumn("left"), console=_console, disable=not _console.is_terminal
    )


def _say(text: str):
    _console.print(text, markup=False, soft_wrap=True)
