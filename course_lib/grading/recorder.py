"""Run nbval on notebooks, write down what it says: REPORT CELL_SECONDS MEMORY NOTEBOOKS.

This runs in a process of its own, so that nothing a notebook does can reach the caller.
"""

import json
import re
import sys

import pytest

from . import fast_nbformat  # noqa: F401  nbval imports nbformat: let it be the quick way
from .judge import STOPPED, UNLESS
from .watching import Watch

LONGEST = 20_000  # characters kept of what a cell printed


class Recorder:
    """Write a line for each cell as soon as nbval has judged it.

    The rest of a notebook is skipped after a cell that does not end. So is a cell that only
    judges again what was passed.
    """

    def __init__(self, path: str, cell_seconds: float, memory: int):
        self.path, self.stuck, self.passed = path, set(), set()
        self.watch = Watch(cell_seconds, memory, self._write_status)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_setup(self, item):
        """Skip a cell after one that did not end."""
        yield
        if item.path in self.stuck:
            pytest.skip("a cell before it did not end")
        if not self._is_needed(item):
            self._write_status(item, "unreached")
            pytest.skip("what it would judge again was passed")

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_call(self, item):
        """Watch over a cell while it runs."""
        self.watch.begin(item)
        yield
        self.watch.end()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        """Write the line for a cell that has run."""
        result = yield
        report = result.get_result()
        if call.when == "teardown" or (
            call.when == "setup" and (not call.excinfo or report.skipped)
        ):
            return
        line = describe(item, call, report)
        self._write(line)
        item.test_outputs, report.longrepr = None, ""  # nobody reads pytest's own report
        if line["status"] == "passed":
            self.passed.add((item.path, item.cell_num))
        if line["status"] in STOPPED:
            self.stuck.add(item.path)

    def _is_needed(self, item) -> bool:
        """Tell whether of each group of cells that a cell names, one was not passed."""
        groups = item.cell.metadata.get(UNLESS, [])
        return all(any((item.path, k) not in self.passed for k in group) for group in groups)

    def _write_status(self, item, status: str):
        self._write({"notebook": item.path.stem, "status": status, "printed": "", "error": ""})

    def _write(self, line: dict):
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def describe(item, call, report) -> dict:
    """Tell what became of a cell: its status, what it printed, and the error it ended with."""
    outputs = item.test_outputs or []
    printed = "".join(o.text for o in outputs if o.get("name") == "stdout")
    errors = [output for output in outputs if output.output_type == "error"]
    return {
        "notebook": item.path.stem,
        "status": _status(item, call, report, errors),
        "printed": printed[:LONGEST],
        "error": (_error_text(errors[-1]) if errors else _setup_error(call))[:LONGEST],
    }


def _setup_error(call) -> str:
    """Return why no kernel could be started; nothing if one was."""
    if call.when != "setup" or not call.excinfo:
        return ""
    return f"{type(call.excinfo.value).__name__}: {call.excinfo.value}"


def _error_text(output) -> str:
    """Return the error, and the line of the notebook in which it happened."""
    text = f"{output.ename}: {output.evalue}"
    plain = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(output.traceback))
    last_cell = plain.split("Cell In[")[-1]
    arrow = re.search(r"^-+> *(\d+) (.+)$", last_cell, re.MULTILINE)
    if arrow and "Cell In[" in plain:
        text += f"\nin line {arrow[1]} of its cell: {arrow[2].strip()}"
    return text


def _status(item, call, report, errors) -> str:
    if item.parent.timed_out:
        return "timeout"
    if isinstance(getattr(call.excinfo, "value", None), RuntimeError):
        return "dead"
    if report.passed:
        return "passed"
    return "error" if errors else "failed"


def main(arguments: list[str]) -> int:
    """Run nbval; return its exit code."""
    report_path, cell_seconds, memory, *notebooks = arguments
    options = ["-p", "nbval.plugin", "--nbval", f"--nbval-cell-timeout={cell_seconds}"]
    options += ["-p", "no:cacheprovider", "-q", "--color=no"]
    options += ["-c", "pytest.ini", "--rootdir=."]
    recorder = Recorder(report_path, float(cell_seconds), int(memory))
    return int(pytest.main([*options, *notebooks], plugins=[recorder]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
