"""Each rung of the ladder gives what the plain loops give, on random shapes."""

import numpy as np
from helpers.random_calls import TOLERANCE, Call, every_case
from numpy.testing import assert_array_equal

import course_lib as cl
from course_lib.nn import plain


@every_case(120)
def test_every_rung_of_the_ladder_is_conv2d(case):
    call = Call(case)
    kernel = call.filters_of()
    arguments = call.images(call.image), call.filters(kernel)
    expected = plain.conv2d(call.image, kernel, *call.rest)
    for name in ("loops", "windows", "gemm"):
        rung = getattr(cl.nn.ladder, f"conv2d_{name}")
        call.check_images(rung(*arguments, **call.options), expected)
    tolerance = {"float32": 1e-2, "float64": 1e-9}[case.dtype]
    call.check_images(cl.nn.ladder.conv2d_fft(*arguments, **call.options), expected, tolerance)


@every_case(120)
def test_every_rung_of_depthwise_conv2d(case):
    call = Call(case)
    kernel = call.filters_of()
    expected = plain.depthwise_conv2d(call.image, kernel, *call.rest)
    for name in ("loops", "windows", "gemm"):
        rung = getattr(cl.nn.ladder, f"depthwise_conv2d_{name}")
        out = rung(call.images(call.image), call.filters(kernel), **call.options)
        call.check_images(out, expected)


@every_case(120)
def test_every_rung_of_conv2d_transpose(case):
    call = Call(case)
    kernel = call.filters_of()
    image, size = call.gradient(case.kernel[2]), call.sizes(case.image)
    expected = plain.conv2d_transpose(image, kernel, case.image, *call.rest)
    for name in ("loops", "stamps", "gemm", "dilated"):
        rung = getattr(cl.nn.ladder, f"conv2d_transpose_{name}")
        out = rung(call.images(image), call.filters(kernel), size, **call.options)
        call.check_images(out, expected)


@every_case(120, pool=True)
def test_every_rung_of_pooling(case):
    case = case.padded_less_than_windows()
    call = Call(case, dilated=False)
    given = call.images(call.image), call.kernel
    rest = (case.strides, case.plain_padding)
    for operator in ("max_pool2d", "avg_pool2d"):
        if operator == "avg_pool2d" and not isinstance(case.padding, str):
            continue
        expected = getattr(plain, operator)(call.image, call.kernel, *rest)
        for name in ("loops", "windows", "running"):
            rung = getattr(cl.nn.ladder, f"{operator}_{name}")
            out = rung(*given, **call.without_dilations)
            call.check_images(out, expected, TOLERANCE[case.dtype] * 10)


def test_an_image_without_rows_has_no_stamps():
    x, filters = np.zeros((1, 0, 2, 1)), np.ones((3, 3, 1, 1))
    for name in ("loops", "stamps", "gemm", "dilated"):
        rung = getattr(cl.nn.ladder, f"conv2d_transpose_{name}")
        assert rung(x, filters, [1, 0, 4, 1], 2, "SAME").shape == (1, 0, 4, 1)


def test_the_plain_operators_take_tensorflows_lists_of_four():
    x, filters = np.arange(30.0).reshape(1, 5, 6, 1), np.ones((2, 2, 1, 1))
    found = cl.nn.plain.conv2d(x, filters, [1, 2, 1, 1], "SAME")
    assert_array_equal(found, cl.nn.conv2d(x, filters, [1, 2, 1, 1], "SAME"))
