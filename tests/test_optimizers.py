"""Each optimizer step by step, as Keras makes it; and what is refused."""

import numpy as np
import pytest
from golden import losses_and_optimizers as golden_losses_and_optimizers
from helpers import skip_without
from helpers.training_cases import OPTIMIZERS, STEPS, gradients, keras_steps, weights
from numpy.testing import assert_allclose, assert_array_equal

from course_lib import optimizers
from course_lib.optimizers import base

GOLDEN = golden_losses_and_optimizers.read()


def our_steps(optimizer):
    changed, steps = weights(), []
    for step in range(STEPS):
        optimizer.apply([g.astype(np.float32) for g in gradients(step)], changed)
        steps.append(np.concatenate([weight.ravel() for weight in changed]))
    return np.array(steps)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_steps_as_keras_made_them(name):
    kind, options = OPTIMIZERS[name]
    steps = our_steps(getattr(optimizers, kind)(**options))
    assert_allclose(steps, GOLDEN[f"steps, {name}"], rtol=1e-5, atol=1e-6)
    assert not np.allclose(steps[0], steps[1], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_keras_still_makes_them_so(name):
    skip_without.module("tensorflow")
    assert_allclose(GOLDEN[f"steps, {name}"], keras_steps(name), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_blocks_change_nothing(name, monkeypatch):
    kind, options = OPTIMIZERS[name]
    whole = our_steps(getattr(optimizers, kind)(**options))
    monkeypatch.setattr(base, "BLOCK", 5)
    assert_array_equal(our_steps(getattr(optimizers, kind)(**options)), whole)


def test_the_learning_rate_may_change():
    optimizer, weight = optimizers.SGD(1.0), np.zeros(1, np.float32)
    optimizer.apply([np.ones(1, np.float32)], [weight])
    optimizer.learning_rate = 0.25
    optimizer.apply([np.ones(1, np.float32)], [weight])
    assert weight.tolist() == [-1.25]
    assert optimizer.iterations == 2


@pytest.mark.parametrize("given", ["adam", "Adam", optimizers.Adam, optimizers.Adam()])
def test_an_optimizer_may_be_a_name_a_class_or_itself(given):
    found = optimizers.get(given)
    assert type(found) is optimizers.Adam
    assert (found.learning_rate, found.beta_1, found.beta_2, found.epsilon) == (
        *(0.001, 0.9, 0.999),
        1e-7,
    )


def test_unknown_optimizers():
    with pytest.raises(ValueError, match="one of adam, sgd, rmsprop, received 'adagrad'"):
        optimizers.get("adagrad")


@pytest.mark.parametrize(
    ("make", "error", "text"),
    [
        (lambda: optimizers.Adam(-1), ValueError, "Adam: learning_rate must be a number from 0 on"),
        (lambda: optimizers.Adam("a"), TypeError, "Adam: learning_rate must be a number, received"),
        (lambda: optimizers.Adam(beta_1=1), ValueError, "beta_1 must be .* from 0 to below 1"),
        (
            lambda: optimizers.SGD(momentum=1.5),
            ValueError,
            "SGD: momentum .* to below 1, rec.* 1.5",
        ),
        (lambda: optimizers.RMSprop(rho=np.nan), ValueError, "RMSprop: rho must be"),
    ],
)
def test_options_out_of_range(make, error, text):
    with pytest.raises(error, match=text):
        make()


def test_weights_that_do_not_fit():
    optimizer = optimizers.Adam()
    one, two = np.ones(1, np.float32), np.ones(2, np.float32)
    with pytest.raises(ValueError, match="gradients must have the shapes of the weights"):
        optimizer.apply([one], [two])
    optimizer.apply([one], [one.copy()])
    with pytest.raises(ValueError, match="adam: the first step was made with other weights"):
        optimizer.apply([two], [two])
    assert optimizer.iterations == 1
    with pytest.raises(ValueError, match="weights must lie in memory one after the other"):
        optimizer.apply([two], [np.ones(3, np.float32)[::2]])


@pytest.mark.parametrize("kind", ["SGD", "Adam", "RMSprop"])
def test_the_learning_rate_may_be_a_function_as_in_keras(kind):
    keras = skip_without.module("tensorflow").keras
    asked, theirs_asked = [], []

    def falling(calls):
        calls.append(0)
        return 0.5 / len(calls)

    ours = getattr(optimizers, kind)(lambda: falling(asked))
    theirs = getattr(keras.optimizers, kind)(lambda: falling(theirs_asked))
    weights, variable = np.float32([1, -2]), keras.Variable(np.float32([1, -2]))
    for _ in range(3):
        ours.apply([np.float32([3, 0.5])], [weights])
        theirs.apply([np.float32([3, 0.5])], [variable])
        assert_allclose(weights, variable.numpy(), rtol=1e-5)
    assert len(asked) == 3  # once in each step
    assert ours.learning_rate == 0.125
    ours.learning_rate = 0.25
    assert (ours.learning_rate, ours.rate_function) == (0.25, None)


@pytest.mark.parametrize(
    ("rate", "error", "text"),
    [
        (lambda step: 0.1, TypeError, "a number or a function of no argument, received <function"),
        (lambda: -1, ValueError, "what learning_rate returns must be a number from 0 on"),
        (lambda: "0.1", TypeError, "what learning_rate returns must be a number, received '0.1'"),
    ],
)
def test_functions_that_are_no_learning_rate(rate, error, text):
    with pytest.raises(error, match=text):
        optimizers.SGD(rate).apply([np.zeros(1, np.float32)], [np.ones(1, np.float32)])


def test_a_step_without_weights_is_none():
    keras, adam = skip_without.module("tensorflow").keras, optimizers.Adam()
    theirs = keras.optimizers.Adam()
    adam.apply([], [])
    theirs.apply([], [])
    assert adam.iterations == int(theirs.iterations.numpy()) == 0
