"""What checks print for the solution and for known mistakes, found in a process of its own."""

from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from .own_mistakes import read_mistakes
from .places import own_mistakes
from .search import of_task

if TYPE_CHECKING:  # not in the process that runs this file: reading notebooks takes time to import
    from .exercise import Cell, Exercise

SECONDS = 60


class SolutionUnusable(Exception):
    """The solution can't tell what hidden checks should print, with the reason."""


def with_seed(source: str, seed: int) -> str:
    """Return the source of a hidden check that draws its numbers from ``seed``."""
    return re.sub(r"^SEED = \d+$", f"SEED = {seed}", source, count=1, flags=re.MULTILINE)


def seeded(cell: Cell, seed: int) -> str:
    """Return the source of a check; that of a hidden one draws from ``seed``."""
    return with_seed(cell.source, seed) if cell.role == "hidden" else cell.source


def expected_outputs(
    solution: Exercise, released: Exercise, seed: int, python: list[str] | None = None
) -> dict[str, str]:
    """Return what each hidden check of a solution prints under a seed, by the check's id.

    ``python`` is the command that starts an interpreter; this one where none is given.

    Raises SolutionUnusable if the solution does not pass its own public checks, or fails.
    """
    cells = [[cell.id, seeded(cell, seed)] for cell in solution.cells]
    printed = _ask({"solution": cells, "mistakes": []}, python)["solution"]
    for task in released.tasks:
        for cell in task.checks:
            if printed.get(cell.id) != cell.output:
                raise SolutionUnusable(f"it does not give the right answer to task {task.key}")
    hidden = [cell.id for cell in solution.cells if cell.role == "hidden"]
    for cell in hidden:
        if printed[cell] is None:
            raise SolutionUnusable(f"it fails in {cell}")
    return {cell: printed[cell] for cell in hidden}


def wrong_answers(
    exercise: Exercise,
    seed: int,
    tasks,
    python: list[str] | None = None,
    came: dict[str, list[list[str]]] | None = None,
    started: subprocess.Popen | None = None,
) -> dict[str, list]:
    """Return what the checks of tasks print for known mistakes: by task, a table of rules, prints.

    ``came`` has fingerprints of what the checks of each task printed: then of two mistakes at once
    only those are tried to their end that print the same, which is much quicker. ``started`` is a
    process of :func:`start` that waits already.
    """
    setup, own = [cell.source for cell in exercise.setup], own_mistakes(exercise.name)
    questions = [
        [
            exercise.name,
            task.key,
            own,
            setup,
            [seeded(cell, seed) for cell in task.checks],
            came and came[task.key],
        ]
        for task in exercise.tasks
        if task.key in tasks
    ]
    return _ask({"solution": [], "mistakes": questions}, python, started)["mistakes"]


def start(python: list[str] | None = None) -> subprocess.Popen:
    """Start a process that can be asked once. It imports what it needs while it waits."""
    command = [*(python or [sys.executable]), "-m", "course_lib.grading.reference"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8")


def stop(started: subprocess.Popen):
    """End a process that was not asked."""
    if started.poll() is None:
        started.kill()
        started.communicate()


def _ask(question: dict, python: list[str] | None, started=None) -> dict:
    process = started or start(python)
    try:
        out, _ = process.communicate(json.dumps(question), timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        stop(process)
        raise SolutionUnusable(
            f"its numbers took longer than {SECONDS} seconds. If the machine is busy, run the same "
            "command again"
        ) from error
    except OSError as error:
        stop(process)
        raise SolutionUnusable(f"it could not be run ({type(error).__name__})") from error
    if process.returncode:
        raise SolutionUnusable(f"it could not be run (exit code {process.returncode})")
    return json.loads(out)


def _reply(question: dict) -> dict:
    """Do in this process what :func:`_ask` asks of another."""
    space: dict = {}
    solution = {key: _printed(source, space) for key, source in question["solution"]}
    tables = {
        task: of_task(exercise, task, setup, checks, read_mistakes(own, task), came)
        for exercise, task, own, setup, checks, came in question["mistakes"]
    }
    return {"solution": solution, "mistakes": tables}


def _printed(source: str, space: dict) -> str | None:
    """Return what a cell prints, or None if it fails."""
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(source, "<cell>", "exec"), space)
    except Exception:
        return None
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_reply(json.load(sys.stdin))))
