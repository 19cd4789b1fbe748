"""Mistakes as changes of right computations: what they change, and what they leave alone."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib.grading.alignment import Place, align
from course_lib.grading.observing import seen_at
from course_lib.grading.printed import Shown
from course_lib.mistakes import MISTAKES
from course_lib.mistakes import changes as c
from course_lib.mistakes.sliding import convolved

IMAGES, KERNEL = np.array([[[1, 2], [3, 4]]])[..., None], np.array([[1, 10]])[..., None, None]
CHANGES = {
    "images": (c.images(np.negative), [-21, -43]),
    "filters": (c.filters(lambda f: f[:, ::-1]), [12, 34]),
    "reduced": (c.reduced(lambda w, f: (w[..., None] + f).sum(axis=(3, 4, 5))), [14, 18]),
    "result": (c.result(lambda out: out[:, ::-1]), [43, 21]),
    "form": (c.form(lambda out: out.T), [21, 43]),
    "axes": (c.axes(lambda axis: replace(axis, count=1), ["rows"]), [21]),
    "both": (c.both(lambda rows, columns: (replace(rows, step=0), columns)), [21, 21]),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_of_a_part_leaves_the_rest_alone(kind):
    change, expected = CHANGES[kind]
    right = convolved(IMAGES, KERNEL)
    assert change(right).result().ravel().tolist() == expected
    assert right.result().ravel().tolist() == [21, 43]


def test_a_change_of_where_windows_lie_is_tried_along_both_axes_then_along_each():
    fewer = {"Fewer.": lambda axis: replace(axis, count=axis.count - 1)}
    right = convolved(np.ones((1, 3, 4, 1)), KERNEL)
    shapes = {one.rule: one.change(right).result().shape[1:3] for one in c.along(fewer)}
    assert shapes == {
        "Fewer.": (2, 2),
        "Fewer. It is so along the width only.": (3, 2),
        "Fewer. It is so along the height only.": (2, 3),
    }


def test_the_usual_changes_are_the_first_of_each_kind():
    every = c.changes("relu", dict.fromkeys("abc")) + c.changes("special", {"d": None})
    assert [one.rule for one in c.usual(every)] == ["a", "b"]


def test_each_rule_of_a_task_is_told_once():
    for by_task in MISTAKES.values():
        for mistakes in by_task.values():
            told = [(mistake.name, mistake.rule) for mistake in mistakes]
            assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("pooled", "The shape is (1, 1, 3, 4), but it should be (1, 1, 3, 6): 2 channels too few."),
        ("padded (n, c, h, w)", "The shape is (1, 1, 3, 4), but it should be (1, 1, 3, 6)."),
    ],
)
def test_rows_and_channels_are_told_only_where_they_stand(label, told):
    right, came = np.arange(18.0).reshape(1, 1, 3, 6), np.sqrt(np.arange(12.0) + 2)
    place = Place(0, 0, Shown(label, right), Shown(label, came.reshape(1, 1, 3, 4)))
    assert seen_at(place) == [told]


def test_a_number_alone_in_its_line_is_a_number():
    ((place,), extra) = align(0, "34\n", "36\n")
    assert (place.expected.value, place.came.value, place.right, extra) == (34, 36, False, [])
    ((place,), extra) = align(0, "0.333333\n", "5\n0.3333331\n")  # an answer prints its own
    assert (place.right, extra) == (True, ["5"])
    ((place,), extra) = align(0, "[1, 2]\n", "7\n[1, 3]\n")
    assert (place.came.value.tolist(), extra) == ([1, 3], ["7"])
    ((place,), extra) = align(0, "True\n", "1\n")
    assert (place.came, extra) == (None, ["1"])
