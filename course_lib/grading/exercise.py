"""What an exercise is: tasks, each with a place for the answer and cells that check it.

An exercise has one source, the notebook in ``solutions/``. Each of its cells says in
``metadata.course`` what it is for:

=========  ====================================================================
role       meaning
=========  ====================================================================
setup      imports; run first
answer     the learner's; carries ``task``, ``title`` and ``points``, and may name
           in ``without`` the functions that it must not call
check      prints what an answer gives; handed out with the exercise
hidden     the same on fresh random numbers drawn from ``SEED``; not handed out
picture    drawn for the learner; not run when answers are checked
=========  ====================================================================

Code cells begin with a comment that names them, so that they are known again when a notebook
has lost its metadata.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from .fast_nbformat import nbformat

ROLES = ("setup", "answer", "check", "hidden", "picture")
NOT_DONE = "write your answer here, in place of this line"
_OLD_STUB = "raise NotImplementedError("  # what stood in that line in earlier copies of the course
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def marker_name(source: str) -> str:
    """Return the short name in the first comment of a cell, or nothing.

    Examples
    --------
    >>> marker_name("# ANSWER 2: the largest of each window"), marker_name("x = 1")
    ('ANSWER 2', '')
    """
    first = source.split("\n", 1)[0]
    found = re.match(r"#\s*((?:ANSWER|TRY|SETUP|PICTURE)\b[\s\d.]*)", first)
    return found[1].strip() if found else ""


@dataclass(frozen=True)
class Cell:
    """A code cell of an exercise."""

    id: str
    role: str
    task: str
    source: str
    output: str = ""

    @property
    def marker(self) -> str:
        """The comment on the first line, which names the cell."""
        return self.source.split("\n", 1)[0].lstrip("# ").strip()

    @property
    def name(self) -> str:
        """The short name of the cell: ``ANSWER 2``."""
        return marker_name(self.source)


@dataclass(frozen=True)
class Task:
    """A task: what it is called, what it is worth, and its cells."""

    key: str
    title: str
    points: int
    answer: Cell
    checks: tuple[Cell, ...]
    solution: str = ""  # the answer's source, where it is known
    without: tuple[str, ...] = ()  # functions that the answer may not call

    @property
    def predicted(self) -> bool:
        """Whether values are asked for, and no function."""
        return not re.search(r"^(def|class) ", self.answer.source, re.MULTILINE)

    @property
    def names(self) -> list[str]:
        """What the answer defines: functions, or names at the left margin."""
        return re.findall(r"^(?:def )?(\w+)(?:\(| = )", self.answer.source, re.MULTILINE)


@dataclass(frozen=True)
class Exercise:
    """An exercise as it is judged."""

    name: str
    title: str
    setup: tuple[Cell, ...]
    tasks: tuple[Task, ...]
    pictures: tuple[Cell, ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that are run, in order."""
        tasks = [cell for task in self.tasks for cell in (task.answer, *task.checks)]
        return (*self.setup, *tasks)

    def task(self, key: str) -> Task:
        """Return the task of a key."""
        return next(task for task in self.tasks if task.key == key)

    @property
    def points(self) -> int:
        """What all tasks are worth together."""
        return sum(task.points for task in self.tasks)


def read_exercise(path: Path) -> Exercise:
    """Read an exercise from a solution, or from the form that is handed out."""
    return exercise_in(nbformat.read(path, as_version=4), path.stem)


def exercise_in(notebook, name: str) -> Exercise:
    """Return the exercise of a notebook that was read."""
    cells, about = [], {}
    for cell in notebook.cells:
        course = cell.metadata.get("course", {})
        if course.get("role") in ROLES:
            printed = "".join(o.text for o in cell.outputs if o.output_type == "stream")
            task = str(course.get("task", ""))
            cells.append(Cell(cell.id, course["role"], task, cell.source, printed))
            if course["role"] == "answer":
                about[task] = course
    return Exercise(
        name=name,
        title=_title(notebook),
        setup=tuple(cell for cell in cells if cell.role == "setup"),
        tasks=tuple(_task(key, course, cells) for key, course in about.items()),
        pictures=tuple(cell for cell in cells if cell.role == "picture"),
    )


def _task(key: str, course: dict, cells: list[Cell]) -> Task:
    own = [cell for cell in cells if cell.task == key]
    answer = next(cell for cell in own if cell.role == "answer")
    checks = tuple(cell for cell in own if cell.role in ("check", "hidden"))
    without = tuple(course.get("without", ()))
    return Task(key, course["title"], int(course["points"]), answer, checks, without=without)


def _title(notebook) -> str:
    first = notebook.cells[0].source if notebook.cells else ""
    return first.split("\n", 1)[0].lstrip("# ").strip()


def without_old_stub(source: str) -> str:
    """Return a source with the line of an earlier copy's stub as it is today."""
    lines = source.split("\n")
    for number, line in enumerate(lines):
        if line.strip().startswith(_OLD_STUB) and NOT_DONE in line.lower():
            indent = line[: len(line) - len(line.lstrip())]
            lines[number] = f"{indent}return ...  # {NOT_DONE}"
    return "\n".join(lines)


def stub(source: str) -> str:
    r"""Return an answer cell with its answer taken out.

    A function returns ``...`` in its place; at the left margin each name is given that value.

    Examples
    --------
    >>> print(stub("### BEGIN SOLUTION\nx = 1 + 1\n### END SOLUTION"))
    x = ...  # put your answer here
    """
    lines, inside = [], False
    for line in source.split("\n"):
        mark = line.strip()
        if mark == BEGIN:
            inside, indent = True, line[: len(line) - len(line.lstrip())]
            if indent:
                lines.append(f"{indent}return ...  # {NOT_DONE}")
        elif mark == END:
            inside = False
        elif not inside:
            lines.append(line)
        elif not indent and (name := re.match(r"(\w+) = ", line)):
            lines.append(f"{name[1]} = ...  # put your answer here")
    if inside:
        raise ValueError(f"{BEGIN} has no {END} after it in:\n{source}")
    return "\n".join(lines)
