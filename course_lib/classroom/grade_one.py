"""Grading what one student handed in: from bytes to marks, touching nothing else."""

from __future__ import annotations

import builtins
from dataclasses import dataclass, field

from ..grading.judge import Outcome
from ..grading.marking import task_results
from ..grading.results import TaskResult
from ..grading.rounds import rounds
from ..grading.transplant import Answers, UnreadableNotebook, find_answers, parse_cells
from .assignment import Graded
from .limits import Limits
from .nbval_client import judge_together


@dataclass(frozen=True)
class Work:
    """A notebook to grade, and what it is graded by."""

    name: str
    data: bytes
    graded: Graded


@dataclass(frozen=True)
class Job:
    """All notebooks of one student; it can be sent to another machine."""

    student: str
    works: tuple[Work, ...]
    limits: Limits
    sandboxed: bool = True


@dataclass(frozen=True)
class Mark:
    """What one task earned."""

    task: str
    points: float
    status: str  # as a task's result has it; ``unreadable`` where the file is no notebook
    failed: tuple[str, ...] = ()  # the ids of the checks that were not passed
    rules: tuple[str, ...] = ()  # those that known mistakes break
    uses: tuple[str, ...] = ()  # what the answer takes from other tasks that are not right
    # The kind of an error, if Python knows it. Nothing else that learners' code wrote is kept: it
    # may hold what the hidden checks ask for.
    error: str = ""
    seen: tuple[str, ...] = ()  # what is seen of the numbers, where no rule explains them


@dataclass(frozen=True)
class Marks:
    """What a notebook earned: a mark for each task, and what its owner should know.

    ``sources`` are the answers by task, for the teacher alone.
    """

    exercise: str
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]
    sources: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: dict) -> Marks:
        """Return marks from what ``asdict`` made of them, and JSON of that."""
        lists = ("failed", "rules", "uses", "seen")
        marks = (
            Mark(**{**mark, **{name: tuple(mark.get(name, ())) for name in lists}})
            for mark in data["marks"]
        )
        return cls(data["exercise"], tuple(marks), tuple(data["notes"]), data["sources"])


def grade_one(job: Job) -> tuple[Marks, ...]:
    """Grade all notebooks of a student.

    Raises JudgeFailed if the fault is the machine's. Whatever a submission does raises nothing.
    """
    answers, unreadable = {}, {}
    for name, work in _named(job).items():
        try:
            cells = parse_cells(work.data, work.name)
            answers[name] = find_answers(work.graded.exercise, cells)
        except UnreadableNotebook as error:
            unreadable[name] = error
    outcomes = _judge(job, answers)
    return tuple(
        _nothing(work, unreadable[name])
        if name in unreadable
        else _marks(work.graded, answers[name], outcomes[name])
        for name, work in _named(job).items()
    )


def _named(job: Job) -> dict[str, Work]:
    """Return the notebooks under names that no learner chose."""
    return {f"n{number}": work for number, work in enumerate(job.works)}


def _judge(job: Job, answers: dict[str, Answers]) -> dict[str, dict[str, list[Outcome]]]:
    """Judge all notebooks together, in as many rounds as the slowest needs."""
    works = _named(job)
    running = {
        name: rounds(works[name].graded.exercise, found, works[name].graded.seed)
        for name, found in answers.items()
    }
    steps, done = {name: next(work) for name, work in running.items()}, {}
    while steps:
        for name, outcomes in judge_together(steps, job.limits, job.sandboxed).items():
            try:
                steps[name] = running[name].send(outcomes)
            except StopIteration as end:
                done[name] = end.value
                del steps[name]
    return done


def _marks(graded: Graded, answers: Answers, outcomes) -> Marks:
    results = task_results(graded.exercise, answers, outcomes, graded.mistaken)
    sources = {key: "\n\n".join(cells) for key, cells in answers.by_task.items()}
    return Marks(graded.exercise.name, tuple(map(_mark, results)), tuple(answers.notes), sources)


def _mark(result: TaskResult) -> Mark:
    key, kind = result.task.key, result.error.partition(":")[0]
    failed = tuple(cell.id for cell in result.failed)
    uses = tuple(f"{name} of task {task}" for name, task in result.uses)
    error = kind if isinstance(getattr(builtins, kind, None), type) else ""
    return Mark(key, result.points, result.status, failed, result.rules, uses, error, result.seen)


def _nothing(work: Work, error: UnreadableNotebook) -> Marks:
    marks = (Mark(task.key, 0, "unreadable") for task in work.graded.exercise.tasks)
    return Marks(work.graded.exercise.name, tuple(marks), (str(error),))
