"""What a learner is handed: an exercise without answers, made from its solution."""

import copy
import hashlib
import json
from datetime import datetime
from pathlib import Path

from ..files import read_record, set_aside, write_safely
from .canonical import canonical
from .exercise import stub
from .fast_nbformat import nbformat
from .places import exercise_names, released_path

CHECK_CELL = """# CHECK YOUR WORK: save this notebook first (Ctrl+S or Cmd+S), then run this cell.
from course_lib.grading import check_notebook

check_notebook("NAME")"""


def release(solution):
    """Return a solution without its answers and hidden checks, outputs of the checks included."""
    released = copy.deepcopy(solution)
    released.cells = [c for c in released.cells if _role(c) != "hidden"]
    for cell in released.cells:
        if _role(cell) == "answer":
            cell.source, cell.outputs = stub(cell.source), []
    return released


def handout(released, name: str):
    """Return what a learner fills in: no outputs, and a cell at the end that checks the answers."""
    notebook = copy.deepcopy(released)
    notebook.cells.append(
        nbformat.v4.new_code_cell(CHECK_CELL.replace("NAME", name), id="run-check")
    )
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.metadata["course"] = {"made": digest(notebook)}
    return notebook


def fresh_handout(name: str) -> str:
    """Return the text of an exercise that nobody has worked on."""
    released = nbformat.read(released_path(name), as_version=4)
    return canonical(handout(released, name))


def lay_out(root: Path) -> list[str]:
    """Give a copy of the course the exercises that it was never given; return their names.

    A class's copy brings none in their place, so that unpacking a newer one over it can't take
    anybody's work. An exercise that nobody has worked on becomes the newer one. One that was
    taken away stays away.
    """
    record, folder = root / ".course" / "exercises.json", root / "exercises"
    texts = [released_path(name).read_bytes() for name in exercise_names()]
    released = hashlib.sha256(b"".join(texts)).hexdigest()
    kept = read_record(record)
    if not isinstance(kept.get("names"), list):
        kept = {}  # none, or damaged
    known = set(kept.get("names", ()))
    if not kept and list(folder.glob("*.ipynb")):
        return []  # a copy with exercises in their place
    if kept.get("released") == released:
        return []
    written = [name for name in exercise_names() if _lay_out_one(folder, name, name in known)]
    names = sorted({*known, *exercise_names()})
    write_safely(record, json.dumps({"names": names, "released": released}))
    return written


def _lay_out_one(folder: Path, name: str, known: bool) -> bool:
    """Write an exercise that is new, or is newer than one without work; tell if it was."""
    file, fresh = folder / f"{name}.ipynb", fresh_handout(name)
    if has_work(file) or (known and not file.exists()):
        return False
    write_safely(file, fresh)
    return True


def digest(notebook) -> str:
    """Return a short name for what the cells of a notebook say."""
    sources = json.dumps([[cell.cell_type, cell.source] for cell in notebook.cells])
    return hashlib.sha256(sources.encode()).hexdigest()[:16]


def has_work(path: Path) -> bool:
    """Tell whether somebody has changed an exercise since it was made."""
    if not path.exists():
        return False
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception:  # whatever it is, it is not what was made
        return True
    return notebook.metadata.get("course", {}).get("made") != digest(notebook)


def keep(path: Path) -> Path:
    """Move a learner's file out of the way, to a new name beside it; return that name."""
    return set_aside(path, f"kept-{datetime.now():%Y-%m-%d-%H%M%S}")


def _role(cell) -> str:
    return cell.metadata.get("course", {}).get("role", "")
