"""Max pooling that tells where its winners stand, and the gradient that takes these places."""

import inspect

import numpy as np
import pytest
from helpers import skip_without
from hypothesis import given, settings
from hypothesis import strategies as some
from numpy.testing import assert_array_equal

import course_lib as cl
from course_lib.nn import fast

SETTINGS = some.tuples(
    some.tuples(*[some.integers(1, most) for most in (2, 7, 6, 3)]),
    some.tuples(some.integers(1, 4), some.integers(1, 4)),
    some.tuples(some.integers(1, 3), some.integers(1, 3)),
    some.sampled_from(["SAME", "VALID"]),
).filter(lambda drawn: drawn[3] == "SAME" or np.all(np.array(drawn[0][1:3]) >= drawn[1]))


def images(shape, seed, dtype=np.float64):
    """Return small whole numbers, so that ties are frequent."""
    return np.random.default_rng(seed).integers(-3, 4, shape).astype(dtype)


@given(SETTINGS, some.integers(0, 99), some.sampled_from([40, 2**22]))
def test_values_places_and_gradient(drawn, seed, block_bytes):
    shape, *window = drawn
    x, fast.BLOCK_BYTES = images(shape, seed), block_bytes
    best, places = cl.nn.max_pool_with_argmax(x, *window)
    assert_array_equal((best, places), cl.nn.plain.max_pool_with_argmax(x, *window))
    gradient = images(best.shape, seed + 1)
    found = cl.nn.max_pool_with_argmax_backprop_input(shape, gradient, places)
    assert_array_equal(found, cl.nn.max_pool2d_backprop_input(x, gradient, *window))
    plain = cl.nn.plain.max_pool_with_argmax_backprop_input(shape, gradient, places)
    assert_array_equal(found, plain)


@settings(max_examples=30)
@given(SETTINGS, some.integers(0, 99), some.booleans(), some.sampled_from([np.int32, np.int64]))
def test_against_tensorflow(drawn, seed, counted_on, dtype):
    tf = skip_without.module("tensorflow")
    shape, ksize, strides, padding = drawn
    x = images(shape, seed, np.float32)
    options = {"output_dtype": dtype, "include_batch_in_index": counted_on}
    found = cl.nn.max_pool_with_argmax(x, ksize, strides, padding, **options)
    options["output_dtype"] = tf.as_dtype(dtype)
    wanted = tf.nn.max_pool_with_argmax(x, ksize, strides, padding, **options)
    for mine, theirs in zip(found, wanted, strict=True):
        assert mine.dtype == theirs.numpy().dtype
        assert_array_equal(mine, theirs)


def test_arguments_have_tensorflows_names_and_order():
    theirs = inspect.signature(skip_without.module("tensorflow").nn.max_pool_with_argmax).parameters
    ours = inspect.signature(cl.nn.max_pool_with_argmax).parameters
    assert list(ours) == [name for name in theirs if name != "name"]


@pytest.mark.parametrize("counted_on", [True, False])
def test_channels_first_counts_places_as_channels_last_does(counted_on):
    x = images((2, 5, 6, 3), 1)
    last = cl.nn.max_pool_with_argmax(x, 3, 2, "SAME", include_batch_in_index=counted_on)
    first = cl.nn.max_pool_with_argmax(
        x.transpose(0, 3, 1, 2), 3, 2, "SAME", "NCHW", include_batch_in_index=counted_on
    )
    for a, b in zip(last, first, strict=True):
        assert b.flags.c_contiguous
        assert_array_equal(a.transpose(0, 3, 1, 2), b)
    gradient = images(last[0].shape, 2)
    by_last = cl.nn.max_pool_with_argmax_backprop_input(
        x.shape, gradient, last[1], include_batch_in_index=counted_on
    )
    by_first = cl.nn.max_pool_with_argmax_backprop_input(
        (2, 3, 5, 6), gradient.transpose(0, 3, 1, 2), first[1], "NCHW", counted_on
    )
    assert by_first.flags.c_contiguous
    assert_array_equal(by_last.transpose(0, 3, 1, 2), by_first)


def test_a_cell_that_is_not_a_number_wins():
    x = np.array([[1.0, np.nan], [np.nan, 7], [-np.inf, -np.inf]]).reshape(1, 3, 2, 1)
    best, places = cl.nn.max_pool_with_argmax(x, (1, 2), 1, "VALID")
    assert_array_equal(best.ravel(), [np.nan, np.nan, -np.inf])
    assert places.ravel().tolist() == [1, 2, 4]


PLACES = np.zeros((1, 2, 2, 1), int)
WRONG = {
    "explicit padding": (
        ValueError,
        r"padding is 'SAME' or 'VALID'",
        lambda: cl.nn.max_pool_with_argmax(np.ones((1, 4, 4, 1)), 2, 2, [[0, 0]] * 4),
    ),
    "output_dtype": (
        TypeError,
        r"output_dtype is np.int64 or np.int32, received <class 'float'>",
        lambda: cl.nn.max_pool_with_argmax(np.ones((1, 4, 4, 1)), 2, 2, "SAME", "NHWC", float),
    ),
    "places that are no integers": (
        TypeError,
        "argmax must hold whole numbers, received dtype float64",
        lambda: cl.nn.max_pool_with_argmax_backprop_input([4, 4], PLACES * 1.0, PLACES * 1.0),
    ),
    "too few places": (
        ValueError,
        r"argmax must have the shape \(1, 2, 2, 1\), received \(1, 1, 2, 1\)",
        lambda: cl.nn.max_pool_with_argmax_backprop_input([4, 4], PLACES * 1.0, PLACES[:, :1]),
    ),
    "a place outside": (
        ValueError,
        "argmax must be places from 0 to 15, as an image has 16 numbers; .* from 16 to 16",
        lambda: cl.nn.max_pool_with_argmax_backprop_input([4, 4], PLACES * 1.0, PLACES + 16),
    ),
    "other channels": (
        ValueError,
        r"as many images and channels as out_backprop \(1, 2, 2, 1\)",
        lambda: cl.nn.max_pool_with_argmax_backprop_input([1, 4, 4, 3], PLACES * 1.0, PLACES),
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_refused(kind):
    error, message, call = WRONG[kind]
    with pytest.raises(error, match=message):
        call()
