"""What the cells of a teacher's own exercise are for: their first lines tell, no metadata is typed.

``# ANSWER 2: Differences (2 points)`` is the answer of task 2, with its title and its points.
"""

import re

from .sound import named

FILL_IN = "FILL IN"  # stands where a teacher has to write something
_ROLES = {
    "SETUP": "setup",
    "ANSWER": "answer",
    "TRY": "check",
    "HIDDEN": "hidden",
    "PICTURE": "picture",
}
_FIRST = re.compile(rf"#\s*({'|'.join(_ROLES)})\b\s*(\d*)[\d.]*\s*:?\s*(.*)")
_WORTH = re.compile(r"(.*?)\s*\((\d+) points?\)$")
_UNFILLED = re.compile("fill[ _]in", re.IGNORECASE)


def label(notebook):
    r"""Write into the metadata of code cells what their first lines tell.

    Cells whose first line tells nothing stay as they are.

    Examples
    --------
    >>> told("# ANSWER 2: Differences (3 points)\nx = 1")
    {'role': 'answer', 'task': '2', 'title': 'Differences', 'points': 3}
    >>> told("# TRY 2.1: a row of five"), told("x = 1")
    ({'role': 'check', 'task': '2'}, {})
    """
    for cell in notebook.cells:
        if cell.cell_type == "code" and (about := told(cell.source)):
            kept = dict(cell.metadata.get("course") or {})
            if about.keys() <= {"role"}:
                kept.pop("task", None)
            # A copied cell has the metadata of the one it was copied from, and an id of its own.
            cell.metadata["course"] = {**kept, **about, "id": cell.id}


def told(source: str) -> dict:
    """Return what the first line of a cell tells."""
    found = _FIRST.match(source.split("\n", 1)[0].strip())
    if not found:
        return {}
    about: dict = {"role": _ROLES[found[1]]}
    if found[2] and found[1] != "SETUP":
        about["task"] = found[2]
    if found[1] == "ANSWER" and (worth := _WORTH.match(found[3].strip())):
        about |= {"title": worth[1], "points": int(worth[2])}
    return about


def unfilled(notebook, mistakes: str, name: str) -> list[str]:
    """Return where something is still to be filled in, of a notebook and its file of mistakes."""
    cells = [
        f"{named(notebook, cell)}: {_lines(cell.source)}"
        for cell in notebook.cells
        if _UNFILLED.search(cell.source)
    ]
    return cells + ([f"{name}: {_lines(mistakes)}"] if _UNFILLED.search(mistakes) else [])


def _lines(text: str) -> str:
    numbers = [str(k) for k, one in enumerate(text.split("\n"), 1) if _UNFILLED.search(one)]
    return f"{FILL_IN} stands in line {', '.join(numbers)}."
