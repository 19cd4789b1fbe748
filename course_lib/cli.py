"""The command ``course``: what can be typed. Each command is imported when it is asked for."""

import argparse
import importlib
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from .classroom import CannotGrade
from .grading.canonical import NotebookError
from .grading.command import Unknown, complain
from .grading.handout import lay_out
from .grading.judge import CELL_SECONDS, CHECKING, JudgeFailed
from .grading.new_course import CannotBegin, new_course
from .grading.places import CourseNotFound, find_course
from .grading.reference import SolutionUnusable
from .grading.transplant import UnreadableNotebook
from .grading.update import CannotUpdate
from .site.address import CannotBuild

FIRST_PAGE = "/lab/tree/notebooks/00_start_here.ipynb"
_FORESEEN = (
    CannotBegin,
    CannotBuild,
    CannotGrade,
    CannotUpdate,
    CourseNotFound,
    JudgeFailed,
    NotebookError,
    SolutionUnusable,
    Unknown,
    UnreadableNotebook,
    OSError,
)


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
        root = _course_for(options)
        if root is None:
            return options.do(None, options)
        with suppress(OSError):  # where nothing can be written, work lies elsewhere
            lay_out(root)
        return options.do(root, options)
    except KeyboardInterrupt:
        return 130  # what a shell calls a command that was stopped with Ctrl+C
    except _FORESEEN as error:
        complain(error)
        return 2


def main_or_lab() -> int:
    """Run the command; open the course where nothing is asked for, as ``pipx run`` does."""
    return main(sys.argv[1:] or ["lab"])


def _course_for(options) -> Path | None:
    """Return the course's folder, none for a command that makes it; offer to make one for lab."""
    if options.do is _new:
        return None
    try:
        return find_course()
    except CourseNotFound as error:
        if options.do is not _lab or not _agrees():
            raise CourseNotFound(f"{error} To get the course: course new {_NAME}") from error
        return new_course(Path(_NAME))


def _agrees() -> bool:
    """Ask whether to lay the course out here; nobody answers where there is no terminal."""
    if not sys.stdin.isatty():
        return False
    print(f"There is no course here. Shall I put it into the folder {Path(_NAME).resolve()}?")
    try:
        return input("[Y/n] ").strip().lower() in ("", "y", "yes")
    except EOFError:
        return False


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="course", description="Work through the course.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name, do, text):
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(do=do)
        return command

    add("lab", _lab, "Open the course in JupyterLab; what follows is handed to JupyterLab.")
    command = add("check", _does("grading", "check_exercises"), _CHECK)
    command.add_argument("exercise", nargs="*", help="01, 01_max_pooling, or a file")
    command.add_argument("--seed", type=int, help="draw the same random numbers again")
    command.add_argument(
        "--seconds", type=float, default=CELL_SECONDS, help="how long a cell may run"
    )
    command.add_argument("--page", action="store_true", help="print the result as HTML, in JSON")
    add("status", _does("predictions", "status"), "Show how far you are.")
    command = add("reset", _does("grading", "reset"), _RESET)
    command.add_argument("exercise", nargs="+", help="01, or 01_max_pooling")
    command = add("update", _does("grading", "update"), _UPDATE)
    command.add_argument(
        "zip",
        type=Path,
        nargs="?",
        help="a newer copy of the course; without it, what is installed is taken over",
    )
    command = add("new", _new, _BEGIN)
    command.add_argument("folder", type=Path, help="a new folder")
    command = add("grade", _does("classroom", "grade"), _GRADE)
    _add_grade(command)
    command = add("release", _does("classroom", "release"), _RELEASE)
    command.add_argument("folder", type=Path, help="a new folder")
    command = add("new-exercise", _does("grading", "new_exercise"), _NEW)
    command.add_argument("name", help="a number and words, such as 10_my_blur")
    command.add_argument("--tasks", type=int, default=1, help="how many; the first is an example")
    command = add("make", _does("grading", "make"), _MAKE)
    command.add_argument("notebook", nargs="*", help="part of a name; all where none is given")
    command.add_argument(
        "--check",
        action="store_true",
        help="run nothing, change nothing; tell what is not as its source makes it",
    )
    command = add("site", _does("site", "site"), _SITE)
    command.add_argument("folder", type=Path, help="a new folder, or one with an earlier site")
    command.add_argument(
        "--repository",
        metavar="ADDRESS",
        help="of the course at GitHub, to link to; default: Repository in pyproject.toml, if any",
    )
    return parser


_NAME = "convolution-course"  # of the folder that is offered where there is no course
_BEGIN = "Put the course into a new folder: lessons to read, exercises to fill in."
_CHECK = "Check your answers; all exercises, or those you name."
_RESET = "Get a fresh exercise; yours is kept beside it."
_UPDATE = "Take over a newer copy of the course; what you wrote stays."
_GRADE = "For teachers: grade what a class handed in."
_RELEASE = "For teachers: make what a class is handed."
_NEW = "For teachers: begin an exercise of your own, in the folder own/."
_SITE = "Make the course as a website, offline."
_MAKE = "For authors: run the notebooks and make the exercises."


def _add_grade(command):
    command.add_argument(
        "submissions",
        type=Path,
        nargs="?",
        help="a folder, a zip or a notebook; without it, the results are written anew",
    )
    command.add_argument(
        "--out", type=Path, default=Path("grades"), help="folder for the results; default grades"
    )
    command.add_argument("--seed", type=int, help="draw the hidden numbers from this seed")
    command.add_argument("--students", type=Path, help="a list of names, to mark who is missing")
    command.add_argument("--student", metavar="NAME", help="whose all that is handed in is")
    for system, what in [("canvas", "gradebook"), ("moodle", "grading worksheet")]:
        command.add_argument(
            f"--{system}",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help=f"fill the {what} that {system.capitalize()} exported",
        )
    command.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many at a time")
    command.add_argument("--seconds", type=float, default=CELL_SECONDS, help="for each cell")
    command.add_argument(
        "--solutions", type=Path, help="the solutions, where they are not beside the course"
    )
    command.add_argument("--cluster", metavar="ADDRESS", help="grade on the workers of Dask")
    command.add_argument(
        "--unsafe", action="store_true", help="run learners' code without a sandbox"
    )


def _does(room: str, name: str):
    """Return a command that a room does; classroom needs Linux, and takes long to import."""

    def do(root: Path, options) -> int:
        commands = importlib.import_module(f".{room}.command", __package__)
        return getattr(commands, name)(root, options)

    return do


_new = _does("grading", "new")

# Explorers answer sooner: see widgets/at_once.py, which needs JupyterLab's server to be imported.
AT_ONCE = "--ServerApp.kernel_websocket_connection_class=course_lib.widgets.at_once.AtOnce"


def _lab(root: Path, options) -> int:
    """Start JupyterLab in the course's folder, with the command ``course`` in its terminals."""
    scripts = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": os.pathsep.join([scripts, os.environ.get("PATH", "")])}
    command = [sys.executable, "-m", "jupyterlab", f"--LabApp.default_url={FIRST_PAGE}", AT_ONCE]
    os.chdir(root)
    if os.name == "posix":  # take this process's place, so that Ctrl+C reaches JupyterLab alone
        os.execve(sys.executable, [*command, *options.others], environment)
    return subprocess.call([*command, *options.others], env=environment)


if __name__ == "__main__":
    sys.exit(main())
