"""Finding what a class handed in: folders, flat files, Moodle and Canvas downloads, zips.

Nothing is unpacked to the disk, and no link is followed: a name is only a name.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from ..grading.places import exercise_names
from ..grading.transplant import LARGEST
from . import CannotGrade
from .file_names import read_name, shared_folders

_PACKED = 200 * LARGEST  # bytes of a zip inside a zip
# The course's own folders, where somebody handed in all of it; what a Mac adds to a zip.
_IGNORED = {"notebooks", "solutions", "released", "__MACOSX"}


class NothingHandedIn(CannotGrade):
    """No notebook where submissions should be."""


@dataclass(frozen=True)
class HandedIn:
    """A notebook that was handed in.

    Attributes
    ----------
    student, exercise : str
        ``exercise`` is empty where neither the name nor the content tells.
    name : str
        The file's, with the folders above it.
    data : bytes
        At most one more than may be read.
    when : float
        When it was last changed.
    attempt : int
        The number that a resubmission has in its name.
    replaced : tuple of str
        Earlier files of this student for this exercise, which do not count.
    """

    student: str
    exercise: str
    name: str
    data: bytes = field(repr=False)
    when: float = 0.0
    attempt: int = 0
    replaced: tuple[str, ...] = ()


def collect(place: Path) -> list[HandedIn]:
    """Return what counts: the last notebook of each student for each exercise.

    Parameters
    ----------
    place : Path
        A folder, or a zip.

    Raises
    ------
    NothingHandedIn
        If there is no notebook.
    """
    files = list(_zipped(place, "") if place.is_file() else _in_folder(place))
    if not files:
        raise NothingHandedIn(f"{place} holds no notebook (.ipynb), nor a zip with one.")
    shared = shared_folders([name for name, _, _ in files], exercise_names())
    found = defaultdict(list)
    for name, data, when in files:
        one = _recognised(name, data, when, shared)
        found[one.student, one.exercise or one.name].append(one)
    return [_last(copies) for _, copies in sorted(found.items())]


def _recognised(name: str, data: bytes, when: float, shared: list[str]) -> HandedIn:
    inner = PurePosixPath(*PurePosixPath(name).parts[len(shared) :])
    student, exercise, attempt = read_name(str(inner), exercise_names())
    student = student or (shared[-1] if shared else inner.stem)
    return HandedIn(student, exercise or _told_by(data), name, data, when, attempt)


def _told_by(data: bytes) -> str:
    """Return the exercise that the last cell of a handout names."""
    names = [name for name in exercise_names() if f"course_lib check {name}".encode() in data]
    return names[0] if len(names) == 1 else ""


def _last(copies: list[HandedIn]) -> HandedIn:
    *others, last = sorted(copies, key=lambda one: (one.attempt, one.when, one.name))
    return replace(last, replaced=tuple(one.name for one in others))


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes, float]]:
    for above, folders, names in os.walk(folder):  # does not follow links
        folders[:] = sorted(name for name in folders if not _is_ignored(name))
        for name in sorted(names):
            path = Path(above, name)
            if path.is_symlink() or not path.is_file() or _is_ignored(name):
                continue
            inner = path.relative_to(folder).as_posix()
            if name.lower().endswith(".zip"):
                yield from _zipped(path, inner.removesuffix(path.suffix) + "/")
            elif name.lower().endswith(".ipynb"):
                with path.open("rb") as file:
                    yield inner, file.read(LARGEST + 1), path.stat().st_mtime


def _zipped(source, prefix: str, depth=0) -> Iterator[tuple[str, bytes, float]]:
    """Yield the notebooks of a zip, and of zips in it."""
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError):
        yield f"{prefix}unreadable.ipynb", b"", 0.0  # so that it has a row in the gradebook
        return
    with archive:
        for entry in archive.infolist():
            name, path = prefix + entry.filename, PurePosixPath(entry.filename)
            if entry.is_dir() or any(_is_ignored(part) for part in path.parts):
                continue
            if path.suffix.lower() == ".ipynb":
                yield name, _unpacked(archive, entry, LARGEST), _time(entry)
            elif path.suffix.lower() == ".zip" and depth == 0:
                inner = io.BytesIO(_unpacked(archive, entry, _PACKED))
                yield from _zipped(inner, name.removesuffix(path.suffix) + "/", depth + 1)


def _unpacked(archive, entry, most: int) -> bytes:
    """Return what an entry holds, up to one byte too many; nothing if it can't be read."""
    try:
        with archive.open(entry) as file:
            return file.read(most + 1)
    except Exception:  # damaged in any of many ways, or packed in a way that Python can't read
        return b""


def _time(entry) -> float:
    try:
        return datetime(*entry.date_time).timestamp()
    except ValueError:
        return 0.0


def _is_ignored(name: str) -> bool:
    return name in _IGNORED or name.startswith(".")
