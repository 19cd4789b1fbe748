"""Every layer there and back: finite differences, adjoints, shapes, errors."""

import numpy as np
import pytest
from helpers.layer_cases import CASES, IMAGES, NAMES, signed
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl
from course_lib.layers import activations

EVERY = pytest.mark.parametrize(("kind", "options", "shape"), CASES, ids=NAMES)
LINEAR = [case for case in CASES if "activation" not in case[1]]
LINEAR = [
    case for case in LINEAR if not case[0].startswith(("Max", "GlobalMax", "ReLU", "Leaky", "Soft"))
]


def made(kind, options, shape):
    layer = getattr(cl.layers, kind)(**options)
    layer.build((None, *shape[1:]))
    layer.set_weights([signed(w.shape, 7 + i) for i, w in enumerate(layer.weights)])
    return layer


def inner(a, b):
    return float((np.asarray(a, float) * np.asarray(b, float)).sum())


@EVERY
def test_backward_is_the_slope(kind, options, shape):
    layer, x = made(kind, options, shape), signed(shape, 1)
    gradient = signed(layer(x).shape, 2)
    layer(x, training=True)
    by_input = layer.backward(gradient)
    weights = layer.get_weights()
    assert by_input.shape == x.shape
    assert by_input.dtype == np.float32
    assert [g.shape for g in layer.gradients] == [w.shape for w in weights]
    assert [g.dtype for g in layer.gradients] == [np.float32] * len(weights)
    for k, slope in enumerate([by_input, *layer.gradients]):
        step = 2e-3 * np.where(slope < 0, -1, 1)
        values = []
        for sign in (1, -1):
            arrays = [x, *weights]
            arrays[k] = arrays[k] + sign * step
            layer.set_weights(arrays[1:])
            values.append(inner(layer(arrays[0]), gradient))
        # All parts of the slope add up here, so none can hide behind another.
        assert (values[0] - values[1]) / 2 == pytest.approx(inner(slope, step), rel=0.02, abs=1e-4)


@pytest.mark.parametrize(("kind", "options", "shape"), LINEAR, ids=str)
def test_backward_is_the_adjoint(kind, options, shape):
    layer, x = made(kind, options, shape), signed(shape, 1)
    out = layer(np.zeros_like(x))  # the bias
    gradient = signed(out.shape, 2)
    forward = layer(x, training=True) - out
    back = layer.backward(gradient)
    assert inner(forward, gradient) == pytest.approx(inner(x, back), rel=1e-4, abs=1e-4)
    if layer.weights and layer.use_bias:
        axes = tuple(range(gradient.ndim - 1))
        assert_allclose(layer.gradients[-1], gradient.sum(axis=axes), rtol=1e-4, atol=1e-5)


@EVERY
def test_shapes_without_numbers(kind, options, shape):
    layer = getattr(cl.layers, kind)(**options)
    expected = layer(signed(shape, 1)).shape
    other = getattr(cl.layers, kind)(**options)
    assert other.compute_output_shape((None, *shape[1:])) == (None, *expected[1:])
    assert other.compute_output_shape(list(shape)) == expected
    assert other.weights == []
    other.build((None, *shape[1:]))
    assert other.output_shape == layer.output_shape == (None, *expected[1:])
    assert [w.shape for w in other.weights] == [w.shape for w in layer.weights]


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("Conv2D", {"filters": 4, "kernel_size": (3, 2), "strides": 2, "activation": "relu"}),
        ("Conv2D", {"filters": 6, "kernel_size": (3, 2), "groups": 3}),
        ("DepthwiseConv2D", {"kernel_size": (3, 2), "depth_multiplier": 2, "padding": "same"}),
        ("SeparableConv2D", {"filters": 4, "kernel_size": (3, 2)}),
        ("Conv2DTranspose", {"filters": 4, "kernel_size": (3, 2), "strides": 2}),
        ("MaxPooling2D", {"padding": "same"}),
        ("AveragePooling2D", {"pool_size": (2, 3), "padding": "same"}),
        ("GlobalAveragePooling2D", {"keepdims": True}),
        ("GlobalMaxPooling2D", {"keepdims": True}),
        ("ZeroPadding2D", {"padding": ((1, 0), (2, 3))}),
        ("Cropping2D", {"cropping": ((1, 0), (2, 3))}),
        ("UpSampling2D", {"size": (2, 3)}),
        ("UpSampling2D", {"size": (2, 3), "interpolation": "bilinear"}),
    ],
)
def test_channels_first_is_the_same(kind, options):
    last = made(kind, options, IMAGES)
    first = getattr(cl.layers, kind)(**options, data_format="channels_first")
    x = signed(IMAGES, 1)
    turned = x.transpose(0, 3, 1, 2)
    first.build(turned.shape)
    first.set_weights(last.weights)
    out = last(x, training=True)
    assert_allclose(first(turned, training=True), out.transpose(0, 3, 1, 2), rtol=1e-5, atol=1e-6)
    assert first.output_shape == first.compute_output_shape((None, *turned.shape[1:]))
    gradient = signed(out.shape, 2)
    by_input = last.backward(gradient).transpose(0, 3, 1, 2)
    by_turned = first.backward(gradient.transpose(0, 3, 1, 2))
    assert_allclose(by_turned, by_input, rtol=1e-4, atol=1e-5)
    for ours, theirs in zip(first.gradients, last.gradients, strict=True):
        assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)


# By hand


def test_a_repeated_pixel_adds_up_the_gradients_of_its_copies():
    layer = cl.layers.UpSampling2D((2, 1))
    assert layer([[[[1.0], [5.0]]]], training=True)[0, :, :, 0].tolist() == [[1, 5], [1, 5]]
    assert layer.backward([[[[1], [2]], [[10], [20]]]])[0, :, :, 0].tolist() == [[11, 22]]


def test_what_is_cut_off_has_no_gradient():
    layer = cl.layers.Cropping2D(((0, 1), (1, 0)))
    out = layer([[[[1.0], [2.0]], [[3.0], [4.0]]]], training=True)
    assert out[0, :, :, 0].tolist() == [[2]]
    assert layer.backward([[[[7.0]]]])[0, :, :, 0].tolist() == [[0, 7], [0, 0]]


def test_dense_by_hand():
    layer = cl.layers.Dense(2)
    layer.build((None, 3))
    layer.set_weights([[[1, 2], [3, 4], [5, 6]], [10, 20]])
    assert layer([[1.0, 0.0, -1.0]], training=True).tolist() == [[6, 16]]
    assert layer.backward([[1.0, 10.0]]).tolist() == [[21, 43, 65]]
    assert layer.gradients[0].tolist() == [[1, 10], [0, 0], [-1, -10]]
    assert layer.gradients[1].tolist() == [1, 10]


def test_ties_of_the_global_maximum_share_the_gradient():
    layer = cl.layers.GlobalMaxPooling2D()
    layer([[[[1.0], [4.0]], [[4.0], [0.0]]]], training=True)
    assert layer.backward([[6.0]])[0, :, :, 0].tolist() == [[0, 3], [3, 0]]


def test_softmax_and_sigmoid_of_large_numbers():
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        shares = activations.softmax(np.float32([[1000, 0], [-1000, -1000]]))
        squeezed = activations.sigmoid(np.float32([-90, 0, 90]))
    assert shares.tolist() == [[1, 0], [0.5, 0.5]]
    assert shares.dtype == squeezed.dtype == np.float32
    assert squeezed == pytest.approx([0, 0.5, 1], abs=1e-30)


# Dropout


def test_dropout_drops_only_in_training():
    layer, x = cl.layers.Dropout(0.25), np.ones((100, 100))
    assert_array_equal(layer(x), x)
    cl.random.set_seed(3)
    out = layer(x, training=True)
    assert np.unique(out) == pytest.approx([0, 4 / 3])
    assert (out == 0).mean() == pytest.approx(0.25, abs=0.01)
    assert_array_equal(layer.backward(x), out)
    cl.random.set_seed(3)
    assert_array_equal(layer(x, training=True), out)
    assert (layer(x, training=True) != out).any()


# What is kept


@EVERY
def test_nothing_is_kept_outside_of_training(kind, options, shape):
    layer, x = made(kind, options, shape), signed(shape, 1)
    text = (
        f"{layer.name}: nothing is kept to go back through. "
        "Call the layer with training=True before each backward"
    )
    out = layer(x)
    assert layer._kept is None
    for calls in ([], [True], [True, False]):
        for training in calls:
            layer(x, training=training)
        if calls == [True]:
            layer.backward(out)
        with pytest.raises(ValueError, match="nothing is kept") as caught:
            layer.backward(out)
        assert str(caught.value) == text


@pytest.mark.parametrize("kind", ["Flatten", "GlobalMaxPooling2D", "ZeroPadding2D"])
def test_layers_that_keep_integers(kind):
    out = getattr(cl.layers, kind)()(np.arange(-9, 9).reshape(1, 3, 3, 2))
    assert out.dtype == np.int64
    assert out.max() == 8
