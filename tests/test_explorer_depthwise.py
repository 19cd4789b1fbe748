"""The explorer of depthwise convolution, without a page."""

import numpy as np
import pytest
from helpers.explorers import (
    assert_named,
    assert_refused,
    control,
    grid,
    notes_of,
    parts,
    places,
    receive,
    rounded,
    shown,
    texts,
    value_of,
    values,
)
from traitlets import TraitError

from course_lib import nn
from course_lib.explain.notation import number
from course_lib.widgets import Depthwise
from course_lib.widgets.quiz import read_number


@pytest.fixture
def explorer():
    return Depthwise()


def operator(explorer):
    """Return the output (oh, ow, c_in·mult) of what the grids show."""
    c_in, mult = explorer.channels, explorer.mult
    image = np.stack([values(explorer, f"input {c}") for c in range(c_in)], axis=-1)
    h, w = explorer.plane().shape
    rows, columns = explorer.axes()
    image = image[rows.before : rows.before + h, columns.before : columns.before + w]
    kernels = [values(explorer, f"filter {k}") for k in range(c_in * mult)]
    filters = np.stack(kernels, axis=-1).reshape(*kernels[0].shape, c_in, mult)
    return nn.depthwise_conv2d(image[None], filters, explorer.stride, explorer.padding)[0]


CHANGES = [
    {},
    {"image": "4×5, small numbers"},
    {"image": "3×4, ones", "filters": "middle only: 2, 2.1, …", "size": 3, "padding": "SAME"},
    {"image": "2×3, small numbers", "channels": 1},
    {"filters": "ones: the sum", "channels": 3},
    {"mult": 3, "channels": 3},
    {"mult": 1, "size": 3},
    {"size": 1, "stride": 2},
    {"stride": 2, "padding": "SAME", "size": 3},
    {"stride": 3, "image": "4×5, small numbers"},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "-".join(change) or "start")
def test_the_outputs_shown_are_those_of_the_operator(explorer, change):
    for name, value in change.items():
        receive(explorer, "set", name, value)
    right = operator(explorer)
    for k in range(explorer.channels * explorer.mult):
        np.testing.assert_array_equal(values(explorer, f"output {k}"), rounded(right[..., k]))
    assert right.shape[-1] == explorer.channels * explorer.mult


def test_the_image_of_ones_shows_the_numbers_of_the_lesson(explorer):
    explorer.image, explorer.filters = "3×4, ones", "middle only: 2, 2.1, …"
    explorer.channels = explorer.mult = 3
    found = [values(explorer, f"output {k}")[1, 1] for k in range(9)]
    assert found == [2, 2.1, 2.2, 3, 3.1, 3.2, 4, 4.1, 4.2]


def test_an_output_cell_lights_up_its_channel_and_its_filter_only(explorer):
    receive(explorer, "pick", "output 3", 1, 2)
    assert places(explorer, "input 1", "window") == [(1, 2), (1, 3), (2, 2), (2, 3)]
    assert places(explorer, "input 0", "window") == []
    lit = [k for k in range(4) if places(explorer, f"filter {k}", "fed")]
    assert lit == [3]
    assert grid(explorer, "output 3")["picked"] == (1, 2)
    assert grid(explorer, "output 2")["picked"] is None
    assert explorer.view["lines"] == [
        "19 = 4·5 + 3·(−1) + 4·1 + 2·(−1)",
        "Output channel 3 = 1·2 + 1: channel 1 of the input, filter 1. No other channel is read.",
        "Weights: 2·2·1 in each of 4 filters = 16. Multiplications: 2·3 places × 16 = 96.",
    ]
    assert explorer.view["said"] == " ".join(explorer.view["lines"])


def test_a_window_cell_shows_its_product(explorer):
    receive(explorer, "pick", "output 3", 1, 2)
    cell = grid(explorer, "input 1")["cells"][1][2]
    assert cell["note"] == "×5=20"
    assert cell["name"] == "4, in the window, times 5 is 20"


def test_an_input_cell_lights_up_all_outputs_it_feeds(explorer):
    receive(explorer, "pick", "input 1", 0, 1)
    assert [k for k in range(4) if places(explorer, f"output {k}", "fed")] == [2, 3]
    assert places(explorer, "output 2", "fed") == [(0, 0), (0, 1)]
    assert places(explorer, "input 1", "mark") == [(0, 1)]
    assert [k for k in range(4) if places(explorer, f"filter {k}", "fed")] == [2, 3]
    assert explorer.view["lines"][0] == "Channel 1 → output channels 1·2 + 0 = 2, 1·2 + 1 = 3"
    told = "2 places of each of these 2 output channels: (0, 0), (0, 1)"
    assert told in explorer.view["lines"][1]


def test_what_an_input_cell_feeds_changes_with_it(explorer):
    receive(explorer, "set", "padding", "SAME")
    receive(explorer, "pick", "input 0", 2, 3)
    before = [values(explorer, f"output {k}") for k in range(4)]
    lit = {k: places(explorer, f"output {k}", "fed") for k in range(4)}
    receive(explorer, "write", "input 0", 2, 3, "100")
    for k in range(4):
        changed = np.argwhere(values(explorer, f"output {k}") != before[k])
        assert {tuple(place) for place in changed.tolist()} <= set(lit[k])
        assert bool(len(changed)) == (k < 2)


def test_a_filter_lights_up_its_output_channel_and_the_channel_it_reads(explorer):
    receive(explorer, "pick", "filter 1", 0, 1)
    assert len(places(explorer, "output 1", "fed")) == 6
    assert [k for k in range(4) if places(explorer, f"output {k}", "fed")] == [1]
    assert len(places(explorer, "input 0", "window")) == 12
    assert places(explorer, "input 1", "window") == []
    assert explorer.view["lines"][0] == "Channel 0, filter 1 → output channel 0·2 + 1 = 1"
    assert grid(explorer, "filter 1")["cells"][0][1]["name"] == "2, lit up"


def test_numbers_can_be_typed_into_image_and_filters(explorer):
    receive(explorer, "write", "input 1", 2, 3, "−7,5")
    receive(explorer, "write", "filter 2", 0, 1, "10")
    assert texts(explorer, "input 1")[2][3] == "−7.5"
    assert texts(explorer, "filter 2")[0][1] == "10"
    right = operator(explorer)
    np.testing.assert_array_equal(values(explorer, "output 2"), rounded(right[..., 2]))
    assert explorer.weights[0, 1, 1, 2] == 10


def test_padding_is_told_and_cannot_be_changed(explorer):
    explorer.padding = "SAME"
    assert explorer.view["lines"][-1].startswith("Padding: 0 above, 1 below, 0 left, 1 right.")
    receive(explorer, "write", "input 0", 3, 0, "1")
    assert "padding" in explorer.view["said"]


def test_fewer_channels_leave_a_channel_that_is_there(explorer):
    receive(explorer, "pick", "output 3", 0, 0)
    explorer.mult = 1
    assert explorer.view["lines"][1].startswith("Output channel 1 = 1·1 + 0")
    explorer.channels = 1
    assert explorer.view["lines"][1].startswith("Output channel 0 = 0·1 + 0")


def test_in_a_quiz_number_and_way_are_hidden_until_they_are_found(explorer):
    explorer.write("filter 3", 0, 0, 1000)
    explorer.quiz = True
    for y, x, k in explorer.questions():
        label, right, _ = explorer.ask((y, x, k))
        explorer.refresh()
        assert label == f"Which number stands at row {y}, column {x} of output {k}?"
        assert texts(explorer, f"output {k}")[y][x] == "?"
        assert "=" not in shown(explorer)
        assert not any(places(explorer, f"input {c}", "window") for c in range(2))
        if abs(right) > 100:
            assert str(round(right)) not in shown(explorer)
    place = explorer._place
    right = explorer.ask(place)[1]
    receive(explorer, "answer", f"{right:g}")
    assert explorer.view["question"]["right"]
    assert texts(explorer, f"output {place[2]}")[place[0]][place[1]] != "?"
    assert explorer.view["lines"][1].startswith(f"Output channel {place[2]} =")


RULES = [
    "in the order m·c_in + c",
    "mult was taken for the number of output channels",
    "The channels were added up. Each output reads",
    "The filters of the channel were added up",
    "upside down",
    "stride was left out",
    "went to the top or left",
    "There is no padding",
    "Rows and columns of the kernel",
]


@pytest.mark.parametrize("rule", RULES)
def test_each_mistake_is_named(explorer, rule):
    explorer.stride, explorer.padding, explorer.image = 2, "SAME", "4×5, small numbers"
    explorer.size = 3
    assert_named(explorer, rule)


def test_the_quiz_mistakes_of_channels_are_what_the_mistakes_give(explorer):
    _, right, mistakes = explorer.ask((1, 2, 1))
    image, filters = explorer.values[None], explorer.used.reshape(2, 2, 2, 2)
    out = nn.depthwise_conv2d(image, filters, 1, "VALID")[0, 1, 2]
    summed = nn.conv2d(image, filters, 1, "VALID")[0, 1, 2]
    wrong_order = value_of(mistakes, "m·c_in + c")
    assert (right, wrong_order) == (out[1], out[2])  # 1 = 0·2 + 1 and not 0·2 + 1 = m·c_in + c
    assert value_of(mistakes, "taken for") == summed[1]
    assert value_of(mistakes, "filters of the") == sum(out[:2])


def test_the_picture_is_made_from_the_same_numbers(explorer):
    receive(explorer, "pick", "output 3", 1, 2)
    picture = explorer.picture()
    assert picture.alternative.endswith("19 = 4·5 + 3·(−1) + 4·1 + 2·(−1).")
    assert repr(explorer) == picture.alternative
    assert picture.svg == Depthwise(at=(1, 2), channel=3).picture().svg


def test_in_a_quiz_no_click_tells_what_belongs_together(explorer):
    explorer.quiz = True
    for key in ("filter 2", "input 1"):
        view = receive(explorer, "pick", key, 0, 0)
        assert "→" not in " ".join(view["lines"])
        lit = [cell for part in view["parts"] for row in part["cells"] for cell in row]
        assert not [cell for cell in lit if "fed" in cell.get("kind", "")]


# Groups: from one for all channels to one for each.


def grouped(explorer):
    """Return what cl.nn.conv2d makes of the filters that are shown, and these."""
    depth = explorer.channels // explorer.groups
    count = sum(part["key"].startswith("filter") for part in parts(explorer))
    pieces = np.stack([values(explorer, f"filter {k}") for k in range(count)], axis=-1)
    filters = pieces.reshape(*pieces.shape[:2], -1, depth).swapaxes(2, 3)
    out = nn.conv2d(explorer.values[None], filters, explorer.stride, explorer.padding)[0]
    return out, filters


GROUPED = [(2, 1), (2, 2), (3, 1), (3, 3), (4, 1), (4, 2), (4, 4)]


@pytest.mark.parametrize(("channels", "groups"), GROUPED)
def test_groups_are_those_of_conv2d(channels, groups):
    explorer = Depthwise(channels=channels, groups=groups, size=3, padding="SAME", stride=2)
    right, filters = grouped(explorer)
    assert filters.shape == (3, 3, channels // groups, 2 * channels)
    for k in range(2 * channels):
        np.testing.assert_array_equal(values(explorer, f"output {k}"), rounded(right[..., k]))
        receive(explorer, "pick", f"output {k}", 1, 1)
        own = np.arange(channels).reshape(groups, -1)[k * groups // (2 * channels)]
        lit = [c for c in range(channels) if places(explorer, f"input {c}", "window")]
        assert lit == own.tolist() == list(explorer.explanation.channels)
        assert explorer.explanation.total == right[1, 1, k]
        told = explorer.view["lines"][-3]
        assert ("all channels" in told) == (groups == 1)
        assert ("No other" in told) == (groups > 1)
    # The costs: all terms of all outputs.
    products = 2 * 2 * 2 * channels * len(explorer.explanation.terms)
    assert explorer.view["lines"][-2] == (
        f"Weights: 3·3·{channels // groups} in each of {2 * channels} filters = {filters.size}. "
        f"Multiplications: 2·2 places × {filters.size} = {products}."
    )


def test_the_picked_number_shows_its_products_in_all_channels_of_its_group():
    explorer = Depthwise(channels=4, groups=2)
    receive(explorer, "pick", "output 5", 1, 2)
    assert explorer.view["lines"][3] == (
        "Output channel 5 is made by group 1: it reads channels 2, 3 of the input, with filter 5. "
        "No other is read."
    )
    lit = [k for k in range(16) if places(explorer, f"filter {k}", "fed")]
    assert lit == [10, 11]
    assert grid(explorer, "filter 11")["caption"] == "Filter 5, channel 3"
    notes = filter(None, [*notes_of(explorer, "input 2"), *notes_of(explorer, "input 3")])
    products = [read_number(note.partition("=")[2]) for note in notes]
    assert len(products) == 8
    assert sum(products) == values(explorer, "output 5")[1, 2]
    receive(explorer, "write", "filter 11", 0, 0, "7")
    assert values(explorer, "output 5")[1, 2] == grouped(explorer)[0][1, 2, 5]


def test_what_is_picked_between_the_groups():
    explorer = Depthwise(channels=4, groups=2)
    receive(explorer, "pick", "input 1", 0, 1)
    assert explorer.view["lines"][0] == "Channel 1 → output channels 0, 1, 2, 3"
    assert [k for k in range(16) if places(explorer, f"filter {k}", "fed")] == [1, 3, 5, 7]
    receive(explorer, "pick", "filter 10", 0, 0)
    assert explorer.view["lines"][0] == "Channel 2, filter 5 → output channel 5"
    assert len(places(explorer, "output 5", "fed")) == 6
    assert [c for c in range(4) if places(explorer, f"input {c}", "window")] == [2]
    receive(explorer, "set", "groups", 1)
    assert explorer.channel == 5
    assert explorer.view["lines"][5] == (
        "One group is conv2d: output channel 5 reads all channels, with filter 5."
    )


def test_groups_divide_the_channels(explorer):
    assert control(explorer, "groups")["stops"] == [1, 2]
    receive(explorer, "set", "channels", 4)
    assert explorer.groups == 4  # what is depthwise stays so
    assert control(explorer, "groups")["stops"] == [1, 2, 4]
    assert_refused(explorer, ("set", "groups", 3), "Groups is one of 1, 2, 4; received 3")
    receive(explorer, "set", "groups", 2)
    receive(explorer, "write", "filter 11", 0, 0, "70")
    receive(explorer, "set", "groups", 1)
    assert values(explorer, "filter 23")[0, 0] == 70  # filter 5 and channel 3, as before
    receive(explorer, "set", "groups", 2)
    receive(explorer, "set", "channels", 3)
    assert (explorer.groups, control(explorer, "groups")["stops"]) == (1, [1, 3])
    receive(explorer, "set", "channels", 1)
    assert "groups" not in [one["name"] for one in explorer.view["controls"]]
    receive(explorer, "press", "reset")
    assert (explorer.channels, explorer.groups) == (2, 2)
    with pytest.raises(TraitError, match="groups must divide the 4 channels; received 3"):
        Depthwise(channels=4, groups=3)


def test_the_first_filters_of_a_depthwise_convolution_are_among_those_of_all_groups():
    pieces = Depthwise(channels=4, groups=1).weights
    apart = Depthwise(channels=4, groups=4)
    for k in range(8):
        np.testing.assert_array_equal(pieces[:, :, k // 2, k], values(apart, f"filter {k}"))


@pytest.mark.parametrize(
    ("rule", "groups"),
    [
        ("dealt out to the groups in turn", 2),
        ("Channels of another group were read", 2),
        ("Only one channel was counted", 2),
        ("Only one channel was counted", 1),
        ("stride was left out", 2),
        ("upside down", 1),
    ],
)
def test_each_mistake_of_groups_is_named(rule, groups):
    assert_named(Depthwise(channels=4, groups=groups, mult=1, stride=2, padding="SAME"), rule)


def test_in_a_quiz_of_groups_nothing_tells_what_belongs_together():
    explorer = Depthwise(channels=4, groups=2, mult=1)
    explorer.quiz = True
    y, x, k = explorer._place
    assert explorer.view["lines"][1] == (
        f"Find out first which input channels and which filter make output channel {k}."
    )
    assert "group" not in " ".join(part["caption"] for part in parts(explorer))
    assert grid(explorer, "filter 5")["caption"] == "Filter 2, slice 1"
    right = nn.conv2d(explorer.values[None], grouped(explorer)[1], 1, "VALID")[0, y, x, k]
    assert receive(explorer, "answer", f"{right:g}")["question"]["right"]
    assert grid(explorer, "output 2")["caption"] == "Output 2"


@pytest.mark.parametrize("groups", [1, 2, 4])
def test_show_me_tells_the_sum_that_is_asked_for(groups):
    explorer = Depthwise(channels=4, groups=groups)
    receive(explorer, "set", "quiz", True)
    right = number(explorer.number_at(explorer._place))
    view = receive(explorer, "show me")
    assert view["question"]["said"] == f"It is {right}."
    assert any(line.startswith(f"{right} = ") for line in view["lines"])


def test_a_picked_input_stays_while_groups_change():
    explorer = Depthwise(channels=4, groups=4)
    receive(explorer, "pick", "input 3", 1, 1)
    for groups, channels in ((2, 4), (1, 8)):
        lines = receive(explorer, "set", "groups", groups)["lines"]
        assert f"of each of these {channels} output channels" in lines[1]


@pytest.mark.parametrize(("channels", "groups"), [(2, 2), (4, 2), (3, 1)])
def test_no_row_reads_as_a_product_of_more_than_two(channels, groups):
    explorer = Depthwise(channels=channels, groups=groups, mult=2)
    signs = [part["sign"] for part in parts(explorer) if part["key"].startswith("filter")]
    assert signs.count("×") == groups  # one for the channels of a group: then come its filters
    assert set(signs) == {"×", ""}


def test_the_names_of_filters_do_not_break_in_their_brackets(explorer):
    assert [grid(explorer, f"filter {k}")["caption"] for k in range(2)] == [
        "Filter (0,\u00a00)",
        "Filter (0,\u00a01)",
    ]
