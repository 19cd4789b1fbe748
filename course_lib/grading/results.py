"""What checking an exercise comes to: data, no judging."""

from dataclasses import dataclass

from .diagnosis import Diagnosis
from .exercise import Cell, Exercise, Task


@dataclass(frozen=True)
class TaskResult:
    """What one task earned."""

    task: Task
    status: str  # right, wrong, error, endless, untouched, or missing
    error: str = ""  # what Python said, if the answer ended with an error
    meaning: str = ""  # the same in plain words
    failed: tuple[Cell, ...] = ()  # the checks that were not passed
    diagnosis: Diagnosis | None = None  # what the checks printed, and what is wrong with it
    # What the answer takes from other tasks that are not right: names and tasks.
    uses: tuple[tuple[str, str], ...] = ()
    helped: bool = False  # whether it was judged with right answers in the place of those

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
