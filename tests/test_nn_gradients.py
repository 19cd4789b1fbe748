"""The convolutions and all gradients against plain loops, on random shapes."""

import itertools

import numpy as np
import pytest
from helpers.random_calls import TOLERANCE, Call, every_case
from hypothesis import assume

import course_lib as cl
from course_lib.nn import plain


@every_case(200)
def test_gradients_of_conv2d(case):
    call = Call(case)
    kernel = call.filters_of()
    gradient = call.gradient(kernel.shape[3])
    call.check_images(
        cl.nn.conv2d_backprop_input(
            call.sizes(case.image), call.filters(kernel), call.images(gradient), **call.options
        ),
        plain.conv2d_backprop_input(case.image, kernel, gradient, *call.rest),
    )
    call.check(
        cl.nn.conv2d_backprop_filter(
            call.images(call.image), kernel.shape, call.images(gradient), **call.options
        ),
        plain.conv2d_backprop_filter(call.image, kernel.shape, gradient, *call.rest),
    )


@every_case(200)
def test_depthwise_conv2d_and_its_gradients(case):
    call = Call(case)
    kernel = call.filters_of()
    image, filters = call.images(call.image), call.filters(kernel)
    gradient = call.gradient(kernel.shape[2] * kernel.shape[3])
    call.check_images(
        cl.nn.depthwise_conv2d(image, filters, **call.options),
        plain.depthwise_conv2d(call.image, kernel, *call.rest),
    )
    call.check_images(
        cl.nn.depthwise_conv2d_backprop_input(
            call.sizes(case.image), filters, call.images(gradient), **call.options
        ),
        plain.depthwise_conv2d_backprop_input(case.image, kernel, gradient, *call.rest),
    )
    call.check(
        cl.nn.depthwise_conv2d_backprop_filter(
            image, kernel.shape, call.images(gradient), **call.options
        ),
        plain.depthwise_conv2d_backprop_filter(call.image, kernel.shape, gradient, *call.rest),
    )


@every_case(120)
def test_separable_conv2d_and_its_gradients(case):
    call = Call(case)
    depthwise = case.values((*case.kernel[:2], case.image[3], 2), extra=1)
    pointwise = case.values((1, 1, 2 * case.image[3], case.kernel[2]), extra=2)
    if case.dtype == "float32":  # products of three quarters, all held exactly
        depthwise, pointwise = np.round(depthwise), np.round(pointwise)
    image, gradient = call.images(call.image), call.gradient(case.kernel[2])
    filters = call.filters(depthwise), call.filters(pointwise)
    call.check_images(
        cl.nn.separable_conv2d(image, *filters, **call.options),
        plain.separable_conv2d(call.image, depthwise, pointwise, *call.rest),
    )
    call.check_images(
        cl.nn.separable_conv2d_backprop_input(
            call.sizes(case.image), *filters, call.images(gradient), **call.options
        ),
        plain.separable_conv2d_backprop_input(
            case.image, depthwise, pointwise, gradient, *call.rest
        ),
    )
    by_depthwise, by_pointwise = cl.nn.separable_conv2d_backprop_filters(
        image, *filters, call.images(gradient), **call.options
    )
    expected = plain.separable_conv2d_backprop_filters(
        call.image, depthwise, pointwise, gradient, *call.rest
    )
    call.check(by_depthwise, expected[0])
    call.check(by_pointwise, expected[1])


@every_case(200)
def test_conv2d_transpose_and_its_gradients(case):
    call = Call(case)
    kernel = call.filters_of()
    image, filters = call.gradient(case.kernel[2]), call.filters(kernel)
    gradient = call.image
    call.check_images(
        cl.nn.conv2d_transpose(call.images(image), filters, call.sizes(case.image), **call.options),
        plain.conv2d_transpose(image, kernel, case.image, *call.rest),
    )
    call.check_images(
        cl.nn.conv2d_transpose_backprop_input(filters, call.images(gradient), **call.options),
        plain.conv2d_transpose_backprop_input(kernel, gradient, *call.rest),
    )
    call.check(
        cl.nn.conv2d_transpose_backprop_filter(
            call.images(image), kernel.shape, call.images(gradient), **call.options
        ),
        plain.conv2d_transpose_backprop_filter(image, kernel.shape, gradient, *call.rest),
    )


@every_case(200, pool=True)
def test_gradient_of_max_pool2d(case):
    case = case.padded_less_than_windows()
    call = Call(case, dilated=False)
    image = np.round(call.image / 5)  # many ties
    gradient = call.gradient(case.image[3])
    call.check_images(
        cl.nn.max_pool2d_backprop_input(
            call.images(image), call.images(gradient), call.kernel, **call.without_dilations
        ),
        plain.max_pool2d_backprop_input(
            image, gradient, call.kernel, case.strides, case.plain_padding
        ),
    )


@every_case(200, pool=True, paddings="words")
def test_gradient_of_avg_pool2d(case):
    assume(isinstance(case.padding, str))
    call = Call(case, dilated=False)
    gradient = call.gradient(case.image[3])
    call.check_images(
        cl.nn.avg_pool2d_backprop_input(
            call.sizes(case.image), call.images(gradient), call.kernel, **call.without_dilations
        ),
        plain.avg_pool2d_backprop_input(
            case.image, gradient, call.kernel, case.strides, case.padding
        ),
        TOLERANCE[case.dtype] * 10,
    )


@every_case(120, paddings="words", formats=("NHWC",))
def test_gradient_of_extract_patches(case):
    assume(isinstance(case.padding, str) and case.data_format == "NHWC")
    call = Call(case)
    gradient = call.gradient(case.kernel[0] * case.kernel[1] * case.image[3])
    call.check(
        cl.nn.extract_patches_backprop_input(
            call.sizes(case.image),
            call.images(gradient),
            call.kernel,
            case.argument(case.strides),
            case.argument(case.dilations),
            case.padding,
        ),
        plain.extract_patches_backprop_input(
            case.image, gradient, call.kernel, case.strides, case.dilations, case.padding
        ),
    )


def test_max_pooling_passes_to_the_first_cell_of_the_image_even_if_all_are_endless():
    image = np.full((1, 3, 3, 1), -np.inf)
    gradient = np.arange(1.0, 10).reshape(1, 3, 3, 1)
    out = cl.nn.max_pool2d_backprop_input(image, gradient, 3, 1, "SAME")[0, :, :, 0]
    assert out.tolist() == [[1 + 2 + 4 + 5, 3 + 6, 0], [7 + 8, 9, 0], [0, 0, 0]]


def test_max_pooling_passes_to_what_is_not_a_number():
    image = np.array([[1.0, 5, 2], [3, np.nan, np.nan]]).reshape(1, 2, 3, 1)
    gradient = np.array([[10.0, 1]]).reshape(1, 1, 2, 1)
    out = cl.nn.max_pool2d_backprop_input(image, gradient, 2, 1, "VALID")[0, :, :, 0]
    assert out.tolist() == [[0, 0, 0], [0, 11, 0]]


@pytest.mark.parametrize("padding", ["SAME", "VALID", [[0, 0], [2, 1], [0, 3], [0, 0]]])
@pytest.mark.parametrize(("kernel", "stride", "dilation"), [(1, 3, 1), (3, 2, 2), (4, 3, 1)])
def test_conv2d_transpose_takes_the_sizes_that_conv2d_leads_back(kernel, stride, dilation, padding):
    filters, shape = np.ones((kernel, kernel, 1, 1)), (1, 2, 3, 1)
    right = {2: [], 3: []}
    for size, wanted in itertools.product(range(30), right):
        image = np.ones((1, size, size, 1))
        try:
            out = cl.nn.conv2d(image, filters, stride, padding, dilations=dilation)
        except ValueError:
            continue
        axis = 1 if wanted == 2 else 2
        if out.shape[axis] == wanted:
            right[wanted].append(size)
    for height, width in itertools.product(range(30), range(30)):
        arguments = (np.ones(shape), filters, [height, width], stride, padding)
        if height in right[2] and width in right[3]:
            out = cl.nn.conv2d_transpose(*arguments, dilations=dilation)
            assert out.shape == (1, height, width, 1)
        else:
            with pytest.raises(ValueError, match="must be a size that conv2d takes"):
                cl.nn.conv2d_transpose(*arguments, dilations=dilation)
