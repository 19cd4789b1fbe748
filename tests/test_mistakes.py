"""Mistakes as changes of right computations: how they are called, and what they leave alone."""

import numpy as np
import pytest

from course_lib.grading.alignment import Place, align
from course_lib.grading.observing import seen_at
from course_lib.grading.printed import Shown
from course_lib.mistakes import MISTAKES
from course_lib.mistakes import changes as c


def scale(image, factor, offset=0):
    return np.asarray(image) * factor + offset


CHANGES = {
    "argument": (c.argument("factor", lambda f: -f, "Sign."), [-6, -9]),
    "option": (c.option("Moved.", offset=1), [7, 10]),
    "result": (c.result(lambda out: out[::-1], "Backwards."), [9, 6]),
    "special": (c.special(lambda image, factor: np.asarray(image), "Not scaled."), [2, 3]),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_mistake_is_called_as_the_answer_is(kind):
    change, expected = CHANGES[kind]
    (mistake,) = c.mistakes("scale", scale, change)
    assert mistake.answer([2, 3], 3).tolist() == expected
    assert mistake.answer([2, 3], factor=3).tolist() == expected
    assert mistake.answer(image=[2, 3], factor=3).tolist() == expected


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
