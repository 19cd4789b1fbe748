"""Run nbval on one notebook and write down what it says: NOTEBOOK REPORT CELL_SECONDS.

This runs in a process of its own, so that nothing a notebook does can reach the caller.
"""

from __future__ import annotations

import json
import re
import sys

import pytest

from . import fast_nbformat  # noqa: F401  nbval imports nbformat: let it be the quick way

LONGEST = 20_000  # characters kept of what a cell printed


class Recorder:
    """Write a line for each cell as soon as nbval has judged it."""

    def __init__(self, path: str):
        self.path = path

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        """Write the line for a cell that has run."""
        result = yield
        if call.when == "teardown" or (call.when == "setup" and not call.excinfo):
            return
        line = describe(item, call, result.get_result())
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        if line["status"] == "timeout":
            item.session.shouldstop = "a cell did not end"


def describe(item, call, report) -> dict:
    """Tell what became of a cell: its status, what it printed, and the error it ended with."""
    outputs = item.test_outputs or []
    printed = "".join(o.text for o in outputs if o.get("name") == "stdout")
    errors = [output for output in outputs if output.output_type == "error"]
    return {
        "status": _status(item, call, report, errors),
        "printed": printed[:LONGEST],
        "error": _error_text(errors[-1])[:LONGEST] if errors else "",
    }


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
    if item.parent.timed_out or isinstance(getattr(call.excinfo, "value", None), RuntimeError):
        return "timeout"
    if report.passed:
        return "passed"
    return "error" if errors else "failed"


if __name__ == "__main__":
    notebook, report_path, cell_seconds = sys.argv[1:]
    arguments = ["-p", "nbval.plugin", "--nbval", f"--nbval-cell-timeout={cell_seconds}"]
    arguments += ["-p", "no:cacheprovider", "-q", "--color=no", "-c", "/dev/null", "--rootdir=."]
    sys.exit(pytest.main([*arguments, notebook], plugins=[Recorder(report_path)]))
