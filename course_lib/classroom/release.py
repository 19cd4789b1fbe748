"""What a class is handed: the course without answers; and what its teacher keeps."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from ..files import write_safely
from ..grading.handout import fresh_handout
from ..grading.places import exercise_names
from . import CannotGrade

FOLDERS = ("course_lib", "notebooks")
FILES = ("README.md", "TEACHERS.md", "LICENSE", "Makefile", "environment.yml", "pyproject.toml")
NAME = "convolution-course"
# No zip file can hold an earlier date. One date for all makes the same zip of the same course.
_DATE = (1980, 1, 1, 0, 0, 0)


def release(root: Path, folder: Path) -> list[Path]:
    """Write the class's half as a folder and a zip, and the teacher's half.

    Parameters
    ----------
    root : Path
        The folder of the course.
    folder : Path
        A new one, or an empty one.

    Returns
    -------
    list of Path
        The class's folder, its zip, and the teacher's folder.

    Raises
    ------
    CannotGrade
        If the folder holds something, or the course has no solutions.
    """
    if not list(root.glob("solutions/*.ipynb")):
        raise CannotGrade(f"{root} has no solutions/, so there is nothing to keep from a class.")
    if folder.exists() and any(folder.iterdir()):
        raise CannotGrade(f"{folder} is not empty. Name a new folder.")
    handed, packed, kept = folder / NAME, folder / f"{NAME}.zip", folder / "private"
    ignored = shutil.ignore_patterns("__pycache__", ".*", "*.pyc")
    for name in FOLDERS:
        shutil.copytree(root / name, handed / name, ignore=ignored)
    for name in FILES:
        shutil.copyfile(root / name, handed / name)
    for name in exercise_names():
        write_safely(handed / "exercises" / f"{name}.ipynb", fresh_handout(name))
    _pack(handed, packed)
    shutil.copytree(root / "solutions", kept / "solutions", ignore=ignored)
    kept.chmod(0o700)
    return [handed, packed, kept]


def _pack(folder: Path, target: Path):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder.parent).as_posix()
                entry = zipfile.ZipInfo(name, _DATE)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
