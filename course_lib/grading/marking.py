"""From answers to results: compose the cells, have them judged, tell what each task earned."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable
from dataclasses import replace

from .exercise import NOT_DONE, Cell, Exercise, Task
from .judge import STOPPED, JudgeFailed, Outcome, Step, judge
from .reference import with_seed
from .results import Finding, TaskResult
from .transplant import Answers

BEFORE = "before"  # stands for a task: cells that a learner added before the first answer


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

    One round is enough unless a cell does not end. What comes after it is judged again, without
    the task that is to blame.

    Raises
    ------
    JudgeFailed
        If the exercise's own first cells do not end.
    """
    outcomes: dict[str, list[Outcome]] = {}
    left, dropped = list(exercise.tasks), set()
    while left:
        done = yield compose(exercise, answers, seed, left, dropped)
        outcomes |= by_task(left, done)
        stop = next((outcome for outcome in done if outcome.status in STOPPED), None)
        if stop is None:
            break
        if not stop.step.task:
            raise JudgeFailed("The first cell of the exercise did not end. Try again.")
        if stop.step.task in [task.key for task in left]:
            left = _after(left, stop.step.task)
            blamed = yield from _blamed(exercise, answers, seed, stop, dropped, outcomes)
        else:  # an answer that ended before, or what stands for one that was left out
            blamed = {stop.step.task} - dropped or _before(exercise, answers, stop) - dropped
        if not blamed:
            break
        dropped |= blamed
    return outcomes


def _blamed(exercise: Exercise, answers: Answers, seed: int, stop: Outcome, dropped, outcomes):
    """Yield steps that tell which tasks are to blame for a step that did not end; return them.

    A kernel that is told to end still runs for a moment, in which the next task may begin. So
    where a kernel died, the task is tried without those before it: the wrong ones, then all.
    """
    key = stop.step.task
    before = _before(exercise, answers, stop) - dropped
    wrong = {other for other in before - {BEFORE} if not _is_right(outcomes[other])}
    trials = [wrong, before] if wrong != before else [before]
    for suspects in filter(None, trials if stop.status == "dead" else []):
        own = [task for task in exercise.tasks if task.key == key]
        steps = compose(exercise, answers, seed, own, dropped | suspects)
        last = max(k for k, step in enumerate(steps) if step.task == key)
        tried = by_task(own, (yield steps[: last + 1]))[key]
        if _is_right(tried):
            outcomes[key] = tried
            return suspects
    return {key}


def _before(exercise: Exercise, answers: Answers, stop: Outcome) -> set[str]:
    """Return what a learner wrote before a step: the keys of tasks, and BEFORE."""
    tasks = itertools.takewhile(lambda task: task.key != stop.step.task, exercise.tasks)
    done = {task.key for task in tasks if not _is_untouched(task, answers.by_task[task.key])}
    return done | {BEFORE} if answers.before else done


def _is_right(outcomes: list[Outcome]) -> bool:
    """Tell whether all checks of a task were passed; other cells may fail."""
    checks = [outcome for outcome in outcomes if outcome.step.check]
    return bool(checks) and all(outcome.status == "passed" for outcome in checks)


def by_task(tasks: Iterable[Task], outcomes: list[Outcome]) -> dict[str, list[Outcome]]:
    """Return the outcomes of the steps of each task, under its key."""
    keys = [task.key for task in tasks]
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
    if BEFORE not in dropped:
        steps += [Step(source, BEFORE) for source in answers.before]
    for task in exercise.tasks:
        own = task.key not in dropped
        sources = answers.by_task[task.key] if own else [_left_out(task)]
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
    if any(outcome.status in STOPPED for outcome in outcomes) or not outcomes:
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
