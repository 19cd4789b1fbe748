"""Reading student, exercise and attempt from the name of a file that was handed in."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

# "Ada Lovelace_12345_assignsubmission_file_", the folder of a student in a Moodle download.
_MOODLE = re.compile(r"(.+?)_(\d+)_assignsubmission_\w+?_?$")
# "lovelaceada_LATE_12345_67890_01_max_pooling-2.ipynb", a file of a Canvas download.
_CANVAS = re.compile(r"([^_]+)_(?:LATE_)?(\d+)_\d+_(.+)$")
_ATTEMPT = re.compile(r"(?:[-_ ]v?(\d{1,3})|\s*\((\d{1,3})\))$", re.IGNORECASE)


def read_name(name: str, exercises: list[str]) -> tuple[str, str, int]:
    """Return the student, the exercise (or nothing) and the number of the attempt.

    Parameters
    ----------
    name : str
        Of a file, with the folders above it.
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
    """
    path = PurePosixPath(name)
    folders = [part for part in path.parts[:-1] if part not in (*exercises, "exercises")]
    stem = path.stem
    for folder in folders:
        if moodle := _MOODLE.match(folder):
            return f"{moodle[1]} {moodle[2]}", *_exercise(stem, path, exercises)[:2]
    if canvas := _CANVAS.match(stem):
        exercise, attempt, _ = _exercise(canvas[3], path, exercises)
        return f"{canvas[1]} {canvas[2]}", exercise, attempt
    exercise, attempt, rest = _exercise(stem, path, exercises)
    return (folders[-1] if folders else rest or stem), exercise, attempt


def _exercise(stem: str, path: PurePosixPath, exercises) -> tuple[str, int, str]:
    """Return exercise, attempt and what is left of a name."""
    for exercise in exercises:
        before, found, after = stem.partition(exercise)
        if found:
            attempt = _ATTEMPT.match(after) or _ATTEMPT.search(stem)
            number = int(attempt[1] or attempt[2]) if attempt else 0
            if after.startswith(".kept-"):  # what `course reset` put aside
                number = -1
            rest = before.strip("_- .") or _ATTEMPT.sub("", after).strip("_- .")
            return exercise, number, rest
    above = next((part for part in path.parts if part in exercises), "")
    return above, 0, stem
