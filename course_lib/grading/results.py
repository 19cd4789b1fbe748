"""What checking an exercise comes to: data, no judging."""

from __future__ import annotations

from dataclasses import dataclass

from .exercise import Cell, Exercise, Task


@dataclass(frozen=True)
class Finding:
    """A check that an answer did not pass: what was wanted, what came, which rules it broke."""

    check: Cell
    expected: str
    came: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskResult:
    """What one task earned.

    ``status`` is right, wrong, error, endless, untouched, or missing. ``uses`` names what it
    takes from other tasks that are not right.
    """

    task: Task
    status: str
    error: str = ""
    findings: tuple[Finding, ...] = ()
    uses: tuple[tuple[str, str], ...] = ()

    @property
    def points(self) -> int:
        """All points of the task if it is right, else none."""
        return self.task.points if self.status == "right" else 0


@dataclass(frozen=True)
class Result:
    """What an exercise earned; ``seed`` is None where there were no hidden checks."""

    exercise: Exercise
    tasks: tuple[TaskResult, ...]
    notes: tuple[str, ...]
    seed: int | None

    @property
    def points(self) -> int:
        """The points of all tasks."""
        return sum(task.points for task in self.tasks)
