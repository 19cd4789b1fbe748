"""What a class handed in: whose each notebook is, and which exercise; and what was not used."""

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from ..grading.places import exercise_names
from ..grading.recognise import exercise_in, exercise_named
from ..grading.transplant import UnreadableNotebook, parse_cells
from .file_names import Told, owner_named, read_name, shared_folders
from .files_in import File, files_in, is_notebook
from .owners import Owner, composed

# Folders of the course: what lies in them under an exercise's name is a lesson or a solution. It
# counts only if it is an exercise, and nothing else of the same student is.
_LAST_RESORT = {"notebooks", "solutions"}


@dataclass(frozen=True)
class HandedIn:
    """A notebook that was handed in."""

    owner: Owner
    exercise: str
    file: str  # its name, with the folders above it
    data: bytes = field(repr=False)  # at most one more than may be read
    when: float = 0.0  # when it was last changed; 0 where that is not known
    attempt: int = 0  # a resubmission's number, from its name; below 0 for what counts last
    late: bool = False  # whether its name says so
    notes: tuple[str, ...] = ()  # what its owner should know about the file

    @property
    def digest(self) -> str:
        """A short name for what is in it."""
        return hashlib.sha256(self.data).hexdigest()[:16]


@dataclass(frozen=True)
class Unused:
    """A file that is not graded, with the reason in plain words.

    ``exercise`` is what its name tells; ``sure`` is false where only its own name tells the owner,
    which may be no student at all. ``along`` are the exercises that came in the same download.
    """

    owner: Owner
    exercise: str
    file: str
    reason: str
    sure: bool = True
    along: tuple[str, ...] = ()


def collect(place: Path, owner: Owner | None = None) -> tuple[list[HandedIn], list[Unused]]:
    """Return the notebooks that were handed in, and the files that are none.

    ``place`` is a folder, a zip, or one notebook. All in it is the ``owner``'s; where none is
    given, the names of files and folders tell.

    Raises CannotGrade if there is no such place.
    """
    files = files_in(place)
    names = [file.name for file in files if not file.unused] or [file.name for file in files]
    shared = shared_folders(names, exercise_names())
    handed_in, unused = [], []
    for file in files:
        inner = _below(file.name, shared)
        told = read_name(inner, exercise_names())
        whose = owner or (told.owner if told.owner.name else _above(place, shared))
        if not (owner or told.owner.name) and file.unused and inner == file.name:
            whose = Owner(composed(PurePosixPath(inner).stem))
        one = _used(file, told, whose)
        if isinstance(one, HandedIn):
            handed_in.append(one)
        else:
            sure = bool(owner or told.exercise or told.owner.system or "/" in inner)
            unused.append(Unused(whose, told.exercise, file.name, one, sure))
    along = tuple(sorted({one.exercise for one in handed_in}))
    put_aside = [replace(one, along=along) for one in unused]
    return _told_apart(handed_in, _above(place, shared)), put_aside


def _below(name: str, shared: list[str]) -> str:
    """Return the name of a file without the folders that all share."""
    parts = PurePosixPath(name).parts
    below = parts[len(shared) :] if list(parts[: len(shared)]) == shared else parts
    return "/".join([*below, "x"] if name.endswith("/") else below)  # of a folder itself


def _above(place: Path, shared: list[str]) -> Owner:
    """Return the owner that folders above tell: the last that all files share, or the place."""
    folder = shared[-1] if shared else place.resolve().stem
    return owner_named(folder) or Owner(composed(folder))


def _told_apart(handed_in: list[HandedIn], above: Owner) -> list[HandedIn]:
    """Return what was handed in; files that only the folder tells apart by their own names.

    One student's have an exercise each, or its name. Others, such as ``ada.ipynb`` and
    ``bob.ipynb``, are each somebody's.
    """
    untold = [one for one in handed_in if one.owner == above and not exercise_named(one.file)]
    if len({one.exercise for one in untold}) == len(untold):
        return handed_in
    stems = {one.file: composed(PurePosixPath(one.file).stem) for one in untold}
    return [
        replace(one, owner=Owner(stems[one.file])) if one.file in stems else one
        for one in handed_in
    ]


def _used(file: File, told: Told, owner: Owner) -> HandedIn | str:
    """Return a file as what was handed in, or why it is not used."""
    if file.unused:
        return file.unused
    *folders, name = PurePosixPath(file.name).parts
    resort = not _LAST_RESORT.isdisjoint(folders)
    try:
        exercise = exercise_in(parse_cells(file.data, name))
    except UnreadableNotebook:
        exercise = ""
        if is_notebook(name) and not told.exercise:  # by which it would be known
            return "it can't be read as a notebook"
    if not exercise and (resort or not is_notebook(name)):
        return "a lesson, not an exercise" if resort else "not a notebook"
    if not exercise and not told.exercise:
        return "no exercise of this course"
    notes: tuple[str, ...] = ()
    if exercise and told.exercise not in ("", exercise):
        notes = (f"Its name is that of {told.exercise}, but it holds {exercise}.",)
    exercise = exercise or told.exercise
    attempt = -2 if resort else told.attempt
    return HandedIn(owner, exercise, file.name, file.data, file.when, attempt, told.late, notes)
