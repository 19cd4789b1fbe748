"""Grouped convolution and its gradients: plain loops, shares put side by side, TensorFlow."""

from dataclasses import replace

import numpy as np
import pytest
from helpers import skip_without
from helpers import tensorflow_gradients as theirs
from helpers.operator_calls import numbers
from helpers.random_calls import Call, every_case
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl
from course_lib.nn import plain

STEPS = [
    {"strides": 1, "padding": "SAME"},
    {"strides": (2, 1), "padding": "VALID"},
    {"strides": 2, "padding": [[0, 0], [1, 0], [0, 2], [0, 0]]},
    {"strides": 1, "padding": "SAME", "dilations": (2, 1)},
]
GROUPS = [(6, 4, 2), (6, 6, 3), (4, 8, 4), (6, 6, 6), (3, 6, 1)]  # c_in, c_out, groups
each = pytest.mark.parametrize


def arrays(c_in, c_out, groups):
    return numbers((2, 5, 7, c_in)), numbers((3, 2, c_in // groups, c_out), start=41)


def there_and_back(x, w, steps, package=cl.nn):
    """Return the output, and the gradients by images and by filters."""
    out = package.conv2d(x, w, **steps)
    g = numbers(out.shape, start=17)
    by_input = package.conv2d_backprop_input(list(x.shape), w, g, **steps)
    return out, by_input, package.conv2d_backprop_filter(x, w.shape, g, **steps)


@every_case(200)
def test_groups_are_the_loops(case):
    groups = 1 + case.seed % 3
    wide = (*case.image[:3], case.image[3] * groups)
    call = Call(replace(case, image=wide, form="four" if case.form == "pair" else case.form))
    kernel = case.values((*case.kernel[:2], case.image[3], case.kernel[2] * groups), extra=1)
    gradient = call.gradient(kernel.shape[3])
    image, filters = call.images(call.image), call.filters(kernel)
    out = cl.nn.conv2d(image, filters, **call.options)
    call.check_images(out, plain.conv2d(call.image, kernel, *call.rest))
    sizes, back = call.sizes(wide), call.images(gradient)
    call.check_images(
        cl.nn.conv2d_backprop_input(sizes, filters, back, **call.options),
        plain.conv2d_backprop_input(wide, kernel, gradient, *call.rest),
    )
    call.check(
        cl.nn.conv2d_backprop_filter(image, kernel.shape, back, **call.options),
        plain.conv2d_backprop_filter(call.image, kernel.shape, gradient, *call.rest),
    )


@each("steps", STEPS, ids=str)
@each(("c_in", "c_out", "groups"), GROUPS)
@each("package", [cl.nn, plain], ids=["fast", "plain"])
def test_groups_are_convolutions_side_by_side(package, c_in, c_out, groups, steps):
    x, w = arrays(c_in, c_out, groups)
    out, by_input, by_filter = there_and_back(x, w, steps, package)
    g = numbers(out.shape, start=17)
    shares = [np.split(array, groups, axis=3) for array in (x, w, g)]
    for k, (images, filters, gradient) in enumerate(zip(*shares, strict=True)):
        inner = slice(k * c_in // groups, (k + 1) * c_in // groups)
        outer = slice(k * c_out // groups, (k + 1) * c_out // groups)
        assert_array_equal(out[..., outer], cl.nn.conv2d(images, filters, **steps))
        expected = cl.nn.conv2d_backprop_input(images.shape, filters, gradient, **steps)
        assert_array_equal(by_input[..., inner], expected)
        expected = cl.nn.conv2d_backprop_filter(images, filters.shape, gradient, **steps)
        assert_array_equal(by_filter[..., outer], expected)


@each("steps", STEPS, ids=str)
@each(("c_in", "c_out", "groups"), GROUPS)
def test_groups_are_tensorflows(c_in, c_out, groups, steps):
    tf = skip_without.module("tensorflow")
    x, w = arrays(c_in, c_out, groups)
    steps = {"dilations": (1, 1), **steps}
    out, *slopes = there_and_back(x, w, steps)
    assert_array_equal(out, tf.nn.conv2d(tf.constant(x), tf.constant(w), **steps))

    def side_by_side(x, w):  # on a CPU TensorFlow has no gradient of groups
        shares = zip(tf.split(x, groups, 3), tf.split(w, groups, 3), strict=True)
        return tf.concat([theirs.conv2d(*share, **steps) for share in shares], 3)

    g = tf.constant(numbers(out.shape, start=17))
    expected = theirs.gradients(side_by_side, [tf.constant(x), tf.constant(w)], g)
    for ours, answer in zip(slopes, expected, strict=True):
        assert ours.dtype == answer.dtype.as_numpy_dtype
        assert_allclose(ours, answer, rtol=1e-12)


def test_many_images_in_blocks_on_all_cores():
    x, w = np.tile(numbers((1, 40, 40, 8)), (60, 1, 1, 1)), numbers((3, 3, 2, 8), start=41)
    found = there_and_back(x, w, STEPS[0])
    one = there_and_back(x[:1], w, STEPS[0])
    assert_array_equal(found[0], np.tile(one[0], (60, 1, 1, 1)))
    g = numbers(found[0].shape, start=17)
    expected = sum(
        cl.nn.conv2d_backprop_filter(x[:1], w.shape, g[k : k + 1], **STEPS[0]) for k in range(60)
    )
    assert_array_equal(found[2], expected)


IMAGES, OUT = np.ones((1, 4, 4, 6)), np.ones((1, 4, 4, 7))
FILTERS = np.ones((2, 2, 3, 7))
CALLS = {
    "conv2d: input has 6 channels (axis 3 of (1, 4, 4, 6)) and filters expect 3": (
        lambda nn: nn.conv2d(IMAGES, FILTERS, 1, "SAME")
    ),
    "conv2d_backprop_input: input_sizes has 6 channels (axis 3 of (1, 4, 4, 6)) and filter expects "
    "3": lambda nn: nn.conv2d_backprop_input([1, 4, 4, 6], FILTERS, OUT, 1, "SAME"),
    "conv2d_backprop_filter: input has 6 channels (axis 3 of (1, 4, 4, 6)) and filter_sizes expect "
    "3": lambda nn: nn.conv2d_backprop_filter(IMAGES, FILTERS.shape, OUT, 1, "SAME"),
}


@each("begin", CALLS)
def test_groups_that_do_not_divide_the_output_channels(begin):
    with pytest.raises(ValueError, match=r"which makes 2 groups") as caught:
        CALLS[begin](cl.nn)
    assert str(caught.value) == (
        f"{begin} (axis 2 of (2, 2, 3, 7)), which makes 2 groups. Then c_out must be a multiple "
        "of 2, received 7 (axis 3)"
    )


def test_channels_that_make_no_groups():
    rule = r"filters expect c_in=4 \(axis 2 of \(2, 2, 4, 8\)\), input has 6 channels"
    with pytest.raises(ValueError, match=rule):
        cl.nn.conv2d(IMAGES, np.ones((2, 2, 4, 8)), 1, "SAME")
    with pytest.raises(ValueError, match="input has 0 channels"):
        cl.nn.conv2d(IMAGES[..., :0], np.ones((2, 2, 4, 8)), 1, "SAME")


@each("step", ["conv2d_loops", "conv2d_windows", "conv2d_gemm", "conv2d_fft"])
def test_the_steps_of_the_ladder_know_no_groups(step):
    with pytest.raises(ValueError, match="filters expect c_in=3"):
        getattr(cl.nn.ladder, step)(IMAGES, FILTERS[..., :6], 1, "SAME")
