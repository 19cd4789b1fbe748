"""From outcomes to results: what each task earned, and what is wrong with it."""

import re
from dataclasses import replace

from .crashes import meaning
from .diagnosis import Diagnosis, diagnose
from .exercise import Cell, Exercise, Task, without_old_stub
from .judge import STOPPED, Outcome
from .results import TaskResult
from .rounds import is_untouched, names_in, used
from .transplant import Answers


def task_results(
    exercise: Exercise, answers: Answers, outcomes: dict[str, list[Outcome]], tables
) -> tuple[TaskResult, ...]:
    """Return what each task earned.

    ``outcomes`` are those of each task's steps; ``tables`` hold what the checks of each task print
    for known mistakes, as :func:`.search.of_task` returns it.
    """
    results = [
        _result(exercise, task, answers, outcomes[task.key], tables) for task in exercise.tasks
    ]
    wrong = {result.task.key for result in results if result.status != "right"}

    def wrong_names_used(result: TaskResult) -> tuple[tuple[str, str], ...]:
        if result.status == "right" and not result.helped:
            return ()
        names = used(exercise, result.task, answers)
        return tuple((name, key) for name, key in names if key in wrong)

    return tuple(replace(result, uses=wrong_names_used(result)) for result in results)


def _result(exercise: Exercise, task: Task, answers: Answers, outcomes, tables) -> TaskResult:
    by_check = {outcome.step.check: outcome for outcome in outcomes if outcome.step.check}
    helped = any(outcome.step.helped for outcome in by_check.values())
    failed = [cell for cell in task.checks if _status(by_check, cell) != "passed"]
    if called := _called(task, answers):
        told = f"Mend the function that the task gives you. It must not call {called}."
        return TaskResult(task, "wrong", meaning=told, failed=task.checks)
    if not failed:
        return TaskResult(task, "right", helped=helped)
    sources = answers.by_task[task.key]
    if not sources:
        return TaskResult(task, "missing")
    if is_untouched(task, answers):
        return TaskResult(task, "untouched")
    if any(outcome.status in STOPPED for outcome in outcomes) or not outcomes:
        return TaskResult(task, "endless", helped=helped)
    if _only_other_cells(task, sources):
        return TaskResult(task, "untouched")
    found = _diagnosis(task, by_check, tables.get(task.key, ()))
    failed = [cell for k, cell in enumerate(task.checks) if not _passed(by_check, cell, found, k)]
    if not failed:
        return TaskResult(task, "right", diagnosis=found, helped=helped)
    stopped = [cell for cell in failed if _status(by_check, cell) == "error"]
    # The first error is the cause: of a syntax error, say, and not of the missing name.
    error = next((o.error for o in outcomes if o.error), "") if stopped else ""
    meaning = _meaning(exercise, task, sources, outcomes, error)
    status = "error" if stopped else "wrong"
    return TaskResult(task, status, error, meaning, tuple(failed), found, helped=helped)


def _only_other_cells(task: Task, sources: list[str]) -> bool:
    """Tell whether an answer is as handed out, and cells after it name nothing of the task."""
    cells = [without_old_stub(source).strip() for source in sources]
    others = "\n".join(cell for cell in cells if cell != task.answer.source.strip())
    named = any(re.search(rf"\b{re.escape(name)}\b", others) for name in task.names)
    return len(others) < len("\n".join(cells)) and not named


def _called(task: Task, answers: Answers) -> str:
    """Return which functions an answer calls that it must not; nothing if all is well."""
    read, defined = names_in("\n".join(answers.by_task[task.key]))
    return " or ".join(name for name in task.without if name in read - defined)


def _diagnosis(task: Task, by_check, table) -> Diagnosis:
    printed = [by_check[cell.id].printed if cell.id in by_check else "" for cell in task.checks]
    return diagnose([cell.output for cell in task.checks], printed, table, task.predicted)


def _passed(by_check, cell: Cell, found: Diagnosis, number: int) -> bool:
    """Tell whether a check is passed: by what nbval says, or within the tolerance."""
    status = _status(by_check, cell)
    own = [place for place in found.places if place.check == number]
    within = all(place.right for place in own) and number not in found.changed
    return status == "passed" or (status == "failed" and within)


def _meaning(exercise: Exercise, task: Task, sources, outcomes, error: str) -> str:
    if not error:
        return ""
    _, defined = names_in("\n".join(sources))
    first = next(outcome for outcome in outcomes if outcome.error == error)
    defined = defined if first.step.check else set()
    return meaning(error, exercise.name, task.names, sorted(defined))


def _status(by_check: dict[str, Outcome], cell: Cell) -> str:
    return by_check[cell.id].status if cell.id in by_check else "unreached"
