"""What checking an exercise comes to: data, no judging."""

from __future__ import annotations

from dataclasses import dataclass

from .diagnosis import Diagnosis
from .exercise import Cell, Exercise, Task


@dataclass(frozen=True)
class TaskResult:
    """What one task earned.

    Attributes
    ----------
    status : str
        right, wrong, error, endless, untouched, or missing.
    error : str
        What Python said, if the answer ended with an error; ``meaning`` says it in plain words.
    failed : tuple of Cell
        The checks that were not passed.
    diagnosis : Diagnosis or None
        What the checks printed, and what is wrong with it.
    uses : tuple of (name, task)
        What the answer takes from other tasks that are not right.
    helped : bool
        Whether it was judged with right answers in the place of those.
    """

    task: Task
    status: str
    error: str = ""
    meaning: str = ""
    failed: tuple[Cell, ...] = ()
    diagnosis: Diagnosis | None = None
    uses: tuple[tuple[str, str], ...] = ()
    helped: bool = False

    @property
    def points(self) -> float:
        """All points if the task is right; of predictions, those of the parts that are right."""
        if self.status == "right":
            return self.task.points
        if not self.task.predicted or self.status in ("untouched", "missing"):
            return 0
        right = len(self.task.checks) - len(self.failed)
        return tidy(self.task.points * right / len(self.task.checks))

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that were broken."""
        reasons = self.diagnosis.reasons if self.diagnosis else []
        found = [rule for reason in reasons for rule in reason.rules]
        return tuple(dict.fromkeys([*found, *([self.meaning] if self.meaning else [])]))

    @property
    def seen(self) -> tuple[str, ...]:
        """What is seen of the numbers, where no rule explains them."""
        return tuple(self.diagnosis.seen) if self.diagnosis else ()


@dataclass(frozen=True)
class Result:
    """What an exercise earned; ``seed`` is None where there were no hidden checks."""

    exercise: Exercise
    tasks: tuple[TaskResult, ...]
    notes: tuple[str, ...]
    seed: int | None

    @property
    def points(self) -> float:
        """The points of all tasks."""
        return tidy(sum(task.points for task in self.tasks))


def tidy(points: float) -> float:
    """Return points to two decimals, whole ones as integers.

    Examples
    --------
    >>> tidy(2 / 3), tidy(2.0)
    (0.67, 2)
    """
    rounded = round(points, 2)
    return int(rounded) if rounded == int(rounded) else rounded
