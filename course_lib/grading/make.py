"""Making what is stored: lessons and solutions with their outputs, exercises from solutions."""

from __future__ import annotations

import copy
import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

import nbformat

from .exercise import stub
from .notebooks import canonical, run, write_safely
from .places import RELEASED

CHECK_CELL = """# CHECK YOUR WORK: save this notebook first (Ctrl+S or Cmd+S), then run this cell.
import sys

!"{sys.executable}" -m course_lib check NAME"""


def make(root: Path, names=(), on_done=lambda name: None) -> dict[Path, str]:
    """Return the text of every file that is made from a source.

    Parameters
    ----------
    root : Path
        The folder of the course.
    names : sequence of str
        Parts of the names of the notebooks to make; all of them where none is given.
    on_done : callable
        Called with the name of each notebook when it is made.

    Returns
    -------
    dict of Path to str

    Raises
    ------
    NotebookError
        If a cell fails, or writes to stderr.
    """
    found = sources(root, names)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        made = {}
        for path, files in zip(found, pool.map(partial(_make_one, root), found), strict=True):
            on_done(path.stem)
            made.update(files)
    return made


def sources(root: Path, names=()) -> list[Path]:
    """Return the notebooks that something is made from."""
    found = [*sorted(root.glob("notebooks/*.ipynb")), *sorted(root.glob("solutions/*.ipynb"))]
    return [path for path in found if not names or any(name in path.stem for name in names)]


def _make_one(root: Path, path: Path) -> dict[Path, str]:
    notebook = nbformat.read(path, as_version=4)
    run(notebook, f"{path.parent.name}/{path.name}")
    files = {path: canonical(notebook)}
    if path.parent.name == "solutions":
        released = release(notebook)
        files[RELEASED / path.name] = canonical(released)
        files[root / "exercises" / path.name] = canonical(handout(released, path.stem))
    return files


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
    released = nbformat.read(RELEASED / f"{name}.ipynb", as_version=4)
    return canonical(handout(released, name))


def digest(notebook) -> str:
    """Return a short name for what the cells of a notebook say."""
    sources = json.dumps([[cell.cell_type, cell.source] for cell in notebook.cells])
    return hashlib.sha256(sources.encode()).hexdigest()[:16]


def write(files: dict[Path, str]) -> list[Path]:
    """Write the files that differ from what is stored; return them, and the copies kept."""
    written = []
    for path, text in files.items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if path.parent.name == "exercises" and has_work(path):
            written.append(keep(path))
        write_safely(path, text)
        written.append(path)
    return written


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
    stamp, count = datetime.now().strftime("%Y-%m-%d-%H%M%S"), 0
    kept = path.with_suffix(f".kept-{stamp}.ipynb")
    while kept.exists():
        count += 1
        kept = path.with_suffix(f".kept-{stamp}-{count}.ipynb")
    return path.rename(kept)


def _role(cell) -> str:
    return cell.metadata.get("course", {}).get("role", "")
