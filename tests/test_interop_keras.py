"""Weights carried to Keras and back: both predict the same."""

import numpy as np
import pytest
from helpers import skip_without
from helpers.every_layer import EVERY_LAYER, networks, trained
from numpy.testing import assert_allclose

import course_lib as cl


def twin(name):
    """Return the model in Keras, with first weights of its own."""
    keras = skip_without.module("tensorflow").keras
    network, shape = networks()[name]
    model = keras.Sequential(network(keras.layers))
    model.build((None, *shape))
    return model


@pytest.mark.parametrize("name", networks())
def test_a_trained_model_predicts_the_same_in_keras_and_back(name):
    theirs, (ours, x) = twin(name), trained(name)
    theirs.set_weights(cl.interop.to_keras(ours))
    expected = ours(x)
    assert_allclose(theirs(x).numpy(), expected, atol=1e-5)
    other = cl.Sequential(networks()[name][0](cl.layers))
    other.build((None, *x.shape[1:]))
    assert not np.allclose(other(x), expected, atol=1e-3)
    cl.interop.from_keras(other, theirs.get_weights())
    assert np.array_equal(other(x), expected)


def test_every_layer_is_in_the_model():
    others = {"Layer", "Input", "InputLayer", "AvgPool2D", "MaxPool2D"}  # other names of these
    assert {kind for kind, _ in EVERY_LAYER} == set(cl.layers.__all__) - others


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        (np.ones(3), "must be the list of arrays"),
        ([np.ones((3, 2))], "2 arrays of weights, received 1"),
        ([np.ones((2, 3)), np.ones(2)], r"\(c_in, c_out\) = \(3, 2\), received \(2, 3\).*\(1, 0\)"),
        ([np.ones((3, 4)), np.ones(2)], r"\(c_in, c_out\) = \(3, 2\), received \(3, 4\)$"),
        ([np.full((3, 2), "a"), np.ones(2)], "must hold real numbers"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_changed(weights, told):
    model = cl.Sequential([cl.layers.Dense(2, input_shape=(3,))])
    before = model.get_weights()
    with pytest.raises((TypeError, ValueError), match=told):
        cl.interop.from_keras(model, weights)
    assert np.array_equal(model.weights[0], before[0])


def test_a_model_that_was_not_called_has_nothing_to_carry():
    with pytest.raises(ValueError, match="has no weights before the first call"):
        cl.interop.to_keras(cl.Sequential([cl.layers.Dense(2)]))
    with pytest.raises(TypeError, match="must be a Sequential, received list"):
        cl.interop.to_keras([])
