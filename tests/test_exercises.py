"""The checks of every exercise are themselves checked: what passes, what fails, what is named."""

import contextlib
import io
import re

import learner
import pytest
from variants import VARIANTS

from course_lib.grading.check import check
from course_lib.grading.exercise import read_exercise
from course_lib.grading.mistakes import MISTAKES
from course_lib.grading.places import RELEASED

SEEDS = (0, 7, 123456)


def checked(folder, name, answers, seed=1):
    """Return the result of each task of an exercise filled in with answers."""
    path = learner.save(folder, name, learner.fill(learner.notebook(name), answers))
    result = check(path, learner.solution_path(name), seed)
    return {task.task.key: task for task in result.tasks}


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


@pytest.mark.parametrize("name", learner.NAMES)
def test_untouched_exercise_earns_nothing(tmp_path, name):
    results = checked(tmp_path, name, {})
    assert {task.status for task in results.values()} == {"untouched"}
    assert sum(task.points for task in results.values()) == 0


@pytest.mark.parametrize("name", learner.NAMES)
@pytest.mark.parametrize("seed", SEEDS)
def test_solution_earns_everything_under_any_seed(tmp_path, name, seed):
    results = checked(tmp_path, name, learner.solutions(name), seed)
    assert {task.status for task in results.values()} == {"right"}
    assert sum(task.points for task in results.values()) == 10


@pytest.mark.parametrize("name", learner.NAMES)
def test_half_done_earns_its_half(tmp_path, name):
    answers = learner.solutions(name)
    done = sorted(answers)[: len(answers) // 2]
    results = checked(tmp_path, name, {key: answers[key] for key in done})
    for key, task in results.items():
        assert task.status == ("right" if key in done else "untouched")
        assert task.points == (task.task.points if key in done else 0)


MISTAKEN = [
    (name, round_)
    for name, by_task in MISTAKES.items()
    for round_ in in_rounds({key: list(range(len(found))) for key, found in by_task.items()})
]


@pytest.mark.parametrize(("name", "numbers"), MISTAKEN)
def test_each_mistake_fails_and_is_named(tmp_path, name, numbers):
    answers = {key: with_mistake(name, key, number) for key, number in numbers.items()}
    results = checked(tmp_path, name, {**learner.solutions(name), **answers}, seed=2)
    for key, number in numbers.items():
        task = results[key]
        rules = [rule for finding in task.findings for rule in finding.rules]
        assert task.points == 0, (key, number)
        assert task.status == "wrong"
        assert MISTAKES[name][key][number].rule in rules, (key, number)


RIGHT = [(name, round_) for name, by_task in VARIANTS.items() for round_ in in_rounds(by_task)]


@pytest.mark.parametrize(("name", "answers"), RIGHT, ids=lambda value: str(value)[:14])
def test_right_answers_written_otherwise_pass(tmp_path, name, answers):
    results = checked(tmp_path, name, answers, seed=3)
    assert {key: task.status for key, task in results.items()} == dict.fromkeys(results, "right")


@pytest.mark.parametrize("name", learner.NAMES)
def test_every_task_has_two_variants_and_every_function_a_hidden_check(name):
    exercise = read_exercise(learner.solution_path(name))
    assert 3 <= len(exercise.tasks) <= 5
    for task in exercise.tasks:
        assert len(VARIANTS[name][task.key]) >= 2
        roles = [cell.role for cell in task.checks]
        assert "check" in roles
        assert "hidden" in roles or "def " not in task.answer.source


@pytest.mark.parametrize("name", learner.NAMES)
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


@pytest.mark.parametrize("name", learner.NAMES)
def test_mistakes_differ_from_the_right_answer_under_any_seed(name):
    """The same for more seeds, without a kernel: a mistake always prints something else."""
    from course_lib.grading.reference import expected_outputs, mistaken_outputs

    solution = read_exercise(learner.solution_path(name))
    released = read_exercise(RELEASED / f"{name}.ipynb")
    for seed in range(100, 106):
        right = expected_outputs(solution, released, seed)
        wrong = mistaken_outputs(solution, seed, [task.key for task in solution.tasks])
        for task in solution.tasks:
            expected = {cell.id: right.get(cell.id, cell.output) for cell in task.checks}
            for mistake in MISTAKES[name][task.key]:
                printed = {check: wrong.get(check, {}).get(mistake.rule) for check in expected}
                assert printed != expected, (task.key, mistake.rule)
                assert any(printed.values()), (task.key, mistake.rule)
