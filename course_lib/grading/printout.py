"""Showing the result of a check: in the terminal, and as a page in the notebook."""

import html

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from .feedback import WORDS, Told, as_html, as_lines, page, tell
from .hints import hints_of
from .results import Result

_HEADS = ("Task", "", "Points", "Result")
_STYLES = {"right": "green", "untouched": "dim"}


def told_of(result: Result) -> list[Told]:
    """Return what is told of each task."""
    hints = hints_of(result.exercise.name)
    found = [tell(task, result.seed, hints.get(task.task.key, [])) for task in result.tasks]
    return [told for told in found if told]


def print_result(console: Console, result: Result, file: str):
    """Print the table of tasks, then what went wrong in each, the notes, and which file it was."""
    console.print(_table(result))
    lines = [line for told in told_of(result) for line in as_lines(told)]
    for line in [*lines, *_end(result, file)]:
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def result_page(result: Result, file: str) -> str:
    """Return the same as HTML."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>"
        for row in _rows(result)
    )
    heads = "".join(f"<th>{head}</th>" for head in _HEADS)
    table = (
        f'<table class="tasks"><caption>{html.escape(result.exercise.title)}</caption>'
        f"<tr>{heads}</tr>{rows}</table>"
    )
    end = [f"<p>{html.escape(line)}</p>" for line in _end(result, file)]
    return page([table, *map(as_html, told_of(result)), *end])


def _end(result: Result, file: str) -> list[str]:
    """Return the notes, what comes next, and which file it was."""
    return [*(f"Note: {note}" for note in result.notes), _next(result), f"This is {file}."]


def _next(result: Result) -> str:
    if result.points == result.exercise.points:
        return "All right. Go on with the next lesson."
    begun = [task for task in result.tasks if task.status not in ("right", "untouched")]
    if begun:
        return f"Next: fix task {begun[0].task.key}, save, and check again."
    fresh = next(task for task in result.tasks if task.status == "untouched")
    return f"Next: task {fresh.task.key}, {fresh.task.title}."


def _table(result: Result) -> Table:
    table = Table(title=result.exercise.title, title_justify="left", box=SIMPLE)
    for heading in _HEADS:
        table.add_column(heading, justify="right" if heading == "Points" else "left")
    *rows, last = _rows(result)
    for task, row in zip(result.tasks, rows, strict=True):
        table.add_row(*row, style=_STYLES.get(task.status, "red"))
    table.add_section()
    table.add_row(*last)
    return table


def _rows(result: Result) -> list[tuple[str, ...]]:
    """Return what the table of tasks holds; the last line is of all of them."""
    rows = [
        (one.task.key, one.task.title, f"{one.points:g} of {one.task.points}", WORDS[one.status])
        for one in result.tasks
    ]
    return [*rows, ("", "All tasks", f"{result.points:g} of {result.exercise.points}", "")]
