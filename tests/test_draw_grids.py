"""Pictures of arrays show every number in its cell, and what is laid over it."""

import numpy as np
import pytest
from helpers.svg_pictures import SVG, hatched, shapes, texts, tree

import course_lib as cl
from course_lib.draw.palette import CIVIDIS


def test_array_shows_its_numbers_and_indices():
    picture = cl.draw.array([[1, -2.5, 3], [-0.0, 2 / 3, 1234567]], "Numbers")
    assert texts(picture, "text")[0] == "Numbers"
    assert texts(picture, "text")[1:] == ["1", "−2.5", "3", "0", "0.6667", "1.235e+06"]
    assert texts(picture, "muted") == ["0", "1", "2", "0", "1"]
    assert picture.description == "2 by 3 grid. Row 0: 1, −2.5, 3. Row 1: 0, 0.6667, 1.235e+06."


def test_array_shows_padding_window_and_marks():
    picture = cl.draw.array(
        [[1, 2], [3, 4]],
        padding=((1, 0), (0, 2)),
        padding_value=-np.inf,
        window=([-1, 0], [1, 2]),
        mark=[(0, 1), (1, 0)],
    )
    assert hatched(picture) == 8
    assert texts(picture, "muted")[:8] == ["−∞"] * 8
    assert texts(picture, "muted")[8:] == ["0", "1", "2", "3", "−1", "0", "1"]
    [window] = shapes(picture, "window")
    assert len(shapes(picture, "window-fill")) == 4
    assert len(shapes(picture, "mark")) == 2
    size = float(shapes(picture, "window-fill")[0].get("width"))
    assert [float(window.get(key)) for key in ("x", "y")] == [size, 0]
    assert float(window.get("width")) == 2 * size
    bold = [n.text for n in tree(picture).iter(f"{SVG}text") if n.get("font-weight") == "bold"]
    assert bold == ["Array", "2", "3"]
    assert "Padding of −∞: 1 rows above, 0 below, 0 columns left, 2 right." in picture.description
    assert "Window: rows −1, 0, columns 1, 2. Marked (row, column): (0, 1), (1, 0)." in repr(
        picture
    )


def test_a_dilated_window_outlines_each_cell():
    picture = cl.draw.array(np.arange(25).reshape(5, 5), window=((0, 2, 4), (0, 2, 4)))
    outlines = shapes(picture, "window")
    assert outlines[0].get("stroke-dasharray") == "5 4"
    assert len(outlines) == 1 + 9


def test_heat_colours_rank_the_values_and_survive_equal_or_missing_ones():
    picture = cl.draw.array([[0, 5], [10, 10]], heat=True)
    fills = [node.get("fill") for node in shapes(picture, "heat")]
    assert fills == [CIVIDIS[0], CIVIDIS[4], CIVIDIS[8], CIVIDIS[8]]
    flat = cl.draw.array([[3, 3]], heat=True)
    assert [node.get("fill") for node in shapes(flat, "heat")] == [CIVIDIS[0]] * 2
    odd = cl.draw.array([[np.nan, 1, 2, np.inf]], heat=True)
    expected = [CIVIDIS[0], CIVIDIS[0], CIVIDIS[8], CIVIDIS[8]]
    assert [node.get("fill") for node in shapes(odd, "heat")] == expected


def test_every_number_stands_in_its_cell():
    values = np.arange(6).reshape(2, 3)
    picture = cl.draw.array(values, padding=((1, 0), (2, 0)), padding_value=9, mark=[(1, 0)])
    width, height = (float(shapes(picture, "mark-fill")[0].get(key)) for key in ("width", "height"))
    shown = {}
    for node in tree(picture).iter(f"{SVG}text"):
        if node.get("class") == "text" and node.text != "Array":
            x, y = float(node.get("x")) / width, float(node.get("y")) / height
            shown[int(y), int(x)] = int(node.text)
    assert shown == {(i + 1, j + 2): values[i, j] for i, j in np.ndindex(2, 3)}
    mark = shapes(picture, "mark-fill")[0]
    assert (float(mark.get("x")), float(mark.get("y"))) == (2 * width, 2 * height)
    [lines] = [n.get("d") for n in tree(picture).iter(f"{SVG}path") if n.get("class") == "line"]
    assert lines.count(f"h{5 * width:g}") == 4
    assert lines.count(f"v{3 * height:g}") == 6


def test_arrays_have_captions_and_signs():
    picture = cl.draw.arrays([[[1, 2]], [[3], [4]], [[11]]], ["a", "b", "c"], ["×", "="], "Product")
    words = ["Product", "a", "1", "2", "×", "b", "3", "4", "=", "c", "11"]
    assert sorted(texts(picture, "text")) == sorted(words)
    assert repr(picture) == (
        "Product. a: 1 by 2 grid. Row 0: 1, 2. × b: 2 by 1 grid. Row 0: 3. Row 1: 4. "
        "= c: 1 by 1 grid. Row 0: 11."
    )


def test_wide_rows_of_grids_go_on_a_new_line():
    grids = [np.arange(100).reshape(10, 10)] * 5
    root = tree(cl.draw.arrays(grids))
    assert float(root.get("width")) <= 700
    assert float(root.get("height")) > 3 * 280


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        ((5, 5, 3, 1, "VALID"), [".....", ".xxx.", ".xxx.", ".xxx.", "....."]),
        ((5, 5, 3, 2, "SAME"), ["x.x.x", ".....", "x.x.x", ".....", "x.x.x"]),
        ((2, 4, 2, 1, "SAME"), ["xxxx", "xxxx"]),
        ((3, 4, (1, 2), (2, 1), "VALID"), ["xxx.", "....", "xxx."]),
        ((4, 4, 3, 2, "SAME"), ["....", ".x.x", "....", ".x.x"]),
        ((5, 6, 3, 1, "VALID", (2, 1)), ["......", "......", ".xxxx.", "......", "......"]),
        ((3, 3, 2, 1, "SAME", 2), ["xxx", "xxx", "xxx"]),
    ],
)
def test_centres(arguments, lines):
    picture = cl.draw.centres(*arguments)
    assert str(picture) == "\n".join(lines)
    assert " ".join(lines) in picture.description
    crosses = [node for node in tree(picture).iter(f"{SVG}text") if node.text == "x"]
    assert len(crosses) == "".join(lines).count("x")
    assert len(shapes(picture, "window-fill")) == len(crosses)


def test_centres_of_even_kernels_are_defined():
    rule = "x is a centre, the first of two cells in the middle"
    assert rule in cl.draw.centres(4, 4, (3, 2), 1, "SAME").description
    assert rule not in cl.draw.centres(4, 4, (3, 2), 1, "SAME", (1, 2)).description


def test_centres_in_the_padding_are_counted():
    padding = ((0, 0), (2, 0), (0, 0), (0, 0))
    picture = cl.draw.centres(3, 3, 3, 1, padding)
    assert str(picture) == ".x.\n.x.\n..."
    assert "and 1 more centres lie in the padding" in picture.description
