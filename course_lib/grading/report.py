"""Telling results in the terminal, in plain words."""

from __future__ import annotations

import re
import textwrap

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from .check import Finding, Result, TaskResult

_WORDS = {
    "right": "right",
    "wrong": "not right yet",
    "error": "stopped with an error",
    "endless": "did not end",
    "untouched": "not started",
    "missing": "answer cell missing",
}
_STYLES = {"right": "green", "untouched": "dim"}
_LINES = 14  # of expected or received numbers shown


def print_result(console: Console, result: Result):
    """Print the table of tasks, then what went wrong in each, then the notes."""
    console.print(_table(result))
    for task in result.tasks:
        for line in explain_task(task, result.seed):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    for note in result.notes:
        console.print(f"Note: {note}", markup=False, highlight=False)
    if result.seed is None:
        console.print("Only the checks in the notebook were run: there is no solutions/ folder.")


def _table(result: Result) -> Table:
    table = Table(title=result.exercise.title, title_justify="left", box=SIMPLE)
    for heading in ("Task", "", "Points", "Result"):
        table.add_column(heading, justify="right" if heading == "Points" else "left")
    for task in result.tasks:
        points = f"{task.points} of {task.task.points}"
        style = _STYLES.get(task.status, "red")
        table.add_row(task.task.key, task.task.title, points, _WORDS[task.status], style=style)
    table.add_section()
    table.add_row("", "All tasks", f"{result.points} of {result.exercise.points}", "")
    return table


def explain_task(result: TaskResult, seed: int | None) -> list[str]:
    """Return the lines that tell why a task is not right; none if it is, or was not begun."""
    if result.status in ("right", "untouched", "missing"):
        return []
    lines = [f"Task {result.task.key}, {result.task.title}: {_WORDS[result.status]}."]
    if result.status == "endless":
        lines += _indent("It ran too long, or it stopped Python. Look for a loop that never ends.")
    elif result.error:
        lines += _indent(_tidy_error(result.error))
    else:
        lines += _explain_findings(result.findings, seed)
    return [*lines, ""]


def _tidy_error(error: str) -> str:
    """Return an error without the name that IPython gives to a cell."""
    return re.sub(r"\(\S+\.py, line (\d+)\)", r"(line \1 of the cell)", error)


def _explain_findings(findings: tuple[Finding, ...], seed: int | None) -> list[str]:
    """Show the first check that failed, name the others, and tell the rules that were broken."""
    first, *others = findings
    lines = _indent(_name(first, seed))
    if first.check.role == "hidden":
        lines += _indent(_code(first, seed), 4)
    lines += _indent("expected", 4) + _indent(first.expected, 6)
    lines += _indent("came", 4) + _indent(first.came or "nothing", 6)
    if extra := _extra_lines(first):
        lines += _indent(f"Your code prints: {extra}", 2)
        lines += _indent("The numbers are right. Take the print out of your answer.", 2)
    for other in others:
        lines += _indent(f"Also not right: {_name(other, seed)}")
    for rule in dict.fromkeys(rule for finding in findings for rule in finding.rules):
        lines += _indent(f"Your numbers are those of a known mistake: {rule}")
    return lines


def _name(finding: Finding, seed: int | None) -> str:
    name = finding.check.marker.lstrip("# ")
    return f"{name} (seed {seed})" if finding.check.role == "hidden" else name


def _code(finding: Finding, seed: int | None) -> str:
    return f"SEED = {seed}\n" + finding.check.source.split("\n", 1)[1]


def _extra_lines(finding: Finding) -> str:
    """Return what an answer printed between the right lines, if that is all that is wrong."""
    came, extra = finding.came.splitlines(), []
    for line in finding.expected.splitlines():
        while came and came[0] != line:
            extra.append(came.pop(0))
        if not came:
            return ""
        came.pop(0)
    return ", ".join([*extra, *came])[:80]


def _indent(text: str, by: int = 2) -> list[str]:
    lines = text.rstrip("\n").split("\n")
    if len(lines) > _LINES:
        lines = [*lines[:_LINES], f"… {len(lines) - _LINES} more lines"]
    return textwrap.indent("\n".join(lines), " " * by).split("\n")
