"""The explorer of convolution as a product of matrices, without a page."""

import numpy as np
import pytest
from helpers.explorers import (
    assert_named,
    grid,
    places,
    receive,
    rounded,
    shown,
    texts,
    value_of,
    values,
)

from course_lib import nn
from course_lib.explain.notation import number
from course_lib.widgets import MatrixProduct


@pytest.fixture
def explorer():
    return MatrixProduct()


CHANGES = [
    {},
    {"image": "3×4, counting from 0"},
    {"filters": "counting from 0", "channels_in": 1},
    {"filters": "ones: the sum", "channels_out": 1},
    {"size": 3, "padding": "SAME"},
    {"size": 3},
    {"size": 1, "stride": 2},
    {"stride": 3, "padding": "SAME"},
    {"image": "2×3, counting from 0", "stride": 2},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "-".join(change) or "start")
def test_the_matrices_shown_are_those_of_the_operators(explorer, change):
    for name, value in change.items():
        receive(explorer, "set", name, value)
    size, stride, padding = explorer.size, explorer.stride, explorer.padding
    c_in, c_out = explorer.channels_in, explorer.channels_out
    image = np.stack([values(explorer, f"input {c}") for c in range(c_in)], axis=-1)
    rows, columns = explorer.axes()
    image = image[rows.before : rows.before + rows.size, columns.before :][:, : columns.size]
    filters = values(explorer, "filters 0").reshape(size, size, c_in, c_out)
    patches = nn.extract_patches(image[None], size, stride, 1, padding)
    np.testing.assert_array_equal(
        values(explorer, "patches 0"), patches.reshape(-1, size * size * c_in)
    )
    right = nn.conv2d(image[None], filters, stride, padding).reshape(-1, c_out)
    np.testing.assert_array_equal(values(explorer, "output 0"), rounded(right))
    np.testing.assert_array_equal(
        values(explorer, "patches 0") @ values(explorer, "filters 0"), right
    )


def test_it_begins_with_the_arrays_of_the_lesson(explorer):
    filters = (5 * np.arange(24.0) % 7 - 3).reshape(8, 3)
    images = (8 * np.arange(24.0) % 13 - 6).reshape(3, 4, 2)
    np.testing.assert_array_equal(values(explorer, "filters 0"), filters)
    np.testing.assert_array_equal(values(explorer, "input 1"), images[..., 1])


@pytest.mark.parametrize(
    "click", [("output 0", 3, 1), ("patches 0", 3, 5), ("filters 0", 2, 1)], ids=lambda c: c[0]
)
def test_patch_filter_and_output_light_up_from_any_of_the_three(explorer, click):
    receive(explorer, "pick", "output 0", 3, 1)
    receive(explorer, "pick", *click)
    row = places(explorer, "patches 0", "fed") + places(explorer, "patches 0", "mark")
    assert sorted(row) == [(3, k) for k in range(8)]
    column = places(explorer, "filters 0", "fed") + places(explorer, "filters 0", "mark")
    assert sorted(column) == [(k, 1) for k in range(8)]
    assert grid(explorer, "output 0")["picked"] == (3, 1)
    equation = "15 = 6·2 + 1·3 + (−4)·(−3) + 4·(−2) + 5·(−1) + 0·0 + (−5)·1 + 3·2"
    assert equation in explorer.view["lines"]
    way = "Patch 1,0 times filter 1 gives the number of output channel 1 at 1,0."
    assert way in explorer.view["lines"]


def test_each_click_moves_only_what_it_names(explorer):
    receive(explorer, "pick", "patches 0", 5, 2)
    assert grid(explorer, "output 0")["picked"] == (5, 0)
    receive(explorer, "pick", "filters 0", 7, 2)
    assert grid(explorer, "output 0")["picked"] == (5, 2)
    receive(explorer, "pick", "output 0", 1, 1)
    assert places(explorer, "patches 0", "fed") == [(1, k) for k in range(8)]


@pytest.mark.parametrize(("row", "column"), [(0, 0), (3, 5), (5, 6), (2, 3)])
def test_a_number_of_a_patch_shows_the_cell_it_was_copied_from(explorer, row, column):
    receive(explorer, "pick", "patches 0", row, column)
    (y, x), (i, j, c) = np.unravel_index(row, (2, 3)), np.unravel_index(column, (2, 2, 2))
    assert places(explorer, f"input {c}", "mark") == [(y + i, x + j)]
    assert not places(explorer, f"input {1 - c}", "mark")
    value = texts(explorer, f"input {c}")[y + i][x + j]
    assert texts(explorer, "patches 0")[row][column] == value
    said = f"{value} = row {y + i}, column {x + j}, channel {c} of the image"
    assert explorer.view["lines"][:2] == [said, f"It meets row {i},{j},{c} of the filters."]
    assert places(explorer, "filters 0", "mark") == [(column, 0)]
    assert grid(explorer, "patches 0")["picked"] == (row, column)


def test_a_copy_from_the_padding_says_so(explorer):
    explorer.padding = "SAME"
    receive(explorer, "pick", "patches 0", 11, 7)
    line = "0 = row 3, column 4, channel 1 of the image, in the padding"
    assert explorer.view["lines"][0] == line
    assert places(explorer, "input 1", "mark") == [(3, 4)]


def test_a_number_of_a_filter_tells_its_place(explorer):
    receive(explorer, "pick", "filters 0", 5, 2)
    assert explorer.view["lines"][:2] == [
        "filters[1, 0, 1, 2] = −2",
        "It meets column 1,0,1 of the patches.",
    ]
    assert places(explorer, "patches 0", "mark") == [(0, 5)]


def test_the_order_of_a_patch_stands_at_the_edges_and_in_the_window(explorer):
    order = ["0,0,0", "0,0,1", "0,1,0", "0,1,1", "1,0,0", "1,0,1", "1,1,0", "1,1,1"]
    assert grid(explorer, "patches 0")["columns"] == order
    assert grid(explorer, "filters 0")["rows"] == order
    places_ = ["0,0", "0,1", "0,2", "1,0", "1,1", "1,2"]
    assert grid(explorer, "patches 0")["rows"] == grid(explorer, "output 0")["rows"] == places_
    receive(explorer, "pick", "output 0", 4, 0)
    cell = grid(explorer, "input 1")["cells"][2][1]
    assert cell["note"] == "1,0,1"
    assert cell["name"] == "3, in the window, goes to 1,0,1 of the patch"


def test_a_cell_of_the_image_lights_up_its_copies(explorer):
    receive(explorer, "pick", "patches 0", 0, 0)
    receive(explorer, "pick", "input 1", 1, 1)
    copies = places(explorer, "patches 0", "fed")
    assert copies == [(0, 7), (1, 5), (3, 3), (4, 1)]
    assert {texts(explorer, "patches 0")[i][j] for i, j in copies} == {"4"}
    assert {i for i, _ in places(explorer, "output 0", "fed")} == {0, 1, 3, 4}
    told = "The cell at row 1, column 1 of channel 1 is in 4 patches: 0,0; 0,1; 1,0; 1,1."
    assert explorer.view["lines"][0].startswith(told)
    assert not places(explorer, "patches 0", "mark")
    receive(explorer, "write", "input 1", 1, 1, "50")
    assert places(explorer, "patches 0", "fed") == copies
    assert {texts(explorer, "patches 0")[i][j] for i, j in copies} == {"50"}


def test_numbers_of_the_filters_can_be_typed(explorer):
    receive(explorer, "write", "filters 0", 5, 2, "2,5")
    assert explorer.weights[1, 0, 1, 2] == 2.5
    product = values(explorer, "patches 0") @ values(explorer, "filters 0")
    np.testing.assert_array_equal(values(explorer, "output 0"), rounded(product))


def test_fewer_filters_leave_one_that_is_there(explorer):
    receive(explorer, "pick", "filters 0", 3, 2)
    explorer.channels_out = 1
    assert grid(explorer, "output 0")["picked"] == (0, 0)


def test_one_number_times_one_number(explorer):
    explorer.image, explorer.size, explorer.stride = "2×3, counting from 0", 1, 3
    explorer.channels_in = explorer.channels_out = 1
    receive(explorer, "write", "input 0", 0, 0, "4")
    receive(explorer, "write", "filters 0", 0, 0, "-2")
    assert texts(explorer, "output 0") == [["−8"]]
    assert explorer.view["lines"][0] == "−8 = 4·(−2)"


def test_in_a_quiz_the_outputs_are_hidden_until_they_are_found(explorer):
    receive(explorer, "write", "filters 0", 7, 2, "1000")
    explorer.quiz = True
    for y, x, o in explorer.questions():
        label, right, _ = explorer.ask((y, x, o))
        explorer.refresh()
        assert label == f"Which number stands in row {y},{x}, column {o} of the output?"
        assert texts(explorer, "output 0") == [["?"] * 3] * 6
        assert "? is what to find." in explorer.look().lines
        if abs(right) > 100:
            assert str(abs(round(right))) not in shown(explorer)
    y, x, o = explorer._place
    receive(explorer, "answer", f"{explorer.ask((y, x, o))[1]:g}")
    assert explorer.view["question"]["right"]
    found = np.argwhere(np.array(texts(explorer, "output 0")) != "?")
    assert found.tolist() == [[3 * y + x, o]]


RULES = [
    "channel after channel",
    "column by column",
    "flattened to rows",
    "Row and column were mixed up",
    "Only the first cell",
    "upside down",
    "stride was left out",
    "went to the top or left",
    "There is no padding",
    "Only one channel was counted",
]


@pytest.mark.parametrize("rule", RULES)
def test_each_mistake_is_named(explorer, rule):
    explorer.stride, explorer.padding, explorer.size = 2, "SAME", 3
    explorer.image = "3×4, counting from 0"
    assert_named(explorer, rule)


def test_the_quiz_mistakes_are_what_the_mistakes_give(explorer):
    _, right, mistakes = explorer.ask((1, 0, 1))
    patches, matrix = values(explorer, "patches 0"), values(explorer, "filters 0")
    assert right == (patches @ matrix)[3, 1]
    channels_first = patches[3].reshape(4, 2).T.reshape(8)
    assert value_of(mistakes, "channel after channel") == channels_first @ matrix[:, 1]
    _, _, mistakes = explorer.ask((0, 1, 2))
    assert value_of(mistakes, "mixed up") == (patches @ matrix)[2, 1]


def test_the_picture_is_made_from_the_same_numbers(explorer):
    receive(explorer, "pick", "output 0", 3, 1)
    picture = explorer.picture()
    assert picture.title == "Patches times filters"
    assert "Row 1,0: −35, 15, −5. " in picture.alternative
    assert picture.alternative.endswith("Marked (row, column): (3, 1).")
    assert picture.svg == MatrixProduct(at=(1, 0), column=1).picture().svg


def test_where_the_matrices_are_too_large_the_picture_shows_the_window(explorer):
    explorer.size, explorer.padding = 3, "SAME"
    receive(explorer, "pick", "output 0", 5, 1)
    assert explorer.picture().title == "conv2d, output (0, 1, 1, 1)"


def test_a_sum_grows_along_the_row_of_the_patches(explorer):
    terms = explorer.terms()
    row, column = explorer.row, explorer.column
    assert [cells[1:] for _, cells in terms] == [
        [("patches 0", row, k), ("filters 0", k, column)] for k in range(8)
    ]
    copies = grid(explorer, "patches 0")["cells"][row]
    for copy, (_, ((key, i, j), *_)) in zip(copies, terms, strict=True):
        assert grid(explorer, key)["cells"][i][j]["text"] == copy["text"]
    assert terms[-1][0].endswith(f"= {number(explorer.output[row, column].item())}")


def test_a_neighbour_is_called_as_its_row_is(explorer):
    receive(explorer, "set", "quiz", True)
    names = dict(explorer.alike((1, 1, 1)))
    assert names["in row 1,0, column 0"] == explorer.output[3, 0]
