"""The exercise as other graders have it, and submissions as their students would hand them in."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from textwrap import indent

from course_lib.grading.exercise import Cell, Task
from course_lib.grading.reference import with_seed

IMPORTS = """from contextlib import redirect_stdout
from io import StringIO

import numpy as np

from course_lib.grading import kind, show
"""


def asserted(check: Cell, seed: int) -> str:
    """Return a check as an assertion: it must print what the solution's check prints."""
    body = indent(with_seed(check.source, seed), "    ")
    return (
        f"with redirect_stdout(StringIO()) as printed:\n{body}\n"
        f"assert printed.getvalue() == {check.output!r}\n"
    )


def public(task: Task) -> list[Cell]:
    """Return the checks whose assertions students may see.

    Where a task has no hidden checks, as with "Predict", an assertion would tell the answer.
    """
    shown = [check for check in task.checks if check.role == "check"]
    return shown if len(shown) < len(task.checks) else []


def secret(task: Task) -> list[Cell]:
    """Return the checks whose assertions only the teacher has."""
    shown = public(task)
    return [check for check in task.checks if check not in shown]


def place(task: Task) -> str:
    """Return the id of the check whose place all checks of a task take, as one cell."""
    return [check.id for check in task.checks if check.role == "check"][-1]


@dataclass(frozen=True)
class Port:
    """What another grader makes of the exercise that is handed out.

    Attributes
    ----------
    exercise : dict
        The notebook as ``course release`` hands it out.
    sources : dict of str to str
        The sources of its cells that are others with this grader, by their ids.
    dropped : set of str
        The ids of cells that this grader does not have.
    metadata : callable
        From a cell's id, its ``course`` metadata as it is handed out and as it came back, to
        metadata of this grader. Either may be empty.
    first : list of dict
        Cells that this grader puts before all others.
    notebook : dict
        What it adds to the notebook's metadata.
    """

    exercise: dict
    sources: dict[str, str]
    dropped: set[str]
    metadata: Callable[[str | None, dict, dict], dict] = lambda key, was, now: {}
    first: list[dict] = field(default_factory=list)
    notebook: dict = field(default_factory=dict)

    def handed_in(self, data: bytes) -> bytes:
        """Return a submission with the same changes made to this grader's notebook.

        What can't be read as a notebook is handed in as it is.
        """
        try:
            encoding = json.detect_encoding(data)
            text = data.decode(encoding)
            changed = json.dumps(self._document(json.loads(text)))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return data
        text = text.rstrip().removesuffix("}")
        return (changed[:-1] + text[len(text.rstrip()) :] + "}").encode(encoding)

    def _document(self, document: dict) -> dict:
        sheets = document.get("worksheets", [document])  # nbformat 3 has them
        for sheet in sheets:
            sheet["cells"] = [
                made for cell in sheet["cells"] if (made := self._cell(cell)) is not None
            ]
        if document["metadata"].pop("course", None):  # else what the grader added is lost, too
            document["metadata"].update(copy.deepcopy(self.notebook))
            sheets[0]["cells"] = [*copy.deepcopy(self.first), *sheets[0]["cells"]]
        return document

    def _cell(self, cell: dict) -> dict | None:
        """Return a cell as it is with this grader; None if it has no such cell."""
        part = "input" if "input" in cell else "source"
        source, course = "".join(cell[part]), cell["metadata"].get("course", {})
        key, original = self._known(cell.get("id"), course.get("id"), source)
        if key in self.dropped:
            return None
        if source == original.get("source"):
            source = self.sources.get(key, source)
        was = original.get("metadata", {}).get("course", {})
        kept = {name: value for name, value in cell["metadata"].items() if name != "course"}
        return {**cell, part: source, "metadata": {**kept, **self.metadata(key, was, course)}}

    def _known(self, *names) -> tuple[str | None, dict]:
        """Return the exercise's cell that has one of the names as its id, or as its source."""
        for name in names:
            for cell in self.exercise["cells"]:
                if name is not None and name in (cell["id"], "".join(cell["source"])):
                    return cell["id"], {**cell, "source": "".join(cell["source"])}
        return None, {}
