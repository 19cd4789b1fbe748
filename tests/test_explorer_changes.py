"""What stays when a control is changed, and what is said of what changes with it."""

import re

import numpy as np
import pytest
from helpers.explorers import assert_refused, grid, kinds, parts, receive, texts

import course_lib as cl

# Of each kind a number that is typed, and a control that leaves its place.
TYPED = {
    "Convolution": [
        ("input 0", "channels_in", 2),
        ("kernel 0", "size", 2),
        ("kernel 0", "channels_out", 3),
    ],
    "Frameworks": [("kernel 0", "size", 2)],
    "Depthwise": [("input 1", "channels", 3), ("filter 3", "mult", 3), ("filter 0", "size", 3)],
    "MatrixProduct": [("input 1", "channels_out", 2), ("filters 0", "channels_out", 2)],
    "Weights": [("kernel 1", "channels_out", 3), ("bias 0", "channels_in", 2)],
    "Gradients": [("gradient pool", "padding", "SAME")],
}


@pytest.mark.parametrize(
    ("kind", "key", "name", "value"),
    [(kind, *change) for kind, changes in TYPED.items() for change in changes],
)
def test_typed_numbers_stay_where_they_have_a_place(kind, key, name, value):
    explorer = getattr(cl.widgets, kind)()
    receive(explorer, "write", key, 0, 0, "77")
    receive(explorer, "set", name, value)
    others = [part["cells"][0][0]["text"] for part in map(grid, [explorer], [key])]
    if (kind, name) == ("Depthwise", "mult"):  # filter 1 of channel 1: the fifth slice now
        others = [grid(explorer, "filter 4")["cells"][0][0]["text"]]
    assert others == ["77"]
    assert sum("77" in row for part in texts_of(explorer) for row in part) == 1
    receive(explorer, "press", "reset")
    assert not any("77" in row for part in texts_of(explorer) for row in part)


def texts_of(explorer):
    """Return the texts of all grids into which numbers can be typed."""
    keys = [part["key"] for part in parts(explorer) if part["edit"]]
    return [texts(explorer, key) for key in keys]


def test_another_preset_takes_the_place_of_typed_numbers():
    explorer = cl.widgets.Convolution()
    receive(explorer, "write", "kernel 0", 0, 0, "77")
    receive(explorer, "set", "kernel", "ones: the sum")
    receive(explorer, "set", "size", 2)
    assert (explorer.weights == 1).all()


def test_numbers_without_a_place_go():
    explorer = cl.widgets.Convolution()
    receive(explorer, "write", "kernel 0", 2, 2, "77")
    for size in (2, 3):
        receive(explorer, "set", "size", size)
    assert (explorer.weights != 77).all()


def test_the_kind_of_convolution_is_told_when_the_channels_change():
    explorer = cl.widgets.Depthwise(channels=4, groups=2)
    said = receive(explorer, "set", "channels", 2)["said"]
    told = "With 2 channels there are 2 groups, one for each: depthwise."
    assert said.startswith(f"Channels in: 2. {told} ")
    assert explorer.view["lines"][-1] == told
    receive(explorer, "set", "channels", 1)
    assert explorer.view["lines"][-1] == "With 1 channel, depthwise and conv2d are the same."
    assert told not in receive(explorer, "set", "mult", 1)["lines"]
    whole = cl.widgets.Depthwise(channels=4, groups=2)
    line = receive(whole, "set", "channels", 3)["lines"][-1]
    assert line == "With 3 channels there is one group for all: conv2d."


def test_the_image_with_ties_gets_windows_that_show_them():
    explorer = cl.widgets.Pooling()
    view = receive(explorer, "set", "image", "4×4, ties")
    assert (explorer.window, explorer.stride) == (2, 2)
    assert view["lines"][-1] == "Window and stride are 2 now, so that there are several windows."
    assert "tie for the largest" in " ".join(view["lines"])
    explorer = cl.widgets.Pooling(window=2, stride=1)
    receive(explorer, "set", "image", "4×4, ties")
    assert (explorer.window, explorer.stride) == (2, 1)


def test_a_negative_number_is_announced_with_a_minus_sign():
    said = receive(cl.widgets.Gradients(), "set", "bias", -5)["said"]
    assert said.startswith("Bias: −5.")


@pytest.mark.parametrize("part", ["gradient pool", "gradient image", "bias"])
def test_a_number_is_typed_into_a_gradient_that_is_given_whatever_is_picked(part):
    explorer = cl.widgets.Gradients()
    receive(explorer, "pick", part, 0, 0)
    view = receive(explorer, "write", "gradient pool", 0, 1, "77")
    assert view["problem"] == ""
    assert explorer.given[0, 1] == 77
    assert view["walk"]["why"] == ""


# The padding of the explorer of gradients.


def test_the_gradients_draw_the_padding_of_their_image():
    explorer = cl.widgets.Gradients(padding="SAME", kernel="3×3 of lesson 02")
    shown = grid(explorer, "image")
    assert shown["rows"] == ["−1", "0", "1", "2", "3", "4"]
    assert texts(explorer, "image")[0] == ["0"] * 6
    receive(explorer, "pick", "kernel", 0, 0)
    lit = {place for place, kind in kinds(explorer, "image").items() if "window" in kind}
    assert lit == {(i, j) for i in range(4) for j in range(4)}
    assert "padding" in kinds(explorer, "image")[0, 0]
    receive(explorer, "pick", "image", 1, 2)
    assert (explorer.part, explorer.at) == ("image", (0, 1))
    assert grid(explorer, "image")["picked"] == (1, 2)
    assert grid(explorer, "gradient image")["picked"] == (0, 1)
    receive(explorer, "write", "image", 1, 2, "77")
    assert explorer.values[0, 1] == 77
    assert np.sum(explorer.values == 77) == 1
    assert "hatch" in explorer.picture().svg


def test_padding_of_gradients_is_not_picked_and_not_typed_into():
    explorer = cl.widgets.Gradients(padding="SAME", kernel="3×3 of lesson 02")
    assert_refused(explorer, ("pick", "image", 0, 0), "padding is always 0")
    assert_refused(explorer, ("write", "image", 0, 0, "1"), "padding")


# Of each kind what lets no window fit, the grids that are there, and what makes one fit again.
NO_FIT = {
    "Depthwise": ({"size": 3, "image": "2×3, small numbers"}, "input filter", ("size", 2)),
    "Weights": ({"size": 3}, "input kernel bias scale", ("image", "4×4, ones")),
    "MatrixProduct": (
        {"size": 3, "image": "2×3, counting from 0"},
        "input filters",
        ("padding", "SAME"),
    ),
    "Gradients": ({"kernel": "3×3 of lesson 02", "stride": 2}, "image", ("stride", 1)),
    "Pooling": ({"image": "4×4, ties", "window": 5}, "input", ("window", 2)),
}


@pytest.mark.parametrize("kind", NO_FIT)
def test_where_no_window_fits_nothing_can_be_pointed_at_or_asked(kind):
    state, shown, change = NO_FIT[kind]
    explorer = getattr(cl.widgets, kind)(**state, quiz=True)
    assert all(part["quiet"] for part in parts(explorer))
    assert list(dict.fromkeys(part["key"].split()[0] for part in parts(explorer))) == shown.split()
    assert re.search("Here no window .*fits: it takes [235]×", explorer.view["lines"][0])
    assert explorer.view["question"]["empty"]
    assert explorer.picture().title == ("Input" if kind != "Gradients" else explorer.title)
    assert not receive(explorer, "set", *change)["question"]["empty"]


REFUSED = {
    "Depthwise": [
        (("pick", "output 4", 0, 0), "there is no grid 'output 4'"),
        (("pick", "output -1", 0, 0), "there is no grid 'output -1'"),
        (("pick", "somewhere", 0, 0), "there is no grid 'somewhere'"),
        (("write", "output 0", 0, 0, "1"), "the output is computed"),
        (("write", "filter 0", 5, 0, "1"), "cannot be changed"),
        (("write", "filter 0", 0, 0, "one"), "'one' is not a number"),
        (("set", "mult", 9), "mult"),
        (("set", "depth", 1), "there is no control 'depth'"),
    ],
    "MatrixProduct": [
        (("pick", "input 2", 0, 0), "there is no grid 'input 2'"),
        (("pick", "matrix", 0, 0), "there is no grid 'matrix'"),
        (("write", "patches 0", 0, 0, "1"), "of the patches is computed"),
        (("write", "output 0", 0, 0, "1"), "the output is computed"),
        (("write", "filters 0", 8, 0, "1"), "cannot be changed"),
        (("set", "padding", "FULL"), "Padding"),
        (("set", "size", 0), "size"),
    ],
    "Weights": [
        (("set", "seed", -1), "Seed"),
        (("set", "seed", 1.5), "Seed"),
        (("set", "seed", None), "Seed"),
        (("set", "initializer", "lecun"), "glorot_uniform"),
        (("set", "size", 4), "size"),
        (("pick", "kernel 4", 0, 0), "there is no grid 'kernel 4'"),
        (("write", "kernel 0", 2, 0, "1"), "cannot be changed"),
        (("write", "output 0", 0, 0, "1"), "the output is computed"),
        (("write", "scale", 0, 0, "1"), "there is no grid 'scale'"),
        (("write", "bias 0", 0, 0, "a"), "'a' is not a number"),
    ],
}


@pytest.mark.parametrize(
    ("kind", "message", "words"),
    [(kind, *refused) for kind, several in REFUSED.items() for refused in several],
    ids=str,
)
def test_a_bad_message_changes_nothing_and_says_why(kind, message, words):
    assert_refused(getattr(cl.widgets, kind)(), message, words)
