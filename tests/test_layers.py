"""Layers: weights, shapes, names, dtypes and errors."""

import numpy as np
import pytest
from helpers.refusals import message
from numpy.testing import assert_array_equal

import course_lib as cl
from course_lib.layers import Conv2D, MaxPool2D, MaxPooling2D

pytestmark = pytest.mark.usefixtures("first_names")
IMAGES = np.random.default_rng(3).normal(size=(2, 6, 7, 3))


def quarters(**options):
    """Return a layer whose 2×2 filter holds quarters, with a bias of 3."""
    layer = Conv2D(1, (2, 2), **options)
    layer(np.zeros((1, 1, 4, 4) if "data_format" in options else (1, 4, 4, 1)))
    layer.set_weights([np.full((2, 2, 1, 1), 0.25), np.array([3.0])])
    return layer


# Weights


def test_weights_are_made_on_the_first_call():
    layer = Conv2D(4, (3, 2))
    assert layer.weights == []
    assert layer.get_weights() == []
    assert not layer.built
    layer(IMAGES)
    assert layer.built
    assert [w.shape for w in layer.weights] == [(3, 2, 3, 4), (4,)]
    assert [w.dtype for w in layer.weights] == [np.float32, np.float32]
    assert_array_equal(layer.weights[1], np.zeros(4))
    limit = np.sqrt(6 / (3 * 2 * 3 + 3 * 2 * 4))
    assert 0.5 * limit < np.abs(layer.weights[0]).max() <= limit


def test_a_second_call_keeps_the_weights():
    layer = Conv2D(4, 3)
    first, kernel = layer(IMAGES), layer.get_weights()[0]
    assert_array_equal(layer(IMAGES), first)
    assert_array_equal(layer.weights[0], kernel)


def test_pooling_has_no_weights():
    layer = MaxPool2D()
    for _ in range(2):
        assert layer.weights == layer.get_weights() == []
        assert layer.count_params() == 0
        layer.set_weights([])
        layer(IMAGES)
    text = message(ValueError, layer.set_weights, [np.ones(1)])
    assert text == "max_pooling2d: weights must have shapes [], received [(1,)]"


def test_get_weights_gives_copies():
    layer = quarters()
    for weight in layer.get_weights():
        weight[...] = 99
    assert_array_equal(layer.weights[0].ravel(), [0.25] * 4)
    assert_array_equal(layer.weights[1], [3])


def test_set_weights_takes_copies():
    layer, kernel = quarters(), np.ones((2, 2, 1, 1), np.float32)
    layer.set_weights([kernel, [0.0]])
    kernel[...] = 99
    assert_array_equal(layer.weights[0], np.ones((2, 2, 1, 1)))


@pytest.mark.parametrize("method", ["set_weights", "count_params"])
def test_before_the_first_call_there_is_nothing_to_set_or_count(method):
    arguments = [[]] if method == "set_weights" else []
    text = message(ValueError, getattr(Conv2D(1, 2), method), *arguments)
    assert text == (
        "conv2d: there are no weights before the first call. "
        f"Call the layer on an array first, then {method}"
    )


KERNEL, BIAS = np.ones((2, 2, 1, 1)), np.ones(1)


@pytest.mark.parametrize(
    ("weights", "received"),
    [
        ([], "[]"),
        ([KERNEL], "[(2, 2, 1, 1)]"),
        ([BIAS, KERNEL], "[(1,), (2, 2, 1, 1)]"),
        ([KERNEL[..., 0], BIAS], "[(2, 2, 1), (1,)]"),
        ([KERNEL, BIAS, BIAS], "[(2, 2, 1, 1), (1,), (1,)]"),
        ([KERNEL, 1.0], "[(2, 2, 1, 1), ()]"),
    ],
)
def test_set_weights_of_other_shapes(weights, received):
    layer = quarters()
    text = message(ValueError, layer.set_weights, weights)
    assert text == f"conv2d: weights must have shapes [(2, 2, 1, 1), (1,)], received {received}"
    assert_array_equal(layer.weights[1], [3])


@pytest.mark.parametrize(
    ("weights", "error", "text"),
    [
        (3, TypeError, "weights must be a list of arrays, received int"),
        (None, TypeError, "weights must be a list of arrays, received NoneType"),
        (KERNEL, TypeError, "weights must be a list of arrays, received ndarray"),
        ([KERNEL, ["a"]], TypeError, "weights must hold real numbers, received dtype <U1"),
        ([KERNEL, [1j]], TypeError, "weights must hold real numbers, received dtype complex128"),
        ([KERNEL, [[1], [2, 3]]], ValueError, "weights is not a regular array of numbers"),
    ],
)
def test_set_weights_of_something_else(weights, error, text):
    assert message(error, quarters().set_weights, weights).startswith(f"conv2d: {text}")


# Options


@pytest.mark.parametrize("name", ["channels_first", "NCHW"])
def test_channels_first(name):
    images = np.arange(16.0).reshape(1, 1, 4, 4)
    last = np.moveaxis(images, 1, -1)
    assert_array_equal(quarters(data_format=name)(images)[0, 0], quarters()(last)[0, :, :, 0])
    assert_array_equal(MaxPool2D(data_format=name)(images)[0, 0], [[5, 7], [13, 15]])


def test_relu():
    images = -np.arange(16.0).reshape(1, 4, 4, 1)
    expected = [[0.5, 0, 0], [0, 0, 0], [0, 0, 0]]
    for relu in ["relu", lambda x: np.maximum(x, 0)]:
        assert_array_equal(quarters(activation=relu)(images)[0, :, :, 0], expected)


def test_initializers():
    layer = Conv2D(
        2, 2, kernel_initializer="zeros", bias_initializer=lambda shape: np.full(shape, 7)
    )
    assert_array_equal(layer(IMAGES), np.full((2, 5, 6, 2), 7))
    assert layer.weights[1].dtype == np.float32


# Names


def test_names():
    assert [Conv2D(1, 1).name for _ in range(3)] == ["conv2d", "conv2d_1", "conv2d_2"]
    pools = [MaxPool2D(), MaxPooling2D()]
    assert [pool.name for pool in pools] == ["max_pooling2d", "max_pooling2d_1"]
    assert Conv2D(1, 1, name="edges").name == "edges"
    assert Conv2D(1, 1).name == "conv2d_3"
    others = [cl.layers.ReLU(), cl.layers.Conv2DTranspose(1, 2), cl.layers.GlobalMaxPooling2D()]
    stems = ["re_lu", "conv2d_transpose", "global_max_pooling2d"]
    assert [layer.name for layer in others] == stems


def test_both_names_of_pooling_are_one_layer():
    assert MaxPool2D is MaxPooling2D
    assert cl.layers.MaxPool2D is cl.layers.MaxPooling2D is MaxPool2D


# Dtypes


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize("layer", [Conv2D(1, 2), MaxPool2D()], ids=["conv2d", "max_pool2d"])
def test_floats_are_computed_in_float32(layer, dtype):
    assert layer(IMAGES.astype(dtype)).dtype == np.float32


def test_float64_is_rounded_before_the_sum():
    layer = quarters()
    layer.set_weights([np.ones((2, 2, 1, 1)), [0]])
    large = np.full((1, 2, 2, 1), 2.0**24 + 1)
    assert layer(large).item() == 2.0**26


@pytest.mark.parametrize("dtype", ["uint8", "int32", "int64"])
def test_pooling_keeps_integers(dtype):
    out = MaxPool2D(padding="same")(-np.arange(9).reshape(1, 3, 3, 1).astype(dtype))
    expected = -np.arange(9).astype(dtype)
    assert out.dtype == dtype
    rows = expected.reshape(3, 3)
    assert out[0, 0, 0, 0] == rows[:2, :2].max()
    assert out[0, 1, 1, 0] == rows[2, 2]


def test_lists_are_taken_too():
    assert MaxPool2D()([[[[1], [2]], [[3], [4]]]]).tolist() == [[[[4]]]]


def test_the_input_is_left_alone():
    images = IMAGES.astype(np.float32)
    for layer in (Conv2D(1, 2, activation="relu"), MaxPool2D()):
        layer(images)
        assert_array_equal(images, IMAGES.astype(np.float32))


def test_no_images():
    layer = Conv2D(4, 2)
    assert layer(IMAGES[:0]).shape == (0, 5, 6, 4)
    assert layer.output_shape == (None, 5, 6, 4)
