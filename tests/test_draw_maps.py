"""Pictures of channels, of stamps, and of a convolution as a matrix."""

import re

import numpy as np
import pytest
from helpers.svg_pictures import SVG, shapes, texts, tree

import course_lib as cl

INPUT = np.array([[-67.0, -77], [-117, -127]])
KERNEL = np.array([[-1.0, 2, -3], [4, -5, 6], [-7, 8, -9]])


@pytest.fixture(scope="module")
def pictures():
    return {
        "map": cl.draw.channel_map(3, 4),
        "groups": cl.draw.channel_groups(4, 8, [1, 2, 4]),
        "stamps": cl.draw.stamps(INPUT, KERNEL, 2),
        "matrix": cl.draw.linear_map([[1, 0, -2.5, 0]], ["only"], ["p", "q"]),
    }


def lines(picture):
    """Return the ends of all lines between two boxes: ((x, y), (x, y)) each."""
    found = []
    for node in tree(picture).iter(f"{SVG}path"):
        strokes = re.findall(r"M([\d.]+),([\d.]+)L([\d.]+),([\d.]+)", node.get("d"))
        found += [((float(a), float(b)), (float(c), float(d))) for a, b, c, d in strokes]
    return found


def boxes(picture, kind):
    """Return for each box of a kind where its edge with the lines is, in order."""
    return [
        (float(box.get("x")), float(box.get("y")) + float(box.get("height")) / 2)
        for box in shapes(picture, kind)
    ]


def test_channel_map_joins_each_output_with_its_input(pictures):
    inputs, outputs = boxes(pictures["map"], "mark"), boxes(pictures["map"], "window")
    assert (len(inputs), len(outputs)) == (3, 12)
    joined = [(left[1], right[1]) for left, right in lines(pictures["map"])]
    assert joined == [(inputs[k // 4][1], outputs[k][1]) for k in range(12)]
    assert texts(pictures["map"])[-1] == "= 2·4 + 3: input 2, filter 3"
    assert "Output 7 = 1·4 + 3: input 1, filter 3." in pictures["map"].description


def test_channel_map_is_the_order_of_the_operator():
    """A filter that is 1 for one channel and one number leaves only the output that is told."""
    words = cl.draw.channel_map(2, 3).description
    for c in range(2):
        for m in range(3):
            filters = np.zeros((1, 1, 2, 3))
            filters[0, 0, c, m] = 1
            [out] = np.flatnonzero(
                cl.nn.depthwise_conv2d(np.ones((1, 1, 1, 2)), filters, 1, "SAME")
            )
            assert f"Output {out} = {c}·3 + {m}: input {c}, filter {m}." in words


def test_channel_groups_join_what_a_group_holds(pictures):
    """The maps stand side by side, each drawn from its own corner."""
    found = lines(pictures["groups"])
    assert [len(found[:32]), len(found[32:48]), len(found[48:])] == [32, 16, 8]
    inputs, outputs = boxes(pictures["groups"], "mark")[:4], boxes(pictures["groups"], "window")[:8]
    for start, size in ((0, 4), (32, 2), (48, 1)):
        expected = [
            (inputs[c][1], outputs[o][1])
            for o in range(8)
            for c in range(4)
            if o // (2 * size) == c // size
        ]
        part = found[start : start + 8 * size]
        assert [(left[1], right[1]) for left, right in part] == expected
    assert (
        "2 groups: outputs 0, 1, 2, 3 read inputs 0, 1; outputs 4, 5, 6, 7 read inputs 2, 3."
        in (pictures["groups"].description)
    )
    assert "4 groups: outputs 0, 1 read input 0;" in pictures["groups"].description


def test_stamps_add_up_to_the_transposed_convolution():
    image = np.array([[2.0, -1, 3], [0, 4, 1]])
    kernel = np.array([[1.0, 5], [-2, 3], [7, -4]])
    words = cl.draw.stamps(image, kernel, (1, 2)).description
    filters = kernel.reshape(3, 2, 1, 1)
    for count in range(1, 7):
        so_far = np.where(np.arange(6).reshape(2, 3) < count, image, 0).reshape(1, 2, 3, 1)
        out = cl.nn.conv2d_transpose(so_far, filters, [4, 6], (1, 2), "VALID")[0, :, :, 0]
        rows = " ".join(
            f"Row {y}: {', '.join(f'{x:g}' for x in row)}." for y, row in enumerate(out)
        )
        assert f"The sum so far: 4 by 6 grid. {rows.replace('-', '−')}" in words


def test_stamps_show_their_place_and_where_they_meet(pictures):
    words = pictures["stamps"].description
    assert words.startswith("Input: 2 by 2 grid. Row 0: −67, −77. Row 1: −117, −127.")
    assert (
        "Input cell (1, 0): −117 × the kernel: 3 by 3 grid. Row 2: 117, −234, 351. "
        "Row 3: −468, 585, −702. Row 4: 819, −936, 1053."
    ) in words
    assert "Window: rows 2, 3, 4, columns 0, 1, 2. Marked (row, column): (2, 0)," in words
    met = re.findall(r"Marked \(row, column\): ([^.]*)\.", words)
    assert met == [
        "(0, 2), (1, 2), (2, 2)",
        "(2, 0), (2, 1), (2, 2)",
        "(2, 2), (2, 3), (2, 4), (3, 2), (4, 2)",
    ]
    assert len(shapes(pictures["stamps"], "window")) == 4
    assert len(shapes(pictures["stamps"], "mark")) == 4 + 3 + 3 + 5


def test_linear_map_shows_numbers_and_dots(pictures):
    assert texts(pictures["matrix"]) == ["A matrix", "1", "·", "−2.5", "·", "only", "p", "q"]
    assert len(shapes(pictures["matrix"], "window-fill")) == 2
    edges = [node.get("d") for node in tree(pictures["matrix"]).iter(f"{SVG}path")]
    assert edges[0].count("v") == 3
    assert pictures["matrix"].description == (
        "1 by 4, in blocks of columns: p, q. only: 1, 0 | −2.5, 0."
    )
