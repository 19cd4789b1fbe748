"""Checking a learner's exercise: take the answers, lay them into the original, ask nbval."""

import random
from dataclasses import replace
from pathlib import Path

from .exercise import Cell, Exercise, read_exercise
from .judge import CELL_SECONDS
from .marking import task_results
from .places import released_path
from .recognise import exercise_named, exercise_of
from .reference import SolutionUnusable, expected_outputs, start, stop, wrong_answers
from .results import Result
from .rounds import judge_answers
from .transplant import find_answers, read_cells


def check(
    path: Path,
    solution: Path | None = None,
    seed: int | None = None,
    cell_seconds: float = CELL_SECONDS,
) -> Result:
    """Check a learner's notebook.

    With its ``solution``, the answers are also tried on random numbers, drawn from a ``seed``: a
    new one where none is given.

    Raises UnreadableNotebook if the file is not a notebook, and JudgeFailed if the checks can't be
    run on this machine.
    """
    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    exercise = read_exercise(released_path(exercise_of(path)))
    answers = find_answers(exercise, read_cells(path))
    if exercise_named(path.name) not in ("", exercise.name):
        answers.notes.append(f"This file holds {exercise.name}, though its name is another's.")
    hidden = solution is not None
    if hidden:
        try:
            exercise = with_hidden_checks(exercise, _read_solution(solution), seed)
        except SolutionUnusable as error:
            hidden = False
            answers.notes.append(
                f"{solution.name} in solutions/ can't be used: {error}. "
                "Only the checks in the notebook were run."
            )
    waiting = start()
    try:
        outcomes = judge_answers(exercise, answers, seed, cell_seconds)
        results = task_results(exercise, answers, outcomes, {})
        wrong = {r.task.key: r.diagnosis.prints for r in results if r.diagnosis and r.failed}
        if wrong:
            tables = wrong_answers(exercise, seed, wrong, came=wrong, started=waiting)
            results = task_results(exercise, answers, outcomes, tables)
    finally:
        stop(waiting)
    return Result(exercise, results, tuple(answers.notes), seed if hidden else None)


def _read_solution(path: Path) -> Exercise:
    try:
        return read_exercise(path)
    except Exception as error:  # anything may stand in a file that somebody has edited
        raise SolutionUnusable(f"it can't be read ({type(error).__name__})") from error


def with_hidden_checks(
    exercise: Exercise, solution: Exercise, seed: int, python: list[str] | None = None
) -> Exercise:
    """Return the exercise with the hidden checks of the solution and what they should print.

    ``python`` is the command that starts the interpreter which runs the solution.

    Raises SolutionUnusable if the solution can't tell.
    """
    expected = expected_outputs(solution, exercise, seed, python)
    tasks = []
    for task, solved in zip(exercise.tasks, solution.tasks, strict=True):
        hidden = (
            Cell(cell.id, cell.role, cell.task, cell.source, expected[cell.id])
            for cell in solved.checks
            if cell.role == "hidden"
        )
        checks = (*task.checks, *hidden)
        tasks.append(replace(task, checks=checks, solution=solved.answer.source))
    return replace(exercise, tasks=tuple(tasks))
