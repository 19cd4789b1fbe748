"""Checking a learner's exercise: take the answers, lay them into the original, ask nbval."""

from __future__ import annotations

import random
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from .exercise import NOT_DONE, Cell, Exercise, Task, read_exercise
from .judge import CELL_SECONDS, Outcome, Step, judge
from .places import RELEASED, exercise_names
from .reference import expected_outputs, mistaken_outputs, with_seed
from .transplant import Answers, find_answers, read_cells


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


def check(
    path: Path,
    solution: Path | None = None,
    seed: int | None = None,
    cell_seconds: float = CELL_SECONDS,
) -> Result:
    """Check a learner's notebook.

    Parameters
    ----------
    path : Path
        The learner's notebook, named as the exercise is.
    solution : Path, optional
        The solution. With it, the answers are also tried on fresh random numbers.
    seed : int, optional
        What those numbers are drawn from; a new one where it is not given.
    cell_seconds : float
        How long a cell may run.

    Raises
    ------
    UnreadableNotebook
        If the file is not a notebook.
    JudgeFailed
        If the checks can't be run on this machine.
    """
    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    exercise = read_exercise(RELEASED / f"{exercise_name(path)}.ipynb")
    answers = find_answers(exercise, read_cells(path))
    if solution is not None:
        exercise = _with_hidden_checks(exercise, read_exercise(solution), seed)
    with ThreadPoolExecutor(1) as pool:
        keys = [task.key for task in exercise.tasks]
        mistaken = pool.submit(mistaken_outputs, exercise, seed, keys)
        outcomes = judge_answers(exercise, answers, seed, cell_seconds)
    results = tuple(
        _result(task, answers.by_task[task.key], outcomes[task.key], mistaken.result())
        for task in exercise.tasks
    )
    results = tuple(_with_uses(result, results, answers) for result in results)
    return Result(exercise, results, tuple(answers.notes), None if solution is None else seed)


def exercise_name(path: Path) -> str:
    """Return the exercise that a file belongs to, from the beginning of its name."""
    known = (name for name in exercise_names() if path.name.startswith(name))
    return next(known, path.stem)


def _with_hidden_checks(exercise: Exercise, solution: Exercise, seed: int) -> Exercise:
    """Return the exercise with the hidden checks of the solution and what they should print."""
    expected = expected_outputs(solution, seed)
    tasks = []
    for task, solved in zip(exercise.tasks, solution.tasks, strict=True):
        hidden = (
            Cell(cell.id, cell.role, cell.task, cell.source, expected[cell.id])
            for cell in solved.checks
            if cell.role == "hidden"
        )
        tasks.append(Task(task.key, task.title, task.points, task.answer, (*task.checks, *hidden)))
    return Exercise(exercise.name, exercise.title, exercise.setup, tuple(tasks))


def judge_answers(
    exercise: Exercise, answers: Answers, seed: int, cell_seconds: float
) -> dict[str, list[Outcome]]:
    """Judge all tasks; where one never ends, judge those after it again without it."""
    outcomes: dict[str, list[Outcome]] = {task.key: [] for task in exercise.tasks}
    left, dropped = list(exercise.tasks), set()
    while left:
        steps = _compose(exercise, answers, seed, left, dropped)
        done = judge(steps, cell_seconds)
        for outcome in done:
            if outcome.step.task:
                outcomes[outcome.step.task].append(outcome)
        stuck = next((o.step.task for o in done if o.status == "timeout"), None)
        if stuck is None:
            break
        left, dropped = _after(left, stuck), dropped | {stuck}
        for task in left:
            outcomes[task.key].clear()
    return outcomes


def _after(tasks: list[Task], stuck: str) -> list[Task]:
    """Return the tasks behind the stuck one; none where even the setup did not end."""
    keys = [task.key for task in tasks]
    return tasks[keys.index(stuck) + 1 :] if stuck in keys else []


def _compose(exercise, answers, seed, judged, dropped) -> list[Step]:
    """Return the cells to run: all answers, and the checks of the tasks to be judged."""
    steps = [Step(cell.source) for cell in exercise.setup]
    for task in exercise.tasks:
        own = task.key not in dropped
        before = answers.before if task is exercise.tasks[0] else []
        sources = [*before, *answers.by_task[task.key]] if own else [_left_out(task)]
        steps += [Step(source, task.key) for source in sources]
        if task in judged:
            steps += [_check_step(cell, seed) for cell in task.checks]
    return steps


def _left_out(task: Task) -> str:
    """Return a stub in place of an answer that did not end."""
    return task.answer.source.replace(
        NOT_DONE, f"Task {task.key} did not end, so its answer was left out."
    )


def _check_step(cell: Cell, seed: int) -> Step:
    source = with_seed(cell.source, seed) if cell.role == "hidden" else cell.source
    return Step(source, cell.task, cell.id, cell.output)


def _result(task: Task, sources: list[str], outcomes: list[Outcome], mistaken) -> TaskResult:
    by_check = {outcome.step.check: outcome for outcome in outcomes if outcome.step.check}
    failed = [cell for cell in task.checks if _status(by_check, cell) != "passed"]
    if not failed:
        return TaskResult(task, "right")
    if not sources:
        return TaskResult(task, "missing")
    if all(source.strip() == task.answer.source.strip() for source in sources):
        return TaskResult(task, "untouched")
    if any(outcome.status == "timeout" for outcome in outcomes) or not outcomes:
        return TaskResult(task, "endless")
    if any(_status(by_check, cell) == "error" for cell in failed):
        # The first error is the cause: of a syntax error, say, and not of the missing name.
        return TaskResult(task, "error", next(o.error for o in outcomes if o.error))
    findings = (_finding(cell, by_check[cell.id], mistaken) for cell in failed)
    return TaskResult(task, "wrong", findings=tuple(findings))


def _with_uses(result: TaskResult, results, answers: Answers) -> TaskResult:
    """Return a result that also tells which names it takes from tasks that are not right."""
    text = "\n".join(answers.by_task[result.task.key])
    uses = (
        (name, other.task.key)
        for other in results
        if other is not result and other.status != "right"
        for name in other.task.names
        if re.search(rf"\b{name}\b", text) and not re.search(rf"def {name}\b", text)
    )
    return result if result.status == "right" else replace(result, uses=tuple(uses))


def _status(by_check: dict[str, Outcome], cell: Cell) -> str:
    return by_check[cell.id].status if cell.id in by_check else "unreached"


def _finding(cell: Cell, outcome: Outcome, mistaken) -> Finding:
    rules = [
        rule for rule, printed in mistaken.get(cell.id, {}).items() if printed == outcome.printed
    ]
    return Finding(cell, cell.output, outcome.printed or outcome.error, tuple(rules))
