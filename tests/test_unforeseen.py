"""Answers that nobody foresaw: what is told of wrong ones, and that right ones are right.

They were written from the exercises alone, as a beginner would write them, or somebody who comes
from PyTorch, MATLAB, OpenCV or SciPy.
"""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from helpers import homework, skip_without
from helpers.quick_judge import told

# The numbers depend on no version.
pytestmark = [pytest.mark.once, skip_without.forks]
# They call a function of an earlier task, which was wrong: they are right by themselves.
FOLLOW = {"follow on order", "follow on int pool", "follow on flipped", "follow on overwrite"}
TOLD = ("rule", "seen", "crash", "endless")


def answers(name):
    path = Path(__file__).parent / "answers" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def found_earlier(name):
    path = skip_without.shared_file("findings/answers.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    return [
        {**one, "right": one["right"] or one["label"] in FOLLOW}
        for one in found
        if one["exercise"] == name
    ]


@cache
def kinds(source, name):
    """Return answers and the kinds of what is told of them."""
    every = source(name)
    found = []
    for key in dict.fromkeys(one["task"] for one in every):
        of_task = [one for one in every if one["task"] == key]
        judged = told(name, key, [one["code"] for one in of_task])
        found += [(one, kind) for one, (kind, _) in zip(of_task, judged, strict=True)]
    return found


@pytest.mark.parametrize("source", [answers, found_earlier])
@pytest.mark.parametrize("name", homework.NAMES)
def test_right_answers_are_right_no_wrong_one_is_and_nearly_all_are_told_why(source, name):
    every = kinds(source, name)
    for answer, kind in every:
        assert (kind == "right") == answer["right"], (answer["task"], answer["label"])
    wrong = Counter(kind for answer, kind in every if not answer["right"])
    assert sum(wrong[kind] for kind in TOLD) >= 0.9 * wrong.total(), wrong
    assert wrong["rule"] >= 0.4 * wrong.total(), wrong


def test_there_are_hundreds_of_them():
    every = [answer for name in homework.NAMES for answer in answers(name)]
    assert sum(not answer["right"] for answer in every) >= 500
    assert sum(answer["right"] for answer in every) >= 140
