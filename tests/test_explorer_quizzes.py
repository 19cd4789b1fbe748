"""What the quizzes of all explorers share, without a page."""

from itertools import pairwise

import numpy as np
import pytest
from helpers.explorers import ask, grid, parts, places, receive, texts

import course_lib as cl
from course_lib.explain.notation import number
from course_lib.widgets.quiz import same

KINDS = ("Convolution", "Pooling", "Depthwise", "MatrixProduct", "Transposed", "Gradients")


@pytest.fixture(params=KINDS)
def explorer(request):
    return getattr(cl.widgets, request.param)(quiz=True)


def test_no_question_comes_twice_before_all_were_asked(explorer):
    places = []
    count = len(explorer.questions())
    for _ in range(2 * count):
        places.append(explorer._place)
        receive(explorer, "next")
    assert len(set(places[:count])) == count
    assert len(set(places[count:])) == count
    assert all(a != b for a, b in pairwise(places))


def test_the_right_number_is_what_is_asked_for(explorer):
    for place in explorer.questions():
        assert same(explorer.ask(place)[1], explorer.number_at(place))


def test_the_score_counts_what_was_answered_or_shown(explorer):
    assert explorer.view["question"]["score"] == ""
    receive(explorer, "answer", "123456.5")
    assert explorer.view["question"]["score"] == ""
    receive(explorer, "answer", repr(explorer.number_at(explorer._place)))
    assert explorer.view["question"]["score"] == "1 of 1 right"
    receive(explorer, "next")
    view = receive(explorer, "show me")
    right = number(explorer.number_at(explorer._place))
    assert view["question"]["said"] == f"It is {right}."
    assert view["lines"][0].startswith(f"{right} = ")  # told once, where it is read
    assert view["said"] == " ".join([f"It is {right}.", *view["lines"]])  # and heard
    assert view["question"]["score"] == "1 of 2 right"
    assert receive(explorer, "show me")["question"]["score"] == "1 of 2 right"


def test_the_score_stays_when_the_numbers_change():
    explorer = cl.widgets.Pooling(quiz=True)
    receive(explorer, "answer", repr(explorer.number_at(explorer._place)))
    question = receive(explorer, "set", "padding", "SAME")["question"]
    assert question["score"] == "1 of 1 right"
    assert question["said"] == "The numbers have changed, so here is another question."
    receive(explorer, "set", "quiz", False)
    assert receive(explorer, "set", "quiz", True)["question"]["score"] == ""


def test_what_is_done_is_not_judged_again(explorer):
    receive(explorer, "answer", repr(explorer.number_at(explorer._place)))
    question = receive(explorer, "answer", "123456.5")["question"]
    assert question["right"]
    assert question["done"]
    assert "done" in question["said"]


def test_the_number_of_a_neighbour_is_named():
    explorer = cl.widgets.Pooling(image="6×6, counting", window=2, stride=2)
    said = ask(explorer, 0, 1)("7")["said"]
    assert said == "7 is not it. That is the number at (0, 0). Try again."
    gradients = cl.widgets.Gradients()
    slopes = gradients.path.gradients["kernel"]
    said = ask(gradients, "kernel", 0, 0)(repr(slopes[0, 1].item()))["said"]
    assert "That is the number at (0, 1)." in said or "mistake" in said


def test_the_number_of_another_channel_is_named():
    explorer = cl.widgets.Convolution(channels_out=2, kernel="counting")
    other = explorer.explain(0, 1).total
    explorer.channel = 1
    said = ask(explorer, 0, 1)(repr(other))["said"]
    assert "That is the number of output channel 0." in said
    depthwise = cl.widgets.Depthwise()
    output = depthwise.output
    said = ask(depthwise, 1, 1, 0)(repr(output[1, 1, 3].item()))["said"]
    assert "That is the number of output channel 3." in said
    turned = cl.widgets.Convolution(kernel="counting")
    value = (turned.values[:3, :3, 0] * turned.weights[::-1, ::-1, 0, 0]).sum()
    assert "The kernel was flipped" in ask(turned, 0, 0)(repr(value.item()))["said"]


def test_a_number_too_long_to_hold_is_no_answer():
    explorer = cl.widgets.Convolution()
    assert "Type a number" in ask(explorer, 0, 0)("1e999")["said"]


def test_where_nothing_can_be_asked_the_quiz_says_so():
    explorer = cl.widgets.Pooling(quiz=True)
    view = receive(explorer, "set", "image", "4×4 of the lesson")
    view = receive(explorer, "set", "window", 5)
    assert view["question"]["empty"]
    assert "no window fits" in view["question"]["label"]
    assert "Quiz me" in [control["label"] for control in view["controls"]]
    assert not receive(explorer, "set", "window", 2)["question"]["empty"]


def test_what_does_not_fit_is_told_in_words_of_the_screen():
    weights = cl.widgets.Weights(size=3)
    (line,) = weights.view["lines"]
    assert "SAME" not in line
    assert line == (
        "Here no window fits: it takes 3×3 cells, and the image is 2×2. "
        "You can make “Kernel size” smaller, or take a larger image."
    )


def test_where_no_sums_can_be_pooled_the_explorer_says_what_to_do():
    explorer = cl.widgets.Gradients(kernel="3×3 of lesson 02", stride=2)
    (line,) = explorer.view["lines"]
    assert line == (
        "Here no window of the pooling fits: it takes 2×2 sums, and there are too few. You can "
        "make “Stride” smaller, or choose the padding SAME, or take a larger image or a smaller "
        "kernel."
    )
    receive(explorer, "set", "padding", "SAME")
    assert explorer.path


def test_what_was_typed_belongs_to_one_question(explorer):
    first = explorer.view["question"]["asked"]
    assert receive(explorer, "answer", "123456.5")["question"]["asked"] == first
    assert receive(explorer, "set", "padding", "SAME")["question"]["asked"] > first


def test_a_changed_control_is_announced_first():
    explorer = cl.widgets.Convolution()
    said = receive(explorer, "set", "stride", 2)["said"]
    assert said == "Stride: 2. 14 = 4·1 + 3·0 + 1·1 + 2·2 + 1·1 + 0·0 + 1·0 + 2·0 + 4·1"
    said = receive(explorer, "set", "padding", "SAME")["said"]
    assert said.startswith("Padding: SAME. ")


def asked(explorer):
    """Return the cells that are marked as asked for: their grids, their places."""
    keys = [part["key"] for part in parts(explorer)]
    return [(key, *place) for key in keys for place in places(explorer, key, "asked")]


def test_the_number_asked_for_stays_marked_while_another_is_picked(explorer):
    (marked,) = asked(explorer)
    key, row, column = marked
    part = grid(explorer, key)
    assert part["picked"] == (row, column)
    assert part["cells"][row][column]["name"] == "hidden, asked for"
    hidden = np.argwhere(np.array(texts(explorer, key)) == "?").tolist()
    other = next(place for place in hidden if place != [row, column])
    view = receive(explorer, "pick", key, *other)
    assert asked(explorer) == [marked]
    assert "Asked for is the number in the dashed frame." in view["lines"][0]
    assert "Asked for is the number in the dashed frame." in view["said"]
    receive(explorer, "show me")
    assert asked(explorer) == []
