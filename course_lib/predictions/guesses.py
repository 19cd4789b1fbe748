"""Remembering what a learner guessed, beside the course."""

from contextlib import suppress
from pathlib import Path

from ..files import read_record, write_record
from ..grading.places import CourseNotFound, find_course


def recall(root: Path | None = None) -> dict[str, dict]:
    """Return all guesses by lesson and question, such as ``"01/four-windows"``."""
    place = _place(root)
    kept = read_record(place) if place else {}
    return {key: guess for key, guess in kept.items() if isinstance(guess, dict)}


def remember(key: str, guess: dict):
    """Store a guess; where nothing can be written, it is kept by the page alone."""
    if place := _place():
        with suppress(OSError):
            write_record(place, recall() | {key: guess})


def _place(root: Path | None = None) -> Path | None:
    try:
        return (root or find_course()) / ".course" / "predictions.json"
    except CourseNotFound:
        return None
