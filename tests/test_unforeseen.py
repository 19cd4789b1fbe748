"""Answers that nobody foresaw: what is told of wrong ones, and that right ones are right."""

import json
from collections import Counter

import pytest
from helpers import homework
from helpers.quick_judge import told
from helpers.skip_without import shared_file

pytestmark = pytest.mark.once  # the numbers depend on no version

# They call a function of an earlier task, which was wrong: they are right by themselves.
FOLLOW = {"follow on order", "follow on int pool", "follow on flipped", "follow on overwrite"}


def answers():
    return json.loads(shared_file("findings/answers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", homework.NAMES)
def test_right_answers_are_right_and_no_wrong_one_is(name):
    for answer in answers():
        if answer["exercise"] == name:
            kind, _ = told(name, answer["task"], answer["code"])
            right = answer["right"] or answer["label"] in FOLLOW
            assert (kind == "right") == right, answer["label"]


def test_nearly_all_wrong_answers_are_told_what_is_wrong():
    kinds = Counter(
        told(answer["exercise"], answer["task"], answer["code"])[0]
        for answer in answers()
        if not answer["right"] and answer["label"] not in FOLLOW
    )
    assert kinds["shown"] <= 0.05 * kinds.total(), kinds
    assert kinds["rule"] >= 0.65 * kinds.total(), kinds
