"""No solution is made into an exercise that gives it away, counts nothing, or fails later."""

import json
import shutil

import nbformat
import pytest
from helpers import homework

from course_lib import cli
from course_lib.grading.canonical import NotebookError
from course_lib.grading.sound import refuse_unsound

NAME = "01_max_pooling"


def solution():
    return nbformat.read(homework.solution_path(NAME), as_version=4)


def cell(notebook, name):
    return next(one for one in notebook.cells if one.id == name)


def role(name, new):
    return lambda notebook: cell(notebook, name).metadata["course"].update(role=new)


def without(name, word):
    return lambda notebook: cell(notebook, name).metadata["course"].pop(word)


def with_points(points):
    return lambda notebook: cell(notebook, "answer-2").metadata["course"].update(points=points)


def source(name, old, new):
    def change(notebook):
        one = cell(notebook, name)
        assert old in one.source
        one.source = one.source.replace(old, new)

    return change


def no_metadata(notebook):
    cell(notebook, "answer-2").metadata.pop("course")


def no_check(notebook):
    notebook.cells = [one for one in notebook.cells if not one.id.startswith("check-2")]


def copied(notebook):
    """Put the answer of task 2 into the text of task 1."""
    answer = cell(notebook, "answer-2").source
    text = next(one for one in notebook.cells if one.cell_type == "markdown")
    text.source += "\n\n```\n" + answer + "\n```"


@pytest.mark.parametrize("name", homework.NAMES)
def test_the_courses_own_solutions_are_sound(name):
    refuse_unsound(nbformat.read(homework.solution_path(name), as_version=4), name)


@pytest.mark.parametrize(
    ("change", "place", "told"),
    [
        (role("answer-2", "answers"), "(answer-2)", "its role is 'answers'"),
        (role("hidden-2", "hiden"), "(hidden-2)", "its role is 'hiden'"),
        (no_metadata, "(answer-2)", "it has no role"),
        (source("answer-2", "### BEGIN SOLUTION", ""), "(answer-2)", "must stand between"),
        (
            source("answer-2", "### END SOLUTION", "# the end"),
            "(answer-2)",
            "must stand between",
        ),
        (source("answer-2", "# ANSWER 2", "# Answer 2"), "(answer-2)", "begin with # ANSWER 2"),
        (without("answer-2", "title"), "(answer-2)", "has no title"),
        (without("answer-2", "points"), "(answer-2)", "points must be a whole number, not None"),
        (with_points(1.5), "(answer-2)", "points must be a whole number, not 1.5"),
        (with_points("2"), "(answer-2)", "points must be a whole number, not '2'"),
        (with_points(-1), "(answer-2)", "points must be a whole number, not -1"),
        (without("check-2-1", "task"), "(check-2-1)", "has no task"),
        (source("hidden-2", "SEED = ", "seed = "), "(hidden-2)", "draws its numbers"),
        (no_check, "task 2", "no cell with the role check"),
        (role("answer-2", "check"), "task 2", "it has 0 answers"),
        (copied, "cell", "the answer of cell answer-2 stands in it"),
    ],
)
def test_what_is_not_sound_is_refused_with_file_and_cell(change, place, told):
    notebook = solution()
    change(notebook)
    with pytest.raises(NotebookError) as error:
        refuse_unsound(notebook, f"solutions/{NAME}.ipynb")
    first, *lines = str(error.value).split("\n")
    assert first == f"solutions/{NAME}.ipynb makes no exercise:"
    assert any(place in line and told in line for line in lines), lines


@pytest.mark.parametrize("command", [["make", "01"], ["make", "--check", "01"], ["release", "new"]])
def test_make_and_release_refuse_and_write_nothing(tmp_path, monkeypatch, capsys, command):
    for folder in ("notebooks", "exercises", "solutions"):
        shutil.copytree(homework.ROOT / folder, tmp_path / folder)
    path = tmp_path / "solutions" / f"{NAME}.ipynb"
    document = json.loads(path.read_text("utf-8"))
    homework.answer_cell(document, "2")["metadata"]["course"]["role"] = "answers"
    path.write_text(json.dumps(document), "utf-8")
    before = {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()}
    monkeypatch.chdir(tmp_path)
    assert cli.main(command) == 2
    told = capsys.readouterr().err
    assert f"solutions/{NAME}.ipynb makes no exercise" in told
    assert "(answer-2): its role is 'answers'" in told
    assert {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()} == before


def test_release_refuses_what_was_not_made(tmp_path, monkeypatch, capsys):
    for folder in ("notebooks", "exercises", "solutions"):
        shutil.copytree(homework.ROOT / folder, tmp_path / folder)
    path = tmp_path / "solutions" / f"{NAME}.ipynb"
    path.write_text(path.read_text("utf-8").replace("# Exercise 01", "# Exercise 1"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["release", "new"]) == 2
    assert f"{NAME}.ipynb: what a class would get is not" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
