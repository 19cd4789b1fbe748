"""Layers: weights, shapes, names, dtypes and errors."""

from collections import Counter

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl
from course_lib.layers import Conv2D, MaxPool2D, MaxPooling2D, names

IMAGES = np.random.default_rng(3).normal(size=(2, 6, 7, 3))


@pytest.fixture(autouse=True)
def first_names(monkeypatch):
    """Let every test begin with the names conv2d and max_pooling2d."""
    monkeypatch.setattr(names, "_used_names", Counter())


def quarters(**options):
    """Return a layer whose 2×2 filter holds quarters, with a bias of 3."""
    layer = Conv2D(1, (2, 2), **options)
    layer(np.zeros((1, 1, 4, 4) if "data_format" in options else (1, 4, 4, 1)))
    layer.set_weights([np.full((2, 2, 1, 1), 0.25), np.array([3.0])])
    return layer


def message(error, call, *arguments, **options):
    with pytest.raises((TypeError, ValueError)) as caught:
        call(*arguments, **options)
    assert caught.type is error
    return str(caught.value)


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


def test_set_weights_changes_the_result():
    out = quarters()(np.arange(16.0).reshape(1, 4, 4, 1))
    expected = [[5.5, 6.5, 7.5], [9.5, 10.5, 11.5], [13.5, 14.5, 15.5]]
    assert_array_equal(out[0, :, :, 0], expected)


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


@pytest.mark.parametrize(
    ("layer", "count"),
    [
        (Conv2D(4, (3, 2)), 3 * 2 * 3 * 4 + 4),
        (Conv2D(4, (3, 2), use_bias=False), 3 * 2 * 3 * 4),
        (Conv2D(30, 2), 2 * 2 * 3 * 30 + 30),
    ],
)
def test_count_params(layer, count):
    layer(IMAGES)
    assert layer.count_params() == count


# Options


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (Conv2D(4, (3, 2)), (None, 4, 6, 4)),
        (Conv2D(4, (3, 2), padding="same"), (None, 6, 7, 4)),
        (Conv2D(4, 3, strides=2), (None, 2, 3, 4)),
        (Conv2D(4, 3, strides=(1, 2), padding="same"), (None, 6, 4, 4)),
        (Conv2D(4, 3, dilation_rate=(1, 2)), (None, 4, 3, 4)),
        (MaxPool2D(), (None, 3, 3, 3)),
        (MaxPool2D(padding="same"), (None, 3, 4, 3)),
        (MaxPool2D(3, strides=1), (None, 4, 5, 3)),
        (MaxPool2D((1, 3)), (None, 6, 2, 3)),
    ],
)
def test_output_shape(layer, shape):
    assert layer.output_shape is None
    assert layer(IMAGES).shape == (2, *shape[1:])
    assert layer.output_shape == shape


def test_options_of_conv2d_are_those_of_the_operator():
    images = IMAGES.astype("float32")
    for strides, dilations in [((2, 1), 1), (1, (2, 3))]:
        layer = Conv2D(4, (3, 2), strides, padding="same", dilation_rate=dilations)
        out = layer(IMAGES)
        expected = cl.nn.conv2d(images, layer.weights[0], strides, "SAME", dilations=dilations)
        assert_array_equal(out, expected)


def test_options_of_pooling_are_those_of_the_operator():
    out = MaxPool2D((3, 2), strides=(1, 2), padding="same")(IMAGES)
    expected = cl.nn.max_pool2d(IMAGES.astype("float32"), (3, 2), (1, 2), "SAME")
    assert_array_equal(out, expected)


@pytest.mark.parametrize("name", ["channels_first", "NCHW"])
def test_channels_first(name):
    images = np.arange(16.0).reshape(1, 1, 4, 4)
    last = np.moveaxis(images, 1, -1)
    assert_array_equal(quarters(data_format=name)(images)[0, 0], quarters()(last)[0, :, :, 0])
    assert_array_equal(MaxPool2D(data_format=name)(images)[0, 0], [[5, 7], [13, 15]])


def test_channels_first_with_several_filters():
    last = Conv2D(4, 3)
    expected = last(IMAGES)
    first = Conv2D(4, 3, data_format="channels_first")
    turned = np.moveaxis(IMAGES, -1, 1)
    first(turned)
    weights = [last.weights[0], np.arange(4.0)]
    first.set_weights(weights)
    out = np.moveaxis(first(turned), 1, -1)
    assert_allclose(out, expected + np.arange(4), rtol=1e-5, atol=1e-6)
    assert first.output_shape == (None, 4, 4, 5)


def test_relu():
    images = -np.arange(16.0).reshape(1, 4, 4, 1)
    expected = [[0.5, 0, 0], [0, 0, 0], [0, 0, 0]]
    for relu in ["relu", lambda x: np.maximum(x, 0)]:
        assert_array_equal(quarters(activation=relu)(images)[0, :, :, 0], expected)


@pytest.mark.parametrize("linear", [None, "linear"])
def test_no_activation(linear):
    images = -np.arange(16.0).reshape(1, 4, 4, 1)
    assert_array_equal(quarters(activation=linear)(images)[0, 0, :, 0], [0.5, -0.5, -1.5])


def test_without_bias():
    layer = Conv2D(2, 2, use_bias=False)
    out = layer(IMAGES)
    assert len(layer.weights) == 1
    assert_array_equal(out, cl.nn.conv2d(IMAGES.astype("f"), layer.weights[0], 1, "VALID"))


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


@pytest.mark.parametrize("images", [np.ones((1, 3, 3, 1), int), [[[[1], [2]], [[3], [4]]]]])
def test_convolution_of_integers(images):
    text = message(TypeError, Conv2D(1, 2, name="edges"), images)
    assert text == (
        "edges: input holds integers (int64), and edges works on floats. "
        "Convert first: input.astype('float32')"
    )


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
