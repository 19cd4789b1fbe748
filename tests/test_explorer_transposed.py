"""The explorer of transposed convolution, driven without a page."""

import json

import numpy as np
import pytest
import traitlets
from helpers.explorers import ask, assert_refused, control, grid, kinds, numbers, receive, texts

import course_lib as cl
from course_lib.widgets.presets import STAMPED, STAMPS

LESSON = [
    [67, -134, 278, -154, 231],
    [-268, 335, -710, 385, -462],
    [586, -770, 1620, -870, 1074],
    [-468, 585, -1210, 635, -762],
    [819, -936, 1942, -1016, 1143],
]


def by_operator(explorer):
    rows, columns = map(int, explorer.output_shape.split("×"))
    image, kernel = explorer.values[None, :, :, None], explorer.weights[:, :, None, None]
    shape = [1, rows, columns, 1]
    return cl.nn.conv2d_transpose(image, kernel, shape, explorer.stride, explorer.padding)[
        0, ..., 0
    ]


def test_starts_with_1620_told_as_its_four_parts():
    explorer = cl.widgets.Transposed()
    assert numbers(explorer) == LESSON
    assert explorer.view["lines"][0] == (
        "1620 = (−67)·(−9) + (−77)·(−7) + (−117)·(−3) + (−127)·(−1)"
    )
    notes = [[cell["note"] for cell in row] for row in grid(explorer, "input")["cells"]]
    assert notes == [["×−9=603", "×−7=539"], ["×−3=351", "×−1=127"]]
    assert kinds(explorer, "kernel") == dict.fromkeys([(0, 0), (0, 2), (2, 0), (2, 2)], "mark")
    assert "4 stamps meet at row 2, column 2" in explorer.view["said"]


@pytest.mark.parametrize("image", STAMPED)
@pytest.mark.parametrize("kernel", STAMPS)
@pytest.mark.parametrize("stride", [1, 2, 3, 4])
@pytest.mark.parametrize("padding", ["VALID", "SAME"])
def test_every_control_gives_the_numbers_of_the_operator(image, kernel, stride, padding):
    explorer = cl.widgets.Transposed()
    explorer.image, explorer.kernel = image, kernel
    explorer.stride, explorer.padding = stride, padding
    options = control(explorer, "output_shape")["options"]
    assert explorer.output_shape in options
    assert len(options) == stride**2
    for shape in {options[0], options[-1]}:
        explorer.output_shape = shape
        assert np.array_equal(numbers(explorer), by_operator(explorer))
        y, x = explorer.at
        assert explorer.explanation.total == by_operator(explorer)[y, x]


@pytest.mark.parametrize("padding", ["VALID", "SAME"])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_the_allowed_shapes_are_those_that_the_operator_takes(padding, stride):
    explorer = cl.widgets.Transposed(stride=stride, padding=padding)
    allowed = []
    for rows, columns in np.ndindex(12, 12):
        filters = explorer.weights[:, :, None, None]
        try:
            image = explorer.values[None, :, :, None]
            cl.nn.conv2d_transpose(image, filters, [1, rows, columns, 1], stride, padding)
        except ValueError:
            continue
        allowed.append(f"{rows}×{columns}")
    assert control(explorer, "output_shape")["options"] == allowed
    assert all(shape in explorer.view["lines"][-1] for shape in allowed)


def test_the_shape_follows_stride_and_padding_and_is_kept_while_right():
    explorer = cl.widgets.Transposed(output_shape="6×5")
    assert explorer.output_shape == "6×5"
    explorer.kernel = "3×3, ones"
    assert explorer.output_shape == "6×5"
    explorer.padding = "SAME"
    assert explorer.output_shape == "4×4"
    explorer.stride = 1
    assert explorer.output_shape == "2×2"
    assert "only from 2×2" in explorer.view["lines"][-1]


def test_a_shape_that_is_not_right_is_refused_and_changes_nothing():
    with pytest.raises(traitlets.TraitError, match="'7×7' is not one of 5×5, 5×6, 6×5, 6×6"):
        cl.widgets.Transposed(output_shape="7×7")
    explorer = cl.widgets.Transposed()
    view = receive(explorer, "set", "output_shape", "7×7")
    assert "is one of 5×5, 5×6, 6×5, 6×6; received 7×7" in view["said"]
    assert explorer.output_shape == "5×5"
    assert numbers(explorer) == LESSON


def test_a_walk_lays_stamp_after_stamp():
    explorer = cl.widgets.Transposed()
    assert explorer.view["walk"]["count"] == 5
    receive(explorer, "walk", 0)
    assert not np.any(numbers(explorer))
    assert explorer.laid == 0
    assert "No stamp" in explorer.view["lines"][0]
    total = np.zeros((5, 5))
    for count, place in enumerate(np.ndindex(2, 2), start=1):
        receive(explorer, "walk", count)
        top, left = (2 * i for i in place)
        total[top : top + 3, left : left + 3] += explorer.values[place] * explorer.weights
        assert np.array_equal(numbers(explorer), total)
        assert kinds(explorer, "input") == {place: "mark"}
        lit = {(top + i, left + j): "fed" for i, j in np.ndindex(3, 3)}
        assert kinds(explorer, "output") == lit
        name = "Output" if count == 4 else f"Output after {count} of 4 stamps"
        assert grid(explorer, "output")["caption"] == name
    assert numbers(explorer) == LESSON
    receive(explorer, "walk", 3)
    assert explorer.source == (1, 0)
    assert explorer.view["lines"][0] == "(−117) × kernel → rows 2 to 4, columns 0 to 2"
    assert_refused(explorer, ("walk", 5), "there is no step 5: the walk has 5")


def test_an_input_cell_lights_up_its_stamp():
    explorer = cl.widgets.Transposed()
    receive(explorer, "pick", "input", 0, 1)
    cells = grid(explorer, "output")["cells"]
    notes = [[cell.get("note") for cell in row] for row in cells]
    assert notes[0] == [None, None, "↓ 77", "↓ −154", "↓ 231"]
    assert notes[2][2] == "↓ 539"
    assert notes[3] == [None] * 5
    assert cells[0][2]["name"] == "278, under the stamp 77"
    assert numbers(explorer) == LESSON
    assert "columns 2 to 4" in explorer.view["lines"][0]
    assert "2 cells" in explorer.view["said"]


def test_under_same_the_cut_cells_are_hatched():
    explorer = cl.widgets.Transposed(padding="SAME", output_shape="3×3")
    assert grid(explorer, "output")["rows"] == ["−1", "0", "1", "2", "3"]
    assert numbers(explorer) == [row[1:4] for row in LESSON[1:4]]
    receive(explorer, "pick", "input", 0, 0)
    lit = kinds(explorer, "output")
    assert lit[0, 0] == "padding fed"
    assert lit[1, 1] == "fed"
    assert lit[4, 4] == "padding"
    assert any("cut off" in line for line in explorer.view["lines"])
    before = explorer.view["parts"]
    view = receive(explorer, "pick", "output", 0, 0)
    assert "cut off" in view["said"]
    assert view["parts"] == before
    receive(explorer, "pick", "output", 2, 2)
    assert explorer.at == (1, 1)
    assert explorer.explanation.total == 1620
    assert grid(explorer, "output")["picked"] == (2, 2)


def test_numbers_can_be_changed():
    explorer = cl.widgets.Transposed()
    receive(explorer, "write", "input", 0, 0, "1")
    receive(explorer, "write", "kernel", 2, 2, "−2")
    assert explorer.explanation.total == 1 * -2 + 539 + 351 + 127
    assert np.array_equal(numbers(explorer), by_operator(explorer))
    assert STAMPED["2×2 of the lesson"][0, 0] == -67
    assert STAMPS["3×3 of the lesson"][2, 2] == -9
    view = receive(explorer, "write", "input", 0, 0, "two")
    assert "'two' is not a number" in view["said"]
    assert explorer.values[0, 0] == 1


def test_one_number_and_cells_that_no_stamp_reaches():
    explorer = cl.widgets.Transposed(image="1×1, one number", stride=4)
    assert explorer.output_shape == "4×4"
    receive(explorer, "pick", "output", 3, 3)
    assert explorer.view["lines"][0] == "0 = no stamp reaches this cell"
    receive(explorer, "pick", "output", 0, 0)
    assert explorer.view["lines"][:2] == [
        "−2 = 2·(−1)",
        "1 stamp lies at row 0, column 0 of the output.",
    ]


def test_quiz_hides_and_judges():
    explorer = cl.widgets.Transposed()
    answer = ask(explorer, 2, 2)
    assert {text for row in texts(explorer) for text in row} == {"?"}
    assert explorer.view["walk"] is None
    assert_refused(explorer, ("walk", 1), "nothing to walk through")
    for place in [(0, 0), (0, 1), (1, 0)]:
        receive(explorer, "pick", "input", *place)
        shown = json.dumps(explorer.view["parts"][2] | {"lines": explorer.view["lines"]})
        assert "134" not in shown
        assert "67, " not in shown
        assert "↓" not in shown
    question = answer("1000")
    assert not question["right"]
    assert question["said"].startswith("1000 is not it")
    assert "1620" not in json.dumps(explorer.view, ensure_ascii=False)
    assert "603" not in json.dumps(explorer.view["parts"])
    question = answer("1620")
    assert question["right"]
    assert explorer.view["lines"][0].startswith("1620 = ")
    assert texts(explorer)[2] == ["?", "?", "1620", "?", "?"]
    explorer.stride = 1
    assert explorer.hides(0, 0)


@pytest.mark.parametrize(
    ("place", "text", "words"),
    [
        ((0, 0), "603", "The kernel was flipped"),
        ((2, 2), "127", "overwrote"),
        ((2, 2), "539", "Only one stamp"),
        ((2, 2), "−388", "not multiplied by the kernel"),
        ((0, 2), "−134", "The stride pulled the kernel apart"),
        ((0, 1), "−57", "The stride was taken for 1"),
        ((0, 1), "−268", "Rows and columns of the kernel"),
        ((1, 2), "-770", "swapped"),
    ],
)
def test_a_mistake_is_named(place, text, words):
    question = ask(cl.widgets.Transposed(), *place)(text)
    assert not question["right"]
    assert words in question["said"]


@pytest.mark.parametrize(
    ("shape", "place", "text", "words"),
    [("3×3", (0, 0), "67", "Nothing was cut off"), ("4×4", (0, 0), "335", "odd cell was cut off")],
)
def test_a_mistake_of_same_is_named(shape, place, text, words):
    explorer = cl.widgets.Transposed(padding="SAME", output_shape=shape)
    assert words in ask(explorer, *place)(text)["said"]


def test_pictures_tell_the_same():
    explorer = cl.widgets.Transposed()
    assert "1620" in repr(explorer)
    assert explorer.picture().svg == cl.widgets.Transposed().picture().svg
    receive(explorer, "walk", 0)
    assert "0 of 4 stamps: 5 by 5 grid. Row 0: 0, 0, 0, 0, 0." in repr(explorer)
    receive(explorer, "walk", 1)
    assert "Row 0: 67, −134, 201, 0, 0." in repr(explorer)
    data, _ = explorer._repr_mimebundle_()
    assert "Run this cell" in data["text/html"]
    assert data["text/plain"] == repr(explorer)
