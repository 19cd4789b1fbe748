"""Beginning an exercise of a teacher's own: a frame that can be made, checked and handed out."""

from __future__ import annotations

import re
from pathlib import Path

from ..files import write_safely
from .canonical import NotebookError, canonical
from .fast_nbformat import nbformat
from .places import OWN, exercise_names

_NAME = re.compile(r"\d\d_[a-z0-9_]+")

_TITLE = """\
# Exercise NUMBER: TITLE

Write your answers in the cells that begin with `# ANSWER`, run the cells below each, and save. The
last cell checks your work."""
_SETUP = """\
# SETUP: run this cell first. show prints numbers.
import numpy as np

from course_lib.grading import show"""
_TASK = """\
## Task 1: Differences of neighbours

Write `differences(row)`: for each number but the first, how much larger it is than the one before
it. For `[1, 4, 2]` that is `[3, -2]`."""
_ANSWER = '''\
# ANSWER 1
def differences(row):
    """Return how much larger each number of a row is than the one before it."""
    ### BEGIN SOLUTION
    return row[1:] - row[:-1]
    ### END SOLUTION'''
_CHECK = """\
# TRY 1.1: a row of five
show(differences(np.array([1, 4, 2, 2, -3])))"""
_HIDDEN = """\
# HIDDEN 1: rows of random numbers
SEED = 1
rng = np.random.default_rng(SEED)
for length in (2, 7):
    show(differences(rng.integers(-9, 10, size=length)))"""
_MISTAKES = '''\
"""Mistakes that learners make in exercise NAME.

Each function is a wrong answer, and its docstring says which rule it breaks: the learner whose
answer prints the same is told that.
"""


def before_minus_after(row):
    """Each number was taken from the one before it. Take the one before from each number."""
    return row[:-1] - row[1:]


# By task: the name that the task asks for, and the wrong answer. Where the task asks for a value,
# write ("by_hand", 3, "The rule, in a sentence or two.").
MISTAKES = {"1": [("differences", before_minus_after)]}
'''


def new_exercise(root: Path, name: str) -> list[Path]:
    """Write the frame of an exercise and of its mistakes; return their paths.

    Raises
    ------
    NotebookError
        If the name can't be used.
    """
    if not _NAME.fullmatch(name):
        raise NotebookError(f"'{name}' is no name: two digits, then small letters: 10_my_blur")
    same = [known for known in exercise_names() if known[:2] == name[:2]]
    notebook, mistakes = root / OWN / f"{name}.ipynb", root / OWN / f"{name}.py"
    there = [path.name for path in (notebook, mistakes) if path.exists()]
    if same or there:
        raise NotebookError(f"{(same or there)[0]} is there already. Take another number.")
    write_safely(notebook, canonical(_frame(name)))
    write_safely(mistakes, _MISTAKES.replace("NAME", name))
    return [notebook, mistakes]


def _frame(name: str):
    """Return the notebook: a text, the setup, and one task."""
    new = nbformat.v4
    number, _, words = name.partition("_")
    title = _TITLE.replace("NUMBER", number).replace("TITLE", words.replace("_", " ").capitalize())
    cells = [
        new.new_markdown_cell(title, id="title"),
        _code("setup", _SETUP, role="setup"),
        new.new_markdown_cell(_TASK, id="task-1"),
        _code("answer-1", _ANSWER, role="answer", task="1", title="Differences", points=2),
        _code("check-1-1", _CHECK, role="check", task="1"),
        _code("hidden-1", _HIDDEN, role="hidden", task="1"),
    ]
    return new.new_notebook(cells=cells)


def _code(name: str, source: str, **about):
    return nbformat.v4.new_code_cell(source, id=name, metadata={"course": {"id": name, **about}})
