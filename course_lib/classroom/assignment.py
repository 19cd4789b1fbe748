"""What a class is graded by: exercises with their hidden checks under a secret seed."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from ..files import write_safely
from ..grading.check import with_hidden_checks
from ..grading.exercise import Cell, Exercise, Task, read_exercise
from ..grading.places import own_mistakes, released_path
from ..grading.reference import SolutionUnusable, wrong_answers
from . import sandbox, sandbox_mounts
from .limits import Limits

# A solution is run like a submission, but for the memory that it may take.
_LIMITS = Limits(cpu_seconds=120)


@dataclass(frozen=True)
class Graded:
    """An exercise as it is graded."""

    exercise: Exercise  # with hidden checks, and what they should print
    # By task: what its checks print for known mistakes, as :func:`.search.of_task` returns it.
    mistaken: dict[str, list]
    seed: int

    @property
    def digest(self) -> str:
        """A short name for all that marks depend on beside the submission."""
        return _digest(json.dumps([asdict(self.exercise), self.mistaken, self.seed]))


def prepare(solution: Path, seed: int, cache: Path, sandboxed=True) -> Graded:
    """Return an exercise as it is graded, from its solution; kept in a folder for the next time.

    Raises SolutionUnusable if the solution does not tell what its checks should print.
    """
    released = released_path(solution.stem)
    read = (solution.read_bytes(), released.read_bytes(), own_mistakes(solution.stem))
    stamp = _digest(repr((*read, seed, sandboxed, code_digest())))
    kept = cache / f"{solution.stem}-{stamp}.json"
    if kept.exists():
        exercise, mistaken = json.loads(kept.read_text(encoding="utf-8"))
        return Graded(exercise_from(exercise), mistaken, seed)
    start = sandbox.command(_LIMITS, whole_library=True) if sandboxed else []
    python = [*start, sandbox.python()] if sandboxed else None
    try:
        solved = read_exercise(solution)
        exercise = with_hidden_checks(read_exercise(released), solved, seed, python)
    except SolutionUnusable as error:
        raise SolutionUnusable(f"{solution} can't be used: {error}") from error
    mistaken = wrong_answers(exercise, seed, [task.key for task in exercise.tasks], python)
    write_safely(kept, json.dumps([asdict(exercise), mistaken]))
    return Graded(exercise, mistaken, seed)


@cache
def code_digest() -> str:
    """Return a short name for the course's code, which marks depend on too."""
    package = sandbox_mounts.PACKAGE
    paths = sorted(package.rglob("*.py"))
    return _digest(repr([(str(path.relative_to(package)), path.read_bytes()) for path in paths]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def exercise_from(kept: dict) -> Exercise:
    """Return an exercise from its dict."""
    setup, pictures = _cells(kept["setup"]), _cells(kept["pictures"])
    return Exercise(kept["name"], kept["title"], setup, tuple(map(_task, kept["tasks"])), pictures)


def _task(kept: dict) -> Task:
    answer, checks = Cell(**kept["answer"]), _cells(kept["checks"])
    return Task(**{**kept, "answer": answer, "checks": checks, "without": tuple(kept["without"])})


def _cells(kept: list[dict]) -> tuple[Cell, ...]:
    return tuple(Cell(**cell) for cell in kept)
