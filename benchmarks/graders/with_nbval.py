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


def arguments(names: list[str], cell_seconds: float, report="report.xml") -> list[str]:
    """Return what Python is told to run nbval on notebooks in the folder where it runs."""
    options = ["-q", "--rootdir=.", "-p", "no:cacheprovider", "-c", os.devnull]
    limits = [f"--nbval-cell-timeout={cell_seconds}", f"--junitxml={report}"]
    return ["-m", "pytest", "--nbval", *names, *options, *limits]


def passed_cells(report: Path) -> dict[str, dict[int, bool]]:
    """Return which code cells a report of pytest says were passed, by folder and number."""
    found: dict[str, dict[int, bool]] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        if number := re.search(r"Cell (\d+)$", case.get("name", "")):
            folder = case.get("classname", "").partition(".")[0]
            found.setdefault(folder, {})[int(number[1])] = len(case) == 0
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

    def grade(self, students: list[bytes], seconds: float) -> list[Result]:
        """Grade submissions in one run; each of their cells may take some seconds."""
        name = f"{self.graded.exercise.name}.ipynb"
        handed_in = [with_outputs(self.port.handed_in(data), self.graded) for data in students]
        paths = [f"{number}/{name}" for number in range(len(students))]
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
            for path, data in zip(paths, handed_in, strict=True):
                Path(made, path).parent.mkdir()
                Path(made, path).write_bytes(data)
            asked = arguments(paths, seconds)
            if not shell.run(self.python, asked, Path(made), SECONDS * len(students)):
                return [STOPPED] * len(students)
            report = Path(made, "report.xml")
            passed = passed_cells(report) if report.exists() else {}
        return [
            self._result(data, passed.get(str(number))) for number, data in enumerate(handed_in)
        ]

    def _result(self, data: bytes, passed: dict[int, bool] | None) -> Result:
        return Result(points(json.loads(data), passed, self.graded)) if passed else FAILED
