"""The explorer of the weights of Conv2D, without a page."""

import numpy as np
import pytest
from helpers.explorers import (
    assert_named,
    control,
    grid,
    places,
    receive,
    rounded,
    shown,
    texts,
    value_of,
    values,
)

import course_lib as cl
from course_lib import initializers, layers, nn
from course_lib.draw.palette import contrast
from course_lib.widgets import Weights
from course_lib.widgets.channel_presets import LAYER_IMAGES

LECTURE = [0.09046876, -0.6207629, -0.25241536, -0.7710641]


@pytest.fixture
def explorer():
    return Weights()


def layer_of(explorer):
    """Return the output (oh, ow, c_out) of a layer that is made as the controls say."""
    cl.random.set_seed(explorer.seed)
    layer = layers.Conv2D(
        explorer.channels_out,
        explorer.size,
        activation="relu" if explorer.relu else None,
        kernel_initializer=explorer.initializer,
    )
    image = LAYER_IMAGES[explorer.image](explorer.channels_in)
    return layer, layer(image[None])[0]


CHANGES = [
    {},
    {"seed": 0},
    {"seed": 2**31 - 1, "channels_in": 3},
    {"image": "4×4, ones", "size": 3},
    {"image": "4×4, counting from 0", "channels_in": 2, "channels_out": 3, "relu": True},
    {"size": 1, "image": "1×1, a one"},
    *({"initializer": name, "size": 2} for name in initializers.NAMES),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "-".join(map(str, change.values())))
def test_weights_and_outputs_shown_are_those_of_the_layer(explorer, change):
    for name, value in change.items():
        receive(explorer, "set", name, value)
    layer, output = layer_of(explorer)
    kernel, bias = layer.weights
    for c in range(explorer.channels_in):
        for o in range(explorer.channels_out):
            slice_ = values(explorer, f"kernel {c * explorer.channels_out + o}")
            np.testing.assert_array_equal(slice_, rounded(kernel[:, :, c, o]))
    np.testing.assert_array_equal(values(explorer, "bias 0"), rounded(bias[None]))
    for o in range(explorer.channels_out):
        np.testing.assert_array_equal(values(explorer, f"output {o}"), rounded(output[..., o]))
    assert explorer.view["lines"][-1].endswith(f"are {layer.count_params()} parameters.")


def test_it_begins_with_the_numbers_of_the_lecture(explorer):
    for o, number in enumerate(LECTURE):
        receive(explorer, "pick", f"output {o}", 0, 0)
        assert values(explorer, f"output {o}") == rounded(number)
        assert explorer.view["lines"][0].split(" = ")[0] == f"{number:.6g}".replace("-", "−")
        assert explorer.explanation.total == pytest.approx(number, abs=1e-7)


def test_three_channels_of_ones_give_the_lectures_numbers_too(explorer):
    explorer.channels_in = 3
    found = [values(explorer, f"output {o}").item() for o in range(4)]
    np.testing.assert_array_equal(found, rounded([0.3297621, -0.4498347, -1.0487393, -1.580095]))


def test_the_quarters_and_bias_3_of_the_lesson_can_be_typed(explorer):
    explorer.image, explorer.channels_out = "4×4, counting from 0", 1
    for i, j in np.ndindex(2, 2):
        receive(explorer, "write", "kernel 0", i, j, "0.25")
    receive(explorer, "write", "bias 0", 0, 0, "3")
    right = [[5.5, 6.5, 7.5], [9.5, 10.5, 11.5], [13.5, 14.5, 15.5]]
    assert values(explorer, "output 0").tolist() == right
    assert explorer.view["lines"][0] == "5.5 = 0·0.25 + 1·0.25 + 4·0.25 + 5·0.25 + bias 3"


def test_typed_weights_stay_until_they_are_drawn_again(explorer):
    before = texts(explorer, "kernel 2")
    receive(explorer, "write", "kernel 2", 0, 1, "7")
    receive(explorer, "write", "bias 0", 0, 2, "-1")
    receive(explorer, "set", "image", "4×4, ones")
    receive(explorer, "set", "relu", True)
    assert texts(explorer, "kernel 2")[0][1] == "7"
    assert texts(explorer, "bias 0") == [["0", "0", "−1", "0"]]
    kernel, bias = explorer.layer.weights
    right = np.maximum(nn.conv2d(np.ones((1, 4, 4, 1), np.float32), kernel, 1, "VALID") + bias, 0)
    np.testing.assert_array_equal(values(explorer, "output 2"), rounded(right[0, :, :, 2]))
    receive(explorer, "press", "draw")
    assert texts(explorer, "kernel 2") == before
    assert texts(explorer, "bias 0") == [["0"] * 4]


def test_a_number_of_the_image_can_be_typed(explorer):
    receive(explorer, "write", "input 0", 1, 0, "3")
    kernel = explorer.layer.weights[0]
    assert values(explorer, "output 3").item() == rounded(
        (kernel.sum((0, 1)) + 2 * kernel[1, 0])[0, 3]
    )


def test_an_output_lights_up_the_weights_and_the_bias_that_make_it(explorer):
    explorer.channels_in, explorer.image = 2, "4×4, ones"
    receive(explorer, "pick", "output 1", 2, 0)
    lit = [k for k in range(8) if len(places(explorer, f"kernel {k}", "fed")) == 4]
    assert lit == [1, 5]
    assert not any(places(explorer, f"kernel {k}", "fed") for k in range(8) if k not in lit)
    assert places(explorer, "bias 0", "mark") == [(0, 1)]
    for c in range(2):
        window = [(2, 0), (2, 1), (3, 0), (3, 1)]
        assert places(explorer, f"input {c}", "window") == window
    assert [line.split(":")[0] for line in explorer.view["lines"][:2]] == ["channel 0", "channel 1"]
    assert explorer.view["lines"][2].endswith(" + bias 0")


def test_a_weight_tells_where_it_is_used(explorer):
    explorer.channels_in, explorer.image = 2, "4×4, counting from 0"
    receive(explorer, "pick", "kernel 6", 0, 1)
    assert len(places(explorer, "output 2", "fed")) == 9
    assert not places(explorer, "output 1", "fed")
    met = [(row, column) for row in range(3) for column in range(1, 4)]
    assert places(explorer, "input 1", "window") == met
    assert not places(explorer, "input 0", "window")
    assert grid(explorer, "kernel 6")["picked"] == (0, 1)
    weight = f"{explorer.layer.weights[0][0, 1, 1, 2]:.4g}".replace("-", "−")
    assert explorer.view["lines"][0] == f"kernel[0, 1, 1, 2] = {weight}"
    assert "from input channel 1 to output channel 2" in explorer.view["lines"][1]


def test_a_bias_tells_where_it_is_used(explorer):
    receive(explorer, "write", "bias 0", 0, 3, "0.5")
    receive(explorer, "pick", "bias 0", 0, 3)
    assert explorer.view["lines"][0] == "bias[3] = 0.5"
    assert places(explorer, "output 3", "fed") == [(0, 0)]
    assert grid(explorer, "bias 0")["picked"] == (0, 3)


def test_a_pixel_tells_what_it_feeds_in_all_outputs(explorer):
    explorer.image = "4×4, ones"
    receive(explorer, "pick", "input 0", 0, 1)
    for o in range(4):
        assert places(explorer, f"output {o}", "fed") == [(0, 0), (0, 1)]
    assert explorer.view["lines"][0].endswith("goes into 2 outputs: (0, 0), (0, 1).")


def test_relu_is_told(explorer):
    explorer.relu = True
    assert explorer.view["lines"][1] == "Then relu keeps 0.0904688, as it is above 0."
    receive(explorer, "pick", "output 1", 0, 0)
    assert explorer.view["lines"][1] == "Then relu puts 0 in the place of −0.620763."
    assert texts(explorer, "output 1") == [["0"]]


def test_the_same_weights_have_the_same_colours_and_the_scale_names_them(explorer):
    kernel = explorer.layer.weights[0]
    heat = float(np.abs(kernel).max())
    scale = grid(explorer, "scale")
    ends = rounded([-heat, -heat / 2, 0, heat / 2, heat])
    np.testing.assert_array_equal(values(explorer, "scale")[0], ends)
    fills = [cell["fill"] for cell in scale["cells"][0]]
    assert fills[0] != fills[-1]
    assert fills[2] == "#ffffff"
    i, j, _, o = np.unravel_index(np.abs(kernel).argmax(), kernel.shape)
    largest = grid(explorer, f"kernel {o}")["cells"][i][j]
    assert largest["fill"] == fills[-1 if kernel[i, j, 0, o] > 0 else 0]
    for o in range(4):
        for row in grid(explorer, f"kernel {o}")["cells"]:
            assert all(contrast(cell["fill"], cell["ink"]) > 7 for cell in row)


def test_a_kernel_of_zeros_has_a_scale(explorer):
    explorer.initializer = "zeros"
    assert texts(explorer, "scale") == [["−1", "−0.5", "0", "0.5", "1"]]
    assert texts(explorer, "output 0") == [["0"]]


def test_the_draws_of_the_learner_are_left_alone():
    cl.random.set_seed(5)
    right = cl.random.uniform((3,))
    cl.random.set_seed(5)
    explorer = Weights()
    explorer.seed = 1
    np.testing.assert_array_equal(cl.random.uniform((3,)), right)


def test_names_of_the_learners_layers_are_left_alone():
    before = layers.Conv2D(1, 1).name.partition("_")[2]
    Weights().channels_out = 2
    assert int(layers.Conv2D(1, 1).name.partition("_")[2]) == int(before or 0) + 1


def test_the_seed_is_typed(explorer):
    seed = control(explorer, "seed")
    assert seed == {
        "name": "seed",
        "label": "Seed",
        "least": 0,
        "most": 2**31 - 1,
        "value": 43052,
        "type": "number",
    }


def test_fewer_channels_leave_a_channel_that_is_there(explorer):
    receive(explorer, "pick", "output 3", 0, 0)
    explorer.channels_out = 2
    assert grid(explorer, "output 1")["picked"] == (0, 0)
    receive(explorer, "pick", "bias 0", 0, 1)
    explorer.channels_out = 1
    assert grid(explorer, "output 0")["picked"] == (0, 0)


def test_in_a_quiz_the_outputs_are_hidden_until_they_are_found(explorer):
    explorer.quiz = True
    explorer.relu = True
    for place in explorer.questions():
        right = explorer.ask(place)[1]
        explorer.refresh()
        assert texts(explorer, f"output {place[2]}") == [["?"]]
        text = shown(explorer)
        for total in (right, explorer.explanation.total):
            assert total == 0 or f"{abs(total):.4g}" not in text
        assert explorer.look().lines[:2] == ["? is what to find.", "Then comes relu."]
    receive(explorer, "answer", f"{explorer.ask((0, 0, 0))[1]:.4g}")
    explorer._place = (0, 0, 0)
    receive(explorer, "answer", "0.0905")
    assert explorer.view["question"]["right"]
    assert texts(explorer, "output 0") == [["0.09047"]]


RULES = [
    "read as (c_out, kh, kw, c_in)",
    "read as (kh, kw, c_out, c_in)",
    "read as (c_in, c_out, kh, kw)",
    "The bias is missing",
    "once for each product",
    "once for each input channel",
    "once for each cell",
    "The bias was taken away",
    "bias[0] was added everywhere",
    "There is no relu",
    "The bias was added after relu",
    "Only one channel was counted",
    "upside down",
    "Rows and columns of the kernel",
]


@pytest.mark.parametrize("rule", RULES)
def test_each_mistake_is_named(explorer, rule):
    explorer.image, explorer.channels_in, explorer.relu = "4×4, counting from 0", 2, True
    for o, value in enumerate(("1.5", "−2", "4", "−0.75")):
        receive(explorer, "write", "bias 0", 0, o, value)
    assert_named(explorer, rule)


def test_the_quiz_mistakes_are_what_the_mistakes_give(explorer):
    explorer.image, explorer.channels_in = "4×4, counting from 0", 2
    receive(explorer, "write", "bias 0", 0, 1, "3")
    _, right, mistakes = explorer.ask((2, 1, 1))
    kernel = explorer.layer.weights[0]
    total = nn.conv2d(explorer.values[None], kernel, 1, "VALID")[0, 2, 1, 1]
    found = lambda words: value_of(mistakes, words)  # noqa: E731
    assert right == pytest.approx(total + 3, abs=1e-5)
    assert found("bias is missing") == pytest.approx(total, abs=1e-5)
    assert found("once for each product") == pytest.approx(total + 8 * 3, abs=1e-5)
    channels = [wrong.value for wrong in mistakes if "Only one channel" in wrong.rule]
    ones = [
        nn.conv2d(explorer.values[None, ..., c], kernel[:, :, c], 1, "VALID")[0, 2, 1, 1] + 3
        for c in ([0], [1])
    ]
    assert channels == pytest.approx(ones, abs=1e-5)
    other = kernel.reshape(2, 2, 4, 2).swapaxes(2, 3)
    swapped = nn.conv2d(explorer.values[None], other, 1, "VALID")[0, 2, 1, 1]
    assert found("(kh, kw, c_out, c_in)") == pytest.approx(swapped + 3, abs=1e-5)


def test_the_picture_is_made_from_the_same_numbers(explorer):
    picture = explorer.picture()
    assert picture.alternative.endswith(explorer.view["lines"][0] + ".")
    assert picture.svg == Weights().picture().svg
