"""Where the course lies on the disk."""

from pathlib import Path

OWN = "own"  # the folder of a teacher's own exercises
RELEASED = Path(__file__).parent / "released"


class CourseNotFound(Exception):
    """No folder of the course is in sight."""


def find_course() -> Path:
    """Return the folder of the course: this one, one above it, or where the package lies.

    Raises CourseNotFound if none of them holds ``notebooks``, and ``exercises`` or the package that
    makes them.
    """
    here = Path.cwd().resolve()
    package = Path(__file__).resolve().parents[2]
    for folder in (here, *here.parents, package):
        rest = (folder / "exercises", folder / "course_lib")
        if (folder / "notebooks").is_dir() and any(one.is_dir() for one in rest):
            return folder
    raise CourseNotFound(
        f"No course here: {here} and the folders above it hold no notebooks/ with exercises/. "
        "Change to the course's folder and try again."
    )


def own_folder() -> Path:
    """Return the folder of a teacher's own exercises, beside those of the course."""
    try:
        return find_course() / OWN
    except CourseNotFound:
        return RELEASED / OWN  # where there is none


def exercise_names() -> list[str]:
    """Return the names of all exercises, in order; a teacher's own ones too."""
    own = (own_folder() / RELEASED.name).glob("*.ipynb")
    return sorted({path.stem for path in (*RELEASED.glob("*.ipynb"), *own)})


def released_path(name: str) -> Path:
    """Return where the form of an exercise lies that answers are laid into."""
    own = own_folder() / RELEASED.name / f"{name}.ipynb"
    return own if own.exists() else RELEASED / f"{name}.ipynb"


def solution_path(root: Path, name: str) -> Path:
    """Return where the solution of an exercise lies in a course, if it is there."""
    own = root / OWN / f"{name}.ipynb"
    return own if own.exists() else root / "solutions" / f"{name}.ipynb"


def own_mistakes(name: str) -> str:
    """Return the text of the file with a teacher's own mistakes for an exercise; empty if none."""
    path = own_folder() / f"{name}.py"
    return path.read_text(encoding="utf-8") if path.exists() else ""
