"""Which exercise a notebook is: told by what is in it, whatever its name."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

from .exercise import read_exercise
from .places import exercise_names, released_path
from .transplant import UnreadableNotebook, read_cells

# What the last cell of a handout calls, today and in earlier copies; the exercise's name follows.
_RUN_CELL = re.compile(r"""(?:check_notebook\(["']|-m course_lib check )([\w-]+)""")


def exercise_in(cells: list[dict]) -> str:
    """Return the exercise of the cells of a notebook; nothing if they don't tell."""
    tells: dict[str, str] = _tells()
    votes: Counter[str] = Counter()
    for cell in cells:
        votes[tells.get(_first_line(cell["source"]), "")] += 1
        named = _RUN_CELL.search(cell["source"])
        name = named[1] if named else ""
        votes[name if name in exercise_names() else ""] += 1
    del votes[""]
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def exercise_of(path: Path) -> str:
    """Return the exercise that a file holds, else the one in its name; nothing if there is none."""
    try:
        found = exercise_in(read_cells(path))
    except (UnreadableNotebook, OSError):
        found = ""
    return found or exercise_named(path.name)


def exercise_named(name: str) -> str:
    """Return the exercise in the name of a file; nothing if there is none.

    Examples
    --------
    >>> exercise_named("ada_01_max_pooling (2).ipynb"), exercise_named("homework.ipynb")
    ('01_max_pooling', '')
    """
    return next((known for known in exercise_names() if known in name), "")


def _tells() -> dict[str, str]:
    """Return the first lines of cells that only one exercise has, each with its exercise."""
    return _tells_of(tuple(map(released_path, exercise_names())))


@cache
def _tells_of(paths: tuple[Path, ...]) -> dict[str, str]:
    lines: dict[str, set[str]] = {}
    for path in paths:
        exercise = read_exercise(path)
        for cell in (*exercise.cells, *exercise.pictures):
            lines.setdefault(_first_line(cell.source), set()).add(exercise.name)
    return {line: next(iter(names)) for line, names in lines.items() if len(names) == 1 and line}


def _first_line(source: str) -> str:
    return source.split("\n", 1)[0].strip()
