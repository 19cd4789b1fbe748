"""The rules that convolution obeys, whatever its arguments are."""

from helpers.random_calls import cases
from hypothesis import given, settings
from numpy.testing import assert_array_equal

import course_lib as cl
from course_lib.nn.plain.windows import lay


def fitting(**limits):
    """Cases of conv2d in float64 and NHWC where at least one window fits."""
    return cases(dtypes=("float64",), formats=("NHWC",), **limits).filter(
        lambda case: all(
            lay(case.image[1:3], case.kernel[:2], case.strides, case.plain_padding, case.dilations)[
                0
            ]
        )
    )


def convolve(case, image, kernel):
    return cl.nn.conv2d(
        image, kernel, case.strides, case.padding_argument(), dilations=case.dilations
    )


def filters_of(case, extra):
    return case.values((*case.kernel[:2], case.image[3], case.kernel[2]), extra)


@settings(max_examples=60)
@given(fitting())
def test_conv2d_is_linear(case):
    image, other_image = case.values(case.image), case.values(case.image, extra=1)
    kernel, other_kernel = filters_of(case, extra=2), filters_of(case, extra=3)
    out = convolve(case, image, kernel)
    assert_array_equal(
        convolve(case, 2 * image - other_image, kernel),
        2 * out - convolve(case, other_image, kernel),
    )
    assert_array_equal(
        convolve(case, image, kernel - 3 * other_kernel),
        out - 3 * convolve(case, image, other_kernel),
    )


@settings(max_examples=60)
@given(fitting())
def test_conv2d_adds_up_its_channels(case):
    image, kernel = case.values(case.image), filters_of(case, extra=1)
    alone = [convolve(case, image[..., [c]], kernel[:, :, [c]]) for c in range(case.image[3])]
    assert_array_equal(sum(alone), convolve(case, image, kernel))


@settings(max_examples=60)
@given(fitting(paddings="words"))
def test_conv2d_is_patches_times_filters(case):
    image, kernel = case.values(case.image), filters_of(case, extra=1)
    patches = cl.nn.extract_patches(
        image, case.kernel[:2], case.strides, case.dilations, case.padding
    )
    flat = kernel.reshape(-1, case.kernel[2])
    assert_array_equal(patches @ flat, convolve(case, image, kernel))


@settings(max_examples=60)
@given(fitting())
def test_conv2d_treats_images_and_filters_one_by_one(case):
    image, kernel = case.values(case.image), filters_of(case, extra=1)
    out = convolve(case, image, kernel)
    for n in range(case.image[0]):
        for o in range(case.kernel[2]):
            one = convolve(case, image[[n]], kernel[..., [o]])
            assert_array_equal(one[0, :, :, 0], out[n, :, :, o])
