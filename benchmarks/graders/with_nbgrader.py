"""nbgrader: a locked cell for the tests of each task, hidden tests among them.

The notebook is made as nbgrader's documentation teaches: solutions between comments, cells of
tests that are overwritten before they are run, ``generate_assignment``, then ``autograde``.
"""

from __future__ import annotations

import copy
import json
import shutil
import tempfile
from pathlib import Path

from course_lib.classroom.assignment import Graded

from . import shell
from .port import IMPORTS, Port, asserted, place, public, secret
from .result import FAILED, SECONDS, STOPPED, Result

SCRIPT = Path(__file__).with_name("in_nbgrader.py")
_KEPT = {"setup": ("locked",), "answer": ("solution",), "check": ("grade", "locked")}


def labels(key: str, role: str, points: int = 0) -> dict:
    """Return nbgrader's metadata of a cell; the picture is no cell of nbgrader's."""
    if role not in _KEPT:
        return {}
    flags = {flag: flag in _KEPT[role] for flag in ("grade", "locked", "solution", "task")}
    worth = {"points": points} if role == "check" else {}
    return {"nbgrader": {"grade_id": key, "schema_version": 3, **flags, **worth}}


def tests(task, seed: int) -> str:
    """Return the cell of tests of a task, as the teacher writes it."""
    shown = [asserted(check, seed) for check in public(task)]
    hidden = [asserted(check, seed) for check in secret(task)]
    marked = ["### BEGIN HIDDEN TESTS\n", *hidden, "### END HIDDEN TESTS"]
    return IMPORTS + "\n" + "".join([*shown, *marked])


def source_notebook(solution: dict, graded: Graded) -> dict:
    """Return the teacher's notebook, from the exercise's solution."""
    tasks = {place(task): task for task in graded.exercise.tasks}
    cells = []
    for cell in copy.deepcopy(solution["cells"]):
        course = cell["metadata"].pop("course", {})
        role, key = course.get("role", ""), cell["id"]
        if role == "hidden" or (role == "check" and key not in tasks):
            continue
        if role == "check":
            cell["source"] = tests(tasks[key], graded.seed)
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
        points = tasks[key].points if key in tasks else 0
        cells.append({**cell, "metadata": labels(key, role, points)})
    return {**solution, "cells": cells}


def port(exercise: dict, release: dict, graded: Graded) -> Port:
    """Return what nbgrader made of the exercise, from the notebook that it released."""
    made = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in release["cells"]}
    places = [place(task) for task in graded.exercise.tasks]
    checks = [c.id for task in graded.exercise.tasks for c in task.checks if c.role == "check"]

    def metadata(key, was, now):
        return changed_labels(made[key]["metadata"] if key in made else {}, was, now)

    return Port(
        exercise,
        {key: "".join(cell["source"]) for key, cell in made.items() if key},
        {"run-check", *checks} - set(places),
        metadata,
    )


def changed_labels(released: dict, was: dict, now: dict) -> dict:
    """Return a cell's metadata with what a student did to the course's done to nbgrader's."""
    if not now or (was and not released):
        return {}
    if not was:  # the student's own cell, which claims to be one of the exercise
        return labels(now["id"], "check", points=2)
    own = copy.deepcopy(released)
    if now.get("points") != was.get("points"):
        own["nbgrader"]["points"] = now["points"]
    if now["role"] != was["role"]:
        own["nbgrader"].update(grade=False, locked=False, solution=False)
    return own


class Grader:
    """nbgrader, in a Python of its own."""

    def __init__(self, python: str, graded: Graded, exercise: dict, solution: dict, folder: Path):
        self.python, self.graded, self.course = python, graded, folder / "nbgrader"
        name = graded.exercise.name
        source = self.course / "course" / "source" / name
        source.mkdir(parents=True)
        (source / f"{name}.ipynb").write_text(json.dumps(source_notebook(solution, graded)))
        shutil.copy(SCRIPT, self.course)
        shell.run(python, [SCRIPT.name, "generate", name, "0"], self.course, 10 * SECONDS)
        released = self.course / "course" / "release" / name / f"{name}.ipynb"
        self.port = port(exercise, json.loads(released.read_bytes()), graded)

    def grade(self, students: list[bytes], seconds: float) -> list[Result]:
        """Grade submissions in one run; each of their cells may take some seconds."""
        name = self.graded.exercise.name
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
            scratch = shutil.copytree(self.course, Path(made, "scratch"))
            for number, data in enumerate(students):
                submitted = scratch / "course" / "submitted" / str(number) / name
                submitted.mkdir(parents=True)
                (submitted / f"{name}.ipynb").write_bytes(self.port.handed_in(data))
            asked = [SCRIPT.name, "autograde", name, str(int(seconds))]
            if not shell.run(self.python, asked, scratch, SECONDS * len(students)):
                return [STOPPED] * len(students)
            told = scratch / "points.json"
            points = json.loads(told.read_bytes()) if told.exists() else {}
        found = [points.get(str(number)) for number in range(len(students))]
        return [FAILED if one is None else Result(self._points(one)) for one in found]

    def _points(self, told: dict[str, float]) -> dict[str, float]:
        return {task.key: told.get(place(task), 0) for task in self.graded.exercise.tasks}
