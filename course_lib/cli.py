"""The command ``course``."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from .classroom import CannotGrade
from .classroom.options import add_grade, add_release
from .files import write_safely
from .grading import handout, last_checks
from .grading.canonical import NotebookError
from .grading.check import check, exercise_name
from .grading.judge import CELL_SECONDS, CHECKING, JudgeFailed
from .grading.places import CourseNotFound, exercise_names, find_course
from .grading.printout import print_result
from .grading.reference import SolutionUnusable
from .grading.transplant import UnreadableNotebook

FIRST_PAGE = "/lab/tree/notebooks/00_start_here.ipynb"
_console = Console(highlight=False)


class Unknown(Exception):
    """A name that is no exercise."""


def main(arguments=None) -> int:
    """Run the command; return 0 if all is well, 1 if not, 2 if it could not be done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not know every character
            stream.reconfigure(errors="replace")
    parser = _parser()
    if not (sys.argv[1:] if arguments is None else arguments):
        parser.print_help()
        return 0
    options, others = parser.parse_known_args(arguments)
    if others and options.do is not _lab:
        parser.error(f"unknown: {' '.join(others)}")
    options.others = others
    if os.environ.get(CHECKING):
        return 0  # a notebook that is being checked does not check itself
    try:
        return options.do(find_course(), options)
    except KeyboardInterrupt:
        return 130  # what a shell calls a command that was stopped with Ctrl+C
    except (
        CannotGrade,
        CourseNotFound,
        JudgeFailed,
        NotebookError,
        SolutionUnusable,
        Unknown,
        UnreadableNotebook,
        OSError,
    ) as error:
        _complain(error)
        return 2


def _say(text: str):
    _console.print(text, markup=False, soft_wrap=True)


def _short(path: Path, root: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="course", description="Work through the course.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name, do, text):
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(do=do)
        return command

    add("lab", _lab, "Open the course in JupyterLab; what follows is handed to JupyterLab.")
    command = add("check", _check, "Check your answers; all exercises, or those you name.")
    command.add_argument("exercise", nargs="*", help="01, 01_max_pooling, or a file")
    command.add_argument("--seed", type=int, help="draw the same random numbers again")
    command.add_argument(
        "--seconds", type=float, default=CELL_SECONDS, help="how long a cell may run"
    )
    add("status", _status, "Show how far you are.")
    command = add("reset", _reset, "Get a fresh exercise; yours is kept beside it.")
    command.add_argument("exercise", nargs="+", help="01, or 01_max_pooling")
    command = add("grade", _grade, "For teachers: grade what a class handed in.")
    add_grade(command)
    command = add("release", _release, "For teachers: make what a class is handed.")
    add_release(command)
    command = add("make", _make, "For authors: run the notebooks and make the exercises.")
    command.add_argument("notebook", nargs="*", help="part of a name; all where none is given")
    command.add_argument(
        "--check",
        action="store_true",
        help="run nothing, change nothing; tell what is not as its source makes it",
    )
    return parser


def _find(root: Path, wanted: str) -> Path:
    """Return the learner's file for a number, a name or a path."""
    path = Path(wanted)
    if path.suffix == ".ipynb" and path.exists():
        if exercise_name(path) in exercise_names():
            return path
        raise Unknown(f"{path.name} is no exercise. The exercises are: {_listed()}.")
    stem = path.stem.lower()
    number = stem.zfill(2) if stem.isdigit() else stem
    names = [n for n in exercise_names() if n == number or n.split("_")[0] == number]
    names = names or [n for n in exercise_names() if stem and stem in n]
    if len(names) != 1:
        raise Unknown(f"There is no exercise '{wanted}'. The exercises are: {_listed()}.")
    return root / "exercises" / f"{names[0]}.ipynb"


def _listed() -> str:
    return ", ".join(exercise_names())


def _lab(root: Path, options) -> int:
    """Start JupyterLab in the course's folder, with the command ``course`` in its terminals."""
    scripts = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": os.pathsep.join([scripts, os.environ.get("PATH", "")])}
    command = [sys.executable, "-m", "jupyterlab", f"--LabApp.default_url={FIRST_PAGE}"]
    os.chdir(root)
    if os.name == "posix":  # take this process's place, so that Ctrl+C reaches JupyterLab alone
        os.execve(sys.executable, [*command, *options.others], environment)
    return subprocess.call([*command, *options.others], env=environment)


def _check(root: Path, options) -> int:
    files = [_find(root, name) for name in options.exercise or exercise_names()]
    codes = []
    with _bar(len(files)) as bar:
        work = bar.add_task("Checking", total=len(files))
        for file in files:
            codes.append(_check_one(root, file, options))
            bar.advance(work)
    return max(codes)


def _bar(count: int) -> Progress:
    """Return a progress bar; it is not shown for a single piece of work."""
    shown = count > 1 and _console.is_terminal
    return Progress(console=_console, transient=True, disable=not shown)


def _check_one(root: Path, file: Path, options) -> int:
    """Check a file and print the result; return 0 if all is right, 1 if not, 2 if it can't be."""
    name = exercise_name(file)
    solution = root / "solutions" / f"{name}.ipynb"
    try:
        if not file.exists():
            raise Unknown(f"{file.name} is not there. Get a fresh one: course reset {name[:2]}")
        saved, state = datetime.fromtimestamp(file.stat().st_mtime), last_checks.fingerprint(file)
        result = check(file, solution if solution.exists() else None, options.seed, options.seconds)
    except (Unknown, UnreadableNotebook) as error:
        _complain(error)
        return 2
    print_result(_console, result, f"{_short(file.resolve(), root)} as saved at {saved:%H:%M:%S}")
    if file.resolve() == (root / "exercises" / f"{name}.ipynb").resolve():
        last_checks.remember(root, name, state, result.points, result.exercise.points)
    return 0 if result.points == result.exercise.points else 1


def _complain(error: Exception):
    Console(stderr=True, highlight=False).print(f"course: {error}", markup=False, soft_wrap=True)


def _status(root: Path, options) -> int:
    names = exercise_names()
    width = max(map(len, names), default=0)
    for name in names:
        file = root / "exercises" / f"{name}.ipynb"
        _say(f"{name:{width}} {_state(root, name, file)}")
    return 0


def _state(root: Path, name: str, file: Path) -> str:
    if not file.exists():
        return f"no file: course reset {name[:2]}"
    state = last_checks.recall(root, name)
    if state is None:
        begun = handout.has_work(file)
        return f"begun, not checked: course check {name[:2]}" if begun else "not started"
    filled = round(10 * state["points"] / state["of"])
    changed = state["file"] != last_checks.fingerprint(file)
    later = f", changed since: course check {name[:2]}" if changed else ""
    return f"{'#' * filled}{'.' * (10 - filled)} {state['points']} of {state['of']} points{later}"


def _reset(root: Path, options) -> int:
    for name in [exercise_name(_find(root, wanted)) for wanted in options.exercise]:
        file, fresh = root / "exercises" / f"{name}.ipynb", handout.fresh_handout(name)
        if handout.has_work(file):
            _say(f"Your work is kept: {handout.keep(file).relative_to(root)}")
        write_safely(file, fresh)
        last_checks.forget(root, name)
        _say(f"Fresh: {file.relative_to(root)}")
    _say("If it is open in JupyterLab, choose File, Reload Notebook from Disk.")
    return 0


def _grade(root: Path, options) -> int:
    from .classroom import command  # needs Linux, and takes long to import

    return command.grade(root, options)


def _release(root: Path, options) -> int:
    from .classroom import command

    return command.release(root, options)


def _make(root: Path, options) -> int:
    from .grading import make as making  # running notebooks takes long to import

    found = making.sources(root, options.notebook)
    if not found:
        raise Unknown(f"No lesson and no solution has {' or '.join(options.notebook)} in its name.")
    with _bar(len(found)) as bar:
        work = bar.add_task("Making notebooks", total=len(found))
        files = making.make(
            root, options.notebook, lambda name: bar.advance(work), running=not options.check
        )
    if options.check:
        return _tell_differences(root, files)
    for path in making.write(files):
        _say(f"written: {_short(path, root)}")
    return 0


def _tell_differences(root: Path, files: dict[Path, str]) -> int:
    differing = [p for p, text in files.items() if not p.exists() or p.read_text("utf-8") != text]
    for path in differing:
        _say(f"not what its source makes: {_short(path, root)}")
    if differing:
        _say("Run 'course make', look at what changed, and commit it.")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
