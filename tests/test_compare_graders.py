"""Other graders get the same exercise and the same submissions, and are counted alike."""

import io
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path

import attacks
import pytest
from attacks.submission import HONEST, NAME, TASKS, filled, full, written
from helpers import homework

from course_lib.classroom.assignment import Graded
from course_lib.grading.exercise import read_exercise

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

import compare_graders
from graders import port, with_nbgrader, with_nbval, with_otter
from graders.result import FAILED, STOPPED, Result

EXERCISE = homework.notebook(NAME)
SOLUTION = json.loads(homework.solution_path(NAME).read_text(encoding="utf-8"))
GRADED = Graded(read_exercise(homework.solution_path(NAME)), {}, 0)
BY_NAME = {attack.name: attack for attack in attacks.ALL}
PLACES = {"1": "check-1-2", "2": "check-2-1", "3": "check-3-1", "4": "check-4-1", "5": "check-5-1"}
DAMAGED = ["empty", "cut off", "200,000 levels deep", "deep inside a cell", "not UTF-8", "a list",
           "a number of 5,000 digits", "cells as a dict", "cells as texts", "sources as numbers",
           "a zip that is called a notebook", "nothing of the exercise"]  # fmt: skip


@pytest.fixture(scope="module")
def nbgrader():
    release = with_nbgrader.source_notebook(SOLUTION, GRADED)
    return with_nbgrader.port(EXERCISE, release, GRADED)


@pytest.fixture(scope="module")
def otter():
    """Return a port as if otter had released this."""
    tagged = {"tags": [with_otter.ANSWER_TAG]}
    answers = [homework.code_cell(f"... # {key}", metadata=tagged) for key in TASKS]
    cells = [homework.code_cell("import otter"), *answers]
    released = {"cells": cells, "metadata": {"otter": {"tests": {}}}}
    return with_otter.port(EXERCISE, released, GRADED)


def handed_in(grader, name):
    """Return the code cells of a submission as a grader gets them."""
    cells = json.loads(grader.handed_in(BY_NAME[name].data))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def by_grade_id(cells):
    """Return nbgrader's cells by their names; a name that comes twice is an error."""
    named = [(c["metadata"]["nbgrader"]["grade_id"], c) for c in cells if c["metadata"]]
    assert len(dict(named)) == len(named)
    return dict(named)


@pytest.mark.parametrize("name", DAMAGED)
def test_what_cannot_be_read_is_handed_in_as_it_is(nbgrader, name):
    assert nbgrader.handed_in(BY_NAME[name].data) == BY_NAME[name].data


def test_files_keep_their_encoding_and_size(nbgrader):
    plain = nbgrader.handed_in(BY_NAME["plain"].data)
    assert plain.decode().isascii()
    wide = nbgrader.handed_in(BY_NAME["UTF-16"].data)
    assert json.loads(wide.decode("utf-16")) == json.loads(plain)
    assert json.loads(with_nbval.with_outputs(wide, GRADED).decode("utf-16"))["cells"]
    large = nbgrader.handed_in(BY_NAME["21 MB"].data)
    assert (len(large), json.loads(large)) == (len(plain) + 21_000_000, json.loads(plain))


def test_answers_stay_and_checks_become_tests_of_nbgrader(nbgrader):
    cells = by_grade_id(handed_in(nbgrader, "plain"))
    assert {key: cells[f"answer-{key}"]["source"] for key in TASKS} == HONEST
    assert set(cells) == {"setup", *(f"answer-{key}" for key in TASKS), *PLACES.values()}
    for key, check in PLACES.items():
        labels = cells[check]["metadata"]["nbgrader"]
        assert (labels["grade"], labels["locked"], labels["points"]) == (True, True, 2)
        assert cells[check]["source"] == nbgrader.sources[check] != ""
        assert cells[f"answer-{key}"]["metadata"]["nbgrader"]["solution"]
    assert not any("course" in cell["metadata"] for cell in cells.values())


def test_students_changes_are_made_to_nbgraders_cells(nbgrader):
    assert set(PLACES.values()).isdisjoint(by_grade_id(handed_in(nbgrader, "checks deleted")))
    ids = [c["metadata"]["nbgrader"]["grade_id"] for c in handed_in(nbgrader, "checks doubled")
           if c["metadata"]]  # fmt: skip
    assert [ids.count(check) for check in PLACES.values()] == [2] * 5
    edited = by_grade_id(handed_in(nbgrader, "checks edited, no answers"))
    assert {edited[check]["source"] for check in PLACES.values()} == {"print('all right')"}
    forged = by_grade_id(handed_in(nbgrader, "points forged"))
    assert forged["answer-1"]["metadata"]["nbgrader"]["points"] == 100
    assert not forged["check-2-1"]["metadata"]["nbgrader"]["grade"]
    hidden = by_grade_id(handed_in(nbgrader, "hidden checks forged"))["hidden-3"]
    assert (hidden["source"], hidden["metadata"]["nbgrader"]["grade"]) == ("print('right')", True)
    assert not any(cell["metadata"] for cell in handed_in(nbgrader, "no metadata"))


def test_untouched_answers_are_those_of_the_other_release(nbgrader, otter):
    data = written(filled({"2": HONEST["2"]}))
    cells = by_grade_id(c for c in json.loads(nbgrader.handed_in(data))["cells"])
    assert cells["answer-1"]["source"] == nbgrader.sources["answer-1"]
    sources = [c["source"] for c in json.loads(otter.handed_in(data))["cells"]]
    assert [source for source in sources if source.startswith("...")] == [
        "... # 1", "... # 3", "... # 4", "... # 5"
    ]  # fmt: skip


def test_checks_of_otter(otter):
    document = json.loads(otter.handed_in(BY_NAME["plain"].data))
    sources = [c["source"] for c in document["cells"] if c["cell_type"] == "code"]
    assert sources[0] == "import otter"
    assert document["metadata"]["otter"] == {"tests": {}}
    assert sources[3:9] == [
        HONEST["1"], 'grader.check("task_1")', HONEST["2"], 'grader.check("task_2")',
        HONEST["3"], 'grader.check("task_3")',
    ]  # fmt: skip
    assert not any("check_notebook" in source for source in sources)


def test_assertions_pass_for_the_solution_only():
    task = GRADED.exercise.tasks[1]
    code = port.IMPORTS + "".join(port.asserted(check, 0) for check in task.checks)
    exec(code, {"max_pool": answer(HONEST["2"])})
    with pytest.raises(AssertionError):
        exec(code, {"max_pool": lambda image, size, stride: image})
    hidden = port.IMPORTS + port.asserted(task.checks[1], 5)  # what seed 0 prints is not right
    with pytest.raises(AssertionError):
        exec(hidden, {"max_pool": answer(HONEST["2"])})


def answer(source):
    names = {}
    with redirect_stdout(io.StringIO()):
        exec("import numpy as np\n" + source, names)
    return names["max_pool"]


def test_students_do_not_see_the_hidden_assertions():
    for task in GRADED.exercise.tasks:
        cell = with_nbgrader.tests(task, 0)
        shown, _, hidden = cell.partition("### BEGIN HIDDEN TESTS")
        assert hidden.endswith("### END HIDDEN TESTS")
        *cells, _, _ = with_otter.tests(task, 0)
        for check in task.checks:
            is_public = check.role == "check" and task.key != "1"
            assert (repr(check.output) in shown, repr(check.output) in hidden) == (
                is_public, not is_public
            )  # fmt: skip
            [own] = [c["source"] for c in cells if repr(check.output) in c["source"]]
            assert own.startswith("# HIDDEN") is not is_public


def test_master_of_otter_names_each_task():
    cells = with_otter.master(SOLUTION, GRADED)["cells"]
    raw = [cell["source"] for cell in cells if cell["cell_type"] == "raw"]
    assert raw[1:7] == [
        "# BEGIN QUESTION\nname: task_1\npoints: 2\nall_or_nothing: true", "# BEGIN SOLUTION",
        "# END SOLUTION", "# BEGIN TESTS", "# END TESTS", "# END QUESTION",
    ]  # fmt: skip
    assert len(raw) == 31


REPORT = """<testsuites><testsuite>
<testcase classname="0.x.ipynb" name="Cell 0"/>
<testcase classname="0.x.ipynb" name="Cell 1"><failure/></testcase>
<testcase classname="1.x.ipynb" name="Cell 0"/>
<testcase classname="" name="2.x.ipynb"><error/></testcase></testsuite></testsuites>"""


def test_cells_that_nbval_passed(tmp_path):
    (tmp_path / "report.xml").write_text(REPORT)
    passed = with_nbval.passed_cells(tmp_path / "report.xml")
    assert passed == {"0": {0: True, 1: False}, "1": {0: True}}


def test_points_with_plain_nbval():
    data = with_nbval.port(EXERCISE).handed_in(BY_NAME["VS Code"].data)
    document = json.loads(with_nbval.with_outputs(data, GRADED))
    code = [c for c in document["cells"] if c["cell_type"] == "code"]
    checks = [k for k, c in enumerate(code) if c["outputs"]]
    assert len(checks) == 6  # found again by what is left of them
    passed = dict.fromkeys(range(len(code)), True)
    assert with_nbval.points(document, passed, GRADED) == full()
    assert with_nbval.points(document, {**passed, checks[0]: False}, GRADED) == full("1")
    assert with_nbval.points(document, {}, GRADED) == full(*TASKS)


@pytest.mark.parametrize("name", ["sources as numbers", "nothing of the exercise", "nbformat 3"])
def test_no_points_with_plain_nbval_without_checks(name):
    data = with_nbval.with_outputs(with_nbval.port(EXERCISE).handed_in(BY_NAME[name].data), GRADED)
    assert with_nbval.points(json.loads(data), {0: True}, GRADED) == full(*TASKS)


def test_wrong_points_are_counted():
    deserved = [full(), full("1"), full(*TASKS), full()]
    results = [Result({**full(), "2": 0.5}), Result(full()), FAILED, STOPPED]
    row = compare_graders.count("one", deserved, results, ["a", "b"], 7.4)
    assert (row.given, row.lost, row.without, row.stopped, row.ended) == (2, 11.5, 2, 1, 2)
    assert compare_graders.markdown([row]).splitlines()[2] == "| one | 2 | 11.5 | 2 | 1 | 2 | 7 |"
    unknown = compare_graders.count("one", deserved, results, None, 7.4)
    assert compare_graders.markdown([unknown]).splitlines()[2].endswith("| 1 | – | 7 |")


class Fragile:
    """A grader that is ended by a file that is empty, and by one only if it is alone."""

    def grade(self, students, seconds):
        if not students[0]:
            return [FAILED] * len(students)
        lost = len(students) == 1 and students[0] == BY_NAME["cut off"].data
        return [FAILED if lost else Result(full()) for _ in students]


def test_what_ends_the_run_of_a_class_is_counted():
    row, told = compare_graders.measure("fragile", Fragile())
    assert (row.without, row.ended) == (2, 1)
    assert [name for name, one in told.items() if one.get("ends_run")] == ["empty"]
    assert told["cut off"]["points"] is None
