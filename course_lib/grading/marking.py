"""From answers to results: compose the cells, have them judged, tell what each task earned."""

from __future__ import annotations

import ast
import itertools
from dataclasses import replace

from .exercise import NOT_DONE, Cell, Exercise, Task
from .judge import Outcome, Step, judge
from .reference import with_seed
from .results import Finding, TaskResult
from .transplant import Answers


def judge_answers(
    exercise: Exercise, answers: Answers, seed: int, cell_seconds: float
) -> dict[str, list[Outcome]]:
    """Judge all tasks; where one never ends, judge those after it again without it."""
    work = rounds(exercise, answers, seed)
    steps = next(work)
    while True:
        try:
            steps = work.send(judge(steps, cell_seconds))
        except StopIteration as end:
            return end.value


def rounds(exercise: Exercise, answers: Answers, seed: int):
    """Yield steps to judge, take their outcomes, and return the outcomes of each task.

    One round is enough unless a task never ends. Those after it are judged again, without it.
    But it may be the doing of a task before it: a kernel that is told to end still runs for a
    moment. So the stuck task is first tried once more, without those before it that failed.
    """
    outcomes: dict[str, list[Outcome]] = {}
    left, dropped = list(exercise.tasks), set()
    while left:
        done = yield compose(exercise, answers, seed, left, dropped)
        judged = {task.key for task in left}
        outcomes |= {k: found for k, found in by_task(exercise, done).items() if k in judged}
        stuck = next((o.step.task for o in done if o.status == "timeout"), None)
        if stuck not in judged:
            break
        left, without = _after(left, stuck), {stuck}
        if failed := _failed_before(exercise, stuck, answers, outcomes) - dropped:
            again = yield _alone(exercise, answers, seed, stuck, dropped | failed)
            own = by_task(exercise, again)[stuck]
            if all(outcome.status == "passed" for outcome in own):
                outcomes[stuck], without = own, failed
        dropped |= without
    return outcomes


def _failed_before(exercise: Exercise, stuck: str, answers: Answers, outcomes) -> set[str]:
    """Return the tasks before the stuck one that somebody did, but not rightly."""
    before = itertools.takewhile(lambda task: task.key != stuck, exercise.tasks)
    return {
        task.key
        for task in before
        if not _is_untouched(task, answers.by_task[task.key])
        and any(outcome.status != "passed" for outcome in outcomes[task.key])
    }


def _alone(exercise: Exercise, answers: Answers, seed: int, key: str, dropped) -> list[Step]:
    """Return the cells that judge one task, with no answer that comes after it."""
    [task] = [task for task in exercise.tasks if task.key == key]
    steps = compose(exercise, answers, seed, [task], dropped)
    last = max(k for k, step in enumerate(steps) if step.task == key)
    return steps[: last + 1]


def by_task(exercise: Exercise, outcomes: list[Outcome]) -> dict[str, list[Outcome]]:
    """Return the outcomes of the steps of each task, under its key."""
    keys = [task.key for task in exercise.tasks]
    return {key: [outcome for outcome in outcomes if outcome.step.task == key] for key in keys}


def _after(tasks: list[Task], stuck: str) -> list[Task]:
    keys = [task.key for task in tasks]
    return tasks[keys.index(stuck) + 1 :]


def compose(
    exercise: Exercise, answers: Answers, seed: int, judged=None, dropped=frozenset()
) -> list[Step]:
    """Return the cells to run: answers that are not dropped, checks of the tasks to judge."""
    judged = exercise.tasks if judged is None else judged
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
        NOT_DONE, f"Task {task.key} did not end or failed, so its answer was left out."
    )


def _check_step(cell: Cell, seed: int) -> Step:
    source = with_seed(cell.source, seed) if cell.role == "hidden" else cell.source
    return Step(source, cell.task, cell.id, cell.output)


def task_results(
    exercise: Exercise, answers: Answers, outcomes: dict[str, list[Outcome]], mistaken
) -> tuple[TaskResult, ...]:
    """Return what each task earned.

    ``outcomes`` are those of each task's steps; ``mistaken`` holds what each check prints for known
    mistakes: check id → rule → printed.
    """
    results = tuple(
        _result(task, answers.by_task[task.key], outcomes[task.key], mistaken)
        for task in exercise.tasks
    )
    return tuple(_with_uses(result, results, answers) for result in results)


def _result(task: Task, sources: list[str], outcomes: list[Outcome], mistaken) -> TaskResult:
    by_check = {outcome.step.check: outcome for outcome in outcomes if outcome.step.check}
    failed = [cell for cell in task.checks if _status(by_check, cell) != "passed"]
    if not failed:
        return TaskResult(task, "right")
    if not sources:
        return TaskResult(task, "missing")
    if _is_untouched(task, sources):
        return TaskResult(task, "untouched")
    if any(outcome.status == "timeout" for outcome in outcomes) or not outcomes:
        return TaskResult(task, "endless")
    if any(_status(by_check, cell) == "error" for cell in failed):
        # The first error is the cause: of a syntax error, say, and not of the missing name.
        return TaskResult(task, "error", next(o.error for o in outcomes if o.error))
    findings = (_finding(cell, by_check[cell.id], mistaken) for cell in failed)
    return TaskResult(task, "wrong", findings=tuple(findings))


def _is_untouched(task: Task, sources: list[str]) -> bool:
    return all(source.strip() == task.answer.source.strip() for source in sources)


def _with_uses(result: TaskResult, results, answers: Answers) -> TaskResult:
    """Return a result that also tells which names it takes from tasks that are not right."""
    read, defined = _names("\n".join(answers.by_task[result.task.key]))
    uses = (
        (name, other.task.key)
        for other in results
        if other is not result and other.status != "right"
        for name in other.task.names
        if name in read - defined
    )
    return result if result.status == "right" else replace(result, uses=tuple(uses))


def _names(source: str) -> tuple[set[str], set[str]]:
    """Return the names that a source reads, and the functions that it defines."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):
        return set(), set()
    read = {node.id for node in nodes if isinstance(node, ast.Name)}
    return read, {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


def _status(by_check: dict[str, Outcome], cell: Cell) -> str:
    return by_check[cell.id].status if cell.id in by_check else "unreached"


def _finding(cell: Cell, outcome: Outcome, mistaken) -> Finding:
    rules = [
        rule for rule, printed in mistaken.get(cell.id, {}).items() if printed == outcome.printed
    ]
    return Finding(cell, cell.output, outcome.printed or outcome.error, tuple(rules))
