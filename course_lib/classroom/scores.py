"""What a student has for an exercise and for each of its tasks."""

from dataclasses import dataclass

from ..grading.exercise import Exercise, Task
from ..grading.feedback import WORDS
from .book import Copy, Time
from .decisions import ByHand
from .grade_one import Mark
from .people import Person

STATUS_WORDS = {
    **WORDS,
    "unreadable": "not a readable notebook",
    "ungraded": "could not be graded",
    "unusable": "handed in, but nothing that can be graded",
    "absent": "nothing handed in",
}


CAME_LATE = "came late. The last copy in time counts."  # notes on a file
NAMELESS = "can't be graded, and does not tell which exercise it is."


@dataclass(frozen=True)
class Row:
    """What a student has for a task: the mark, and points after what was decided.

    ``of`` is what the task is worth, 0 where it does not count; ``reason`` tells why the points are
    others than the mark's.
    """

    task: Task
    mark: Mark
    points: float
    of: float
    reason: str = ""


@dataclass(frozen=True)
class Score:
    """What a student has for an exercise."""

    person: Person
    exercise: Exercise
    rows: tuple[Row, ...]  # one for each task
    copy: Copy | None = None  # what counts; None where nothing was handed in
    others: tuple[Copy, ...] = ()  # what does not
    time: Time | None = None  # when it came, of the times that it has
    late: str = ""  # how late it is, in words; empty for what is in time
    taken: float = 0.0  # points that it loses for being late
    by_hand: tuple[ByHand, ...] = ()  # what was decided for this student
    notes: tuple[str, ...] = ()

    @property
    def excused(self) -> bool:
        """Whether the exercise does not count for this student."""
        return any(one.excused for one in self.by_hand)

    @property
    def points(self) -> float:
        """All points, those given by hand for the whole exercise in place of the others."""
        whole = [one.points for one in self.by_hand if one.points is not None and not one.task]
        return whole[-1] if whole else round(sum(r.points for r in self.rows) - self.taken, 2)

    @property
    def of(self) -> float:
        """What the exercise is worth."""
        return sum(row.of for row in self.rows)

    @property
    def unreadable(self) -> str:
        """Why what was handed in has no marks; empty where it has some."""
        found = {row.mark.status for row in self.rows}
        if not self.copy or len(found) != 1 or not found <= {"unreadable", "ungraded"}:
            return ""
        return self.copy.reason or STATUS_WORDS[found.pop()]

    @property
    def has_late_copy(self) -> bool:
        """Whether a copy came late that does not count, because another was in time."""
        return not self.late and any(note.endswith(CAME_LATE) for note in self.notes)

    @property
    def there(self) -> bool:
        """Whether anything counts: marks, or points by hand."""
        return self.copy is not None or any(one.points is not None for one in self.by_hand)
