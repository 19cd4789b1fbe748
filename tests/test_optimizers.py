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
