"""Judging answers in this process, without a kernel: hundreds of them in a few seconds."""

import contextlib
import io
import re
import signal
import warnings
from functools import cache

import numpy as np

from course_lib.grading.crashes import meaning
from course_lib.grading.diagnosis import diagnose
from course_lib.grading.exercise import read_exercise
from course_lib.grading.guard import guarded_check
from course_lib.grading.reference import with_seed
from course_lib.grading.search import of_task

from . import homework

SEED, SECONDS = 7, 3


class TooLong(BaseException):
    """An answer that does not end."""


def source_of(cell):
    return with_seed(cell.source, SEED) if cell.role == "hidden" else cell.source


@cache
def exercise_of(name):
    """Return an exercise with its solution, and what each of its checks should print."""
    exercise, space = read_exercise(homework.solution_path(name)), {}
    return exercise, {cell.id: printed(source_of(cell), space)[0] for cell in exercise.cells}


def printed(source, space):
    """Run a cell; return what it prints, and the error that it ends with."""
    out, error = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(out), np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(source, "<cell>", "exec"), space)
    except (Exception, TooLong) as caught:
        error = f"{type(caught).__name__}: {caught}"
    return out.getvalue(), error


def space_before(exercise, task):
    """Return what is defined when the answer of a task begins, with right answers before it."""
    space = {}
    for cell in exercise.setup:
        printed(cell.source, space)
    for other in exercise.tasks:
        if other is task:
            return space
        printed(other.answer.source, space)
    return space


def in_time(source, space):
    """Run a cell as :func:`printed` does, but not for long."""

    def late(*_):
        raise TooLong

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        return printed(source, space)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def outputs(name, key, code):
    """Return what the checks of a task print for an answer, and the first error."""
    exercise, _ = exercise_of(name)
    task = exercise.task(key)
    space, names = space_before(exercise, task), [] if task.predicted else task.names
    _, error = in_time(code, space)
    found = [in_time(guarded_check(source_of(cell), names), space) for cell in task.checks]
    return [text for text, _ in found], error or next((e for _, e in found if e), "")


@cache
def table_of(name, key):
    exercise, _ = exercise_of(name)
    task = exercise.task(key)
    setup = [cell.source for cell in exercise.setup]
    return of_task(name, key, setup, [source_of(cell) for cell in task.checks])


def is_right(name, key, code):
    """Tell whether an answer would have all its points."""
    exercise, expected = exercise_of(name)
    came, error = outputs(name, key, code)
    right = [expected[cell.id] for cell in exercise.task(key).checks]
    return not error and (came == right or diagnose(right, came, []).right)


def told(name, key, code):
    """Return the kind of what is told of an answer, and the words.

    The kinds are right, rule, seen, crash, endless, and shown, which is numbers alone.
    """
    exercise, expected = exercise_of(name)
    task = exercise.task(key)
    came, error = outputs(name, key, code)
    found = diagnose(
        [expected[cell.id] for cell in task.checks], came, table_of(name, key), task.predicted
    )
    if error:
        if "TooLong" in error:
            return "endless", []
        defined = re.findall(r"^def (\w+)", code, re.MULTILINE)
        says = meaning(error, name, task.names, defined)
        return ("crash", [says]) if says else ("shown", [error])
    if found.right:
        return "right", []
    if found.reasons:
        return "rule", [rule for reason in found.reasons for rule in reason.rules]
    return ("seen", found.seen) if found.seen else ("shown", [])
