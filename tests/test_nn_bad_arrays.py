"""Bad arrays and shapes of every operator: the library's own error, with rule and shapes."""

import inspect
import re

import numpy as np
import pytest
from helpers.good_calls import GOOD, LADDER, said
from helpers.refusals import refusals
from hypothesis import given, settings
from hypothesis import strategies as st

import course_lib as cl

PLACES = [(operator, name) for operator, arguments in GOOD.items() for name in arguments]
ARRAYS = [place for place in PLACES if isinstance(GOOD[place[0]][place[1]], np.ndarray)]
INTEGERS_TOO = [("max_pool2d", "input"), ("extract_patches", "images")]
SEVERAL = [place for place in ARRAYS if [name for name, _ in ARRAYS].count(place[0]) > 1]
SIZES = [place for place in PLACES if place[1] in ("input_sizes", "output_shape")]
FILTER_SIZES = [place for place in PLACES if place[1] == "filter_sizes"]
GRADIENTS = [
    operator
    for operator in GOOD
    if "backprop" in operator and not operator.startswith("conv2d_transpose")
]
each = pytest.mark.parametrize


message = refusals(GOOD)


@each("operator", GOOD)
def test_the_good_arguments_are_good_and_all(operator):
    function = getattr(cl.nn, operator)
    assert function(**GOOD[operator]) is not None
    needed = [
        p.name for p in inspect.signature(function).parameters.values() if p.default is p.empty
    ]
    assert set(needed) <= set(GOOD[operator])


@each(("operator", "name"), [place for place in ARRAYS if place not in INTEGERS_TOO])
@each("dtype", ["int64", "uint8"])
def test_integers_where_floats_are_needed(operator, name, dtype):
    text = message(operator, TypeError, **{name: np.ones(GOOD[operator][name].shape, dtype)})
    assert f"{name} holds integers ({dtype})" in text
    assert f"{name}.astype('float32')" in text


NO_REAL_NUMBERS = [
    (None, "None"),
    ("image", "'image'"),
    (True, "True"),
    ({}, "{}"),
    (np.ones((1, 5, 6, 3), bool), "dtype bool"),
    (np.ones((1, 5, 6, 3), complex), "dtype complex128"),
    (np.ones((1, 5, 6, 3), object), "dtype object"),
    ([[[["1", "2"]]]], "dtype <U1"),
    ([[[[1.0, None]]]], "dtype object"),
    (np.zeros((1, 5, 6, 3), "datetime64[s]"), "dtype datetime64[s]"),
]


@each(("operator", "name"), ARRAYS)
def test_not_real_numbers(operator, name):
    for value, received in NO_REAL_NUMBERS:
        text = message(operator, TypeError, **{name: value})
        assert text == f"{name} must hold real numbers, received {received}"


@each(("operator", "name"), ARRAYS)
def test_ragged_lists_and_a_wrong_number_of_axes(operator, name):
    text = message(operator, ValueError, **{name: [[[[1.0], [2.0]], [[3.0]]]]})
    assert text.startswith(f"{name} is not a regular array of numbers")
    for shape in ((), (5,), (5, 6), (5, 6, 3), (1, 1, 5, 6, 3)):
        text = message(operator, ValueError, **{name: np.ones(shape)})
        assert text.startswith(f"{name} must have 4 axes (")
        assert text.endswith(f"received shape {shape}")


def test_axes_are_named_in_the_given_order():
    text = message("conv2d", ValueError, input=np.ones((3, 5, 6)), data_format="NCHW")
    assert text == "input must have 4 axes (n, c_in, h, w), received shape (3, 5, 6)"
    text = message("conv2d", ValueError, filters=np.ones(3))
    assert text == "filters must have 4 axes (kh, kw, c_in, c_out), received shape (3,)"


@each(("operator", "name"), SEVERAL)
def test_dtypes_that_do_not_agree(operator, name):
    text = message(operator, TypeError, **{name: GOOD[operator][name].astype("float32")})
    assert "float32" in text
    assert "float64" in text
    assert re.search(r"they must agree\. Convert one: \w+\.astype\('float(32|64)'\)", text)


@each(("operator", "name"), SIZES)
def test_sizes_of_images(operator, name):
    for value in (None, "5", [2, 5, 6, 3.0], True, [2, None, 6, 3]):
        text = message(operator, TypeError, **{name: value})
        assert text == f"{name} must be whole numbers, received {value!r}"
    for value in ([], 5, [5, 6, 3], [2, 5, 6, 3, 1]):
        text = message(operator, ValueError, **{name: value})
        assert text.startswith(f"{name} takes 4 numbers in the order NHWC, or 2")
    text = message(operator, ValueError, **{name: [-5, 6]})
    assert text == f"{name} must be 0 or more, received [-5, 6]"


@each(("operator", "name"), FILTER_SIZES)
def test_sizes_of_filters(operator, name):
    assert "must be whole numbers" in message(operator, TypeError, **{name: [2, 3, 3, "4"]})
    assert "takes 4 numbers (kh, kw, " in message(operator, ValueError, **{name: [2, 3]})
    assert "must be 1 or more" in message(operator, ValueError, **{name: [2, 3, 0, 4]})
    text = message(operator, ValueError, **{name: [2, 3, 7, 4]})
    assert text.startswith("filter_sizes expect c_")
    assert "=7 (axis 2 of (2, 3, 7, 4)), " in text


@each("operator", GRADIENTS)
def test_gradients_of_another_shape(operator):
    right = GOOD[operator]["out_backprop"].shape
    for shape in ((1, *right[1:]), (2, 4, 6, right[3]), (2, 5, 7, right[3]), (*right[:3], 5)):
        text = message(operator, ValueError, out_backprop=np.ones(shape))
        assert text.startswith(
            f"out_backprop must have the shape of the output, {right} (n, oh, ow,"
        )
        assert text.endswith(f"received shape {shape}")


@each(
    ("operator", "changes", "text"),
    [
        (
            "conv2d",
            {"filters": np.ones((3, 3, 5, 7))},
            "filters expect c_in=5 (axis 2 of (3, 3, 5, 7)), "
            "input has 3 channels (axis 3 of (2, 5, 6, 3))",
        ),
        (
            "conv2d",
            {"input": np.ones((1, 5, 6, 7)), "data_format": "NCHW"},
            "filters expect c_in=3 (axis 2 of (2, 3, 3, 4)), "
            "input has 5 channels (axis 1 of (1, 5, 6, 7))",
        ),
        (
            "depthwise_conv2d",
            {"filter": np.ones((2, 3, 5, 2))},
            "filter expects c_in=5 (axis 2 of (2, 3, 5, 2)), "
            "input has 3 channels (axis 3 of (2, 5, 6, 3))",
        ),
        (
            "conv2d_transpose",
            {"filters": np.ones((2, 3, 3, 7))},
            "filters expect c_in=7 (axis 3 of (2, 3, 3, 7)), "
            "input has 4 channels (axis 3 of (2, 5, 6, 4))",
        ),
        (
            "conv2d_transpose",
            {"output_shape": [2, 5, 6, 4]},
            "filters expect c_out=3 (axis 2 of (2, 3, 3, 4)), "
            "output_shape has 4 channels (axis 3 of (2, 5, 6, 4))",
        ),
        (
            "conv2d_backprop_input",
            {"input_sizes": (2, 5, 6, 4)},
            "filter expects c_in=3 (axis 2 of (2, 3, 3, 4)), "
            "input_sizes has 4 channels (axis 3 of (2, 5, 6, 4))",
        ),
    ],
)
def test_channels_that_do_not_agree(operator, changes, text):
    assert message(operator, ValueError, **changes) == text


@each("shape", [(0, 3, 3, 4), (2, 0, 3, 4), (2, 3, 0, 4), (2, 3, 3, 0)])
def test_empty_filters(shape):
    text = message("conv2d", ValueError, filters=np.ones(shape))
    assert text == f"filters (kh, kw, c_in, c_out) must not be empty, received {shape}"


@each("operator", [operator for operator in GOOD if operator.startswith("separable")])
@each("shape", [(1, 1, 5, 4), (1, 2, 6, 4), (2, 1, 6, 4)])
def test_pointwise_filters_of_another_shape(operator, shape):
    text = message(operator, ValueError, pointwise_filter=np.ones(shape))
    assert text.startswith("pointwise_filter must have the shape (1, 1, 6, c_out), because ")
    assert text.endswith(f"received shape {shape}")


@each(
    ("changes", "right"),
    [
        ({"strides": 2, "output_shape": [8, 12]}, "9 or 10 rows, and 11 or 12 columns"),
        ({"strides": 3, "output_shape": [13, 15]}, "13 to 15 rows, and 16 to 18 columns"),
        ({"output_shape": [4, 6]}, "5 rows, and 6 columns"),
        ({"padding": "VALID", "output_shape": [5, 6]}, "6 rows, and 8 columns"),
        (
            {"padding": [[0, 0], [9, 9], [1, 0], [0, 0]], "output_shape": [5, 6]},
            "no number of rows, and 7 columns",
        ),
    ],
)
def test_sizes_that_no_convolution_leads_back(changes, right):
    text = message("conv2d_transpose", ValueError, **changes)
    rows, columns = changes["output_shape"]
    assert text == (
        f"output_shape has {rows} rows and {columns} columns. It must be a size that conv2d takes "
        f"to the input's 5 rows and 6 columns: {right}"
    )
    gradient = np.ones((2, rows, columns, 3))
    rest = {key: value for key, value in changes.items() if key != "output_shape"}
    text = message("conv2d_transpose_backprop_filter", ValueError, out_backprop=gradient, **rest)
    assert text.startswith(f"out_backprop has {rows} rows and {columns} columns.")
    assert text.endswith(right)


def test_another_number_of_images():
    text = message("conv2d_transpose", ValueError, output_shape=[3, 5, 6, 3])
    assert text == "output_shape has 3 images, input has 2"


SHAPES = st.lists(st.integers(0, 4), min_size=0, max_size=5).map(tuple)
ODD = st.one_of(
    st.none(),
    st.text(max_size=4),
    st.integers(-3, 4),
    st.floats(),
    st.booleans(),
    st.lists(st.one_of(st.integers(-2, 7), st.none(), st.just("2")), max_size=5),
    st.builds(np.full, SHAPES, st.sampled_from([1.0, np.nan, np.inf]), st.sampled_from("fd")),
    st.builds(
        np.zeros, SHAPES, st.sampled_from(["int8", "bool", "complex64", "float16", "object"])
    ),
    st.just([[0, 0], [2, 1], [0, 1], [0, 0]]),
    st.sampled_from(["SAME", "VALID", "NCHW"]),
)
SCALARS = ("strides", "dilations", "ksize", "sizes", "rates")
HUGE = st.sampled_from([10**9, 10**30, [1, 10**9, 2, 1]])


@settings(max_examples=600)
@given(st.data())
def test_any_argument_gives_a_result_or_the_librarys_own_error(data):
    operator = data.draw(st.sampled_from([*GOOD, *LADDER]))
    rung = operator in LADDER
    function = getattr(cl.nn.ladder if rung else cl.nn, operator)
    good = GOOD["conv2d" if rung else operator]
    names = (
        [*good, "data_format"]
        if "data_format" in inspect.signature(function).parameters
        else [*good]
    )
    if "dilations" in inspect.signature(function).parameters and data.draw(st.booleans()):
        good = {**good, "padding": "VALID"}
        names.append("dilations")
    changed = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    changes = {name: data.draw(HUGE | ODD if name in SCALARS else ODD) for name in changed}
    told = said(function, {**good, **changes})
    prefix = "conv2d: " if rung else f"{operator}: "
    assert not told or told.startswith(prefix), changes
