"""``course status``: how far each exercise is, and how many predictions were made."""

from pathlib import Path

from ..grading import command
from . import guesses
from .lessons import LESSONS, questions

BAR = 10


def status(root: Path, options) -> int:
    """Print how far exercises, predictions and lessons are."""
    code = command.status(root, options)
    for line in lines(guesses.recall(root)):
        print(line)
    return code


def lines(kept: dict[str, dict]) -> list[str]:
    """Return what is told of predictions: a line for each lesson, and one for all.

    Examples
    --------
    >>> told = lines({"00/corner": {"right": True, "first": True}})
    >>> told[1]
    'lesson 00 #####..... 1 of 2 right'
    """
    told, done = ["predictions"], 0
    for lesson in LESSONS:
        keys = [f"{lesson}/{name}" for name in questions(lesson)]
        right = sum(bool(kept.get(key, {}).get("right")) for key in keys)
        seen = sum(bool(kept.get(key)) for key in keys)
        done += seen == len(keys)
        filled = BAR * right // len(keys)
        bar = "#" * filled + "." * (BAR - filled)
        told.append(f"lesson {lesson} {bar} {right} of {len(keys)} right")
    first = sum(bool(guess.get("first")) for guess in kept.values())
    return [*told, f"lessons done: {done} of {len(LESSONS)}; right at the first try: {first}"]
