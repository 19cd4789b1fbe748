"""Printing the result of a check in the terminal."""

from __future__ import annotations

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from .feedback import WORDS, explain_task
from .results import Result

_STYLES = {"right": "green", "untouched": "dim"}


def print_result(console: Console, result: Result, file: str):
    """Print the table of tasks, then what went wrong in each, the notes, and which file it was."""
    console.print(_table(result))
    lines = [line for task in result.tasks for line in explain_task(task, result.seed)]
    lines += [f"Note: {note}" for note in result.notes]
    if result.points == result.exercise.points:
        lines.append("All right.")
    if result.seed is None:
        lines.append("There were no checks on fresh random numbers: they need solutions/.")
    lines.append(f"This is {file}.")
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
