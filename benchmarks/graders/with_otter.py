"""otter-grader: tests after each question, made into files by ``otter assign``.

``otter run`` grades one submission without a container. It has no limit for a cell; ``otter
grade`` has one for a whole submission, as the outer shell has here.
"""

from __future__ import annotations

import copy
import json
import shutil
import tempfile
from pathlib import Path

from nbformat.v4 import new_code_cell as code
from nbformat.v4 import new_raw_cell as raw

from course_lib.classroom.assignment import Graded
from course_lib.grading.exercise import Task

from . import shell
from .port import IMPORTS, Port, asserted, place, public, secret
from .result import FAILED, SECONDS, STOPPED, Result

ANSWER_TAG = "otter_answer_cell"


def question(task: Task) -> str:
    """Return what otter calls a task."""
    return f"task_{task.key}"


def tests(task: Task, seed: int) -> list[dict]:
    """Return the cells of tests of a task, as the teacher writes them."""
    shown = [code(IMPORTS + asserted(check, seed)) for check in public(task)]
    hidden = [code(f"# HIDDEN\n{IMPORTS}{asserted(check, seed)}") for check in secret(task)]
    return [raw("# BEGIN TESTS"), *shown, *hidden, raw("# END TESTS"), raw("# END QUESTION")]


def master(solution: dict, graded: Graded) -> dict:
    """Return the teacher's notebook, from the exercise's solution."""
    by_answer = {task.answer.id: task for task in graded.exercise.tasks}
    by_place = {place(task): task for task in graded.exercise.tasks}
    cells = [raw("# ASSIGNMENT CONFIG\nexport_cell: false\ngenerate: true")]
    for cell in copy.deepcopy(solution["cells"]):
        role = cell["metadata"].pop("course", {}).get("role")
        if role == "answer":
            task = by_answer[cell["id"]]
            about = f"name: {question(task)}\npoints: {task.points}\nall_or_nothing: true"
            source = "".join(cell["source"]).replace("### BEGIN", "# BEGIN")
            inside = code(source.replace("### END", "# END"))
            cells += [raw(f"# BEGIN QUESTION\n{about}"), raw("# BEGIN SOLUTION"), inside]
            cells.append(raw("# END SOLUTION"))
        elif role == "check" and cell["id"] in by_place:
            cells += tests(by_place[cell["id"]], graded.seed)
        elif role not in ("check", "hidden"):
            cells.append(code("".join(cell["source"])) if cell["cell_type"] == "code" else cell)
    plain = [{name: part for name, part in cell.items() if name != "id"} for cell in cells]
    return {**solution, "nbformat_minor": 4, "cells": plain}


def port(exercise: dict, released: dict, graded: Graded) -> Port:
    """Return what otter made of the exercise, from the notebook for students."""
    answers = [c for c in released["cells"] if ANSWER_TAG in c["metadata"].get("tags", [])]
    tasks = graded.exercise.tasks
    sources = {place(task): f'grader.check("{question(task)}")' for task in tasks}
    for task, cell in zip(tasks, answers, strict=True):
        sources[task.answer.id] = "".join(cell["source"])
    checks = {c.id for task in tasks for c in task.checks if c.role == "check"}
    return Port(
        exercise,
        sources,
        {"run-check", *checks} - set(sources),
        first=released["cells"][:1],
        notebook={"otter": released["metadata"]["otter"]},
    )


class Grader:
    """otter-grader, in a Python of its own."""

    def __init__(self, python: str, graded: Graded, exercise: dict, solution: dict, folder: Path):
        self.python, self.graded, work = python, graded, folder / "otter"
        work.mkdir()
        notebook = work / f"{graded.exercise.name}.ipynb"
        notebook.write_text(json.dumps(master(solution, graded)))
        shell.run(python, ["-m", "otter", "assign", notebook.name, "dist"], work, 10 * SECONDS)
        [self.autograder] = work.glob("dist/autograder/*.zip")
        released = work / "dist" / "student" / notebook.name
        self.port = port(exercise, json.loads(released.read_bytes()), graded)

    def grade(self, students: list[bytes], seconds: float) -> list[Result]:
        """Grade submissions, each in a run of its own; otter has no limit for a cell."""
        return [self._grade_one(data) for data in students]

    def _grade_one(self, data: bytes) -> Result:
        name = f"{self.graded.exercise.name}.ipynb"
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
            scratch = Path(made)
            shutil.copy(self.autograder, scratch / "autograder.zip")
            (scratch / name).write_bytes(self.port.handed_in(data))
            (scratch / "out").mkdir()
            asked = ["-m", "otter", "run", name, "-a", "autograder.zip", "-o", "out", "--no-logo"]
            if not shell.run(self.python, asked, scratch, SECONDS):
                return STOPPED
            told = scratch / "out" / "results.json"
            return self._result(json.loads(told.read_bytes())) if told.exists() else FAILED

    def _result(self, told: dict) -> Result:
        scores = {test.get("name"): test.get("score", 0) for test in told["tests"]}
        named = {task.key: question(task) for task in self.graded.exercise.tasks}
        if not scores.keys() & set(named.values()):
            return FAILED  # otter tells that it met an error
        return Result({key: scores.get(name, 0) for key, name in named.items()})
