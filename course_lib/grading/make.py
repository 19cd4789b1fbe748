"""Making what is stored: lessons and solutions with their outputs, exercises from solutions."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from ..files import write_safely
from .canonical import NotebookError, canonical
from .execute import run
from .exercise import exercise_in
from .fast_nbformat import nbformat
from .handout import handout, has_work, keep, release
from .own_cells import label, unfilled
from .own_mistakes import refuse_mistakes
from .places import OWN, RELEASED, own_mistakes
from .sound import refuse_silent, refuse_unsound

_SOLUTIONS = ("solutions", OWN)


def make(root: Path, names=(), on_done=lambda name: None, running: bool = True) -> dict[Path, str]:
    """Return the text of every file that is made from a source.

    ``names`` are parts of the names of the notebooks to make: all where none is given. ``on_done``
    is called with the name of each when it is made. Without ``running``, the stored outputs stay as
    they are.

    Raises NotebookError if a cell fails, or writes to stderr, or a solution gives itself away.
    """
    found, make_one = sources(root, names), partial(_make_one, root, running)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        made = {}
        for path, files in zip(found, pool.map(make_one, found), strict=True):
            on_done(path.stem)
            made.update(files)
    return made


def sources(root: Path, names=()) -> list[Path]:
    """Return the notebooks that something is made from."""
    folders = ("notebooks", *_SOLUTIONS)
    found = [path for folder in folders for path in sorted((root / folder).glob("*.ipynb"))]
    return [path for path in found if not names or any(name in path.stem for name in names)]


def _make_one(root: Path, running: bool, path: Path) -> dict[Path, str]:
    before, name = path.read_bytes(), f"{path.parent.name}/{path.name}"
    notebook = nbformat.reads(before.decode("utf-8"), as_version=4)
    own, missing = path.parent.name == OWN, []
    if own:
        label(notebook)
        missing = unfilled(notebook, own_mistakes(path.stem), f"{OWN}/{path.stem}.py")
    if path.parent.name in _SOLUTIONS:
        refuse_unsound(notebook, name, missing)
    if running:
        run(notebook, name)
    if path.parent.name in _SOLUTIONS:
        _refuse_all(
            lambda: refuse_silent(notebook, name),
            lambda: refuse_mistakes(path, exercise_in(notebook, path.stem)),
        )
    if path.read_bytes() != before:
        raise NotebookError(f"{name} was saved while it was being run. Make it once more.")
    files = {path: canonical(notebook)}
    if path.parent.name in _SOLUTIONS:
        released = release(notebook)
        place = path.parent / RELEASED.name if own else RELEASED
        files[place / path.name] = canonical(released)
        files[root / "exercises" / path.name] = canonical(handout(released, path.stem))
    return files


def _refuse_all(*refusals):
    """Have several refuse, so that all that is wrong is told at once."""
    told = []
    for refuse in refusals:
        try:
            refuse()
        except NotebookError as error:
            told.append(str(error))
    if told:
        raise NotebookError("\n".join(told))


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
