"""Losses and their gradients: by hand, by Keras, by finite differences; and what is refused."""

import re

import numpy as np
import pytest
from golden import losses_and_optimizers as golden_losses_and_optimizers
from helpers import skip_without
from helpers.training_cases import LOSSES, keras_loss
from numpy.testing import assert_allclose

import course_lib as cl
from course_lib import losses

GOLDEN = golden_losses_and_optimizers.read()


def ours(name):
    kind, options, labels, outputs = LOSSES[name]
    loss = getattr(losses, kind)(**options)
    return loss, labels, outputs


@pytest.mark.parametrize("name", LOSSES)
def test_losses_and_gradients_as_keras_made_them(name):
    loss, labels, outputs = ours(name)
    assert_allclose(loss(labels, outputs), GOLDEN[f"loss, {name}"], rtol=2e-6)
    gradient, wanted = loss.gradient(labels, outputs), GOLDEN[f"gradient, {name}"]
    assert gradient.dtype == np.float32
    assert_allclose(gradient, wanted, rtol=2e-5, atol=1e-6 * np.abs(wanted).max())


@pytest.mark.parametrize("name", LOSSES)
def test_keras_still_makes_them_so(name):
    skip_without.module("tensorflow")
    loss, gradient = keras_loss(name)
    assert_allclose(GOLDEN[f"loss, {name}"], loss, rtol=1e-6)
    assert_allclose(GOLDEN[f"gradient, {name}"], gradient, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", LOSSES)
def test_gradients_are_slopes(name):
    loss, labels, outputs = ours(name)
    x = np.clip(outputs.astype(np.float64), 1e-3, 0.9) if outputs.max() <= 1 else outputs * 0.1
    x = x.astype(np.float64)
    slopes = np.empty_like(x)
    for place in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[place] = 1e-6
        slopes[place] = (loss(labels, x + step) - loss(labels, x - step)) / 2e-6
    assert_allclose(loss.gradient(labels, x), slopes, rtol=1e-5, atol=1e-8)


def test_losses_by_hand():
    rows = losses.categorical_crossentropy([[0, 1], [1, 0]], [[0.5, 0.5], [3.0, 1.0]])
    assert_allclose(rows, [np.log(2), np.log(4 / 3)])
    same = losses.sparse_categorical_crossentropy([1, 0], [[0.5, 0.5], [0.75, 0.25]])
    assert_allclose(same, rows)
    assert_allclose(losses.categorical_crossentropy([[1.0, 0]], [[0, 1.0]]), -np.log(1e-7))
    assert losses.mean_squared_error([[1, 2], [3, 4]], [[1, 4], [3, 4]]).tolist() == [2, 0]
    assert_allclose(losses.mean_squared_error([1, 2], [[3.0], [2.0]]), [4, 0])


def test_logits_of_any_size():
    far = np.float32([[1000.0, 0], [-1000, 0]])
    loss = losses.CategoricalCrossentropy(from_logits=True)
    assert_allclose(loss.values([[0, 1], [0, 1]], far), [1000, 0])
    assert_allclose(loss.gradient([[0, 1], [0, 1]], far), [[0.5, -0.5], [0, 0]])


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("mse", "mean_squared_error"),
        (losses.categorical_crossentropy, "categorical_crossentropy"),
        (losses.SparseCategoricalCrossentropy, "sparse_categorical_crossentropy"),
        (losses.MeanSquaredError(name="mine"), "mine"),
        ("MeanSquaredError", "mean_squared_error"),
    ],
)
def test_a_loss_may_be_a_name_a_function_a_class_or_a_loss(given, name):
    assert losses.trained(given).name == name


@pytest.mark.parametrize("name", ["mse", "sparse_categorical_crossentropy", "MeanSquaredError"])
def test_get_returns_what_keras_returns(name):
    labels, outputs = np.array([[1.0], [0.0]]), np.float32([[0.75, 0.25], [0.5, 0.5]])
    labels = np.float32([[0, 1], [1, 0]]) if "rror" in name or name == "mse" else labels
    theirs = skip_without.module("tensorflow").keras.losses.get(name)(labels, outputs)
    ours = losses.get(name)(labels, outputs)
    assert np.shape(ours) == np.shape(theirs)
    assert_allclose(ours, theirs, rtol=1e-6)
    assert losses.get(None) is None
    assert losses.get(abs) is abs


def test_unknown_losses():
    names = "categorical_crossentropy, sparse_categorical_crossentropy, mean_squared_error, mse"
    with pytest.raises(ValueError, match=f"one of {names}, received 'hinge'"):
        losses.trained("hinge")
    with pytest.raises(ValueError, match="mean_squared_error, mse, received 'hinge'"):
        losses.get("hinge")
    with pytest.raises(
        ValueError, match=f"the gradient of .*abs.* is not known. Use one of {names}"
    ):
        losses.trained(abs)


@pytest.mark.parametrize(
    ("loss", "labels", "text"),
    [
        (
            "categorical_crossentropy",
            [0, 1, 2],
            "labels must have one row for each output and one column for each class, (3, 4), "
            "received (3,). These look like class numbers: cl.utils.to_categorical(labels, 4) "
            "makes rows of them, or use the loss 'sparse_categorical_crossentropy'",
        ),
        ("categorical_crossentropy", np.eye(3), "(3, 4), received (3, 3)"),
        (
            "categorical_crossentropy",
            [[0, 0, 0, 1], [0, 1, 1, 0], [1, 0, 0, 0]],
            "received a row that adds up to 2. cl.utils.to_categorical makes such rows",
        ),
        (
            "sparse_categorical_crossentropy",
            np.eye(3, 4),
            "labels must be class numbers of shape (3,), one for each output (3, 4), received "
            "(3, 4). Rows of 0 and 1 go with the loss 'categorical_crossentropy', or "
            "labels.argmax(axis=-1)",
        ),
        (
            "sparse_categorical_crossentropy",
            [0, 4, 1],
            "labels must be whole numbers from 0 to 3, as the outputs have 4 classes; received "
            "numbers from 0 to 4",
        ),
        ("sparse_categorical_crossentropy", [0, -1, 1], "received numbers from -1 to 1"),
        ("sparse_categorical_crossentropy", [0, 0.5, 1], "received numbers from 0.0 to 1.0"),
        ("mse", np.ones((3, 2)), "y_true must have the shape of y_pred (3, 4), received (3, 2)"),
    ],
)
def test_labels_that_do_not_belong_to_the_outputs(loss, labels, text):
    with pytest.raises(ValueError, match=re.escape(text)) as caught:
        losses.trained(loss).check_labels(labels, (3, 4))
    assert str(caught.value).startswith(losses.trained(loss).name)


def test_accuracies():
    outputs = [[0.1, 0.9], [0.8, 0.2], [0.5, 0.5]]
    rows, numbers = [[0, 1], [0, 1], [1, 0]], [1, 1, 0]
    for labels in (rows, numbers, np.reshape(numbers, (3, 1))):
        assert cl.metrics.accuracy(labels, outputs).tolist() == [1, 0, 1]
    assert cl.metrics.accuracy([[1], [0], [0]], [[0.6], [0.6], [0.4]]).tolist() == [1, 0, 1]


def test_metrics_are_means_over_all_rows():
    metric = cl.metrics.get("accuracy")
    metric.update_state([1, 1, 1], [[0, 1]] * 3)
    metric.update_state([1], [[1, 0]])
    assert metric.result() == 0.75
    metric.reset_state()
    assert metric.result() == 0


def test_unknown_metrics():
    with pytest.raises(
        ValueError, match=r"one of accuracy, acc, categorical_accuracy, .*'precise'"
    ):
        cl.metrics.get("precise")
    with pytest.raises(ValueError, match="names that differ, and none 'loss'; received"):
        cl.metrics.get_all(["accuracy", "accuracy"])
    with pytest.raises(ValueError, match=r"received \['loss'\]"):
        cl.metrics.get_all(cl.metrics.CategoricalAccuracy("loss"))


@pytest.mark.parametrize("given", [["mse"], {}, None, 3])
def test_a_training_refuses_what_is_no_loss(given):
    with pytest.raises((TypeError, ValueError), match="loss must be a function or one of"):
        losses.trained(given)
