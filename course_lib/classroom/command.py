"""``course grade`` and ``course release``."""

import os
import platform
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ..grading.command import console, say
from ..grading.places import exercise_names, solution_path
from . import CannotGrade, sandbox, sandbox_mounts
from . import release as releasing
from .assignment import Graded, prepare
from .book import Book, Copy
from .cluster import cluster
from .counting import to_grade
from .decisions import NAME, Decisions, read_decisions
from .file_names import owner_named, read_name
from .grade_all import Entry, grade_all
from .gradebook import work_out
from .handed_in import HandedIn, collect
from .limits import Limits
from .lms import known_as
from .nbval_client import end_servers
from .owners import SAID, Owner, composed
from .people import WhoIsWho, read_people, text_of
from .results_folder import write_results
from .sandbox import NoSandbox
from .store import Store
from .system_calls import call_filter


def grade(root: Path, options) -> int:
    """Grade what was handed in, if any, and write all results anew; return 1 if some failed."""
    if options.submissions is None and not (options.out / "private" / "book.json").exists():
        raise CannotGrade(f"{options.out} holds no grades yet. Say where the submissions are.")
    if options.submissions is not None and not options.unsafe:
        _demand_sandbox()
        solutions = options.solutions or root / "solutions"
        _demand_unseen(solutions, options.out, options.submissions)
    store = Store(options.out)
    with store.alone():
        book, decisions = Book.load(store.book), read_decisions(options.out / NAME)
        exported = [*options.canvas, *options.moodle]
        listed = options.students or (None if book.students else next(iter(exported), None))
        if listed:
            book.students = text_of(listed.read_bytes())
        for system in ("canvas", "moodle"):
            for path in getattr(options, system):
                book.known_as |= known_as(path, system)
        failed = _add(root, options, store, book, decisions) if options.submissions else []
        book.save(store.book)
        made = work_out(book, read_people(book.students), decisions, store.recall)
        write_results(options, store, book, made, decisions)
    return 1 if failed else 0


def _add(root: Path, options, store: Store, book: Book, decisions: Decisions) -> list[Entry]:
    """Grade what is new, and add it to the book; return what could not be graded."""
    handed_in = _take_in(options, book, decisions)
    chosen = to_grade(handed_in, book, decisions)
    solutions = _solutions(root, options.solutions, {one.exercise for one in chosen})
    seed = store.seed(options.seed)
    graded = _prepared(solutions, seed, store, not options.unsafe)
    entries = _graded(chosen, graded, store, options)
    book.exercises |= {name: one.exercise for name, one in graded.items()}
    for entry in entries:
        book.mark(entry.handed_in, entry.stamp, entry.reason, seed)
    say(f"{len(handed_in)} submission{'s' if len(handed_in) != 1 else ''}, seed {seed}")
    return [entry for entry in entries if not entry.stamp]


def _take_in(options, book: Book, decisions: Decisions) -> list[HandedIn]:
    """Put all that was handed in into the book; return the notebooks of it."""
    handed_in, put_aside = collect(options.submissions, _owner(options, book, decisions))
    if not handed_in and not put_aside:
        raise CannotGrade(f"{options.submissions} holds no file.")
    for unused in put_aside:
        book.put_aside(unused)
    for one in handed_in:
        book.add(Copy.of(one))
    return handed_in


def _graded(chosen: list[HandedIn], graded: dict[str, Graded], store: Store, options):
    limits, sandboxed = Limits.shared(options.jobs, options.seconds), not options.unsafe
    with _executor(options) as executor, _bar() as bar:
        work = bar.add_task("Grading", total=len(chosen))
        tell = partial(bar.advance, work)
        return grade_all(chosen, graded, store, executor, limits, sandboxed, tell)


def _solutions(root: Path, kept: Path | None, names: set[str]) -> list[Path]:
    found = [kept / f"{n}.ipynb" if kept else solution_path(root, n) for n in sorted(names)]
    if missing := [path for path in found if not path.exists()]:
        raise CannotGrade(
            f"{missing[0]} is not there, and without it nothing is graded. Say where the solutions "
            "are (course release writes them into private/solutions): --solutions FOLDER"
        )
    return found


def _owner(options, book: Book, decisions: Decisions) -> Owner | None:
    """Return whose all submissions are; None where names of files and folders tell."""
    place = options.submissions.resolve()
    if options.student:
        return _said(composed(options.student), book, decisions)
    if place.is_dir():
        return owner_named(place.name) or _known_owner(place.name, book)
    if place.suffix == ".zip" or read_name(place.name, exercise_names()).owner.name:
        return None
    owner = owner_named(place.parent.name) or _known_owner(place.parent.name, book)
    if owner is None and place.is_file():
        raise CannotGrade(f"{place.name} does not tell whose it is. Add: --student NAME")
    return owner


def _said(name: str, book: Book, decisions: Decisions) -> Owner:
    """Return who the teacher says it is; refuse a name of nobody on the list, or of several."""
    owner, people = Owner(name, system=SAID), read_people(book.students)
    meant = WhoIsWho(people, decisions.who, book.known_as).candidates(owner)
    if not people or len(meant) == 1:
        return owner
    if meant:
        several = " and ".join(one.told for one in meant)
        raise CannotGrade(f"--student '{name}' may be {several}. Write the id, which lists give.")
    names = {one.casefold(): person for person in people for one in (person.name, person.id)}
    near = dict.fromkeys(names[one].told for one in get_close_matches(name.casefold(), names, 2))
    hint = f"Do you mean {' or '.join(near)}?" if near else "Add new students to your list first."
    raise CannotGrade(
        f"Nobody on the list of the class is called '{name}', as --student says. {hint} "
        "Write the name as it stands there, or the id."
    )


def _known_owner(folder: str, book: Book) -> Owner | None:
    """Return somebody in the book, or on its list, who is called as a folder is."""
    name = composed(folder)
    for copy in book.copies.values():
        if name in (copy.owner.name, copy.owner.told):
            return copy.owner
    known = WhoIsWho(read_people(book.students))
    return Owner(name) if len(known.candidates(Owner(name))) == 1 else None


def release(root: Path, options) -> int:
    """Write what a class is handed, and what its teacher keeps."""
    handed, packed, kept = releasing.release(root, options.folder)
    say(f"For the class: {handed}, and the same as {packed}")
    say(f"For you: {kept}. Grade with: course grade SUBMISSIONS --solutions {kept / 'solutions'}")
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
        say(
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


def _prepared(solutions: list[Path], seed: int, store: Store, sandboxed: bool) -> dict[str, Graded]:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        futures = {
            path.stem: pool.submit(prepare, path, seed, store.references, sandboxed)
            for path in solutions
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
        say("Stopped. What is graded is kept: the same command goes on from here.")
        raise
    else:
        executor.shutdown()
    finally:
        end_servers()


def _bar() -> Progress:
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()]
    left = TimeRemainingColumn(compact=True)
    return Progress(
        *columns, left, TextColumn("left"), console=console, disable=not console.is_terminal
    )
