"""Running a composed notebook through nbval, and hearing what it says of each cell.

A composed notebook is the released exercise with a learner's answers in it. Its checks carry the
expected outputs; nbval compares them outside the kernel, so the kernel never holds them.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .fast_nbformat import nbformat
from .kernels import write_kernelspec
from .watching import EXIT_CODE

CELL_SECONDS = 10
STOPPED = ("timeout", "dead")  # statuses after which nothing more is run
CHECKING = "COURSE_CHECKING"  # set in a kernel that is being judged
UNLESS = "course-unless"  # in a cell's metadata: of each group, one of these cells must have failed
_MARKER = r"^(\s*#+\s*(?:NBVAL|PYTEST_VALIDATE)_\w+)(\s*)$"
_QUIET = "import warnings\nwarnings.simplefilter('ignore')"


class JudgeFailed(Exception):
    """The checks could not be run at all: the fault is not the learner's."""


@dataclass(frozen=True)
class Step:
    """One cell of a composed notebook; ``expected`` is None where nothing is compared.

    ``helped`` tells whether right answers stand in the place of wrong ones before it. It is then
    run only if of each group of checks in ``unless``, named by their ids, one was not passed.
    """

    source: str
    task: str = ""
    check: str = ""
    expected: str | None = None
    helped: bool = False
    unless: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of a step.

    ``status`` is passed, failed, error, timeout, dead (the kernel is), or unreached.
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
        report = prepare(Path(folder))
        write_composed(path, steps, write_kernelspec(kernels(Path(folder))))
        _run_nbval(path, report, cell_seconds, len(steps))
        lines = read_report(report)
    # The first line is of a cell before those of the exercise: no answer has run yet.
    if not lines or lines[0]["status"] not in ("passed", "timeout"):
        why = f" ({lines[0]['error']})" if lines and lines[0]["error"] else ""
        raise JudgeFailed(
            f"No kernel could be started to run the checks{why}. Try again. If it does not help, "
            f"install the course again, in its folder: {sys.executable} -m pip install -e ."
        )
    return outcomes(steps, lines)


def prepare(folder: Path) -> Path:
    """Make a folder ready for a run of nbval; return the file that it will report in."""
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    report = folder / "report.jsonl"
    report.touch()
    return report


def kernels(folder: Path) -> Path:
    """Return where a run in a folder looks for what starts a kernel."""
    return folder / "jupyter"


def read_report(report: Path) -> list[dict]:
    """Return the lines of a report; one that was being written when nbval ended is left out."""
    text = report.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n")[:-1]]


def write_composed(path: Path, steps: list[Step], kernel: str):
    """Write the notebook of some steps, for a kernel of that name."""
    cells = [_cell(Step(_QUIET)), *(_cell(step) for step in steps)]
    places = {step.check: k for k, step in enumerate(steps, 1) if step.check and not step.helped}
    for cell, step in zip(cells[1:], steps, strict=True):
        if step.unless:
            cell.metadata[UNLESS] = [[places[name] for name in group] for group in step.unless]
    kernelspec = {"name": kernel, "display_name": kernel, "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernelspec})
    path.write_text(json.dumps(notebook), encoding="utf-8")


def _cell(step: Step):
    # nbval reads markers such as NBVAL_SKIP where they stand alone in a comment: here only tags
    # may speak, so a dot ends such a comment. Its lines end at more characters than Python's do.
    lines = step.source.splitlines(keepends=True)
    source = "".join(re.sub(_MARKER, r"\1.\2", line) for line in lines)
    cell = nbformat.v4.new_code_cell(source, execution_count=1)
    if step.expected is None:
        cell.metadata["tags"] = ["nbval-ignore-output"]
    elif step.expected:
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=step.expected)]
    return cell


def _run_nbval(path: Path, report: Path, cell_seconds: float, count: int):
    command = [sys.executable, "-m", "course_lib.grading.recorder"]
    with tempfile.TemporaryFile() as log:
        try:
            done = subprocess.run(
                [*command, str(report), str(cell_seconds), "0", str(path)],
                env=environment(path.parent),
                cwd=path.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=60 + cell_seconds * count,
            )
        except subprocess.TimeoutExpired:
            return  # the steps that it did not reach stay unreached
        if done.returncode not in (0, 1, EXIT_CODE):  # all passed, some failed, gave up on one
            log.seek(0)
            text = log.read().decode("utf-8", "replace")[-2000:]
            raise JudgeFailed(f"nbval did not run (exit code {done.returncode}):\n{text}")


def environment(folder: Path) -> dict[str, str]:
    """Return the variables that nbval and its kernels start with, for a run in a folder."""
    inherited = {k: v for k, v in os.environ.items() if k != "PYTEST_ADDOPTS"}
    return {
        **inherited,
        CHECKING: "1",
        "IPYTHONDIR": str(folder),
        "JUPYTER_PATH": str(kernels(folder)),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }


def outcomes(steps: list[Step], lines: list[dict]) -> list[Outcome]:
    """Pair steps and lines; the first line is of the cell that quiets warnings."""
    found = [
        Outcome(step, line["status"], line["printed"], line["error"])
        for step, line in zip(steps, lines[1:], strict=False)
    ]
    stuck = any(outcome.status in STOPPED for outcome in found)
    if len(found) < len(steps) and not stuck:
        found.append(Outcome(steps[len(found)], "timeout"))  # nbval itself was stopped here
    return found + [Outcome(step, "unreached") for step in steps[len(found) :]]
