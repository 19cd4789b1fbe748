"""Every gradient belongs to its operator: by sums of products, and by small differences."""

import numpy as np
import pytest
from helpers.operator_calls import numbers, to_format

import course_lib as cl

nn = cl.nn
OPTIONS = {
    "same": {"strides": 1, "padding": "SAME"},
    "strides": {"strides": (2, 3), "padding": "SAME"},
    "valid": {"strides": (3, 1), "padding": "VALID"},
    "dilations": {"strides": (1, 2), "padding": "VALID", "dilations": (2, 1)},
    "one side": {"strides": (2, 1), "padding": [[0, 0], [2, 0], [0, 1], [0, 0]]},
    "NCHW": {"strides": (2, 1), "padding": [[0, 0], [0, 0], [0, 2], [1, 0]], "data_format": "NCHW"},
}
KERNEL, WIDE, POINTWISE = (3, 2, 3, 2), (3, 2, 3, 4), (1, 1, 12, 2)


def image_for(options, channels=3):
    return to_format(numbers((2, 7, 8, channels)) / 8, options.get("data_format", "NHWC"))


def filters(shape, start):
    return numbers(shape, start=start) / 8


def conv2d(options):
    x, w = image_for(options), filters(KERNEL, 11)
    return (
        (lambda x, w: nn.conv2d(x, w, **options)),
        (x, w),
        lambda g: (
            nn.conv2d_backprop_input(x.shape, w, g, **options),
            nn.conv2d_backprop_filter(x, w.shape, g, **options),
        ),
    )


def depthwise_conv2d(options):
    x, w = image_for(options), filters(WIDE, 12)
    return (
        (lambda x, w: nn.depthwise_conv2d(x, w, **options)),
        (x, w),
        lambda g: (
            nn.depthwise_conv2d_backprop_input(x.shape, w, g, **options),
            nn.depthwise_conv2d_backprop_filter(x, w.shape, g, **options),
        ),
    )


def separable_conv2d(options):
    arrays = image_for(options), filters(WIDE, 13), filters(POINTWISE, 14)
    return (
        (lambda *arrays: nn.separable_conv2d(*arrays, **options)),
        arrays,
        lambda g: (
            nn.separable_conv2d_backprop_input(arrays[0].shape, *arrays[1:], g, **options),
            *nn.separable_conv2d_backprop_filters(*arrays, g, **options),
        ),
    )


def conv2d_transpose(options):
    w, out = filters(KERNEL, 15), image_for(options)
    x = nn.conv2d_transpose_backprop_input(w, out, **options) / 64
    return (
        (lambda x, w: nn.conv2d_transpose(x, w, out.shape, **options)),
        (x, w),
        lambda g: (
            nn.conv2d_transpose_backprop_input(w, g, **options),
            nn.conv2d_transpose_backprop_filter(x, w.shape, g, **options),
        ),
    )


def avg_pool2d(options):
    x = image_for(options)
    return (
        (lambda x: nn.avg_pool2d(x, (3, 2), **options)),
        (x,),
        lambda g: (nn.avg_pool2d_backprop_input(x.shape, g, (3, 2), **options),),
    )


def max_pool2d(options):
    x = image_for(options)
    x = x + np.linspace(0, 0.1, x.size).reshape(x.shape)  # no ties
    return (
        (lambda x: nn.max_pool2d(x, (3, 2), **options)),
        (x,),
        lambda g: (nn.max_pool2d_backprop_input(x, g, (3, 2), **options),),
    )


def extract_patches(options):
    x = image_for(options)
    rest = ((3, 2), options["strides"], options.get("dilations", 1), options["padding"])
    return (
        (lambda x: nn.extract_patches(x, *rest)),
        (x,),
        lambda g: (nn.extract_patches_backprop_input(x.shape, g, *rest),),
    )


WORDS = ["same", "strides", "valid"]
PAIRS = [
    *[
        (make, name)
        for make in (conv2d, depthwise_conv2d, separable_conv2d, conv2d_transpose)
        for name in OPTIONS
    ],
    *[(avg_pool2d, name) for name in WORDS],
    *[(max_pool2d, name) for name in [*WORDS, "one side", "NCHW"]],
    *[(extract_patches, name) for name in [*WORDS, "dilations"]],
]
each_operator = pytest.mark.parametrize(
    ("make", "name"), PAIRS, ids=[f"{make.__name__} {name}" for make, name in PAIRS]
)


@each_operator
def test_sums_of_products_agree(make, name):
    operator, arrays, gradients = make(OPTIONS[name])
    out = operator(*arrays)
    weights = numbers(out.shape, start=29) / 8
    total = (out * weights).sum()
    for array, gradient in zip(arrays, gradients(weights), strict=True):
        assert gradient.shape == array.shape
        assert np.isclose((array * gradient).sum(), total, rtol=1e-12, atol=1e-9)


@each_operator
def test_small_differences_agree(make, name):
    operator, arrays, gradients = make(OPTIONS[name])
    weights = numbers(operator(*arrays).shape, start=31) / 8
    step = 2.0**-12
    for k, gradient in enumerate(gradients(weights)):
        for place in range(0, arrays[k].size, max(arrays[k].size // 40, 1)):
            moved = []
            for sign in (1, -1):
                array = arrays[k].copy()
                array.flat[place] += sign * step
                out = operator(*arrays[:k], array, *arrays[k + 1 :])
                moved.append((out * weights).sum())
            difference = (moved[0] - moved[1]) / (2 * step)
            assert np.isclose(difference, gradient.flat[place], rtol=1e-7, atol=1e-6)
