"""The first values of weights."""

import needs
import numpy as np
import pytest
from numpy.testing import assert_array_equal

import course_lib as cl
from course_lib import initializers

# Shape, numbers that enter one output, outputs that one input enters.
FANS = [
    ((2, 2, 1, 4), 4, 16),
    ((2, 2, 3, 4), 12, 16),
    ((3, 5, 2, 7), 30, 105),
    ((784, 500), 784, 500),
    ((4, 6, 9), 24, 36),
]


@pytest.mark.parametrize(("shape", "fan_in", "fan_out"), FANS)
def test_glorots_limit(shape, fan_in, fan_out):
    limit = np.sqrt(6 / (fan_in + fan_out))
    cl.random.set_seed(7)
    kernel = initializers.glorot_uniform(shape)
    cl.random.set_seed(7)
    expected = cl.random.uniform(shape, -limit, limit)
    assert kernel.dtype == np.float32
    assert_array_equal(kernel, expected)


def test_glorot_uniform_is_even():
    cl.random.set_seed(7)
    kernel = initializers.glorot_uniform((100, 200)) / np.sqrt(6 / 300)
    assert np.histogram(kernel, bins=4, range=(-1, 1))[0] == pytest.approx([5000] * 4, rel=0.05)


@pytest.mark.parametrize(("shape", "fan_in", "fan_out"), FANS)
def test_keras_has_the_same_limit(shape, fan_in, fan_out):
    keras = needs.module("tensorflow").keras
    kernel = np.asarray(keras.initializers.GlorotUniform(seed=1)(shape))
    limit = np.sqrt(6 / (fan_in + fan_out))
    assert 0.7 * limit < np.abs(kernel).max() <= limit * (1 + 1e-6)


@pytest.mark.parametrize("shape", [(), (3,)])
def test_too_few_axes(shape):
    with pytest.raises(ValueError, match="shape needs 2 axes or more") as caught:
        initializers.glorot_uniform(shape)
    assert str(caught.value).endswith(f"received {shape}")


def test_zeros():
    out = initializers.zeros((2, 3))
    assert out.dtype == np.float32
    assert out.tolist() == [[0, 0, 0], [0, 0, 0]]


def test_get():
    assert initializers.get("glorot_uniform") is initializers.glorot_uniform
    assert initializers.get("zeros") is initializers.zeros
    assert initializers.get(len) is len


@pytest.mark.parametrize("name", ["ones", "", None, 3, ["zeros"]])
def test_get_of_a_name_that_is_none(name):
    with pytest.raises(ValueError, match="one of glorot_uniform, zeros") as caught:
        initializers.get(name, "Conv2D: kernel_initializer")
    assert str(caught.value) == (
        "Conv2D: kernel_initializer must be a function or one of glorot_uniform, zeros, "
        f"received {name!r}"
    )
