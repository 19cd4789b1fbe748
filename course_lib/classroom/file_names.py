"""Reading student, exercise and attempt from the name of a file that was handed in."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

# "Ada Lovelace_12345_assignsubmission_file_", the folder of a student in a Moodle download.
_MOODLE = re.compile(r"(.+?)_(\d+)_assignsubmission_\w+?_?$")
# "lovelaceada_LATE_12345_67890_01_max_pooling-2.ipynb", a file of a Canvas download.
_CANVAS = re.compile(r"([^_]+)_(?:LATE_)?(\d+)_\d+_(.+)$")
_OWN = "exercises"  # the course's folder for a learner's work
_ATTEMPT = re.compile(r"(?:-(\d{1,3})|\s*\((\d{1,3})\))$")
# Where nothing else follows the exercise. Elsewhere such a number may be that of a group.
_BARE_ATTEMPT = re.compile(r"[-_ ]?v?(\d{1,3})$", re.IGNORECASE)


def read_name(name: str, exercises: list[str]) -> tuple[str, str, int]:
    """Return the student, the exercise and the number of the attempt; nothing for what is not told.

    Only the topmost part tells the student: learners choose the names of what lies in it.

    Parameters
    ----------
    name : str
        Of a file, with the folders that not all files share (:func:`shared_folders`).
    exercises : list of str
        All names of exercises.

    Examples
    --------
    >>> names = ["01_max_pooling", "02_convolution"]
    >>> read_name("ada/02_convolution.ipynb", names)
    ('ada', '02_convolution', 0)
    >>> read_name("ada_01_max_pooling (2).ipynb", names)
    ('ada', '01_max_pooling', 2)
    >>> read_name("Ada Lovelace_12345_assignsubmission_file_/work.ipynb", names)
    ('Ada Lovelace 12345', '', 0)
    >>> read_name("lovelaceada_LATE_12345_67890_01_max_pooling-1.ipynb", names)
    ('lovelaceada 12345', '01_max_pooling', 1)
    >>> read_name("01_max_pooling_group_2.ipynb", names)
    ('group_2', '01_max_pooling', 0)
    """
    path = PurePosixPath(name)
    folders = _telling(path, exercises)
    exercise, attempt, rest = _exercise(path.stem, path, exercises)
    named = _named(folders[0] if folders else path.stem)
    if named:
        return f"{named[1]} {named[2]}", exercise, attempt
    return (folders[0] if folders else rest), exercise, attempt


def _named(top: str) -> re.Match | None:
    """Return the name and the number of a student in what Moodle or Canvas calls a file."""
    return _MOODLE.match(top) or _CANVAS.match(top)


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
        if len(set(level)) > 1 or level[0] in (*exercises, _OWN) or _named(level[0]):
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
            bare = _BARE_ATTEMPT.match(after)
            attempt = bare or _ATTEMPT.search(stem)
            number = int(next(filter(None, attempt.groups()))) if attempt else 0
            if after.startswith(".kept-"):  # what `course reset` put aside
                return exercise, -1, before.strip("_- .")
            behind = "" if bare else _ATTEMPT.sub("", after)
            return exercise, number, before.strip("_- .") or behind.strip("_- .")
    above = next((part for part in path.parts if part in exercises), "")
    return above, 0, stem if above else ""
