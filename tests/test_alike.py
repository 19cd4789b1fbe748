"""Copied answers are found whatever their names; honest ones are not."""

import itertools

import pytest
from helpers import homework
from helpers.gradebooks import ONE, Class
from variants import VARIANTS

from course_lib.classroom.alike import alike, libraries_in, to_read, tokens
from course_lib.classroom.grade_one import Marks

SOLUTIONS = {name: homework.solutions(name) for name in homework.NAMES}


def people(name):
    """Return honest answers as those of a class: each student has one variant of each task."""
    tasks = {key: [SOLUTIONS[name][key], *VARIANTS[name].get(key, [])] for key in SOLUTIONS[name]}
    rows = itertools.zip_longest(*tasks.values(), fillvalue="")
    return {f"student {k}": dict(zip(tasks, row, strict=True)) for k, row in enumerate(rows)}


@pytest.mark.parametrize("name", homework.NAMES)
def test_honest_answers_are_not_alike(name):
    answers = people(name)
    assert len(answers) > 2
    assert alike(answers) == []


def renamed(source):
    """Return a copy as a copier makes it: other names, comments and layout."""
    for old, new in [("out", "result"), ("image", "img"), ("stride", "st"), ("kernel", "kk")]:
        source = source.replace(old, new)
    return source.replace("\n\n", "\n# mine\n\n")


@pytest.mark.parametrize("name", homework.NAMES)
def test_a_copy_is_found_whatever_its_names(name):
    answers = people(name)
    copied = max(answers, key=lambda one: sum(len(tokens(x)) for x in answers[one].values()))
    answers["copier"] = {key: renamed(source) for key, source in answers[copied].items()}
    found = alike(answers)
    assert [{one, other} for _, one, other in found] == [{copied, "copier"}]
    assert found[0][0] > 0.8


def test_layout_comments_texts_and_names_do_not_count():
    assert tokens("def f(x):\n  return x+1 # one") == tokens(
        'def g(\n y):\n    "doc"\n    return y + 1'
    )
    assert tokens("a.max()") != tokens("a.min()")
    assert tokens("x = (") == ["name0", "=", "("]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import course_lib as cl\ncl.nn.max_pool2d(x, 2, 2, 'SAME')", ["course_lib"]),
        ("from course_lib.nn import conv2d", ["course_lib.nn"]),
        ("__import__('course_lib')", ["course_lib"]),
        ("import torch.nn.functional as F", ["torch.nn.functional"]),
        ("import numpy as np\nprint('see course_lib for more')", []),
        ("def f(:", []),
    ],
)
def test_a_library_in_an_answer_is_told(source, found):
    assert libraries_in(source) == found


def test_the_page_shows_both_side_by_side_and_nothing_of_them_as_html():
    made, sources = Class(), {}
    for name in ("ada", "<b>bob</b>"):
        one = made.hand_in(name)
        sources[name] = {key: renamed(text) for key, text in SOLUTIONS[ONE].items()}
        sources[name]["5"] += "\nimport course_lib\n'<script>'"
        kept = made.marks[one.digest]
        made.marks[one.digest] = Marks(kept.exercise, kept.marks, kept.notes, sources[name])
    text = "\n".join(to_read(made.work_out(), made.marks.get))
    assert f"and ada: {ONE}, 100 %" in text
    assert text.count("<details>") == 1
    assert text.count("&lt;script&gt;") == 2
    assert f"ada: {ONE}, task 5: course_lib" in text
    assert "<script" not in text
    assert "<b>bob" not in text
    assert list(to_read(Class().work_out(), {}.get)) == []
