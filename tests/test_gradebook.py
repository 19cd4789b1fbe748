"""The gradebook has a row for everything; the pages give nothing hidden away."""

import csv
import io
import re

import learner

from course_lib.classroom.class_page import class_page
from course_lib.classroom.grade_all import Entry
from course_lib.classroom.grade_one import Mark, Marks
from course_lib.classroom.gradebook import as_csv, not_listed, rows
from course_lib.classroom.handed_in import HandedIn
from course_lib.classroom.student_page import student_page
from course_lib.grading.exercise import read_exercise

NAME = "01_max_pooling"
EXERCISE = read_exercise(learner.solution_path(NAME))
EXERCISES = {NAME: EXERCISE}
RULE = "The window moved by 1. It must move by the stride."


def marks(**changes):
    found = {key: Mark(key, 2, "right") for key in "12345"} | changes
    return Marks(NAME, tuple(found[key] for key in "12345"), ("A note.",))


def entry(student, found=None, reason="", exercise=NAME, **extra):
    return Entry(HandedIn(student, exercise, f"{student}.ipynb", b"", **extra), found, reason)


WRONG = Mark("2", 0, "wrong", ("check-2-1", "hidden-2"), (RULE,))
HIDDEN = Mark("3", 0, "wrong", ("hidden-3",))
CLASS = [
    entry("ada", marks(), replaced=("ada-0.ipynb",)),
    entry("bob", marks(**{"2": WRONG, "3": HIDDEN, "4": Mark("4", 0, "error", error="KeyError")})),
    entry("=cmd()", None, "JudgeFailed: no"),
    entry("eve", None, exercise=""),
]


def table():
    return rows(CLASS, EXERCISES, ["Ada", "bob", "fred"])


def test_every_submission_and_task_has_a_row():
    lines = list(csv.DictReader(io.StringIO(as_csv(table()))))
    by_student = {}
    for line in lines:
        by_student.setdefault(line["student"], []).append((line["points"], line["result"]))
    assert by_student["ada"] == [("2", "right")] * 5
    assert by_student["bob"] == [
        ("2", "right"),
        ("0", "not right yet"),
        ("0", "not right yet"),
        ("0", "stopped with an error"),
        ("2", "right"),
    ]
    assert by_student["'=cmd()"] == [("0", "could not be graded")] * 5
    assert by_student["fred"] == [("0", "nothing handed in")] * 5
    assert by_student["eve"][0] == ("0", "not an exercise of the course")
    assert lines[-1]["student"] == "fred"
    ada = next(line for line in lines if line["student"] == "ada")
    assert (ada["file"], ada["earlier files"], ada["notes"]) == (
        "ada.ipynb",
        "ada-0.ipynb",
        "A note.",
    )


def test_names_that_differ_in_capitals_keep_their_rows_together():
    found = rows([entry("Ada", marks()), entry("ada", marks())], EXERCISES, [])
    assert [row.student for row in found] == ["Ada"] * 5 + ["ada"] * 5


def test_no_name_starts_another_column():
    text = as_csv(rows([entry("eve;=1+1", None, exercise="")], EXERCISES, []))
    assert text.splitlines()[1].startswith('"eve,=1+1",')
    assert ";" not in text


def test_who_is_not_on_the_list_is_told():
    assert not_listed([one.handed_in for one in CLASS], ["Ada", "bob"]) == ["=cmd()", "eve"]


def test_a_number_behind_a_name_is_no_other_student():
    found = rows([entry("ada 4711", marks())], EXERCISES, ["Ada"])
    assert {row.student for row in found} == {"ada 4711"}


def page_of(student):
    return student_page(student, [row for row in table() if row.student == student], EXERCISES)


def test_a_student_is_told_the_rule_and_no_hidden_value():
    text = page_of("bob")
    assert RULE in text
    assert "Not right: TRY 2.1: a 5×7 image" in text
    assert "The numbers in the notebook are right, but others are not." in text
    assert "It stopped with a KeyError." in text
    for task in EXERCISE.tasks:
        for cell in task.checks:
            if cell.role == "hidden":
                assert cell.source not in text
                for line in cell.output.splitlines():
                    assert len(line) < 12 or line not in text


def test_pages_stand_alone():
    for text in (page_of("bob"), class_page(table(), EXERCISES, 7)):
        assert not re.search(r'(?:src|href)="(?!data:|students/)', text)
        assert "<script" not in text


def test_names_are_no_html():
    found = rows([entry("<b>x</b>", marks())], EXERCISES, [])
    assert "<b>x</b>" not in class_page(found, EXERCISES, 7)
    assert "<b>x</b>" not in student_page("<b>x</b>", found, EXERCISES)


def test_the_class_page_counts():
    text = class_page(table(), EXERCISES, 7)
    assert "5 students, 28 % of all points, seed 7." in text
    assert f'<td class="number">1</td><td>{NAME}</td><td>2</td><td>{RULE}</td>' in text
    needs_help = text.split("Who needs help")[1].split("Mistakes")[0]
    assert re.findall(r'\.html">([^<]+)</a>', needs_help) == ["=cmd()", "eve", "fred", "bob"]
    assert "right 2, not right yet 0" in text  # the bars of task 1, as words
