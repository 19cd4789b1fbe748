"""Finding what a class handed in: folders, flat files, Moodle and Canvas downloads, zips.

Nothing is unpacked to the disk, and no link is followed: a name is only a name.
"""

from __future__ import annotations

import io
import math
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

_PACKED = 5 * LARGEST  # bytes of a zip inside a zip
_MOST_FILES, _MOST_BYTES = 1000, 200_000_000  # that are read of one learner's zip
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others unpack much before a bound holds
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
    whole = _Budget(
        files=math.inf, size=math.inf
    )  # of a class's zip; each learner's zip in it has its own
    files = list(_zipped(place, "", whole) if place.is_file() else _in_folder(place))
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
            inner = _told(path.relative_to(folder).as_posix())
            if name.lower().endswith(".zip"):
                yield from _zipped(path, inner.removesuffix(path.suffix) + "/", _Budget())
            elif name.lower().endswith(".ipynb"):
                yield inner, *_read(path)


def _told(name: str) -> str:
    """Return a name that can be written down: on a disk it may be bytes that are no text."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _read(path: Path) -> tuple[bytes, float]:
    """Return what a file holds, up to one byte too many, and its time; nothing if it can't be."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1), path.stat().st_mtime
    except OSError:
        return b"", 0.0


@dataclass
class _Budget:
    """What may still be read of one learner's zip and of the zips in it."""

    files: float = _MOST_FILES
    size: float = _MOST_BYTES

    @property
    def is_spent(self) -> bool:
        return self.files <= 0 or self.size <= 0

    @property
    def is_open(self) -> bool:
        return math.isinf(self.size)

    def unpack(self, archive, entry, most: int) -> bytes:
        """Return what an entry holds, up to one byte too many; nothing if it can't be read."""
        self.files -= 1
        if entry.compress_type not in _PLAIN:
            return b""
        try:
            with archive.open(entry) as file:
                data = file.read(int(min(most, self.size)) + 1)
        except Exception:  # damaged in any of many ways, or packed in a way that Python can't read
            return b""
        self.size -= len(data)
        return data


def _zipped(source, prefix: str, budget: _Budget, depth=0) -> Iterator[tuple[str, bytes, float]]:
    """Yield the notebooks of a zip, and of zips in it, as far as a budget reaches."""
    try:
        archive = zipfile.ZipFile(source)
    except Exception:  # no zip, damaged, a name that is no text, a version to come
        yield f"{prefix}unreadable.ipynb", b"", 0.0  # so that it has a row in the gradebook
        return
    with archive:
        for entry in filter(_is_wanted, archive.infolist()):
            if budget.is_spent:
                yield f"{prefix}too_much.ipynb", b"", 0.0  # so that the gradebook tells
                return
            name = prefix + _told(entry.filename)
            if name.lower().endswith(".ipynb"):
                yield name, budget.unpack(archive, entry, LARGEST), _time(entry)
            elif depth == 0:
                inner = io.BytesIO(budget.unpack(archive, entry, _PACKED))
                own = _Budget() if budget.is_open else budget
                yield from _zipped(inner, name[: -len(".zip")] + "/", own, depth + 1)


def _is_wanted(entry) -> bool:
    """Tell whether an entry of a zip may be somebody's work."""
    parts, ending = PurePosixPath(entry.filename).parts, entry.filename.lower()
    return ending.endswith((".ipynb", ".zip")) and not any(map(_is_ignored, parts))


def _time(entry) -> float:
    try:
        return datetime(*entry.date_time).timestamp()
    except ValueError:
        return 0.0


def _is_ignored(name: str) -> bool:
    return name in _IGNORED or name.startswith(".")
