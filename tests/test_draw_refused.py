"""What cannot be drawn is refused, with the rule."""

import numpy as np
import pytest
from helpers.svg_pictures import CLASSES, COUNTS, IMAGE, KERNEL

import course_lib as cl

draw = cl.draw
BATCH = np.random.default_rng(5).integers(0, 256, (7, 28, 20))
SLID = (IMAGE, KERNEL, 1, "VALID")  # 2 by 2 places
WIDE = cl.explain.max_pool2d(np.ones((1, 20, 20, 1)), 15, 1, "VALID", at=(0, 0, 0, 0))
FAR = ((0, 0), (15, 15), (15, 15), (0, 0))
OUTSIDE = cl.explain.conv2d(IMAGE, KERNEL, 1, FAR, at=(0, 0, 0, 0))
TWO_AXES = r"2-D array \(h, w\) of numbers"
VALUES = [
    (lambda: draw.centres(65, 5, 3, 1, "SAME"), "at most 64"),
    (lambda: draw.centres(2, 2, 3, 1, "VALID"), "no window fits"),
    (lambda: draw.confusion(COUNTS[:2], CLASSES), r"of the 3 names, received shape \(2, 3\)"),
    (lambda: draw.curves({}), "there is no epoch to draw"),
    (lambda: draw.curves({"loss": [float("nan")]}), "only finite numbers can be drawn"),
    (lambda: draw.explanation(WIDE), "spans 15 cells"),
    (lambda: draw.explanation(OUTSIDE), "wholly in the padding"),
    (lambda: draw.arrays([[[1]]], ["a", "b"]), "one caption a grid"),
    (lambda: draw.arrays([[[1]], [[2]]], signs=["×", "="]), "a sign between each two grids"),
    (lambda: draw.arrays([]), "there is nothing to draw"),
    (lambda: draw.arrays([[[1, 2], [3]]]), "rows must have the same length"),
    (
        lambda: draw.array([[1, 2]], mark=[(1, 0)]),
        r"mark .* \(1, 0\), and the grid has rows 0 to 0",
    ),
    (lambda: draw.array([[1, 2]], window=(range(1), range(-1, 1))), "window holds"),
    (lambda: draw.array([[1, 2]], window=((), ())), "each with one position or more"),
    (lambda: draw.array([[1, 2]], names=(["r"], ["c"])), r"\(1, 2\), received \(1, 1\)"),
    (lambda: draw.array(np.zeros((28, 28))), r"at most 14 rows and 14 columns .* \(28, 28\)"),
    (lambda: draw.array(np.zeros((13, 14)), padding=((1, 1), (0, 0))), r"received \(15, 14\)"),
    (lambda: draw.photos([[[1]]], ["a", "b"]), "one caption an array"),
    (lambda: draw.photos([np.zeros((400, 300))]), "at most 100000 pixels"),
    (lambda: draw.photos([[[np.nan]]]), "finite"),
    (lambda: draw.photos([[[1]]], limits=(2, 2)), "black below white"),
    (lambda: draw.photos([]), "there is nothing to draw"),
    (lambda: draw.photos([[[1, 2], [3]]]), "rows must have the same length"),
    (lambda: draw.channel_map(5, 5), "at most 24 channels"),
    (lambda: draw.channel_groups(2, 26, [1]), "at most 24 channels"),
    (lambda: draw.channel_groups(3, 4, [1, 3]), "3 groups need c_in and c_out .* divisible by 3"),
    (lambda: draw.stamps(np.ones((2, 5)), KERNEL[:, :, 0, 0], 1), r"at most 9 .* \(2, 5\)"),
    (lambda: draw.stamps(np.ones((1, 2, 2, 1)), KERNEL[:, :, 0, 0], 1), "2-D array"),
    (lambda: draw.stamps(np.ones((2, 2)), KERNEL[:, :, 0, 0], 0), "strides must be 1 or more"),
    (lambda: draw.linear_map([[1, 2]], ["a", "b"], ["p"]), "a name for each row"),
    (lambda: draw.linear_map([[1, 2, 3]], ["a"], ["p", "q"]), "columns that blocks divide evenly"),
    (lambda: draw.linear_map(np.eye(40), ["a"] * 40, ["p"]), "too wide for a page"),
    (lambda: draw.linear_map([1, 2], ["a"], ["p"]), r"2-D array \(m, k\)"),
    (lambda: draw.matrix_product(*SLID, at=(0, 2, 0, 0)), r"no place in \(1, 2, 2, 1\)"),
    (lambda: draw.matrix_product(*SLID, at=(0, 0, 0, 1)), r"no place in \(1, 2, 2, 1\)"),
    (lambda: draw.matrix_product(*SLID, at=(0, -1, 0, 0)), r"no place in \(1, 2, 2, 1\)"),
    (lambda: draw.matrix_product(*SLID, at=(0, 0, 0)), r"no place in \(1, 2, 2, 1\)"),
    (lambda: draw.filter_matrix([[1, 2], [3, 4]]), r"\(kh, kw, c_in, c_out\), received \(2, 2\)"),
    (lambda: draw.bars(["a"], {}), "values is empty"),
    (lambda: draw.pictures(BATCH[0]), r"shape \(n, h, w\) .* For one image: images\[:1\]"),
    (lambda: draw.pictures(BATCH[:0]), r"received int64 of shape \(0, 28, 20\)"),
    (lambda: draw.pictures(BATCH[..., None].repeat(3, -1)), r"received .* \(7, 28, 20, 3\)"),
    (lambda: draw.pictures(np.zeros((128, 28, 28))), r"at most 100000 .* images\[:127\]"),
    (lambda: draw.pictures(np.full((1, 2, 2), np.nan)), "must be finite"),
    (lambda: draw.pictures(BATCH, captions=["a"]), "one caption a picture, received 1 .* 7"),
    (lambda: draw.pictures(BATCH, columns=0), "from 1 to 24 for pictures 20 wide"),
    (lambda: draw.pictures(BATCH, columns=25), "columns must be from 1 to 24"),
]
TYPES = [
    (lambda: draw.centres(5.0, 5, 3, 1, "SAME"), "whole numbers"),
    (lambda: draw.explanation(IMAGE), r"cl\.explain\.conv2d"),
    (lambda: draw.arrays(None), "a list of arrays"),
    (lambda: draw.photos(None), "a list of arrays"),
    (lambda: draw.channel_map(3, 4.0), "mult must be a whole number"),
    (lambda: draw.pictures(BATCH, columns=2.0), "columns must be a whole number, received 2.0"),
]


@pytest.mark.parametrize(("call", "rule"), VALUES)
def test_what_cannot_be_drawn(call, rule):
    with pytest.raises(ValueError, match=rule):
        call()


@pytest.mark.parametrize(("call", "rule"), TYPES)
def test_what_is_of_another_kind(call, rule):
    with pytest.raises(TypeError, match=rule):
        call()


@pytest.mark.parametrize("values", [[1, 2], [[[1]]], [[]], [["a"]], [[1j]]])
def test_grids_and_photos_need_arrays_of_two_axes(values):
    for call in (lambda: draw.array(values), lambda: draw.photos([values])):
        with pytest.raises(ValueError, match=TWO_AXES):
            call()


@pytest.mark.parametrize("numbers", [[1], [1, -1], [1, np.inf], [1, np.nan], [1, 2, 3]])
def test_bars_need_a_number_for_each_name(numbers):
    with pytest.raises(ValueError, match="'ms' needs"):
        draw.bars(["a", "b"], {"ms": numbers})
