"""All files below a folder or in a zip: the notebooks, and why each other one is not used.

Nothing is unpacked to the disk, and no link is followed: a name is only a name.
"""

import io
import math
import os
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from ..grading.transplant import LARGEST
from . import CannotGrade

_PACKED = 5 * LARGEST  # bytes of a zip inside a zip
_MOST_FILES, _MOST_BYTES = 1000, 200_000_000  # that are read of one learner's zip
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others unpack much before a bound holds
_MAYBE = ("", ".json", ".txt")  # endings that browsers give to notebooks
_JUNK = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}  # what systems add by themselves
_CLOSED = {
    "course_lib": "the course itself",
    "released": "the course itself",
    ".ipynb_checkpoints": "what Jupyter puts aside meanwhile",
}
_REASONS = {
    ".py": "a script, not the notebook",
    ".pdf": "a printed page, not the notebook",
    ".html": "a printed page, not the notebook",
    **dict.fromkeys(
        (".gz", ".tgz", ".tar", ".rar", ".7z", ".xz", ".bz2"),
        "an archive of a kind that is not opened: ask for a zip, or the notebook",
    ),
}


@dataclass(frozen=True)
class File:
    """A file: what is in it, up to one byte too many, or why that was not read."""

    name: str  # with the folders above it, and the zip that it lies in
    data: bytes = field(default=b"", repr=False)
    when: float = 0.0  # when it was last changed; 0 where that is not known
    unused: str = ""  # the reason in plain words; empty for what may be a notebook


def files_in(place: Path) -> list[File]:
    """Return all files below a folder or in a zip, or a notebook alone.

    Raises CannotGrade if it is none of these.
    """
    if place.is_dir():
        return _gathered(_in_folder(place))
    if place.is_file() and _may_be_notebook(place.name):
        return [File(_told(place.name), *_read(place))]
    if not zipfile.is_zipfile(place):
        there = "is no folder, zip or notebook" if place.exists() else "is not there"
        raise CannotGrade(f"{place} {there}.")
    whole = _Budget(files=math.inf, size=math.inf)  # each learner's zip in it has its own
    return _gathered(_zipped(place, "", whole))


def _gathered(files: Iterator[File]) -> list[File]:
    """Return files, those in a folder that is not looked into as one; without systems' own."""
    found: list[File] = []
    closed: Counter[str] = Counter()
    for file in files:
        parts = PurePosixPath(file.name).parts
        if set(parts) & _JUNK or parts[-1].startswith("._"):
            continue
        if folder := _closed(file.name):
            closed[folder] += 1
        else:
            found.append(file)
    return found + [
        File(f"{folder}/", unused=f"{_closed_by(PurePosixPath(folder).name)} ({count} files)")
        for folder, count in sorted(closed.items())
    ]


def _closed(name: str) -> str:
    """Return the topmost folder above a file that is not looked into; nothing if there is none."""
    parts = PurePosixPath(name).parts[:-1]
    depth = next((k for k, part in enumerate(parts) if _closed_by(part)), None)
    return "" if depth is None else "/".join(parts[: depth + 1])


def _closed_by(folder: str) -> str:
    """Return why a folder is not looked into; nothing if it is."""
    return _CLOSED.get(folder, "a hidden folder" if folder.startswith(".") else "")


def _in_folder(folder: Path) -> Iterator[File]:
    for above, folders, names in os.walk(folder):  # does not follow links
        here = Path(above)
        for name in sorted(folders):
            if (here / name).is_symlink():
                yield File(_inner(here / name, folder), unused="a link, which is not followed")
        folders[:] = sorted(name for name in folders if not _is_results(here / name))
        if not names and not folders and here != folder:
            yield File(f"{_inner(here, folder)}/", unused="an empty folder")
        for name in sorted(names):
            yield from _on_disk(here / name, folder)


def _is_results(folder: Path) -> bool:
    """Tell whether a folder is one that ``course grade`` has made."""
    return (folder / "private" / "lock").exists()


def _on_disk(path: Path, folder: Path) -> Iterator[File]:
    inner = _inner(path, folder)
    if path.is_symlink() or not path.is_file():
        yield File(inner, unused="a link, which is not followed")
    elif _closed(inner):
        yield File(inner, unused="not looked into")
    elif path.suffix.lower() == ".zip":
        yield from _zipped(path, inner, _Budget())
    elif _may_be_notebook(path.name):
        yield File(inner, *_read(path))
    else:
        yield File(inner, unused=_why(path.name))


def _inner(path: Path, folder: Path) -> str:
    return _told(path.relative_to(folder).as_posix())


def _told(name: str) -> str:
    """Return a name that can be written down: on a disk it may be bytes that are no text."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def is_notebook(name: str) -> bool:
    """Tell whether the name of a file says that it is a notebook."""
    return name.lower().endswith((".ipynb", ".ipynb.txt", ".ipynb.json"))


def _may_be_notebook(name: str) -> bool:
    return is_notebook(name) or PurePosixPath(name.lower()).suffix in _MAYBE


def _why(name: str) -> str:
    return _REASONS.get(PurePosixPath(name.lower()).suffix, "not a notebook")


def _read(path: Path) -> tuple[bytes, float, str]:
    """Return what a file holds, its time, and why it can't be read, if so."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1), path.stat().st_mtime, ""
    except OSError as error:
        return b"", 0.0, f"it can't be read ({type(error).__name__})"


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

    def unpack(self, archive, entry, most: int) -> tuple[bytes, str]:
        """Return what an entry holds, up to one byte too many, and why it can't be read, if so."""
        self.files -= 1
        if entry.compress_type not in _PLAIN:
            return b"", "packed in a way that is not read"
        try:
            with archive.open(entry) as file:
                data = file.read(int(min(most, self.size)) + 1)
        except Exception:  # damaged in any of many ways, or with a password
            return b"", "damaged in its zip, or with a password"
        self.size -= len(data)
        return data, ""


def _zipped(source, name: str, budget: _Budget, depth=0) -> Iterator[File]:
    """Yield the files of a zip, and of zips in it, as far as a budget reaches."""
    try:
        archive = zipfile.ZipFile(source)
    except Exception:  # no zip, damaged, a name that is no text, a version to come
        yield File(name, unused="not a zip that can be read")
        return
    prefix = name[: -len(".zip")] + "/" if name else ""
    with archive:
        for entry in archive.infolist():
            name = prefix + _told(_name_in(entry))
            if entry.is_dir():
                continue
            if _closed(name):
                yield File(name, unused="not looked into")
            elif budget.is_spent:
                yield File(f"{prefix}…", unused="too much in one zip: the rest was not read")
                return
            else:
                yield from _unpacked(archive, entry, name, budget, depth)


def _name_in(entry) -> str:
    """Return a name in a zip: many programs write UTF-8 and do not say so."""
    try:
        said = entry.flag_bits & 0x800
        return entry.filename if said else entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _unpacked(archive, entry, name: str, budget: _Budget, depth: int) -> Iterator[File]:
    if name.lower().endswith(".zip") and depth == 0:
        data, _ = budget.unpack(archive, entry, _PACKED)
        own = _Budget() if budget.is_open else budget
        yield from _zipped(io.BytesIO(data), name, own, depth + 1)
    elif _may_be_notebook(name):
        data, unused = budget.unpack(archive, entry, LARGEST)
        yield File(name, data, _time(entry), unused)
    else:
        budget.files -= 1
        yield File(name, unused=_why(name))


def _time(entry) -> float:
    try:
        return datetime(*entry.date_time).timestamp()
    except ValueError:
        return 0.0
