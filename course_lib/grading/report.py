"""Printing the result of a check in the terminal."""

from __future__ import annotations

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from .check import Result
from .feedback import WORDS, explain_task

_STYLES = {"right": "green", "untouched": "dim"}


def print_result(console: Console, result: Result, saved_at: str):
    """Print the table of tasks, then what went wrong in each, then the notes."""
    console.print(_table(result))
    lines = [line for task in result.tasks for line in explain_task(task, result.seed)]
    lines += [f"Note: {note}" for note in result.notes]
    if result.points == result.exercise.points:
        lines.append("All right.")
    if result.seed is None:
        lines.append("Only the checks in the notebook were run: there is no solutions/ folder.")
    lines.append(f"This is the file as it was saved at {saved_at}.")
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _table(result: Result) -> Table:
    table = Table(title=result.exercise.title, title_justify="left", box=SIMPLE)
    for heading in ("Task", "", "Points", "Result"):
        table.add_column(heading, justify="right" if heading == "Points" else "left")
    for task in result.tasks:
        points = f"{task.points} of {task.task.points}"
        style = _STYLES.get(task.status, "red")
        table.add_row(task.task.key, task.task.title, points, WORDS[task.status], style=style)
    table.add_section()
    table.add_row("", "All tasks", f"{result.points} of {result.exercise.points}", "")
    return table
