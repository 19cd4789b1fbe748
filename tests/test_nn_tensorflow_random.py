"""Thousands of random calls against TensorFlow: values, and gradients by every array.

Each test draws its block of calls from numbers of its own, the same in every run. What TensorFlow
cannot do on a CPU is not drawn, or not compared: see ``draw``, ``trusted`` and ``NO_EMPTY``.
"""

from dataclasses import dataclass

import numpy as np
import pytest
from helpers import skip_without
from helpers import tensorflow_gradients as theirs
from helpers.operator_calls import fits
from numpy.testing import assert_allclose

from course_lib import nn
from course_lib.nn.plain.windows import lay

pytestmark = pytest.mark.once
OPERATORS = (
    "conv2d",
    "depthwise_conv2d",
    "separable_conv2d",
    "conv2d_transpose",
    "max_pool2d",
    "avg_pool2d",
    "extract_patches",
)
BLOCKS, CALLS = 30, 100  # for each operator
EQUAL_STRIDES = ("depthwise_conv2d", "separable_conv2d")
EXPLICIT = ("conv2d", "depthwise_conv2d", "conv2d_transpose", "max_pool2d")
POOLS = ("max_pool2d", "avg_pool2d")
# TensorFlow's gradients of no images at all are an error here, or numbers left over in memory.
NO_EMPTY = (*EQUAL_STRIDES, "extract_patches")


@dataclass(frozen=True)
class Setting:
    """Everything but the values; ``filters`` is c_out, or mult for depthwise filters."""

    image: tuple
    kernel: tuple
    strides: tuple
    dilations: tuple
    padding: object
    filters: int
    mult: int

    def written(self):
        """Write the padding as both libraries take it."""
        if isinstance(self.padding, str):
            return self.padding
        return [[0, 0], *map(list, self.padding), [0, 0]]

    def windows(self):
        """Return how many windows there are, and how far the first ones stick out."""
        steps = self.strides, self.written(), self.dilations
        return lay(self.image[1:3], self.kernel, *steps)


def draw(operator, random):
    """Return a setting in which a window fits: TensorFlow may crash where none does."""

    def pair(low, high):
        return tuple(random.integers(low, high + 1, 2).tolist())

    def one(low, high):
        return int(random.integers(low, high + 1))

    while True:
        kernel, strides = pair(1, 4), pair(1, 4)
        most = min(kernel) - 1 if operator in POOLS else 3  # a window of padding only is refused
        explicit = (pair(0, most), pair(0, most))
        words = ["SAME", "VALID", explicit] if operator in EXPLICIT else ["SAME", "VALID"]
        setting = Setting(
            image=(one(0, 2), *pair(1, 8), one(1, 3)),
            kernel=kernel,
            strides=(strides[0],) * 2 if operator in EQUAL_STRIDES else strides,
            dilations=(1, 1) if operator in POOLS else pair(1, 3),
            padding=words[one(0, len(words) - 1)],
            filters=one(1, 3),
            mult=one(1, 3),
        )
        pads = ((0, 0), (0, 0)) if isinstance(setting.padding, str) else setting.padding
        size = setting.image[1:3]
        if setting.padding == "SAME" or fits(size, kernel, setting.dilations, pads):
            return setting


def trusted(operator, setting):
    """Tell whether TensorFlow's gradient is right.

    That of average pooling is not where a window juts out of the image on both sides: it shares
    a number among cells that are not there.
    """
    if operator != "avg_pool2d" or setting.padding == "VALID":
        return True
    sizes = setting.image[1:3], setting.kernel, setting.strides
    axes = zip(*setting.windows(), *sizes, strict=True)
    return not any(
        y * stride < before and y * stride - before + kernel > size
        for count, before, size, kernel, stride in axes
        for y in range(count)
    )


def arrays_of(operator, setting, values):
    """Return the arrays of a call: images, and filters where there are any."""
    c, (kh, kw) = setting.image[3], setting.kernel
    depthwise = values((kh, kw, c, setting.mult))
    if operator == "conv2d":
        return [values(setting.image), values((kh, kw, c, setting.filters))]
    if operator == "depthwise_conv2d":
        return [values(setting.image), depthwise]
    if operator == "separable_conv2d":
        return [values(setting.image), depthwise, values((1, 1, c * setting.mult, setting.filters))]
    if operator == "conv2d_transpose":
        laid = (setting.image[0], *setting.windows()[0], setting.filters)
        return [values(laid), values((kh, kw, c, setting.filters))]
    return [values(setting.image)]


def options_of(operator, setting):
    options = {"strides": [1, *setting.strides, 1], "padding": setting.written()}
    if operator in POOLS:
        return {"ksize": list(setting.kernel), **options}
    if operator == "extract_patches":
        rates = [1, *setting.dilations, 1]
        return {"sizes": [1, *setting.kernel, 1], "rates": rates, **options}
    if operator == "conv2d_transpose":
        options["output_shape"] = list(setting.image)
    return {"dilations": list(setting.dilations), **options}


def our_gradients(operator, arrays, g, options):
    """Return the gradients by all arrays, in their order."""
    x, *filters = arrays
    both = {"out_backprop": g, **options}
    by_input = getattr(nn, f"{operator}_backprop_input")
    if operator == "max_pool2d":
        return [by_input(x, **both)]
    if operator == "conv2d_transpose":
        del both["output_shape"]
        by_filter = nn.conv2d_transpose_backprop_filter
        return [by_input(*filters, **both), by_filter(x, filters[0].shape, **both)]
    by_input = by_input(x.shape, *filters, **both)
    if operator == "separable_conv2d":
        return [by_input, *nn.separable_conv2d_backprop_filters(x, *filters, **both)]
    if filters:
        by_filter = getattr(nn, f"{operator}_backprop_filter")
        return [by_input, by_filter(x, filters[0].shape, **both)]
    return [by_input]


def tensorflow_answers(operator, arrays, options, values):
    """Return TensorFlow's result, random numbers of its shape, and the gradients they lead to."""
    tf = skip_without.module("tensorflow")
    plain = {**vars(tf.nn), "extract_patches": tf.image.extract_patches}[operator]
    function = plain if operator in (*POOLS, "extract_patches") else getattr(theirs, operator)
    arrays = [tf.constant(array) for array in arrays]
    with tf.GradientTape() as tape:
        tape.watch(arrays)
        out = function(*arrays, **options)
    g = values(out.shape)
    if operator in NO_EMPTY and 0 in arrays[0].shape:
        gradients = [tf.zeros_like(array) for array in arrays]
    else:
        gradients = tape.gradient(out, arrays, tf.constant(g))
    if operator == "conv2d":
        out = plain(*arrays, **options)  # it has dilations, but no gradient of them
    return out.numpy(), g, [gradient.numpy() for gradient in gradients]


def check(operator, seed):
    random = np.random.default_rng(seed)
    setting = draw(operator, random)
    whole = random.integers(2)  # small whole numbers: many ties

    def values(shape):
        return random.integers(-2, 3, shape) * 1.0 if whole else random.normal(0, 3, shape)

    arrays, options = arrays_of(operator, setting, values), options_of(operator, setting)
    expected, g, gradients = tensorflow_answers(operator, arrays, options, values)
    results = [getattr(nn, operator)(*arrays, **options)]
    answers = [expected]
    if trusted(operator, setting):
        results += our_gradients(operator, arrays, g, options)
        answers += gradients
    for result, answer in zip(results, answers, strict=True):
        told = f"{operator}, seed {seed}: {setting}"
        assert result.dtype == answer.dtype, told
        assert result.shape == answer.shape, told
        assert_allclose(result, answer, rtol=1e-9, atol=1e-9, err_msg=told)


@pytest.mark.parametrize("block", range(BLOCKS))
@pytest.mark.parametrize("operator", OPERATORS)
def test_random_calls_agree_with_tensorflow(operator, block):
    skip_without.module("tensorflow")
    for call in range(CALLS):
        check(operator, [OPERATORS.index(operator), block, call])
