"""A course in a folder of its own, for those who have installed the package and nothing else."""

from pathlib import Path

from ..files import read_record, write_safely
from .handout import lay_out
from .update import CannotUpdate, Changes, manifest_of, take_over

PACKAGE = Path(__file__).resolve().parents[1]
LESSONS = "convolution_course_lessons"  # where a wheel puts them, beside the package
RECORD = ".course/handed.json"  # what each file was when it was laid out
README = """\
# A course on convolution

Open a terminal in this folder and type `course lab`. JupyterLab opens with the first lesson.

- `notebooks/`: the lessons. Read them in order.
- `exercises/`: what you fill in. `course check 01` checks your answers in exercise 01.
- `course status` shows how far you are.
- After a newer `convolution-course` is installed, `course update` brings the lessons up to date,
  and the exercises that you have not begun. What you wrote stays.
"""


class CannotBegin(Exception):
    """A course can't be laid out in a folder, with the reason and what to do."""


def new_course(folder: Path) -> Path:
    """Lay the lessons and the exercises out in a folder, and return it.

    Raises CannotBegin if the folder holds something.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotBegin(
            f"{folder} is not empty. Name a new folder; if the course lies there already, change "
            "to it and type 'course lab'."
        )
    files = handed_files()
    for name, data in files.items():
        write_safely(folder / name, data)
    write_safely(folder / RECORD, manifest_of(files))
    (folder / "exercises").mkdir(exist_ok=True)
    lay_out(folder)
    return folder


def update_lessons(root: Path) -> Changes:
    """Bring a folder that ``course new`` made up to what is installed now.

    Exercises that nobody has begun are brought up to date at the start of each command.

    Raises CannotUpdate if ``course new`` did not make the folder.
    """
    before = read_record(root / RECORD)
    if not before:
        raise CannotUpdate(
            f"{root} was not made with 'course new'. Name the zip that you were given: course "
            "update NEW.zip"
        )
    files = handed_files()
    return take_over(root, {**files, RECORD: manifest_of(files).encode()}, before, RECORD)


def handed_files() -> dict[str, bytes]:
    """Return the files of a learner's folder but for the exercises, under their paths."""
    lessons = PACKAGE.parent / LESSONS
    if not lessons.is_dir():
        lessons = PACKAGE.parent / "notebooks"  # the course as its authors have it
    found = {
        f"notebooks/{path.name}": path.read_bytes()
        for path in sorted(lessons.glob("*.ipynb"))
        if ".kept-" not in path.name
    }
    return {"README.md": README.encode(), **found}
