"""Bad sizes, strides, paddings and formats: the error says operator, rule and what was received."""

import re

import numpy as np
import pytest
from helpers.good_calls import GOOD
from helpers.refusals import refusals

PAIRS = [
    ("conv2d", "strides"),
    ("conv2d", "dilations"),
    ("max_pool2d", "ksize"),
    ("max_pool2d", "strides"),
    ("avg_pool2d", "ksize"),
    ("avg_pool2d", "strides"),
    ("extract_patches", "sizes"),
    ("extract_patches", "strides"),
    ("extract_patches", "rates"),
]
WITH_EXPLICIT = ["conv2d", "max_pool2d"]
WITHOUT_EXPLICIT = ["avg_pool2d", "extract_patches"]
WITH_FORMAT = ["conv2d", "max_pool2d", "avg_pool2d"]


message = refusals(GOOD)


# Sizes, strides and dilations


@pytest.mark.parametrize(("operator", "name"), PAIRS)
@pytest.mark.parametrize("value", [0, -1, (0, 1), (2, -3), [1, 0, 1, 1], np.array([2, 0])])
def test_numbers_below_one(operator, name, value):
    text = message(operator, ValueError, **{name: value})
    assert text == f"{name} must be 1 or more, received {value!r}"


@pytest.mark.parametrize(("operator", "name"), PAIRS)
@pytest.mark.parametrize(
    "value", [1.0, "2", None, True, (1, 2.0), [1, True], [[1, 1]], np.array([1.0, 2.0]), {1}, 1j]
)
def test_not_whole_numbers(operator, name, value):
    text = message(operator, TypeError, **{name: value})
    assert text == f"{name} must be whole numbers, received {value!r}"


@pytest.mark.parametrize(("operator", "name"), PAIRS)
@pytest.mark.parametrize("value", [[], (1, 1, 1), (1, 1, 1, 1, 1)])
def test_wrong_count_of_numbers(operator, name, value):
    text = message(operator, ValueError, **{name: value})
    assert text == f"{name} takes 1, 2 or 4 numbers, received {value!r}"


@pytest.mark.parametrize(("operator", "name"), PAIRS)
@pytest.mark.parametrize("value", [[2, 1, 1, 1], [1, 1, 1, 2]])
def test_lists_of_four_that_step_over_images_or_channels(operator, name, value):
    text = message(operator, ValueError, **{name: value})
    rule = f"{name} must be 1 for images and channels in the order NHWC"
    assert text == f"{rule}, received {value!r}"


@pytest.mark.parametrize("operator", WITH_FORMAT)
def test_lists_of_four_follow_the_data_format(operator):
    image = np.ones((1, 3, 5, 6))
    text = message(operator, ValueError, input=image, strides=[1, 2, 2, 1], data_format="NCHW")
    assert "in the order NCHW, received [1, 2, 2, 1]" in text


# Padding and data_format


@pytest.mark.parametrize("operator", WITH_EXPLICIT)
@pytest.mark.parametrize(
    "value",
    [
        "same",
        "FULL",
        "",
        b"SAME",
        None,
        1,
        True,
        [1, 1],
        [[1, 1], [1, 1]],
        [[0, 0], [1], [1, 1], [0, 0]],
        [[0, 0], [-1, 0], [0, 0], [0, 0]],
        [[0, 0], [1.0, 0], [0, 0], [0, 0]],
        [[0, 0], ["1", 0], [0, 0], [0, 0]],
        [[0, 0], [True, False], [0, 0], [0, 0]],
        [[False, False]] * 4,
        [[0, 0], [None, 0], [0, 0], [0, 0]],
        {"rows": 1},
    ],
)
def test_bad_padding(operator, value):
    text = message(operator, ValueError, padding=value)
    assert text.startswith("padding is 'SAME', 'VALID' or four pairs of whole numbers")
    assert "in the order NHWC" in text
    assert f"received {value!r}" in text


@pytest.mark.parametrize("operator", WITHOUT_EXPLICIT)
@pytest.mark.parametrize("value", ["same", "FULL", None, 1, [[0, 0], [1, 1], [1, 1], [0, 0]]])
def test_bad_padding_where_only_words_are_right(operator, value):
    text = message(operator, ValueError, padding=value)
    assert text.startswith(f"padding is 'SAME' or 'VALID', received {value!r}")


@pytest.mark.parametrize("operator", GOOD)
@pytest.mark.parametrize("value", ["same", "Valid"])
def test_small_letters_get_a_hint(operator, value):
    text = message(operator, ValueError, padding=value)
    assert text.endswith(f"Write it in capitals: {value.upper()!r}")


@pytest.mark.parametrize("operator", WITH_EXPLICIT)
@pytest.mark.parametrize("value", [[[1, 0], *[[0, 0]] * 3], [*[[0, 0]] * 3, [0, 1]]])
def test_padding_of_images_or_channels(operator, value):
    text = message(operator, ValueError, padding=value)
    assert text == f"images and channels can't be padded, received {value!r}"


@pytest.mark.parametrize("pads", [[2, 0], [0, 2]])
def test_pooling_a_window_of_padding_only(pads):
    padding = [[0, 0], [0, 0], pads, [0, 0]]
    text = message("max_pool2d", ValueError, padding=padding)
    assert text.startswith("padding must be smaller than the window (2, 2)")
    assert text.endswith(f"received {padding!r}")


@pytest.mark.parametrize("operator", WITH_FORMAT)
@pytest.mark.parametrize("value", ["channels_last", "nhwc", "NHCW", None, 1, ["NHWC"]])
def test_bad_data_format(operator, value):
    text = message(operator, ValueError, data_format=value)
    assert text == f"data_format is 'NHWC' or 'NCHW', received {value!r}"


# Windows that do not fit


@pytest.mark.parametrize(
    ("operator", "changes", "numbers"),
    [
        (
            "conv2d",
            {"filters": np.ones((6, 1, 3, 1))},
            "6 rows, and the input with its padding has 5",
        ),
        ("conv2d", {"dilations": (1, 3)}, "7 columns, and the input with its padding has 6"),
        (
            "conv2d",
            {"dilations": (7, 1), "padding": [[0, 0], [1, 1], [0, 0], [0, 0]]},
            "8 rows, and the input with its padding has 7",
        ),
        ("max_pool2d", {"ksize": (1, 7)}, "7 columns, and the input with its padding has 6"),
        ("avg_pool2d", {"ksize": (6, 1)}, "6 rows, and the input with its padding has 5"),
        ("extract_patches", {"rates": (5, 1)}, "6 rows, and the input with its padding has 5"),
    ],
)
def test_no_window_fits(operator, changes, numbers):
    text = message(operator, ValueError, **{"padding": "VALID", **changes})
    assert re.match(f"no window fits: it spans {numbers}\\.", text)
    assert text.endswith("or padding='SAME'")
