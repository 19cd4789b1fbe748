"""The checks of every exercise are themselves checked: what passes, what fails, what is named.

An exercise filled in in many ways is judged in one run, one way after the other in the same kernel,
which forgets everything in between.
"""

import contextlib
import io
import re

import pytest
from helpers import homework
from variants import VARIANTS

from course_lib.grading import reference
from course_lib.grading.check import check, with_hidden_checks
from course_lib.grading.exercise import read_exercise
from course_lib.grading.fingerprints import fingerprint
from course_lib.grading.judge import Step, judge
from course_lib.grading.marking import task_results
from course_lib.grading.places import RELEASED
from course_lib.grading.printed import read
from course_lib.grading.reference import expected_outputs, with_seed, wrong_answers
from course_lib.grading.rounds import by_task, compose
from course_lib.grading.search import of_mistakes
from course_lib.grading.transplant import find_answers, read_cells
from course_lib.mistakes import MISTAKES

pytestmark = [
    pytest.mark.once,  # test_checking.py judges with the oldest versions, too
    pytest.mark.usefixtures("references_found_once"),
]
SEED = 2
FORGET = Step("get_ipython().run_line_magic('reset', '-f')")  # what an earlier way has defined


@pytest.fixture(scope="module", params=homework.NAMES)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def judged(name, references_found_once, tmp_path_factory):
    """Return a dict of the results, by task, of an exercise filled in in many ways."""
    folder, ways = tmp_path_factory.mktemp(name), filled_in(name)
    released = read_exercise(RELEASED / f"{name}.ipynb")
    exercise = with_hidden_checks(released, read_exercise(homework.solution_path(name)), SEED)
    mistaken = wrong_answers(exercise, SEED, [task.key for task in exercise.tasks])
    found = []
    for answers in ways.values():
        filled = homework.fill(homework.notebook(name), answers)
        found.append(find_answers(exercise, read_cells(homework.save(folder, name, filled))))
    runs = [[FORGET, *compose(exercise, answers, SEED)] for answers in found]
    outcomes = iter(judge([step for run in runs for step in run]))
    parts = [by_task(exercise.tasks, [next(outcomes) for _ in run]) for run in runs]
    return {
        way: by_key(task_results(exercise, answers, part, mistaken))
        for way, answers, part in zip(ways, found, parts, strict=True)
    }


def filled_in(name):
    """Return a dict of ways to fill in an exercise, each a dict of answers by task."""
    solved = homework.solutions(name)
    mistakes = {
        key: [with_mistake(name, key, k) for k in range(len(found))]
        for key, found in MISTAKES[name].items()
    }
    return {
        "untouched": {},
        **{("variants", k): {**solved, **e} for k, e in enumerate(in_rounds(VARIANTS[name]))},
        "half": {key: solved[key] for key in first_half(solved)},
        "fitted": {**solved, **fitted_answers(name)},
        **{("mistakes", k): {**solved, **each} for k, each in enumerate(in_rounds(mistakes))},
    }


def by_key(results):
    return {result.task.key: result for result in results}


def first_half(solved):
    return sorted(solved)[: len(solved) // 2]


def with_mistake(name, key, number):
    """Return a source that gives the solution's answer, then puts a mistake in its place."""
    mistake = MISTAKES[name][key][number]
    return (
        f"{homework.solutions(name)[key]}\n"
        "from course_lib.mistakes import MISTAKES\n"
        f"{mistake.name} = MISTAKES[{name!r}][{key!r}][{number}].answer"
    )


def in_rounds(by_task):
    """Return dicts that hold the first of each task, the second of each task, and so on."""
    longest = max(len(items) for items in by_task.values())
    return [{k: v[i] for k, v in by_task.items() if i < len(v)} for i in range(longest)]


def test_solution_earns_everything(tmp_path, name):
    filled = homework.fill(homework.notebook(name), homework.solutions(name))
    path = homework.save(tmp_path, name, filled)
    results = check(path, homework.solution_path(name), SEED).tasks
    assert {task.status for task in results} == {"right"}
    assert sum(task.points for task in results) == 10


def test_what_is_done_earns_its_points_and_what_is_untouched_none(judged, name):
    for way, done in {"untouched": [], "half": first_half(homework.solutions(name))}.items():
        for key, task in judged[way].items():
            assert task.status == ("right" if key in done else "untouched")
            assert task.points == (task.task.points if key in done else 0)


def test_each_mistake_fails_and_is_named(judged, name):
    for key, mistakes in MISTAKES[name].items():
        for k, mistake in enumerate(mistakes):
            task = judged["mistakes", k][key]
            assert task.status == "wrong", (key, k)
            assert task.points < task.task.points if task.task.predicted else not task.points
            assert mistake.rule in task.rules, (key, k)


def test_right_answers_written_otherwise_pass(judged, name):
    rounds = [results for way, results in judged.items() if way[0] == "variants"]
    assert len(rounds) == max(len(variants) for variants in VARIANTS[name].values())
    for results in rounds:
        statuses = {key: task.status for key, task in results.items()}
        assert statuses == dict.fromkeys(results, "right")


def test_every_task_has_two_variants_and_every_function_a_hidden_check(name):
    exercise = read_exercise(homework.solution_path(name))
    assert 3 <= len(exercise.tasks) <= 5
    assert sum(task.points for task in exercise.tasks) == 10
    for task in exercise.tasks:
        assert len(VARIANTS[name][task.key]) >= 2
        roles = [cell.role for cell in task.checks]
        assert "check" in roles
        assert "hidden" in roles or "def " not in task.answer.source


def test_an_answer_fitted_to_the_public_checks_fails_the_hidden_ones(judged, name):
    for key in fitted_answers(name):
        result = judged["fitted"][key]
        failed = {cell.role for cell in result.failed}
        assert (result.points, failed) == (0, {"hidden"}), key


def fitted_answers(name):
    """Return answers that are right as often as the public checks call them, and then give 0."""
    exercise = read_exercise(homework.solution_path(name))
    functions = [task for task in exercise.tasks if "def " in task.answer.source]
    return {task.key: fitted(exercise, task, VARIANTS[name][task.key][0]) for task in functions}


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


def test_mistakes_differ_from_the_right_answer_under_any_seed(name, monkeypatch):
    """The same for more seeds, in this process: a mistake always prints something else."""
    monkeypatch.setattr(reference, "_ask", lambda question, *_: reference._reply(question))
    solution = read_exercise(homework.solution_path(name))
    released = read_exercise(RELEASED / f"{name}.ipynb")
    for seed in (0, 7, 123456):
        hidden = expected_outputs(solution, released, seed)
        for task in solution.tasks:
            right = [prints(hidden.get(cell.id, cell.output)) for cell in task.checks]
            setup = [cell.source for cell in solution.setup]
            checks = [with_seed(cell.source, seed) for cell in task.checks]
            for mistake in MISTAKES[name].get(task.key, ()):
                ((_, wrong),) = of_mistakes(setup, checks, [mistake])
                assert wrong != right, (task.key, mistake.rule)
                assert any(wrong), (task.key, mistake.rule)


def prints(text):
    return [fingerprint(shown.value) for shown in read(text)]
