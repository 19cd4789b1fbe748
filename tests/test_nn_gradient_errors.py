"""Bad arguments of convolutions and gradients: the library's own error, with rule and shapes."""

import inspect

import numpy as np
import pytest
from helpers.refusals import refusals
from hypothesis import given, settings
from hypothesis import strategies as st

import course_lib as cl

IMAGE, OUT = np.ones((2, 5, 6, 3)), np.ones((2, 5, 6, 4))
KERNEL, WIDE, POINTWISE = np.ones((2, 3, 3, 4)), np.ones((2, 3, 3, 2)), np.ones((1, 1, 6, 4))
SAME = {"strides": 1, "padding": "SAME"}
BOTH = {"depthwise_filter": WIDE, "pointwise_filter": POINTWISE}
GOOD = {
    "depthwise_conv2d": {"input": IMAGE, "filter": WIDE, **SAME},
    "separable_conv2d": {"input": IMAGE, **BOTH, **SAME},
    "conv2d_transpose": {"input": OUT, "filters": KERNEL, "output_shape": [2, 5, 6, 3], **SAME},
    "conv2d_backprop_input": {
        "input_sizes": [2, 5, 6, 3],
        "filter": KERNEL,
        "out_backprop": OUT,
        **SAME,
    },
    "conv2d_backprop_filter": {
        "input": IMAGE,
        "filter_sizes": [2, 3, 3, 4],
        "out_backprop": OUT,
        **SAME,
    },
    "depthwise_conv2d_backprop_input": {
        "input_sizes": [2, 5, 6, 3],
        "filter": WIDE,
        "out_backprop": np.ones((2, 5, 6, 6)),
        **SAME,
    },
    "depthwise_conv2d_backprop_filter": {
        "input": IMAGE,
        "filter_sizes": [2, 3, 3, 2],
        "out_backprop": np.ones((2, 5, 6, 6)),
        **SAME,
    },
    "separable_conv2d_backprop_input": {
        "input_sizes": [2, 5, 6, 3],
        **BOTH,
        "out_backprop": OUT,
        **SAME,
    },
    "separable_conv2d_backprop_filters": {"input": IMAGE, **BOTH, "out_backprop": OUT, **SAME},
    "conv2d_transpose_backprop_input": {"filters": KERNEL, "out_backprop": IMAGE, **SAME},
    "conv2d_transpose_backprop_filter": {
        "input": OUT,
        "filter_sizes": [2, 3, 3, 4],
        "out_backprop": IMAGE,
        **SAME,
    },
    "max_pool2d_backprop_input": {"input": IMAGE, "out_backprop": IMAGE, "ksize": 2, **SAME},
    "avg_pool2d_backprop_input": {
        "input_sizes": [2, 5, 6, 3],
        "out_backprop": IMAGE,
        "ksize": 2,
        **SAME,
    },
    "extract_patches_backprop_input": {
        "input_sizes": [2, 5, 6, 3],
        "out_backprop": np.ones((2, 5, 6, 12)),
        "sizes": 2,
        "rates": 1,
        **SAME,
    },
}
LADDER = ["conv2d_loops", "conv2d_windows", "conv2d_gemm", "conv2d_fft"]
PLACES = [(operator, name) for operator, arguments in GOOD.items() for name in arguments]
ARRAYS = [place for place in PLACES if isinstance(GOOD[place[0]][place[1]], np.ndarray)]
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


@each(("operator", "name"), ARRAYS)
def test_integers_and_what_is_no_number(operator, name):
    shape = GOOD[operator][name].shape
    text = message(operator, TypeError, **{name: np.ones(shape, "int32")})
    assert f"{name} holds integers (int32)" in text
    assert f"{name}.astype('float32')" in text
    for value in (None, "image", True, {}, np.ones(shape, complex)):
        text = message(operator, TypeError, **{name: value})
        assert text.startswith(f"{name} must hold real numbers, received ")


@each(("operator", "name"), ARRAYS)
def test_wrong_number_of_axes(operator, name):
    for shape in ((), (5,), (5, 6, 3), (1, 1, 5, 6, 3)):
        text = message(operator, ValueError, **{name: np.ones(shape)})
        assert text.startswith(f"{name} must have 4 axes (")
        assert text.endswith(f"received shape {shape}")


@each(("operator", "name"), SEVERAL)
def test_dtypes_that_do_not_agree(operator, name):
    text = message(operator, TypeError, **{name: GOOD[operator][name].astype("float32")})
    assert "float32" in text
    assert "float64" in text
    assert "they must agree" in text


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


def test_channels_that_do_not_agree():
    text = message("depthwise_conv2d", ValueError, filter=np.ones((2, 3, 5, 2)))
    assert text == (
        "filter expects c_in=5 (axis 2 of (2, 3, 5, 2)), "
        "input has 3 channels (axis 3 of (2, 5, 6, 3))"
    )
    text = message("conv2d_transpose", ValueError, filters=np.ones((2, 3, 3, 7)))
    assert text == (
        "filters expect c_in=7 (axis 3 of (2, 3, 3, 7)), "
        "input has 4 channels (axis 3 of (2, 5, 6, 4))"
    )
    text = message("conv2d_transpose", ValueError, output_shape=[2, 5, 6, 4])
    assert text == (
        "filters expect c_out=3 (axis 2 of (2, 3, 3, 4)), "
        "output_shape has 4 channels (axis 3 of (2, 5, 6, 4))"
    )
    text = message("conv2d_backprop_input", ValueError, input_sizes=(2, 5, 6, 4))
    assert text.endswith("input_sizes has 4 channels (axis 3 of (2, 5, 6, 4))")


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
    good = {"input": IMAGE, "filters": KERNEL, **SAME} if rung else GOOD[operator]
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


def said(function, arguments):
    """Return what the error says; nothing if there is none."""
    with np.errstate(all="ignore"):
        try:
            assert function(**arguments) is not None
        except (TypeError, ValueError) as error:
            return str(error)
    return ""
