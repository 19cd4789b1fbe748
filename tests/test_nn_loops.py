"""The operators against plain loops, on random shapes."""

import numpy as np
import pytest
from helpers.operator_calls import numbers
from helpers.random_calls import LAYOUTS, TOLERANCE, Call, arrange, every_case
from hypothesis import assume
from numpy.testing import assert_array_equal

import course_lib as cl
from course_lib.nn import plain

INTEGERS = ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64")


@every_case(300)
def test_conv2d_is_the_loop(case):
    call = Call(case, fitting=False)
    kernel = call.filters_of()
    expected = plain.conv2d(call.image, kernel, *call.rest)
    call.check_operator(cl.nn.conv2d, call.filters(kernel), expected=expected, **call.options)


@every_case(200, pool=True, dtypes=("float32", "float64", "int8", "int64"))
def test_max_pool2d_is_the_loop(case):
    call = Call(case.padded_less_than_windows(), dilated=False, fitting=False)
    expected = plain.max_pool2d(call.image, call.kernel, *call.rest[:2])
    window = case.argument(call.kernel)
    call.check_operator(cl.nn.max_pool2d, window, expected=expected, **call.without_dilations)


@every_case(200, pool=True, paddings="words")
def test_avg_pool2d_is_the_loop(case):
    call = Call(case, dilated=False, fitting=False)
    assume(isinstance(case.padding, str))
    expected = plain.avg_pool2d(call.image, call.kernel, *call.rest[:2])
    options = {"tolerance": TOLERANCE[case.dtype], **call.without_dilations}
    window = case.argument(call.kernel)
    call.check_operator(cl.nn.avg_pool2d, window, expected=expected, **options)


@every_case(200, paddings="words", dtypes=("float32", "float64", "int16"), formats=("NHWC",))
def test_extract_patches_is_the_loop(case):
    assume(isinstance(case.padding, str) and case.data_format == "NHWC")
    call = Call(case, fitting=False)
    pairs = [case.argument(pair) for pair in (call.kernel, case.strides, case.dilations)]
    expected = plain.extract_patches(
        call.image, call.kernel, case.strides, case.dilations, case.padding
    )
    call.check_operator(cl.nn.extract_patches, *pairs, case.padding, expected=expected)


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
