"""Beginning an exercise of a teacher's own: a frame that can be made, checked and handed out."""

import re
from pathlib import Path

from ..files import write_safely
from .canonical import NotebookError, canonical
from .fast_nbformat import nbformat
from .own_cells import label
from .places import OWN, exercise_names

_MOST = 20
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
it. For `[1, 4, 2]` that is `[3, -2]`.

<details><summary>Hint 1: two rows</summary>

Take the row without its last number from the row without its first.

</details>"""
EXAMPLE = '''\
# ANSWER 1: Differences (2 points)
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
# A further task: a teacher writes where it says FILL IN. fill_in is the name of the function.
_MORE = {
    "task": """\
## Task 2: FILL IN its title

FILL IN what to write: the function's name, what it is given and returns, and an example.

<details><summary>Hint 1: FILL IN its title</summary>

FILL IN the hint, or delete it from <details> to </details>.

</details>""",
    "answer": '''\
# ANSWER 2: FILL IN a short title (2 points)
def fill_in(row):
    """FILL IN what it returns."""
    ### BEGIN SOLUTION
    return FILL IN
    ### END SOLUTION''',
    "check": """\
# TRY 2.1: FILL IN what is tried
show(fill_in(np.array([1, 4, 2, 2, -3])))""",
    "hidden": """\
# HIDDEN 2: the same on random numbers
SEED = 1
rng = np.random.default_rng(SEED)
for length in (2, 7):
    show(fill_in(rng.integers(-9, 10, size=length)))""",
    "mistake": '''\


def wrong_2(row):
    """FILL IN what is wrong, and what is right. Or delete this, and its line below."""
    return FILL IN
''',
    "listed": '    "2": [("fill_in", wrong_2)],\n',
}
_MISTAKES = '''\
"""Mistakes that learners make in exercise NAME.

Each function is a wrong answer, and its docstring says which rule it breaks: the learner whose
answer prints the same is told that.
"""

import numpy as np


def before_minus_after(row):
    """Each number was taken from the one before it. Take the one before from each number."""
    return row[:-1] - row[1:]
MORE


# By task: the name that the task asks for, and the wrong answer. Where the task asks for a value,
# write ("by_hand", 3, "The rule, in a sentence or two.").
MISTAKES = {
    "1": [("differences", before_minus_after)],
LISTED}
'''


def new_exercise(root: Path, name: str, tasks: int = 1) -> list[Path]:
    """Write the frame of an exercise and of its mistakes; return their paths.

    The first task is an example that works; of others there is what has to be filled in.

    Raises NotebookError if the name can't be used.
    """
    if not _NAME.fullmatch(name):
        raise NotebookError(f"'{name}' is no name: two digits, then small letters: 10_my_blur")
    if not 1 <= tasks <= _MOST:
        raise NotebookError(f"An exercise has 1 to {_MOST} tasks, not {tasks}.")
    same = [known for known in exercise_names() if known[:2] == name[:2]]
    notebook, mistakes = root / OWN / f"{name}.ipynb", root / OWN / f"{name}.py"
    there = [path.name for path in (notebook, mistakes) if path.exists()]
    if same or there:
        raise NotebookError(f"{(same or there)[0]} is there already. Take another number.")
    write_safely(notebook, canonical(_frame(name, tasks)))
    write_safely(mistakes, _mistakes(name, tasks))
    return [notebook, mistakes]


def _frame(name: str, tasks: int):
    """Return the notebook: a text, the setup, an example of a task, and frames of others."""
    new = nbformat.v4
    number, _, words = name.partition("_")
    title = _TITLE.replace("NUMBER", number).replace("TITLE", words.replace("_", " ").capitalize())
    example = {"task": _TASK, "answer": EXAMPLE, "check": _CHECK, "hidden": _HIDDEN}
    cells = [new.new_markdown_cell(title, id="title"), new.new_code_cell(_SETUP, id="setup")]
    for key in range(1, tasks + 1):
        texts = example if key == 1 else {part: _numbered(_MORE[part], key) for part in example}
        cells += [
            new.new_markdown_cell(texts["task"], id=f"task-{key}"),
            new.new_code_cell(texts["answer"], id=f"answer-{key}"),
            new.new_code_cell(texts["check"], id=f"check-{key}-1"),
            new.new_code_cell(texts["hidden"], id=f"hidden-{key}"),
        ]
    notebook = new.new_notebook(cells=cells)
    label(notebook)
    return notebook


def _mistakes(name: str, tasks: int) -> str:
    """Return the file of mistakes: one of the example, and a frame for each other task."""
    more = [
        {part: _numbered(text, key) for part, text in _MORE.items()} for key in range(2, tasks + 1)
    ]
    text = _MISTAKES.replace("NAME", name)
    text = text.replace("MORE\n", "".join(one["mistake"] for one in more))
    return text.replace("LISTED", "".join(one["listed"] for one in more))


def _numbered(text: str, key: int) -> str:
    """Return the text of a further task under its number."""
    return re.sub(r"(Task |ANSWER |TRY |HIDDEN |wrong_|\")2", rf"\g<1>{key}", text)
