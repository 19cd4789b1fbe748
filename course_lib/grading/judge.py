"""Running a composed notebook through nbval, and hearing what it says of each cell.

A composed notebook is the released exercise with a learner's answers in it. Its checks carry the
expected outputs; nbval compares them outside the kernel, so the kernel never holds them.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .fast_nbformat import nbformat

CELL_SECONDS = 10
CHECKING = "COURSE_CHECKING"  # set in a kernel that is being judged
_QUIET = "import warnings\nwarnings.simplefilter('ignore')"


class JudgeFailed(Exception):
    """The checks could not be run at all: the fault is not the learner's."""


@dataclass(frozen=True)
class Step:
    """One cell of a composed notebook; ``expected`` is None where nothing is compared."""

    source: str
    task: str = ""
    check: str = ""
    expected: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a step.

    ``status`` is passed, failed, error, timeout, or unreached.
    """

    step: Step
    status: str
    printed: str = ""
    error: str = ""


def judge(steps: list[Step], cell_seconds: float = CELL_SECONDS) -> list[Outcome]:
    """Run the steps in one kernel and return an outcome for each.

    After a step that does not end, or kills the kernel, the rest is unreached.
    """
    # On Windows a kernel that is still ending keeps its folder busy: that must cost no result.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "composed.ipynb"
        nbformat.write(_notebook(steps), path)
        report = Path(folder) / "report.jsonl"
        report.touch()
        (Path(folder) / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        _run_nbval(path, report, cell_seconds, len(steps))
        lines = report.read_text(encoding="utf-8").splitlines()
    return _outcomes(steps, [json.loads(line) for line in lines])


def _notebook(steps: list[Step]):
    cells = [_cell(Step(_QUIET)), *(_cell(step) for step in steps)]
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernelspec})


def _cell(step: Step):
    # nbval reads markers such as NBVAL_SKIP where they stand alone in a comment: here only tags
    # may speak, so a dot ends such a comment.
    source = re.sub(r"(?m)^(\s*#+\s*(?:NBVAL|PYTEST_VALIDATE)_\w+)\s*$", r"\1.", step.source)
    cell = nbformat.v4.new_code_cell(source, execution_count=1)
    if step.expected is None:
        cell.metadata["tags"] = ["nbval-ignore-output"]
    elif step.expected:
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=step.expected)]
    return cell


def _run_nbval(path: Path, report: Path, cell_seconds: float, count: int):
    inherited = {k: v for k, v in os.environ.items() if k != "PYTEST_ADDOPTS"}
    environment = {
        **inherited,
        CHECKING: "1",
        "IPYTHONDIR": str(path.parent),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    command = [sys.executable, "-m", "course_lib.grading.nbval_run", str(path), str(report)]
    with tempfile.TemporaryFile() as log:
        try:
            done = subprocess.run(
                [*command, str(cell_seconds)],
                env=environment,
                cwd=path.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=60 + cell_seconds * count,
            )
        except subprocess.TimeoutExpired:
            return  # the steps that it did not reach stay unreached
        if done.returncode not in (0, 1, 2):  # all passed, some failed, stopped early
            log.seek(0)
            text = log.read().decode("utf-8", "replace")[-2000:]
            raise JudgeFailed(f"nbval did not run (exit code {done.returncode}):\n{text}")


def _outcomes(steps: list[Step], lines: list[dict]) -> list[Outcome]:
    """Pair steps and lines; the first line is of the cell that quiets warnings."""
    outcomes = [
        Outcome(step, line["status"], line["printed"], line["error"])
        for step, line in zip(steps, lines[1:], strict=False)
    ]
    stuck = any(outcome.status == "timeout" for outcome in outcomes)
    if len(outcomes) < len(steps) and not stuck:
        outcomes.append(Outcome(steps[len(outcomes)], "timeout"))  # nbval itself was stopped here
    return outcomes + [Outcome(step, "unreached") for step in steps[len(outcomes) :]]
