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
_LINES = 14  # of expected or received numbers shown


def print_result(console: Console, result: Result):
    """Print the table of tasks, then what went wrong in each, then the notes."""
    table = Table(title=result.exercise.title, title_justify="left", box=SIMPLE)
    for heading, justify in (
        ("Task", "left"),
        ("", "left"),
        ("Points", "right"),
        ("Result", "left"),
    ):
        table.add_column(heading, justify=justify)
    for task in result.tasks:
        points = f"{task.points} of {task.task.points}"
        table.add_row(task.task.key, task.task.title, points, _WORDS[task.status])
    table.add_section()
    table.add_row("", "All tasks", f"{result.points} of {result.exercise.points}", "")
    console.print(table)
    for task in result.tasks:
        for line in explain_task(task, result.seed):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    for note in result.notes:
        console.print(f"Note: {note}", markup=False, highlight=False)
    if result.seed is None:
        console.print("Only the checks in the notebook were run: there is no solutions/ folder.")


def explain_task(result: TaskResult, seed: int | None) -> list[str]:
    """Return the lines that tell why a task is not right; none if it is, or was not begun."""
    if result.status in ("right", "untouched", "missing"):
        return []
    lines = [f"Task {result.task.key}, {result.task.title}: {_WORDS[result.status]}."]
    if result.status == "endless":
        lines += _indent("It ran too long, or stopped Python. Look for a loop that never ends.")
    if result.error:
        lines += _indent(result.error)
    told: set[str] = set()
    for finding in result.findings:
        new = [rule for rule in finding.rules if rule not in told]
        told.update(new)
        if not result.error or finding.rules:
            lines += _explain(finding, new, seed)
    return [*lines, ""]


def _explain(finding: Finding, rules: list[str], seed: int | None) -> list[str]:
    where = "On fresh random numbers" if finding.check.role == "hidden" else finding.check.marker
    where += f" (seed {seed})" if finding.check.role == "hidden" else ""
    lines = _indent(f"{where.lstrip('# ')}")
    lines += _indent("expected", 4) + _indent(finding.expected, 6)
    lines += _indent("came", 4) + _indent(finding.came or "nothing", 6)
    extra = _extra_lines(finding)
    if extra:
        lines += _indent(
            f"Your code printed more than the check: {extra!r}. Take the print out.", 4
        )
    for rule in rules:
        lines += _indent(f"This is what comes out when: {rule}", 4)
    return lines


def _extra_lines(finding: Finding) -> str:
    """Return what an answer printed around the right numbers, if that is all that is wrong."""
    if finding.expected and finding.expected in finding.came:
        return re.sub(r"\s+", " ", finding.came.replace(finding.expected, " ")).strip()[:80]
    return ""


def _indent(text: str, by: int = 2) -> list[str]:
    lines = text.rstrip("\n").split("\n")
    if len(lines) > _LINES:
        lines = [*lines[:_LINES], f"… {len(lines) - _LINES} more lines"]
    return textwrap.indent("\n".join(lines), " " * by).split("\n")
