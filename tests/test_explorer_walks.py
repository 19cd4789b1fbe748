"""Walks through explorers, without a page: what a page plays is what the kernel shows."""

import copy

import numpy as np
import pytest
from helpers.explorers import assert_refused, grid, parts, receive, texts

import course_lib as cl
from course_lib.widgets.quiz import read_number
from course_lib.widgets.view import grids_of

WALKED = {
    "Convolution": {"padding": "SAME", "channels_in": 2, "stride": 2, "dilation": 2},
    "Pooling": {"padding": "SAME", "stride": 2},
    "Depthwise": {"padding": "SAME", "channels": 4, "groups": 2, "mult": 1},
    "MatrixProduct": {},
    "Transposed": {"padding": "SAME"},
    "Gradients": {"padding": "SAME"},
}


@pytest.fixture(params=WALKED)
def explorer(request):
    return getattr(cl.widgets, request.param)(**WALKED[request.param])


def played(frames, number):
    """Return what the page makes of a frame: the first one, with what changed in it."""
    parts = copy.deepcopy(frames[0]["parts"])
    grids = grids_of(parts)
    for change in frames[number]["changes"]:
        grids[change["grid"]].update(change["others"])
        for i, j, cell in change["cells"]:
            grids[change["grid"]]["cells"][i][j] = cell
    return {"parts": parts, "lines": frames[number]["lines"]}


def test_each_frame_is_what_the_kernel_shows_at_that_step(explorer):
    before = explorer.view
    frames = explorer.frames()
    explorer.refresh()
    assert explorer.view == before
    assert len(frames) == explorer.view["walk"]["count"] > 1
    for step in range(len(frames)):
        view = receive(explorer, "walk", step)
        assert view["walk"]["at"] == step
        assert view["pinned"]
        assert played(frames, step) == {name: view[name] for name in ("parts", "lines")}


def test_cells_keep_their_size(explorer):
    sizes = set()
    for step in range(explorer.view["walk"]["count"]):
        view = receive(explorer, "walk", step)
        sizes.add(str([(g["key"], g["room"], g["notes"]) for g in grids_of(view["parts"])]))
    view = receive(explorer, "free")
    sizes.add(str([(g["key"], g["room"], g["notes"]) for g in grids_of(view["parts"])]))
    assert len(sizes) == 1


def test_terms_add_up_to_the_number_that_they_fill(explorer):
    frames = explorer.frames()
    receive(explorer, "walk", len(frames) - 1)
    for frame in frames if explorer.by_term else []:
        key, row, column = frame["filled"]
        line, cells = frame["terms"][-1]
        last = max(line.rfind("= "), line.rfind(": "), line.rfind("∞, "))
        total = read_number(line[last + 2 :].rstrip(")"))
        shown = read_number(grid(explorer, key)["cells"][row][column]["text"])
        assert total == pytest.approx(shown, rel=1e-3), line
        for key, row, column in cells:
            assert grid(explorer, key)["cells"][row][column]["text"]
    assert bool(frames[0]["terms"]) == explorer.by_term


def test_terms_tell_the_cells_that_they_come_from():
    explorer = cl.widgets.Convolution()
    terms = explorer.frames()[0]["terms"]
    assert terms[0] == ("Term 1 of 9: 0 + 4·1 = 4", [("input 0", 0, 0), ("kernel 0", 0, 0)])
    assert terms[3] == ("Term 4 of 9: 5 + 2·2 = 9", [("input 0", 1, 0), ("kernel 0", 1, 0)])
    pooling = cl.widgets.Pooling(takes=cl.widgets.pooling.MEAN, window=2, stride=2)
    lines = [line for line, _ in pooling.frames()[0]["terms"]]
    assert lines[-1] == "Number 4 of 4: 7 + 7 = 14, and 14 / 4 = 3.5"


def test_outputs_fill_in_one_after_the_other():
    explorer = cl.widgets.Convolution()
    receive(explorer, "walk", 1)
    assert texts(explorer) == [["14", "6"], ["", ""]]
    assert grid(explorer, "output")["cells"][1][0]["name"] == "empty"
    receive(explorer, "pick", "output", 0, 0)
    assert texts(explorer) == [["14", "6"], ["6", "12"]]
    gradients = cl.widgets.Gradients()
    receive(gradients, "walk", 0)
    assert gradients.part == "relu"
    assert {text for row in texts(gradients, "gradient image") for text in row} == {""}


def test_a_walk_ends_when_numbers_change(explorer):
    numbers = explorer.view["walk"]["numbers"]
    receive(explorer, "walk", 1)
    assert explorer.view["walk"]["numbers"] == numbers
    view = receive(explorer, "set", "stride", 3 - explorer.stride)
    assert view["walk"]["at"] is None
    assert view["walk"]["numbers"] > numbers


def test_frames_are_sent_at_once(explorer, monkeypatch):
    sent = []
    monkeypatch.setattr(explorer, "send", sent.append)
    view = receive(explorer, "frames")
    (message,) = sent
    assert message["numbers"] == view["walk"]["numbers"]
    assert len(message["frames"]) == view["walk"]["count"]


def test_in_a_quiz_nobody_walks(explorer):
    receive(explorer, "set", "quiz", True)
    assert explorer.view["walk"] is None
    assert_refused(explorer, ("walk", 1), "nothing to walk through")


def test_too_many_terms_are_not_told_one_by_one_and_it_says_so():
    explorer = cl.widgets.Convolution(padding="SAME", channels_in=3, size=5, image="6×6, counting")
    assert explorer.view["walk"]["why"] == ""  # 36 places of 75 terms
    assert len(explorer.frames()[0]["terms"]) == 75
    for name, value in {"padding": "explicit", **dict.fromkeys(("top", "bottom"), 4)}.items():
        receive(explorer, "set", name, value)
    receive(explorer, "set", "left", 4)
    assert explorer.view["walk"]["why"] == "(for at most 4000 terms; here are 5250)"
    assert {str(frame["terms"]) for frame in explorer.frames()} == {"[]"}


# Pointing and clicking.


def test_pointing_shows_and_a_click_keeps():
    explorer = cl.widgets.Convolution()
    assert receive(explorer, "preview", "output", 1, 1)["lines"][0].startswith("12 = ")
    assert not explorer.view["pinned"]
    assert receive(explorer, "pick", "output", 0, 1)["pinned"]
    assert receive(explorer, "preview", "output", 1, 1)["lines"][0].startswith("6 = ")
    assert not receive(explorer, "free")["pinned"]
    assert receive(explorer, "preview", "output", 1, 1)["lines"][0].startswith("12 = ")


@pytest.mark.parametrize(
    ("kind", "picked", "typed"),
    [
        ("Convolution", "output", "kernel 0"),
        ("Pooling", "output", "input"),
        ("Depthwise", "output 1", "filter 1"),
        ("Weights", "output 0", "input 0"),
        ("Transposed", "output", "kernel"),
        ("MatrixProduct", "output 0", "input 0"),
        ("Gradients", "gradient image", "kernel"),
        ("Gradients", "gradient sums", "bias"),
    ],
)
def test_what_is_pinned_stays_pinned_and_picked_when_a_number_is_typed(kind, picked, typed):
    explorer = getattr(cl.widgets, kind)()
    receive(explorer, "pick", picked, 0, 0)
    before = {part["key"]: part["picked"] for part in parts(explorer)}
    view = receive(explorer, "write", typed, 0, 0, "5")
    assert (view["problem"], view["pinned"]) == ("", True)
    assert {part["key"]: part["picked"] for part in parts(explorer)} == before
    receive(explorer, "free")
    assert not receive(explorer, "write", typed, 0, 0, "4")["pinned"]


def test_pointing_says_nothing_where_nothing_is_to_be_shown():
    explorer = cl.widgets.Transposed(padding="SAME", output_shape="3×3")
    cut = [
        (i, j)
        for i, row in enumerate(grid(explorer, "output")["cells"])
        for j, cell in enumerate(row)
        if "padding" in cell["name"]
    ]
    before = explorer.view["lines"]
    view = receive(explorer, "preview", "output", *cut[-1])
    assert view["problem"] == ""
    assert view["lines"] == before
    assert receive(explorer, "pick", "output", *cut[-1])["problem"]


def test_in_a_quiz_pointing_shows_nothing(explorer):
    receive(explorer, "set", "quiz", True)
    assert not any(part["hover"] for part in grids_of(explorer.view["parts"]))


# Colours and reset.


def test_numbers_can_be_shown_as_colours(explorer):
    def fills():
        grids = grids_of(explorer.view["parts"])
        cells = [cell for part in grids for row in part["cells"] for cell in row]
        return {cell["text"]: cell.get("fill") for cell in cells if "padding" not in cell["name"]}

    before = {text for text in fills()}
    assert set(fills().values()) == {None}
    receive(explorer, "set", "colours", True)
    assert fills().keys() == before
    assert None not in fills().values()
    assert fills().get("0", "#ffffff") == "#ffffff"
    for text, fill in fills().items():  # orange above 0, blue below
        red, blue = int(fill[1:3], 16), int(fill[5:7], 16)
        assert np.sign(red - blue) in (0, np.sign(read_number(text)))


def test_reset_puts_everything_back(explorer):
    start = type(explorer)(**WALKED[type(explorer).__name__]).view
    key = next(part["key"] for part in grids_of(explorer.view["parts"]) if part["edit"])
    receive(explorer, "set", "padding", "VALID")
    receive(explorer, "write", key, 0, 0, "77")
    receive(explorer, "set", "colours", True)
    receive(explorer, "set", "quiz", True)
    receive(explorer, "press", "reset")
    differ = {"said", "walk", "answered"}
    assert {k: v for k, v in explorer.view.items() if k not in differ} == {
        k: v for k, v in start.items() if k not in differ
    }
    assert explorer.view["walk"]["at"] is None
