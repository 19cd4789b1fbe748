"""What the site is made of: pages, notebooks and exercises, laid out in a folder for Sphinx."""

from __future__ import annotations

import json
from pathlib import Path

from ..files import write_safely
from ..grading.fast_nbformat import nbformat
from ..grading.handout import fresh_handout
from ..grading.places import RELEASED
from . import reference

PAGES = Path(__file__).parent / "pages"
LOOKED_UP = ("operators", "glossary")
_LESSONS = "<!-- lessons -->"  # where the start page lists them
_READ_HERE = (
    "> You read this on the web. Outputs unfold here, questions are judged, and explorers can be "
    "clicked. Code runs in the notebook, and there everything can be changed."
)


def lay_out_sources(root: Path, folder: Path) -> None:
    """Write all that Sphinx reads into a folder: what a learner wrote is not among it."""
    lessons = sorted(path.stem for path in (root / "notebooks").glob("*.ipynb"))
    for name in lessons:
        _copy(root / "notebooks" / f"{name}.ipynb", folder)
    exercises = sorted(path.stem for path in RELEASED.glob("*.ipynb"))
    for name in exercises:
        write_safely(folder / "exercises" / f"{name}.ipynb", with_pictures(name))
    texts = reference.pages()
    for name, text in texts.items():
        write_safely(folder / "reference" / f"{name}.rst", text)
    teachers = root / "TEACHERS.md"  # a class's copy has none
    if teachers.exists():
        write_safely(folder / "teachers.md", teachers.read_text(encoding="utf-8"))
    index = (PAGES / "index.md").read_text(encoding="utf-8")
    index = index.replace(_LESSONS, _table(folder, lessons, exercises))
    trees = {
        "Lessons": [f"notebooks/{name}" for name in lessons if name not in LOOKED_UP],
        "Exercises": [f"exercises/{name}" for name in exercises],
        "To look things up": [*(f"notebooks/{name}" for name in LOOKED_UP), "reference/index"],
        "Teaching": ["teachers"] if teachers.exists() else [],
    }
    write_safely(folder / "index.md", index + "".join(_tree(*tree) for tree in trees.items()))
    listed = (PAGES / "reference.md").read_text(encoding="utf-8") + _tree("", list(texts))
    write_safely(folder / "reference" / "index.md", listed)


def with_pictures(name: str) -> str:
    """Return the text of a fresh exercise, with the pictures that its cells draw.

    Its answers are stubs, and what checks would print is left out.
    """
    exercise = json.loads(fresh_handout(name))
    drawn = {
        cell.id: cell.outputs
        for cell in nbformat.read(RELEASED / f"{name}.ipynb", as_version=4).cells
        if cell.metadata.get("course", {}).get("role") == "picture"
    }
    for cell in exercise["cells"]:
        if cell["id"] in drawn:
            cell["outputs"] = drawn[cell["id"]]
    return json.dumps(exercise, indent=1, ensure_ascii=False) + "\n"


def _copy(path: Path, folder: Path) -> None:
    """Copy a notebook; a lesson says after its beginning what a page can't do."""
    book = json.loads(path.read_text(encoding="utf-8"))
    if path.stem not in LOOKED_UP:
        note = {"cell_type": "markdown", "id": "read-here", "metadata": {}, "source": _READ_HERE}
        book["cells"].insert(1, note)
    text = json.dumps(book, indent=1, ensure_ascii=False) + "\n"
    write_safely(folder / "notebooks" / path.name, text)


def _table(folder: Path, lessons: list[str], exercises: list[str]) -> str:
    """Return the lessons as a table, each with its title and its exercise."""
    rows = ["| Number | Lesson | Exercise |", "|---|---|---|"]
    for name in lessons:
        if name not in LOOKED_UP:
            number, path = name.split("_")[0], f"notebooks/{name}.ipynb"
            exercise = f"[Exercise {number}](exercises/{name}.ipynb)" if name in exercises else ""
            rows.append(f"| {number} | [{_title(folder / path)}]({path}) | {exercise} |")
    return "\n".join(rows)


def _title(path: Path) -> str:
    """Return the first heading of a notebook, without the number of its lesson."""
    first = nbformat.read(path, as_version=4).cells[0].source.splitlines()[0]
    title = first.lstrip("# ").split(": ", 1)[-1]
    return title[:1].upper() + title[1:]


def _tree(caption: str, names: list[str]) -> str:
    """Return a part of the table of contents; none where it lists nothing."""
    if not names:
        return ""
    options = [f":caption: {caption}", ":hidden:"] if caption else [":maxdepth: 1"]
    return "\n".join(["", "```{toctree}", *options, "", *names, "```", ""])
