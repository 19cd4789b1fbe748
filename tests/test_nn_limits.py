"""Sizes that no computer holds: every operator refuses them at once, or gives a result."""

import inspect
from itertools import product

import numpy as np
import pytest
from helpers.good_calls import GOOD, IMAGE, KERNEL, LADDER, said

import course_lib as cl

ALL = {**GOOD, **dict.fromkeys(LADDER, GOOD["conv2d"])}
HUGE = [2**31 - 1, 10**9, 10**18, 10**30, [10**9, 1], [1, 10**30]]
PADDINGS = [[[0, 0], [0, top], [left, 0], [0, 0]] for top in HUGE[1:4] for left in (0, 10**9)]
SHAPES = [
    [2, 10**9, 6, 3],
    [2, 5, 10**30, 3],
    [0, 10**9, 10**9, 3],
    [10**9] * 4,
    [10**30] * 2,
    [10**9, 3, 3, 4],
    [2, 3, 3, 10**9],
]
VALUES = {
    **dict.fromkeys(("strides", "dilations", "ksize", "sizes", "rates"), HUGE),
    **dict.fromkeys(("input_sizes", "output_shape", "filter_sizes"), SHAPES),
    "padding": PADDINGS,
}


def function(operator):
    return getattr(cl.nn.ladder if operator in LADDER else cl.nn, operator)


def refusal(operator, **changes):
    with pytest.raises(ValueError, match=r"^\w+: ") as caught:
        function(operator)(**{**ALL[operator], **changes})
    return str(caught.value)


PLACES = [
    (operator, name)
    for operator, name in product(ALL, VALUES)
    if name in inspect.signature(function(operator)).parameters
]


@pytest.mark.parametrize(("operator", "name"), PLACES)
def test_huge_sizes_give_a_result_or_the_librarys_own_error(operator, name):
    prefix = "conv2d: " if operator in LADDER else f"{operator}: "
    for value in VALUES[name]:
        told = said(function(operator), {**ALL[operator], name: value})
        assert not told or told.startswith(prefix), value


@pytest.mark.parametrize(("operator", "value"), [*product(ALL, [2**31, 10**30])])
def test_a_stride_above_the_limit_names_it(operator, value):
    text = refusal(operator, strides=value)
    assert text.endswith(f"strides must be 2147483647 or less, received {value}")


def test_a_long_stride_leaves_one_window():
    out = cl.nn.conv2d(IMAGE, KERNEL, 2**31 - 1, "VALID")
    np.testing.assert_array_equal(out, np.full((2, 1, 1, 4), 18.0))


def test_padding_above_the_limit_names_all_numbers():
    assert refusal("max_pool2d", ksize=10**4) == (
        "max_pool2d: windows that span 10000 x 10000 cells, on an image of 5 x 6, "
        "with its padding 10004 x 10005, need 100089990 cells of padding; "
        "the limit is 16777216. Use a smaller kernel, dilation or padding"
    )


def test_the_limit_itself_is_allowed():
    image = np.ones((1, 1, 1, 1))
    pads = [[0, 0], [2**24, 0], [0, 0], [0, 0]]
    out = cl.nn.conv2d(image, image, [2**24, 1], pads)
    np.testing.assert_array_equal(out[0, :, 0, 0], [0, 1])
    pads[1][0] += 1
    with pytest.raises(ValueError, match="need 16777217 cells of padding; the limit is 16777216"):
        cl.nn.conv2d(image, image, [2**24, 1], pads)


def test_a_result_above_the_limit_names_its_shape():
    text = refusal("extract_patches", sizes=4000)
    assert "the result would be an array (2, 5, 6, 48000000) of 2880000000 numbers" in text
    assert "the limit is 2147483647" in text
    sizes = [2, 10**5, 10**5, 3]
    text = refusal("conv2d_transpose", output_shape=sizes)
    assert "output_shape would be an array (2, 100000, 100000, 3) of 60000000000 numbers" in text
