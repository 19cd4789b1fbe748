"""Exercises as they are handed out: made from the solutions, and without what these hold."""

import json
import re

import pytest
from helpers import skip_without
from helpers.stored_notebooks import ROOT, code_cells, notebooks, source

LESSONS = [path for path in notebooks("notebooks") if path.name[2] == "_"]
SOLUTIONS = notebooks("solutions")
EXERCISES = notebooks("exercises")
every_exercise = pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)


def test_there_is_an_exercise_for_each_solution():
    names = [path.name for path in SOLUTIONS]
    assert names == [path.name for path in EXERCISES]
    assert len(names) >= 2
    lessons = {path.name for path in LESSONS}
    assert lessons >= {"00_start_here.ipynb", *names}
    released = ROOT / "course_lib" / "grading" / "released"
    assert names == sorted(path.name for path in released.glob("*.ipynb"))


@every_exercise
def test_exercises_hold_no_answers_and_no_hidden_checks(path):
    for text in (path.read_text(encoding="utf-8"), _released(path).read_text(encoding="utf-8")):
        assert "BEGIN SOLUTION" not in text
        assert "END SOLUTION" not in text
        roles = [
            cell["metadata"].get("course", {}).get("role") for cell in json.loads(text)["cells"]
        ]
        assert "hidden" not in roles
        assert "answer" in roles
        assert "check" in roles


def _released(path):
    return ROOT / "course_lib" / "grading" / "released" / path.name


@every_exercise
def test_no_line_of_an_answer_is_handed_out(path):
    handed = {line for cell in code_cells(path) for line in source(cell).split("\n")}
    for cell in code_cells(ROOT / "solutions" / path.name):
        for part in re.findall(
            r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", source(cell), re.DOTALL
        ):
            assert not handed & {line for line in part.split("\n") if line.strip()}


@every_exercise
def test_exercises_are_made_from_the_solutions(path):
    nbformat = skip_without.module("nbformat")
    from course_lib.grading.canonical import canonical
    from course_lib.grading.handout import handout, release

    solution = nbformat.read(ROOT / "solutions" / path.name, as_version=4)
    released = release(solution)
    assert canonical(released) == _released(path).read_text(encoding="utf-8")
    assert canonical(handout(released, path.stem)) == path.read_text(encoding="utf-8")
