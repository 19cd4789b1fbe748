"""What a class is handed: the course without answers; and what its teacher keeps."""

import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

from ..files import write_safely
from ..grading.make import make
from ..grading.places import OWN, RELEASED, exercise_names
from ..grading.update import MANIFEST, manifest_of
from . import CannotGrade

FOLDERS = ("course_lib", "notebooks")
FILES = ("LICENSE", "Makefile", "environment.yml", "pyproject.toml")
NAME = "convolution-course"
# Exercises are laid out by the course when it is first started: in no copy of it are there any that
# a newer copy could lay over somebody's work.
_GITIGNORE = """\
# what each student's own work leaves behind
/exercises/
/.course/
*.kept-*
.ipynb_checkpoints/
.venv*/
__pycache__/
*.egg-info/
"""
_POSTBUILD = "#!/bin/sh\n# Binder runs this once: it lays the exercises out.\ncourse status\n"
_NOT_FOR_A_CLASS = re.compile(r"<!-- class: leave out -->\n.*?<!-- class: end -->\n+", re.DOTALL)


def release(root: Path, folder: Path) -> list[Path]:
    """Write the class's half as a folder and a zip, and the teacher's half; return these three.

    ``root`` is the folder of the course; ``folder`` a new one, or an empty one.

    Raises CannotGrade if the folder holds something, or the course has no solutions.
    """
    if not list(root.glob("solutions/*.ipynb")):
        raise CannotGrade(f"{root} has no solutions/, so there is nothing to keep from a class.")
    if folder.exists() and any(folder.iterdir()):
        raise CannotGrade(f"{folder} is not empty. Name a new folder.")
    _refuse_unmade(root)
    handed, packed, kept = folder / NAME, folder / f"{NAME}.zip", folder / "private"
    ignored = shutil.ignore_patterns("__pycache__", ".*", "*.pyc")
    for name in FOLDERS:
        shutil.copytree(root / name, handed / name, ignore=ignored)
    _copy_own(root, handed, kept)
    for name in FILES:
        shutil.copyfile(root / name, handed / name)
    readme = (root / "README.md").read_text(encoding="utf-8")
    write_safely(handed / "README.md", _NOT_FOR_A_CLASS.sub("", readme))
    write_safely(handed / ".gitignore", _GITIGNORE)
    write_safely(handed / "postBuild", _POSTBUILD)
    (handed / "postBuild").chmod(0o755)
    files = {p.relative_to(handed).as_posix(): p.read_bytes() for p in _files(handed)}
    write_safely(handed / MANIFEST, manifest_of(files))
    _pack(handed, packed)
    shutil.copytree(root / "solutions", kept / "solutions", ignore=ignored, dirs_exist_ok=True)
    kept.chmod(0o700)
    return [handed, packed, kept]


def _copy_own(root: Path, handed: Path, kept: Path):
    """Copy a teacher's own exercises: to the class what is made of them, and their mistakes."""
    for path in sorted((root / OWN).glob("*.ipynb")):
        write_safely(kept / "solutions" / path.name, path.read_bytes())
    for path in [*(root / OWN).glob(f"{RELEASED.name}/*.ipynb"), *(root / OWN).glob("*.py")]:
        write_safely(handed / path.relative_to(root), path.read_bytes())


def _refuse_unmade(root: Path):
    """Refuse to hand out what ``course make`` has not made of sound solutions."""
    names = {path.stem for folder in ("solutions", OWN) for path in root.glob(f"{folder}/*.ipynb")}
    made = make(root, running=False)
    stale = [
        path.name
        for path, text in made.items()
        if path.parent.name == RELEASED.name
        and (not path.exists() or path.read_text("utf-8") != text)
    ]
    stale += [f"{name}.ipynb" for name in exercise_names() if name not in names]
    if stale:
        raise CannotGrade(
            f"{', '.join(stale)}: what a class would get is not what its solution makes. Run "
            "'course make' and try again."
        )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _pack(folder: Path, target: Path):
    """Pack a folder; all in it has today's date, so that make installs what is newer."""
    now = datetime.now().timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _files(folder):
            entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), now)
            entry.external_attr = (path.stat().st_mode & 0o777 | 0o644) << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
