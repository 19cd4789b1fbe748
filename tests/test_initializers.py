"""The first values of weights."""

import numpy as np
import pytest
from helpers import skip_without
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


SPREADS = {
    "glorot_uniform": lambda fan_in, fan_out: 2 / (fan_in + fan_out),
    "glorot_normal": lambda fan_in, fan_out: 2 / (fan_in + fan_out),
    "he_uniform": lambda fan_in, fan_out: 2 / fan_in,
    "he_normal": lambda fan_in, fan_out: 2 / fan_in,
    "random_uniform": lambda fan_in, fan_out: 0.05**2 / 3,
    "random_normal": lambda fan_in, fan_out: 0.05**2,
}


@pytest.mark.parametrize("name", SPREADS)
@pytest.mark.parametrize("shape", [(3, 5, 40, 70), (5, 5, 300, 4)])
def test_spreads(name, shape):
    fans = [shape[0] * shape[1] * channels for channels in shape[2:]]
    cl.random.set_seed(7)
    kernel = initializers.get(name)(shape)
    spread = np.sqrt(SPREADS[name](*fans))
    assert kernel.shape == shape
    assert kernel.dtype == np.float32
    assert kernel.std() == pytest.approx(spread, rel=0.02)
    assert kernel.mean() == pytest.approx(0, abs=0.02 * spread)
    farthest = np.abs(kernel).max() / spread
    ends = {"m": (1.7, 1.7321), "l": (2.2, 2 / 0.8796)}
    low, high = (3, 6) if name == "random_normal" else ends[name[-1]]
    assert low < farthest < high


@pytest.mark.parametrize("name", [name for name in SPREADS if name.startswith(("gl", "he"))])
def test_keras_has_the_same_spread(name):
    keras = skip_without.module("tensorflow").keras
    words = "".join(word.capitalize() for word in name.split("_"))
    theirs = np.asarray(getattr(keras.initializers, words)(seed=1)((5, 5, 300, 4)))
    cl.random.set_seed(7)
    ours = initializers.get(name)((5, 5, 300, 4))
    assert ours.std() == pytest.approx(theirs.std(), rel=0.02)
    assert np.abs(ours).max() == pytest.approx(np.abs(theirs).max(), rel=0.01)


@pytest.mark.parametrize(("shape", "fan_in", "fan_out"), FANS)
def test_keras_has_the_same_limit(shape, fan_in, fan_out):
    keras = skip_without.module("tensorflow").keras
    kernel = np.asarray(keras.initializers.GlorotUniform(seed=1)(shape))
    limit = np.sqrt(6 / (fan_in + fan_out))
    assert 0.7 * limit < np.abs(kernel).max() <= limit * (1 + 1e-6)


@pytest.mark.parametrize("name", [name for name in SPREADS if name.startswith(("gl", "he"))])
@pytest.mark.parametrize(
    ("shape", "rule"),
    [
        ((), "shape needs 2 axes or more"),
        ((3,), "shape needs 2 axes or more"),
        ((0, 3), "sizes must be 1 or more"),
    ],
)
def test_shapes_without_fans(name, shape, rule):
    with pytest.raises(ValueError, match=rule) as caught:
        initializers.get(name)(shape)
    assert str(caught.value) == f"{name}: {rule}, received {shape}"


@pytest.mark.parametrize(("name", "value"), [("zeros", 0), ("ones", 1)])
def test_constants(name, value):
    out = initializers.get(name)((2, 3))
    assert out.dtype == np.float32
    assert out.tolist() == [[value] * 3] * 2


def test_get():
    assert initializers.get("glorot_uniform") is initializers.glorot_uniform
    assert initializers.get("zeros") is initializers.zeros
    assert initializers.get(len) is len


@pytest.mark.parametrize("name", ["one", "", None, 3, ["zeros"]])
def test_get_of_a_name_that_is_none(name):
    with pytest.raises(ValueError, match="one of glorot_uniform") as caught:
        initializers.get(name, what="Conv2D: kernel_initializer")
    assert str(caught.value) == (
        "Conv2D: kernel_initializer must be a function or one of glorot_uniform, glorot_normal, "
        "he_uniform, he_normal, random_uniform, random_normal, zeros, ones, "
        f"received {name!r}"
    )


@pytest.mark.parametrize("name", ["glorot_uniform", "he_normal", "random_normal", "zeros", "ones"])
@pytest.mark.parametrize("shape", [None, ("a", "b"), (2.5, 3), (True, 2), (-1, 2)])
def test_a_bad_shape_is_told_by_the_initializer_that_was_called(name, shape):
    with pytest.raises((TypeError, ValueError), match=rf"^{name}: .*received "):
        getattr(initializers, name)(shape)
