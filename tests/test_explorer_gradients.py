"""The explorer of gradients, driven without a page."""

import json
import re

import numpy as np
import pytest
from helpers.explorers import ask, grid, kinds, notes_of, numbers, receive, texts

import course_lib as cl
from course_lib.widgets.presets import GRADED, GRADED_KERNELS

PARTS = ["image", "kernel", "bias", "sums", "relu", "pool"]


def network(explorer, image, kernel, bias):
    """Return what the layers of the network make of an image (n, h, w, 1)."""
    sums = cl.nn.conv2d(image, kernel, explorer.stride, explorer.padding) + bias
    return cl.nn.max_pool2d(np.maximum(sums, 0.0), 2, explorer.pool_stride, "VALID")


def by_layers(explorer):
    """Return the gradients by image, kernel and bias from the layers of the library."""
    kernel = explorer.weights[:, :, None, None]
    shape = explorer.weights.shape
    conv = cl.layers.Conv2D(1, shape, explorer.stride, explorer.padding.lower(), activation="relu")
    pool = cl.layers.MaxPool2D(2, explorer.pool_stride)
    model = cl.Sequential([conv, pool])
    images = explorer.values[None, :, :, None]
    model.build(images.shape)
    conv.set_weights([kernel, np.array([explorer.bias])])
    out = model(images, training=True)
    image = model.backward(explorer.given[None, :, :, None])
    by_kernel, by_bias = conv.gradients
    return out, {"image": image[0, ..., 0], "kernel": by_kernel[..., 0, 0], "bias": by_bias[None]}


@pytest.mark.parametrize("image", GRADED)
@pytest.mark.parametrize("kernel", GRADED_KERNELS)
@pytest.mark.parametrize("padding", ["VALID", "SAME"])
def test_every_control_gives_the_numbers_of_the_layers(image, kernel, padding):
    explorer = cl.widgets.Gradients(image=image)
    explorer.kernel, explorer.padding = kernel, padding
    for stride, pool_stride, bias in [(1, 1, 1), (1, 2, -3), (2, 1, 0), (2, 2, 5)]:
        explorer.stride, explorer.pool_stride, explorer.bias = stride, pool_stride, bias
        if not explorer.path:
            assert "no window of the pooling fits" in explorer.view["lines"][0]
            assert explorer.questions() == []
            continue
        out, slopes = by_layers(explorer)
        assert np.array_equal(numbers(explorer, "pool"), out[0, ..., 0])
        assert np.array_equal(numbers(explorer, "gradient pool"), explorer.given)
        for part, expected in slopes.items():
            assert np.allclose(numbers(explorer, f"gradient {part}"), expected, rtol=1e-3), part


def test_the_gradients_are_those_that_nudging_finds():
    explorer = cl.widgets.Gradients(image="5×5, with a tie", pool_stride=2)
    explorer.bias = 3  # no sum is 0, where ReLU has a corner
    image, kernel = explorer.values[None, :, :, None], explorer.weights[:, :, None, None]
    receive(explorer, "write", "image", 0, 3, "-2.5")  # no tie
    call = [explorer, image, kernel, 3.0]
    for by, part in [(1, "image"), (2, "kernel")]:
        weights = explorer.given[None, :, :, None]
        nudged = cl.finite_differences(network, call, by=by, weights=weights)
        assert np.allclose(np.squeeze(nudged), numbers(explorer, f"gradient {part}"))


@pytest.mark.parametrize("options", [{}, {"padding": "SAME"}, {"stride": 2, "padding": "SAME"}])
def test_each_equation_is_true(options):
    explorer = cl.widgets.Gradients(image="5×5, with a tie", **options)
    signs = str.maketrans({"−": "-", "·": "*", "[": "(", "]": ")"})
    for part in PARTS[:-1]:
        slopes = explorer.path.gradients[part]
        for row, column in np.ndindex(slopes.shape):
            receive(explorer, "pick", f"gradient {part}", row, column)
            left, right = explorer.view["lines"][0].translate(signs).split(" = ")
            assert float(left) == slopes[row, column]
            assert right.startswith("no window") or eval(right) == slopes[row, column]


def test_an_image_cell_shows_every_output_through_which_it_goes():
    explorer = cl.widgets.Gradients()
    receive(explorer, "pick", "image", 1, 1)
    assert explorer.view["lines"][0] == "−4 = 0·0 + 0·2 + 4·(−1) + 0·1"
    assert "4 sums" in explorer.view["said"]
    notes = [[cell.get("note") for cell in row] for row in grid(explorer, "gradient sums")["cells"]]
    assert notes == [["×0=0", "×2=0", None], ["×−1=−4", "×1=0", None], [None] * 3]
    assert set(kinds(explorer, "kernel")) == set(np.ndindex(2, 2))
    assert grid(explorer, "gradient image")["picked"] == (1, 1) == grid(explorer, "image")["picked"]
    receive(explorer, "pick", "gradient image", 0, 0)
    assert "1 sum." in explorer.view["said"]


def test_a_weight_shows_the_sum_over_windows():
    explorer = cl.widgets.Gradients()
    receive(explorer, "pick", "kernel", 1, 0)
    assert explorer.view["lines"][0].startswith("8 = ")
    assert "9 windows" in explorer.view["said"]
    assert set(kinds(explorer, "image")) == {(i, j) for i in (1, 2, 3) for j in (0, 1, 2)}
    notes = [[cell["note"] for cell in row] for row in grid(explorer, "gradient sums")["cells"]]
    assert notes[1][0] == "×3=12"
    assert notes[0][2] == "×2=−4"


def test_relu_and_pooling_tell_their_rules():
    explorer = cl.widgets.Gradients()
    receive(explorer, "pick", "sums", 1, 1)
    assert explorer.view["lines"][0] == "0 = 2·0"
    assert "not above 0" in explorer.view["said"]
    receive(explorer, "pick", "sums", 1, 0)
    assert explorer.view["lines"][0] == "4 = 4·1"
    receive(explorer, "pick", "relu", 1, 0)
    assert explorer.view["lines"][0] == "4 = 1·1 + 3·1"
    assert (
        "Window (1, 0) of the pooling: this number wins, the first of 2 that tie"
        in (explorer.view["said"])
    )
    receive(explorer, "pick", "relu", 2, 0)
    assert explorer.view["lines"][0] == "0 = 3·0"
    assert "row 1, column 0 of ReLU wins" in explorer.view["said"]
    receive(explorer, "pick", "pool", 0, 1)
    assert explorer.view["lines"][0] == "−2 = given"
    receive(explorer, "pick", "gradient bias", 0, 0)
    assert explorer.view["lines"][0].startswith("2 = ")


def test_a_cell_that_no_window_reads():
    explorer = cl.widgets.Gradients(pool_stride=2)
    receive(explorer, "pick", "relu", 2, 2)
    assert explorer.view["lines"][0] == "0 = no window of the pooling reads it"


def test_given_gradient_image_and_kernel_can_be_changed():
    explorer = cl.widgets.Gradients()
    receive(explorer, "write", "gradient pool", 1, 0, "−5")
    receive(explorer, "write", "kernel", 0, 1, "0,5")
    receive(explorer, "write", "bias", 0, 0, "−3")
    receive(explorer, "write", "image", 0, 0, "2")
    assert (explorer.given[1, 0], explorer.weights[0, 1], explorer.values[0, 0]) == (-5, 0.5, 2)
    assert np.allclose(numbers(explorer, "gradient image"), by_layers(explorer)[1]["image"])
    assert explorer.bias == -3
    refused = receive(explorer, "write", "bias", 0, 0, "2.5")
    assert (explorer.bias, "a whole number from −5 to 5" in refused["said"]) == (-3, True)
    explorer.bias = 2
    assert explorer.given[1, 0] == -5  # of the same shape: kept
    for text, words in [("x", "not a number"), ("1", "is computed")]:
        before = explorer.path
        view = receive(explorer, "write", "sums", 0, 0, text)
        assert words in view["said"]
        assert explorer.path is before


def test_where_no_window_of_the_pooling_fits():
    explorer = cl.widgets.Gradients(kernel="3×3 of lesson 02", stride=2)
    assert explorer.path is None
    receive(explorer, "pick", "image", 0, 0)
    assert [part["key"] for part in explorer.view["parts"]] == ["image"]
    assert "Image" in repr(explorer)
    explorer.stride = 1
    assert len(explorer.view["parts"]) == 5


def test_quiz_hides_what_is_asked_and_what_is_made_from_it():
    explorer = cl.widgets.Gradients()
    answer = ask(explorer, "sums", 1, 0)
    explorer.refresh()
    for part in PARTS:
        seen = "?" not in {text for row in texts(explorer, f"gradient {part}") for text in row}
        assert seen == (part in ("relu", "pool")), part
    receive(explorer, "pick", "sums", 1, 0)
    assert explorer.view["lines"] == ["? is what to find.", "Gradient by sums, row 1, column 0."]
    answer = ask(explorer, "kernel", 1, 1)
    assert not answer("99")["right"]
    assert "14" not in json.dumps(explorer.view)
    assert texts(explorer, "gradient sums")[1] == ["4", "0", "0"]
    assert "×" in grid(explorer, "gradient sums")["cells"][1][0]["note"]
    assert answer("−14")["right"]
    assert texts(explorer, "gradient kernel") == [["?", "?"], ["?", "−14"]]


@pytest.mark.parametrize(
    ("place", "text", "words"),
    [
        (("image", 2, 0), "−4", "not flipped"),
        (("kernel", 1, 1), "−6", "one of its products"),
        (("image", 1, 2), "−6", "ReLU was ignored"),
        (("kernel", 1, 0), "12", "sum over the windows was forgotten"),
        (("kernel", 1, 1), "4", "The result was flipped"),
        (("kernel", 0, 1), "−4", "ReLU was ignored"),
        (("kernel", 0, 1), "−2", "multiplied by the sum of the gradient"),
        (("image", 1, 2), "4", "the sign is wrong"),
        (("relu", 0, 0), "5", "counted inside its window"),
        (("bias", 0, 0), "4", "ReLU was ignored"),
        (("bias", 0, 0), "−2", "sum over the windows was forgotten"),
        (("sums", 1, 1), "2", "ReLU was ignored"),
        (("sums", 0, 2), "0", "ReLU was applied to the gradient"),
        (("sums", 1, 0), "32", "multiplied by the sum"),
        (("relu", 2, 0), "3", "every cell that ties"),
        (("relu", 2, 0), "1.5", "shared"),
        (("relu", 0, 0), "1", "Every cell of its window got the gradient"),
        (("relu", 1, 0), "3", "Only one window"),
        (("relu", 1, 0), "8", "not its gradient"),
    ],
)
def test_a_mistake_is_named(place, text, words):
    question = ask(cl.widgets.Gradients(), *place)(text)
    assert not question["right"]
    assert words in question["said"]


def test_the_quiz_asks_from_the_start_if_it_is_on():
    explorer = cl.widgets.Gradients(quiz=True)
    assert explorer.view["question"]["label"].startswith("What is the gradient by ")


def test_the_picture_tells_the_numbers():
    explorer = cl.widgets.Gradients()
    assert "Gradient by kernel: 2 by 2 grid. Row 0: 4, −8. Row 1: 8, −14." in repr(explorer)
    assert explorer.picture().svg == cl.widgets.Gradients().picture().svg


def test_a_known_gradient_does_not_tell_the_hidden_ones_it_is_made_from():
    explorer = cl.widgets.Gradients()
    explorer.quiz = True
    explorer._known.add(("image", 1, 1))
    explorer._place = ("sums", 0, 0)
    receive(explorer, "pick", "gradient image", 1, 1)
    assert explorer.look().lines[0] == "? is what to find."
    assert not [note for note in notes_of(explorer, "gradient sums") if "=" in note]


def test_the_mouse_picks_but_not_in_a_quiz():
    explorer = cl.widgets.Gradients()
    assert grid(explorer, "gradient image")["hover"]
    explorer.quiz = True
    assert not grid(explorer, "gradient image")["hover"]


def test_no_rule_speaks_of_code_or_of_y():
    told = set()
    for padding in ("VALID", "SAME"):
        explorer = cl.widgets.Gradients(padding=padding)
        for place in explorer.questions():
            told |= {one.rule for one in explorer.ask(place)[2]}
    assert len(told) > 20
    for rule in told:
        assert not re.search(r"\by\b|\bloop|\breturn\b|\+=|the the|[a-z] [Tt]he [Tt]he", rule), rule
        assert rule[0].isupper(), rule


def test_a_typed_bias_counts_in_sums_gradients_colours_and_quiz_until_a_reset():
    explorer = cl.widgets.Gradients(colours=True)
    assert grid(explorer, "bias")["edit"]
    before = grid(explorer, "bias")["cells"][0][0]["fill"]
    receive(explorer, "write", "bias", 0, 0, "−5")
    out, slopes = by_layers(explorer)
    assert np.array_equal(numbers(explorer, "pool"), out[0, ..., 0])
    assert np.allclose(numbers(explorer, "gradient bias"), slopes["bias"])
    assert grid(explorer, "bias")["cells"][0][0]["fill"] != before  # it is negative now
    receive(explorer, "set", "quiz", True)
    assert explorer.number_at(("bias", 0, 0)) == slopes["bias"].item()
    receive(explorer, "press", "reset")
    assert (explorer.bias, numbers(explorer, "bias")) == (1, [[1]])
