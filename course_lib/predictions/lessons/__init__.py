"""The questions of each lesson, by their names, in the order of the lesson."""

from __future__ import annotations

from importlib import import_module

from ..question import Question

LESSONS = ("00", "01", "02", "03", "03a", "04", "04a", "05", "06", "07", "08", "09")


def questions(lesson: str) -> dict[str, Question]:
    """Return the questions of a lesson.

    Raises
    ------
    ValueError
        If there is no such lesson.
    """
    if lesson not in LESSONS:
        raise ValueError(f"predict: lesson is one of {', '.join(LESSONS)}, received {lesson!r}")
    return import_module(f".lesson_{lesson}", __name__).QUESTIONS
