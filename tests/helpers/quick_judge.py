"""Judging answers without a kernel: hundreds of them in a few seconds."""

import re
from functools import cache

from course_lib.grading.crashes import meaning
from course_lib.grading.diagnosis import diagnose
from course_lib.grading.exercise import read_exercise
from course_lib.grading.guard import guarded_check
from course_lib.grading.reference import with_seed
from course_lib.grading.search import of_task

from . import homework
from .apart import TOO_LONG, printed, run_apart

SEED = 7


def source_of(cell):
    return with_seed(cell.source, SEED) if cell.role == "hidden" else cell.source


@cache
def exercise_of(name):
    """Return an exercise with its solution, and what each of its checks should print."""
    exercise, space = read_exercise(homework.solution_path(name)), {}
    return exercise, {cell.id: printed(source_of(cell), space)[0] for cell in exercise.cells}


def before(exercise, task):
    """Return the sources that stand before a task: the setup, and right answers."""
    tasks = exercise.tasks[: exercise.tasks.index(task)]
    return [cell.source for cell in exercise.setup] + [other.answer.source for other in tasks]


def outputs(name, key, codes):
    """Return what the checks of a task print for each answer, and the first error."""
    exercise = read_exercise(homework.solution_path(name))
    task = exercise.task(key)
    names = [] if task.predicted else task.names
    checks = [guarded_check(source_of(cell), names) for cell in task.checks]
    first = before(exercise, task)
    return run_apart([{"before": first, "code": code, "checks": checks} for code in codes])


@cache
def table_of(name, key):
    exercise, _ = exercise_of(name)
    task = exercise.task(key)
    setup = [cell.source for cell in exercise.setup]
    return of_task(name, key, setup, [source_of(cell) for cell in task.checks])


def which_are_right(name, key, codes):
    """Tell of each answer whether it would have all its points."""
    exercise, expected = exercise_of(name)
    right = [expected[cell.id] for cell in exercise.task(key).checks]
    return [
        not error and (came == right or diagnose(right, came, []).right)
        for came, error in outputs(name, key, codes)
    ]


def told(name, key, codes):
    """Return for each answer the kind of what is told of it, and the words.

    The kinds are right, rule, seen, crash, endless, and shown, which is numbers alone.
    """
    every = zip(codes, outputs(name, key, codes), strict=True)
    return [_told(name, key, code, came, error) for code, (came, error) in every]


def _told(name, key, code, came, error):
    exercise, expected = exercise_of(name)
    task = exercise.task(key)
    if error == TOO_LONG:
        return "endless", []
    if error:
        defined = re.findall(r"^def (\w+)", code, re.MULTILINE)
        says = meaning(error, name, task.names, defined)
        return ("crash", [says]) if says else ("shown", [error])
    right = [expected[cell.id] for cell in task.checks]
    found = diagnose(right, came, table_of(name, key), task.predicted)
    if found.right:
        return "right", []
    if found.reasons:
        return "rule", [rule for reason in found.reasons for rule in reason.rules]
    return ("seen", found.seen) if found.seen else ("shown", [])
