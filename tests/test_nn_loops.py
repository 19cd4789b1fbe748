"""The operators against plain loops, on random shapes."""

import numpy as np
import pytest
from helpers.operator_calls import numbers
from helpers.random_calls import LAYOUTS, arrange, case_of, cases, compare, run
from hypothesis import example, given, settings
from numpy.testing import assert_array_equal

import course_lib as cl
from course_lib.nn import plain

INTEGERS = ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64")
TOLERANCE = {"float32": 1e-6, "float64": 1e-12}


@settings(max_examples=300)
@given(cases())
@example(case_of((2, 3, 2, 2), (4, 5, 2)))
@example(case_of((0, 3, 4, 2), (2, 3, 2)))
@example(case_of((1, 7, 8, 1), (1, 2, 1), strides=(3, 4), padding="VALID"))
@example(case_of((1, 2, 3, 1), (1, 1, 1), strides=(2, 3), padding=((5, 4), (3, 5)), block_bytes=1))
@example(case_of((2, 7, 5, 3), (3, 2, 2), (2, 1), (1, 3), data_format="NCHW", form="four"))
def test_conv2d_is_the_loop(case):
    image = case.values(case.image)
    kernel = case.values((*case.kernel[:2], case.image[3], case.kernel[2]), extra=1)
    compare(
        plain.conv2d(image, kernel, case.strides, case.plain_padding, case.dilations),
        case.dtype,
        lambda: run(
            cl.nn.conv2d,
            case,
            image,
            arrange(kernel, case.layout),
            case.argument(case.strides),
            case.padding_argument(),
            dilations=case.argument(case.dilations),
        ),
    )


@settings(max_examples=200)
@given(cases(pool=True, dtypes=("float32", "float64", "int8", "int64")))
@example(case_of((2, 3, 2, 2), (4, 5, 2)))
@example(case_of((2, 7, 5, 3), (3, 2, 2), (2, 1), data_format="NCHW", form="four"))
def test_max_pool2d_is_the_loop(case):
    image = case.values(case.image)
    window = case.kernel[:2]
    compare(
        plain.max_pool2d(image, window, case.strides, case.plain_padding),
        case.dtype,
        lambda: run(
            cl.nn.max_pool2d,
            case,
            image,
            case.argument(window),
            case.argument(case.strides),
            case.padding_argument(),
        ),
    )


@settings(max_examples=200)
@given(cases(pool=True, paddings="words"))
@example(case_of((2, 3, 2, 2), (4, 5, 2)))
@example(case_of((2, 7, 5, 3), (3, 2, 2), (2, 1), data_format="NCHW", form="four"))
def test_avg_pool2d_is_the_loop(case):
    image = case.values(case.image)
    window = case.kernel[:2]
    compare(
        plain.avg_pool2d(image, window, case.strides, case.padding),
        case.dtype,
        lambda: run(
            cl.nn.avg_pool2d,
            case,
            image,
            case.argument(window),
            case.argument(case.strides),
            case.padding,
        ),
        tolerance=TOLERANCE[case.dtype],
    )


@settings(max_examples=200)
@given(cases("words", ("float32", "float64", "int16"), formats=("NHWC",)))
@example(case_of((1, 4, 5, 2), (1, 1, 1), padding="VALID"))
@example(case_of((2, 7, 5, 3), (3, 2, 2), (2, 1), (1, 3), form="four"))
def test_extract_patches_is_the_loop(case):
    image = case.values(case.image)
    window = case.kernel[:2]
    compare(
        plain.extract_patches(image, window, case.strides, case.dilations, case.padding),
        case.dtype,
        lambda: run(
            lambda image, *arguments, data_format: cl.nn.extract_patches(image, *arguments),
            case,
            image,
            case.argument(window),
            case.argument(case.strides),
            case.argument(case.dilations),
            case.padding,
        ),
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_are_what_they_say(layout):
    array = numbers((2, 3, 4, 2))
    assert_array_equal(arrange(array, layout), array)
    assert arrange(array, layout).flags.c_contiguous == (layout in ("plain", "read-only"))


@pytest.mark.parametrize("dtype", INTEGERS)
def test_max_pooling_of_integers_keeps_their_dtype(dtype):
    limits = np.iinfo(dtype)
    image = np.array([[limits.min, limits.min, 3], [limits.min, limits.min, limits.max]], dtype)
    out = cl.nn.max_pool2d(image.reshape(1, 2, 3, 1), 2, 1, "SAME")
    assert out.dtype == dtype
    most, least = limits.max, limits.min
    assert out[0, :, :, 0].tolist() == [[least, most, most], [least, most, most]]


def test_max_pooling_pads_below_every_number():
    image = np.full((1, 3, 3, 1), -7.0)
    assert_array_equal(cl.nn.max_pool2d(image, 2, 1, "SAME"), image)
    endless = np.full((1, 2, 2, 1), -np.inf)
    assert_array_equal(cl.nn.max_pool2d(endless, 2, 1, "SAME"), endless)


def test_average_pooling_counts_real_cells_only():
    ones = np.ones((1, 4, 5, 2))
    assert_array_equal(cl.nn.avg_pool2d(ones, 3, 1, "SAME"), ones)


def test_not_a_number_goes_where_its_windows_are():
    image = np.ones((1, 3, 4, 1))
    image[0, 0, 0, 0] = np.nan
    seen = [[True, True, False, False], [True, True, False, False], [False] * 4]
    for out in (
        cl.nn.conv2d(image, np.ones((3, 3, 1, 1)), 1, "SAME"),
        cl.nn.max_pool2d(image, 3, 1, "SAME"),
        cl.nn.avg_pool2d(image, 3, 1, "SAME"),
    ):
        assert np.isnan(out[0, :, :, 0]).tolist() == seen


@pytest.mark.parametrize("shape", [(2, 0, 4, 3), (2, 4, 0, 3)])
@pytest.mark.parametrize(("kernel", "stride"), [(1, 1), (3, 1), (2, 3), (7, 3)])
def test_an_image_without_rows_or_columns_stays_so_under_same(shape, kernel, stride):
    image = np.zeros(shape)
    height, width = (-(-size // stride) for size in shape[1:3])
    filters = np.ones((kernel, kernel, 3, 5))
    conv = cl.nn.conv2d(image, filters, stride, "SAME")
    assert conv.shape == (2, height, width, 5)
    for pool in (cl.nn.max_pool2d, cl.nn.avg_pool2d):
        assert pool(image, kernel, stride, "SAME").shape == (2, height, width, 3)
    patches = cl.nn.extract_patches(image, kernel, stride, 1, "SAME")
    assert patches.shape == (2, height, width, 3 * kernel**2)
    with pytest.raises(ValueError, match="no window fits"):
        cl.nn.conv2d(image, filters, stride, "VALID")


def test_nested_lists_are_arrays():
    image, kernel = numbers((1, 4, 5, 2)), numbers((2, 3, 2, 2), start=5)
    expected = plain.conv2d(image, kernel, (2, 1), "SAME")
    out = cl.nn.conv2d(image.tolist(), kernel.tolist(), np.array([2, 1]), "SAME")
    assert_array_equal(out, expected)
    one = cl.nn.conv2d(image, kernel, np.array(2), "SAME", dilations=np.int64(1))
    assert_array_equal(one, plain.conv2d(image, kernel, (2, 2), "SAME"))
