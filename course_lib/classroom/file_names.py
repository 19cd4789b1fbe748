"""Reading owner, exercise and attempt from the name of a file that was handed in."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from .owners import Owner, composed

# "Ada Lovelace_12345_assignsubmission_file_", the folder of a student in a Moodle download; where
# it is made without folders, the file's own name follows.
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_[a-z]+(?:_.*)?$")
# "lovelaceada_LATE_12345_67890_01_max_pooling-2.ipynb", a file of a Canvas download.
_CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<number>\d+)_\d+_(.+)$")
_OWN = "exercises"  # the course's folder for a learner's work
_ATTEMPT = re.compile(r"(?:-(\d{1,3})|\s*\((\d{1,3})\))$")
# Where nothing else follows the exercise. Elsewhere such a number may be that of a group.
_BARE_ATTEMPT = re.compile(r"[-_ ]?v?(\d{1,3})$", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """What the name of a file tells; the owner's name and the exercise may be empty."""

    owner: Owner
    exercise: str
    attempt: int = 0  # the number of a resubmission; -1 for what ``course reset`` put aside
    late: bool = False  # whether Canvas calls it late


def read_name(name: str, exercises: list[str]) -> Told:
    """Return what the name of a file tells.

    Its folders stand before it, but for those that all files share (:func:`shared_folders`). Only
    the topmost part tells the owner: learners choose the names of what lies in it.

    Examples
    --------
    >>> def told(name):
    ...     found = read_name(name, ["01_max_pooling", "02_convolution"])
    ...     return found.owner.told, found.exercise, found.attempt
    >>> told("ada/02_convolution.ipynb")
    ('ada', '02_convolution', 0)
    >>> told("ada_01_max_pooling (2).ipynb")
    ('ada', '01_max_pooling', 2)
    >>> told("Ada Lovelace_12345_assignsubmission_file_/work.ipynb")
    ('Ada Lovelace 12345', '', 0)
    >>> told("lovelaceada_LATE_12345_67890_01_max_pooling-1.ipynb")
    ('lovelaceada 12345', '01_max_pooling', 1)
    >>> told("01_max_pooling_group_2.ipynb")
    ('group_2', '01_max_pooling', 0)
    """
    path = PurePosixPath(name)
    folders = _telling(path, exercises)
    exercise, attempt, rest = _exercise(path.stem, path, exercises)
    top = folders[0] if folders else path.stem
    owner = owner_named(top) or Owner(composed(folders[0] if folders else rest))
    return Told(owner, exercise, attempt, is_late(top))


def owner_named(top: str) -> Owner | None:
    """Return the owner in what Moodle or Canvas calls a file or a folder; None if it is neither."""
    for system, pattern in (("moodle", _MOODLE), ("canvas", _CANVAS)):
        if found := pattern.match(top):
            return Owner(composed(found["name"]), found["number"], system)
    return None


def is_late(top: str) -> bool:
    """Tell whether Canvas calls a file late."""
    found = None if _MOODLE.match(top) else _CANVAS.match(top)
    return bool(found and found["late"])


def shared_folders(names: list[str], exercises: list[str]) -> list[str]:
    """Return the folders that all files lie in, such as the one that a zip was unpacked to.

    Examples
    --------
    >>> shared_folders(["class 7/ada/x.ipynb", "class 7/bob/x.ipynb"], [])
    ['class 7']
    """
    parts = [PurePosixPath(name).parts[:-1] for name in names]
    shared = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1 or level[0] in (*exercises, _OWN) or owner_named(level[0]):
            break
        shared.append(level[0])
    return shared


def _telling(path: PurePosixPath, exercises: list[str]) -> list[str]:
    """Return the folders above a file that may be named after a student."""
    return [part for part in path.parts[:-1] if part not in (*exercises, _OWN)]


def _exercise(stem: str, path: PurePosixPath, exercises) -> tuple[str, int, str]:
    """Return exercise, attempt and what is left of a name; nothing is, where no exercise is."""
    for exercise in exercises:
        before, found, after = stem.partition(exercise)
        if found:
            after = after.removesuffix(".ipynb")  # of .ipynb.txt, as browsers save them
            bare = _BARE_ATTEMPT.match(after)
            attempt = bare or _ATTEMPT.search(after)
            number = int(next(filter(None, attempt.groups()))) if attempt else 0
            if after.startswith(".kept-"):  # what `course reset` put aside
                return exercise, -1, before.strip("_- .")
            behind = "" if bare else _ATTEMPT.sub("", after)
            return exercise, number, before.strip("_- .") or behind.strip("_- .")
    above = next((part for part in path.parts if part in exercises), "")
    return above, 0, stem if above else ""
