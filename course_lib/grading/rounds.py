"""Composing the cells that judge answers, and judging them in as many rounds as it takes."""

import ast
import itertools
from collections.abc import Iterable
from dataclasses import replace

from .exercise import NOT_DONE, Cell, Exercise, Task, without_old_stub
from .guard import guarded_check
from .judge import STOPPED, JudgeFailed, Outcome, Step, judge
from .reference import seeded
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

    Raises JudgeFailed if the exercise's own first cells do not end.
    """
    outcomes: dict[str, list[Outcome]] = {}
    helped: dict[str, list[Outcome]] = {}
    left, dropped = list(exercise.tasks), set()
    while left:
        done = yield compose(exercise, answers, seed, left, dropped)
        outcomes |= by_task(left, done)
        helped |= by_task(left, done, helped=True)
        stop = next((outcome for outcome in done if outcome.status in STOPPED), None)
        if stop is None or stop.step.helped:
            break
        if not stop.step.task:
            raise JudgeFailed("The first cell of the exercise did not end. Try again.")
        keys = [task.key for task in left]
        if stop.step.task in keys:
            left = left[keys.index(stop.step.task) + 1 :]
            blamed = yield from _blamed(exercise, answers, seed, stop, dropped, outcomes)
        else:  # an answer that ended before, or what stands for one that was left out
            blamed = {stop.step.task} - dropped or _before(exercise, answers, stop) - dropped
        if not blamed:
            break
        dropped |= blamed
    return outcomes | _with_help(exercise, answers, outcomes, helped)


def _with_help(exercise: Exercise, answers: Answers, outcomes, helped) -> dict:
    """Return the outcomes with right answers in place, of wrong tasks that use wrong ones."""
    wrong = {task.key for task in exercise.tasks if not _is_right(outcomes.get(task.key, []))}
    return {
        task.key: helped[task.key]
        for task in exercise.tasks
        if task.key in wrong
        and any(other in wrong for _, other in used(exercise, task, answers))
        and any(outcome.status != "unreached" for outcome in helped.get(task.key, []))
    }


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
        last = max(k for k, step in enumerate(steps) if step.task == key and not step.helped)
        tried = by_task(own, (yield steps[: last + 1]))[key]
        if _is_right(tried):
            outcomes[key] = tried
            return suspects
    return {key}


def _before(exercise: Exercise, answers: Answers, stop: Outcome) -> set[str]:
    """Return what a learner wrote before a step: the keys of tasks, and BEFORE."""
    tasks = itertools.takewhile(lambda task: task.key != stop.step.task, exercise.tasks)
    done = {task.key for task in tasks if not is_untouched(task, answers)}
    return done | {BEFORE} if answers.before else done


def _is_right(outcomes: list[Outcome]) -> bool:
    """Tell whether all checks of a task were passed; other cells may fail."""
    checks = [outcome for outcome in outcomes if outcome.step.check]
    return bool(checks) and all(outcome.status == "passed" for outcome in checks)


def by_task(
    tasks: Iterable[Task], outcomes: list[Outcome], helped: bool = False
) -> dict[str, list[Outcome]]:
    """Return the outcomes of the steps of each task, under its key.

    ``helped`` asks for those with right answers in the place of what the task uses.
    """
    return {
        task.key: [o for o in outcomes if o.step.task == task.key and o.step.helped == helped]
        for task in tasks
    }


def compose(
    exercise: Exercise, answers: Answers, seed: int, judged=None, dropped=frozenset()
) -> list[Step]:
    """Return the cells to run: answers that are not dropped, checks of the tasks to judge.

    At the end, tasks that use others are judged again, with right answers in the place of those.
    """
    judged = exercise.tasks if judged is None else judged
    steps = [Step(cell.source) for cell in exercise.setup]
    if BEFORE not in dropped:
        steps += [Step(source, BEFORE) for source in answers.before]
    for task in exercise.tasks:
        own = task.key not in dropped
        sources = answers.by_task[task.key] if own else [_left_out(task)]
        steps += [Step(source, task.key) for source in sources]
        if task in judged:
            steps += [_check_step(task, cell, seed) for cell in task.checks]
    checked = {step.check for step in steps}
    for task in judged:
        others = {key for _, key in used(exercise, task, answers)}
        if task.key not in dropped and others:
            taken = [cell.id for key in others for cell in exercise.task(key).checks]
            groups = [[cell.id for cell in task.checks], taken if checked.issuperset(taken) else []]
            unless = tuple(tuple(sorted(group)) for group in groups if group)
            steps += [replace(s, unless=unless) for s in _again(exercise, task, answers, seed)]
    return steps


def _again(exercise: Exercise, task: Task, answers: Answers, seed: int) -> list[Step]:
    """Return the cells that judge a task with right answers in the place of those before it.

    They are run where the task and one that it uses are wrong.

    What a kernel has run, hostile code in it may have read. So the right answer of a task never
    runs before all that can earn its points.
    """
    before = itertools.takewhile(lambda other: other is not task, exercise.tasks)
    solutions = [other.solution for other in before if other.solution]
    if not solutions:
        return []
    given = [Step("\n\n".join(solutions), task.key, helped=True)]
    own = [Step(source, task.key, helped=True) for source in answers.by_task[task.key]]
    checks = [replace(_check_step(task, cell, seed), helped=True) for cell in task.checks]
    return [*given, *own, *checks]


def _left_out(task: Task) -> str:
    """Return a stub in place of an answer that did not end."""
    reason = f"Task {task.key} did not end or failed, so its answer was left out."
    return task.answer.source.replace(
        f"return ...  # {NOT_DONE}", f"raise NotImplementedError({reason!r})"
    )


def _check_step(task: Task, cell: Cell, seed: int) -> Step:
    names = [] if task.predicted else task.names
    return Step(guarded_check(seeded(cell, seed), names), cell.task, cell.id, cell.output)


def is_untouched(task: Task, answers: Answers) -> bool:
    """Tell whether nothing was written for a task."""
    sources, stub = answers.by_task[task.key], task.answer.source.strip()
    return all(without_old_stub(source).strip() == stub for source in sources)


def used(exercise: Exercise, task: Task, answers: Answers) -> list[tuple[str, str]]:
    """Return which names the answer of a task takes from those before it, and which those are."""
    read, defined = names_in("\n".join(answers.by_task[task.key]))
    return [
        (name, other.key)
        for other in itertools.takewhile(lambda other: other is not task, exercise.tasks)
        for name in other.names
        if name in read - defined
    ]


def names_in(source: str) -> tuple[set[str], set[str]]:
    """Return the names that a source reads, and the functions that it defines."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):
        return set(), set()
    read = {node.id for node in nodes if isinstance(node, ast.Name)}
    return read, {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
