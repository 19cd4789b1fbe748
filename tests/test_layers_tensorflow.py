"""Layers against TensorFlow: numbers that it printed, and live where it is installed."""

import inspect
from itertools import product

import numpy as np
import pytest
from helpers import skip_without
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl
from course_lib.layers import Conv2D, MaxPool2D

IMAGES = np.random.default_rng(3).normal(size=(2, 6, 7, 3))

# Numbers once printed by TensorFlow, with the seed 43052

ONE_CHANNEL = [
    [[-0.08230966, -0.15132892, -0.12760344, -0.38952267]],
    [[-0.36398047, 0.07347518, -0.08780673, 0.46633136]],
    [[0.19759327, -0.46042526, -0.15406173, -0.34838456]],
    [[0.33916563, -0.08248386, 0.11705655, -0.49948823]],
]
THREE_CHANNELS = [
    [
        [-0.06956434, -0.12789628, -0.10784459, -0.32920673],
        [-0.30761963, 0.06209785, -0.07421023, 0.3941219],
        [0.16699678, -0.38913035, -0.13020593, -0.29443866],
    ],
    [
        [0.28664726, -0.0697116, 0.09893084, -0.4221446],
        [-0.23161241, -0.16410837, -0.36420006, 0.12424195],
        [-0.14245945, 0.36286396, -0.10751781, 0.1733647],
    ],
    [
        [0.02764335, 0.15547717, -0.42024496, -0.31893867],
        [0.22414821, 0.3619454, -0.00282967, -0.3503708],
        [0.4610079, -0.17417148, 0.00401336, -0.29777044],
    ],
    [
        [-0.1620284, -0.42066965, -0.01578814, -0.4240524],
        [0.37925082, 0.24236053, 0.3949356, -0.20996472],
        [-0.30264795, -0.28889188, -0.3237777, 0.37506342],
    ],
]


@pytest.mark.parametrize(
    ("kernel", "sums"),
    [
        (ONE_CHANNEL, [0.09046876, -0.6207629, -0.25241536, -0.7710641]),
        (THREE_CHANNELS, [0.3297621, -0.4498347, -1.0487393, -1.580095]),
    ],
    ids=["one channel", "three channels"],
)
def test_numbers_of_the_seed(kernel, sums):
    cl.random.set_seed(43052)
    layer = Conv2D(4, (2, 2))
    channels = len(kernel[0])
    out = layer(np.ones((1, 2, 2, channels)))
    assert out.shape == (1, 1, 1, 4)
    # The kernels were printed by NumPy: to 8 digits after the point, fewer where they do.
    drawn = [float(np.format_float_positional(w, precision=8)) for w in layer.weights[0].flat]
    assert_array_equal(np.reshape(drawn, (4, channels, 4)), kernel)
    # The last digit of a sum of 12 depends on their order.
    assert_allclose(out.ravel(), sums, rtol=0, atol=1e-7 if channels == 1 else 2.5e-7)


# Beside Keras

CONVOLUTIONS = [
    {"kernel_size": size, "padding": padding, **steps}
    for size, padding, steps in product(
        [(1, 1), (3, 2), (2, 4)],
        ["valid", "same"],
        [{}, {"strides": 2}, {"strides": (3, 1)}, {"dilation_rate": (1, 2)}],
    )
    if not (size == (2, 4) and padding == "valid" and "dilation_rate" in steps)
] + [{"kernel_size": 2, "activation": "relu"}, {"kernel_size": 2, "use_bias": False}]
POOLINGS = [
    {"pool_size": size, "strides": strides, "padding": padding}
    for size, strides, padding in product([2, (3, 2), (1, 4)], [None, 1, (2, 3)], ["valid", "same"])
]


def keras_layers():
    return skip_without.module("tensorflow").keras.layers


@pytest.mark.parametrize("options", CONVOLUTIONS, ids=str)
def test_conv2d_agrees_with_keras(options):
    theirs, ours = keras_layers().Conv2D(4, **options), Conv2D(4, **options)
    images = IMAGES.astype(np.float32)
    theirs(images), ours(images)
    assert [w.shape for w in ours.weights] == [w.shape for w in theirs.get_weights()]
    rng = np.random.default_rng(5)
    weights = [rng.normal(size=w.shape) for w in ours.weights]
    theirs.set_weights(weights)
    ours.set_weights(weights)
    expected = theirs(images).numpy()
    assert ours(images).dtype == expected.dtype
    assert_allclose(ours(images), expected, rtol=1e-5, atol=1e-5)
    assert ours.count_params() == theirs.count_params()
    assert ours.output_shape[1:] == theirs.compute_output_shape(images.shape)[1:]


@pytest.mark.parametrize("options", POOLINGS, ids=str)
@pytest.mark.parametrize("dtype", ["float64", "int32"])
def test_pooling_agrees_with_keras(options, dtype):
    images = (IMAGES * 9).astype(dtype)
    expected = keras_layers().MaxPool2D(**options)(images).numpy()
    out = MaxPool2D(**options)(images)
    assert out.dtype == expected.dtype
    assert_array_equal(out, expected)


@pytest.mark.parametrize("name", ["Conv2D", "MaxPool2D"])
def test_arguments_and_defaults_are_those_of_keras(name):
    theirs = inspect.signature(getattr(keras_layers(), name)).parameters
    ours = inspect.signature(getattr(cl.layers, name)).parameters
    assert set(ours) - set(theirs) <= {"name"}  # Keras takes it among **kwargs
    shared = [word for word in theirs if word in ours]
    assert shared == [word for word in ours if word in theirs]
    for word in shared:
        assert ours[word].default == theirs[word].default, word
