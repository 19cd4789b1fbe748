"""Plain ``pytest --nbval``: a task counts if all its checks print what the solution's print.

The solution's outputs are put into the student's notebook. Without hidden checks, because a
notebook that a student hands in has none.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from course_lib.classroom.assignment import Graded

from . import shell
from .port import Port
from .result import FAILED, SECONDS, STOPPED, Result

LABEL = "check"  # in a cell's metadata: which cell of the exercise it is


def port(exercise: dict) -> Port:
    """Return the exercise as it is, but for the cell by which students run the checks."""
    return Port(exercise, {}, {"run-check"}, lambda key, was, now: {LABEL: key} if key else {})


def with_outputs(data: bytes, graded: Graded) -> bytes:
    """Return a submission whose checks carry the outputs of the solution, as plain nbval needs."""
    printed = {cell.id: cell.output for cell in graded.exercise.cells if cell.output}
    try:
        encoding = json.detect_encoding(data)
        document = json.loads(data.decode(encoding))
        for cell in document["cells"]:
            if text := printed.get(cell["metadata"].get(LABEL)):
                cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
                cell["execution_count"] = 1
        return json.dumps(document).encode(encoding)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return data


def arguments(name: str, cell_seconds: float, report="report.xml") -> list[str]:
    """Return what Python is told to run nbval on a notebook in the folder where it runs."""
    options = ["-q", "--rootdir=.", "-p", "no:cacheprovider", "-c", os.devnull]
    limits = [f"--nbval-cell-timeout={cell_seconds}", f"--junitxml={report}"]
    return ["-m", "pytest", "--nbval", name, *options, *limits]


def passed_cells(report: Path) -> dict[int, bool]:
    """Return which code cells a report of pytest says were passed, by their numbers."""
    found = {}
    for case in ElementTree.parse(report).iter("testcase"):
        if number := re.search(r"Cell (\d+)$", case.get("name", "")):
            found[int(number[1])] = len(case) == 0
    return found


def points(document: dict, passed: dict[int, bool], graded: Graded) -> dict[str, int]:
    """Return what the tasks of a notebook earn: those count whose checks are there and pass."""
    cells = [cell for cell in document.get("cells", []) if cell["cell_type"] == "code"]
    results: dict[str, list[bool]] = {}
    for number, cell in enumerate(cells):
        key = cell.get("metadata", {}).get(LABEL)
        results.setdefault(key, []).append(passed.get(number, False))
    return {
        task.key: task.points
        * all(all(results.get(c.id, [False])) for c in task.checks if c.role == "check")
        for task in graded.exercise.tasks
    }


class Grader:
    """Plain nbval, in the Python that runs this."""

    def __init__(self, python: str, graded: Graded, exercise: dict, solution: dict, folder: Path):
        self.python, self.graded, self.port = python, graded, port(exercise)

    def grade(self, data: bytes, seconds: float) -> Result:
        """Grade a submission whose cells may run for some seconds each."""
        name = f"{self.graded.exercise.name}.ipynb"
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
            notebook, report = Path(made, name), Path(made, "report.xml")
            notebook.write_bytes(with_outputs(self.port.handed_in(data), self.graded))
            handed_in = notebook.read_bytes()
            if not shell.run(self.python, arguments(name, seconds), Path(made), SECONDS):
                return STOPPED
            passed = passed_cells(report) if report.exists() else {}
        return Result(points(json.loads(handed_in), passed, self.graded)) if passed else FAILED
