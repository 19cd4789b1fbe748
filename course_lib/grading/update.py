"""Taking over a newer copy of the course, without touching what a learner wrote."""

import hashlib
import json
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..files import read_record, write_safely
from . import handout
from .fast_nbformat import nbformat

MANIFEST = "course_lib/manifest.json"  # of a class's copy: what each file was when it was made
_NEEDED = {"course_lib/__init__.py", "pyproject.toml", MANIFEST}


class CannotUpdate(Exception):
    """The course can't be brought up to date, with the reason and what to do."""


@dataclass
class Changes:
    """What an update did: paths in the course, and copies of what a learner had changed."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)


def manifest_of(files: dict[str, bytes]) -> str:
    """Return the text of a manifest: a digest of each file, of a notebook's cells only."""
    return json.dumps({name: _digest(name, data) for name, data in sorted(files.items())}, indent=0)


def update(root: Path, archive: Path) -> Changes:
    """Bring a class's copy up to date from a newer one.

    A file that the learner has changed is kept beside the newer one. Run again after an
    interruption, it goes on.

    Raises CannotUpdate if the archive is no copy of the course, or the folder is not a class's
    copy.
    """
    if (root / "solutions").is_dir() or (root / ".git").exists():
        raise CannotUpdate(f"{root} is no copy that a class is given. Update it as you got it.")
    newer = _read(archive)
    # Without a manifest, every file that differs counts as changed by the learner.
    before = read_record(root / MANIFEST)
    return take_over(root, newer, before, MANIFEST)


def take_over(root: Path, newer: dict[str, bytes], before: dict[str, str], record: str) -> Changes:
    """Write newer files, keep copies of what the learner had changed, remove what is gone.

    ``newer`` are files by their paths, the record last; ``before`` is what the record says of each
    file that lies there; ``record`` is its path.
    """
    changes = Changes()
    for name, data in newer.items():
        path = root / name
        if path.exists() and path.read_bytes() == data:
            continue
        if name != record and _is_changed(path, name, before, data):
            changes.kept.append(handout.keep(path))
        write_safely(path, data)
        if name != record:
            changes.written.append(name)
    for name in before.keys() - newer.keys():
        path = root / name
        if path.is_file() and not _is_changed(path, name, before, b""):
            path.unlink()
            changes.removed.append(name)
    return changes


def _read(archive: Path) -> dict[str, bytes]:
    """Return the files of a copy of the course, the manifest last: it says that all is written."""
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = {
                "/".join(PurePosixPath(name).parts[1:]): opened.read(name)
                for name in opened.namelist()
                if not name.endswith("/")
            }
    except (OSError, zipfile.BadZipFile) as error:
        raise CannotUpdate(f"{archive} can't be read as a zip ({error}).") from error
    strange = [name for name in entries if ".." in re.split(r"[/\\]", name) or ":" in name]
    if strange or not entries.keys() >= _NEEDED:
        raise CannotUpdate(f"{archive} is no copy of the course that a class is given.")
    files = {n: data for n, data in entries.items() if not n.startswith(("exercises/", ".course/"))}
    return {**files, MANIFEST: files.pop(MANIFEST)}


def _is_changed(path: Path, name: str, before: dict[str, str], newer: bytes) -> bool:
    """Tell whether a learner has changed a file; what a run leaves in a notebook is no change."""
    if not path.exists():
        return False
    now = _digest(name, path.read_bytes())
    return now not in (before.get(name), _digest(name, newer))


def _digest(name: str, data: bytes) -> str:
    if name.endswith(".ipynb"):
        with suppress(Exception):  # whatever it is, it is told by its bytes
            return handout.digest(nbformat.reads(data.decode("utf-8"), as_version=4))
    return hashlib.sha256(data).hexdigest()[:16]
