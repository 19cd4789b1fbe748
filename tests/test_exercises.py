"""The checks of every exercise are themselves checked: what passes, what fails, what is named.

Many filled-in exercises are judged in one run, one after the other in the same kernel: each sets
up and defines everything anew.
"""

import contextlib
import io
import re
from functools import cache

import learner
import pytest
from variants import VARIANTS

from course_lib.grading import reference
from course_lib.grading.check import check, with_hidden_checks
from course_lib.grading.exercise import read_exercise
from course_lib.grading.judge import judge
from course_lib.grading.marking import by_task, compose, task_results
from course_lib.grading.mistakes import MISTAKES
from course_lib.grading.places import RELEASED
from course_lib.grading.reference import expected_outputs, mistaken_outputs
from course_lib.grading.transplant import find_answers, read_cells

pytestmark = [
    pytest.mark.once,  # test_checking.py judges with the oldest versions, too
    pytest.mark.usefixtures("references_found_once"),
]
every_exercise = pytest.mark.parametrize("name", learner.NAMES)


def by_key(results):
    return {result.task.key: result for result in results}


def checked(folder, name, answers, seed=2):
    """Return the result of each task of an exercise filled in with answers."""
    path = learner.save(folder, name, learner.fill(learner.notebook(name), answers))
    return by_key(check(path, learner.solution_path(name), seed).tasks)


@cache
def with_reference(name, seed):
    """Return an exercise with its hidden checks, and what the mistakes print."""
    released = read_exercise(RELEASED / f"{name}.ipynb")
    exercise = with_hidden_checks(released, read_exercise(learner.solution_path(name)), seed)
    return exercise, mistaken_outputs(exercise, seed, [task.key for task in exercise.tasks])


def all_checked(folder, name, rounds, seed):
    """Return the same as ``checked`` for each of several rounds of answers, from one run."""
    exercise, mistaken = with_reference(name, seed)
    found = []
    for answers in rounds:
        filled = learner.fill(learner.notebook(name), answers)
        found.append(find_answers(exercise, read_cells(learner.save(folder, name, filled))))
    runs = [compose(exercise, answers, seed) for answers in found]
    outcomes = iter(judge([step for run in runs for step in run]))
    parts = [by_task(exercise.tasks, [next(outcomes) for _ in run]) for run in runs]
    return [
        by_key(task_results(exercise, answers, part, mistaken))
        for answers, part in zip(found, parts, strict=True)
    ]


def with_mistake(name, key, number):
    """Return a source that gives the solution's answer, then puts a mistake in its place."""
    mistake = MISTAKES[name][key][number]
    return (
        f"{learner.solutions(name)[key]}\n"
        "from course_lib.grading.mistakes import MISTAKES\n"
        f"{mistake.name} = MISTAKES[{name!r}][{key!r}][{number}].answer"
    )


def in_rounds(by_task):
    """Return dicts that hold the first of each task, the second of each task, and so on."""
    longest = max(len(items) for items in by_task.values())
    return [{k: v[i] for k, v in by_task.items() if i < len(v)} for i in range(longest)]


@every_exercise
def test_solution_earns_everything(tmp_path, name):
    results = checked(tmp_path, name, learner.solutions(name))
    assert {task.status for task in results.values()} == {"right"}
    assert sum(task.points for task in results.values()) == 10


@every_exercise
def test_what_is_done_earns_its_points_and_what_is_untouched_none(tmp_path, name):
    solved = learner.solutions(name)
    half = sorted(solved)[: len(solved) // 2]
    rounds = [[], half]
    answers = [{key: solved[key] for key in done} for done in rounds]
    for done, results in zip(rounds, all_checked(tmp_path, name, answers, 2), strict=True):
        for key, task in results.items():
            assert task.status == ("right" if key in done else "untouched")
            assert task.points == (task.task.points if key in done else 0)


@every_exercise
def test_each_mistake_fails_and_is_named(tmp_path, name):
    numbers = {key: list(range(len(found))) for key, found in MISTAKES[name].items()}
    rounds = in_rounds(numbers)
    solved = learner.solutions(name)
    mistaken = [
        {**solved, **{key: with_mistake(name, key, k) for key, k in each.items()}}
        for each in rounds
    ]
    for each, results in zip(rounds, all_checked(tmp_path, name, mistaken, 2), strict=True):
        for key, number in each.items():
            task = results[key]
            rules = [rule for finding in task.findings for rule in finding.rules]
            assert (task.points, task.status) == (0, "wrong"), (key, number)
            assert MISTAKES[name][key][number].rule in rules, (key, number)


@every_exercise
def test_right_answers_written_otherwise_pass(tmp_path, name):
    rounds = [{**learner.solutions(name), **answers} for answers in in_rounds(VARIANTS[name])]
    for answers, results in zip(rounds, all_checked(tmp_path, name, rounds, 2), strict=True):
        statuses = {key: task.status for key, task in results.items()}
        assert statuses == dict.fromkeys(results, "right"), answers


@every_exercise
def test_every_task_has_two_variants_and_every_function_a_hidden_check(name):
    exercise = read_exercise(learner.solution_path(name))
    assert 3 <= len(exercise.tasks) <= 5
    assert sum(task.points for task in exercise.tasks) == 10
    for task in exercise.tasks:
        assert len(VARIANTS[name][task.key]) >= 2
        roles = [cell.role for cell in task.checks]
        assert "check" in roles
        assert "hidden" in roles or "def " not in task.answer.source


@every_exercise
def test_an_answer_fitted_to_the_public_checks_fails_the_hidden_ones(tmp_path, name):
    """Each function is right as often as the public checks call it, and then returns 0."""
    exercise = read_exercise(learner.solution_path(name))
    functions = [task for task in exercise.tasks if "def " in task.answer.source]
    answers = {task.key: fitted(exercise, task, VARIANTS[name][task.key][0]) for task in functions}
    results = checked(tmp_path, name, {**learner.solutions(name), **answers})
    for key in answers:
        failed = {finding.check.role for finding in results[key].findings}
        assert (results[key].points, failed) == (0, {"hidden"}), key


def fitted(exercise, task, right):
    """Return an answer that is right for as many calls as the public checks make."""
    function = re.search(r"def (\w+)", task.answer.source)[1]
    space = {}
    counting = f"calls = []\ndef {function}(*a): calls.append(a); return _right(*a)\n"
    public = "\n".join(cell.source for cell in task.checks if cell.role == "check")
    setup = "\n".join(cell.source for cell in exercise.setup)
    with contextlib.redirect_stdout(io.StringIO()):
        exec(f"{setup}\n{right}\n_right = {function}\n{counting}{public}", space)
    calls = len(space["calls"])
    return (
        f"{right}\n_right_{function}, _left_{function} = {function}, iter(range({calls}))\n"
        f"def {function}(*a):\n"
        f"    return 0 if next(_left_{function}, None) is None else _right_{function}(*a)\n"
    )


@every_exercise
def test_mistakes_differ_from_the_right_answer_under_any_seed(name, monkeypatch):
    """The same for more seeds, in this process: a mistake always prints something else."""
    monkeypatch.setattr(reference, "_ask", lambda question, python: reference._reply(question))
    solution = read_exercise(learner.solution_path(name))
    released = read_exercise(RELEASED / f"{name}.ipynb")
    for seed in (0, 7, 123456):
        right = expected_outputs(solution, released, seed)
        wrong = mistaken_outputs(solution, seed, [task.key for task in solution.tasks])
        for task in solution.tasks:
            expected = {cell.id: right.get(cell.id, cell.output) for cell in task.checks}
            for mistake in MISTAKES[name][task.key]:
                printed = {check: wrong.get(check, {}).get(mistake.rule) for check in expected}
                assert printed != expected, (task.key, mistake.rule)
                assert any(printed.values()), (task.key, mistake.rule)
