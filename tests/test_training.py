"""fit, evaluate, predict and train_on_batch: what they return, keep, and refuse."""

import copy
import functools
import pickle
import re

import numpy as np
import pytest
from helpers.course_networks import rows
from helpers.small_training import X, Y, fitted, small
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl
from course_lib.layers import Dense
from course_lib.training.step import Diverged

# What comes out


def test_the_loss_falls_and_the_classes_are_found():
    model = small()
    history = model.fit(X, Y, epochs=60, batch_size=8, verbose=0)
    assert history is model.history
    assert history.epoch == list(range(60))
    assert history.history["loss"][-1] < 0.5 * history.history["loss"][0]
    loss, accuracy = model.evaluate(X, Y, verbose=0)
    assert accuracy > 0.75
    shares = model.predict(X, batch_size=7)
    assert_allclose(loss, -np.log(shares[np.arange(40), Y]).mean(), rtol=1e-5)
    assert_allclose(accuracy, (shares.argmax(axis=1) == Y).mean())


@pytest.mark.parametrize(
    "loss", ["categorical_crossentropy", cl.losses.categorical_crossentropy, "mse"]
)
def test_rows_as_labels(loss):
    model = small(loss=loss, metrics=["accuracy"])
    history = model.fit(X, rows(Y), epochs=3, verbose=0)
    assert sorted(history.history) == ["accuracy", "loss"]
    assert history.history["loss"][2] < history.history["loss"][0]


def test_a_seed_makes_a_training_repeatable():
    first, again, other = (small() for _ in range(3))
    found = [fitted(model, epochs=2).history for model in (first, again)]
    assert found[0] == found[1] != other.fit(X, Y, epochs=2, verbose=0).history
    for a, b in zip(first.weights, again.weights, strict=True):
        assert_array_equal(a, b)


def test_each_epoch_has_an_order_of_its_own():
    seen = []

    class Spy(Dense):
        def __call__(self, inputs, training=False):
            if training:
                seen.append(np.asarray(inputs)[:, 0])
            return super().__call__(inputs, training)

    model = cl.Sequential([Spy(1)])
    model.compile("sgd", "mse")
    x = np.arange(10.0)[:, None]
    model.fit(x, x, batch_size=4, epochs=2, verbose=0)
    model.fit(x, x, batch_size=4, epochs=1, verbose=0, shuffle=False)
    assert [len(batch) for batch in seen] == [4, 4, 2] * 3
    epochs = np.concatenate(seen).reshape(3, 10)
    for order in epochs:
        assert sorted(order) == list(range(10))
    assert epochs[0].tolist() != epochs[1].tolist()
    assert epochs[2].tolist() == list(range(10))


def test_the_smaller_last_batch_counts_by_its_images():
    model = small(optimizer=cl.optimizers.SGD(0.0))
    loss = model.fit(X[:10], Y[:10], batch_size=8, verbose=0, shuffle=False).history["loss"][0]
    parts = [model.evaluate(X[p], Y[p], verbose=0)[0] for p in (slice(0, 8), slice(8, 10))]
    assert_allclose(loss, 0.8 * parts[0] + 0.2 * parts[1], rtol=1e-5)


def test_validation_is_the_last_part_and_nothing_is_trained_on_it():
    split, given, alone = small(), small(), small()
    a = fitted(split, epochs=2, validation_split=0.25)
    b = fitted(given, X[:30], Y[:30], epochs=2, validation_data=(X[30:], Y[30:]))
    fitted(alone, X[:30], Y[:30], epochs=2)
    assert a.history == b.history
    assert list(a.history) == ["accuracy", "loss", "val_accuracy", "val_loss"]
    for one, other in zip(split.weights, alone.weights, strict=True):
        assert_array_equal(one, other)
    loss, accuracy = alone.evaluate(X[30:], Y[30:], verbose=0)
    assert_allclose([a.history["val_loss"][1], a.history["val_accuracy"][1]], [loss, accuracy])


def test_one_step():
    model, same = small(), small()
    found = model.train_on_batch(X, Y)
    same.fit(X, Y, batch_size=40, verbose=0, shuffle=False)
    assert_allclose(found, [same.history.history[name][0] for name in ("loss", "accuracy")])
    for a, b in zip(model.weights, same.weights, strict=True):
        assert_array_equal(a, b)
    assert isinstance(small(metrics=None).train_on_batch(X, Y), float)


def test_gradients_are_where_the_layers_keep_them():
    model, plain = small(loss="mse", metrics=None), small()
    model.build(X.shape)
    start = model.get_weights()
    model.train_on_batch(X, rows(Y))
    plain.build(X.shape)
    plain.set_weights(start)
    out = plain(X, training=True)
    plain.backward((out - rows(Y)) * 2 / out.size)
    for a, b in zip(model.gradients, plain.gradients, strict=True):
        assert_allclose(a, b, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float64])
def test_pixels_become_float32(dtype):
    x = (np.abs(X) * 50).astype(dtype)
    a, b = small(), small()
    assert fitted(a, x).history == fitted(b, x.astype(np.float32)).history
    assert_array_equal(a.predict(x), b.predict(x.astype(np.float32)))


def test_lists_and_more_layers_later():
    model = cl.Sequential([Dense(2)])
    model.compile("sgd", "mse")
    model.fit([[1, 2], [3, 4]], [[1, 0], [0, 1]], verbose=0)
    model.add(Dense(1))
    with pytest.raises(ValueError, match="if layers were added to a model, compile it again"):
        model.fit([[1, 2], [3, 4]], [1, 2], verbose=0)
    model.compile("sgd", "mse")
    model.fit([[1, 2], [3, 4]], [1, 2], verbose=0)
    assert model.predict([[1, 2]]).shape == (1, 1)


def test_weights_set_between_steps_are_used():
    model = small()
    model.train_on_batch(X, Y)
    zeros = [np.zeros_like(weight) for weight in model.get_weights()]
    model.set_weights(zeros)
    assert_allclose(model.train_on_batch(X, Y)[0], np.log(3), rtol=1e-6)
    assert np.abs(model.weights[-1]).max() > 0


def test_a_trained_model_can_be_copied():
    model = small()
    model.fit(X, Y, verbose=0)
    for other in (copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        before = other.get_weights()
        assert_allclose(other.evaluate(X, Y, verbose=0), model.evaluate(X, Y, verbose=0))
        other.fit(X, Y, verbose=0)
        for a, b, old in zip(model.weights, other.weights, before, strict=True):
            assert_array_equal(a, old)
            assert (b != old).any()


# What is refused


@pytest.mark.parametrize("method", ["fit", "evaluate", "train_on_batch"])
def test_before_compile(method):
    text = f"small: choose optimizer and loss first, then {method}: model.compile("
    model = cl.Sequential([Dense(1)], name="small")
    with pytest.raises(ValueError, match=re.escape(text)):
        getattr(model, method)(X, Y)


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"x": X[:3]}, ValueError, "small: fit: x and y must be equally long, one label for each "
         "image; received 3 images (3, 8, 7, 1) and 40 labels (40,)"),
        ({"x": X[:0], "y": Y[:0]}, ValueError, "small: fit: x must hold one image or more, rec"),
        ({"x": 3}, ValueError, "small: fit: x must hold one image or more, received shape ()"),
        ({"x": "a"}, TypeError, "x must hold real numbers"),
        ({"y": 1}, ValueError, "y must hold a label for each image, received array(1)"),
        ({"y": rows(Y)}, ValueError, "labels must be class numbers of shape (40,)"),
        ({"y": Y + 1}, ValueError, "labels must be whole numbers from 0 to 2"),
        ({"batch_size": 0}, ValueError, "fit: batch_size must be 1 or more, received 0"),
        ({"batch_size": 2.0}, TypeError, "fit: batch_size must be a whole number"),
        ({"epochs": 0}, ValueError, "fit: epochs must be 1 or more, received 0"),
        ({"shuffle": 1}, TypeError, "fit: shuffle must be True or False"),
        ({"verbose": 3}, ValueError, "fit: verbose is 'auto' or 1"),
        ({"validation_split": 1}, ValueError, "from 0 to below 1; received 1"),
        ({"validation_split": -0.1}, ValueError, "from 0 to below 1; received -0.1"),
        ({"validation_split": 0.99}, ValueError, "validation_split=0.99 of 40 images leaves none"),
        ({"validation_data": X}, TypeError, "fit: validation_data is a pair (x, y), or three "),
        ({"validation_data": (X, Y, Y, Y)}, TypeError, "sample_weight), received tuple of 4"),
        ({"validation_data": (X, Y[1:])}, ValueError, "validation_data: x and y must be equal"),
        ({"validation_data": (X, Y + 1)}, ValueError, "labels must be whole numbers from 0 to 2"),
        ({"validation_split": 1e-17}, ValueError, "1e-17 of 40 images leaves none to validate"),
        ({"y": [[0, 1], [0]] * 20}, ValueError, "fit: the labels y must all have one shape"),
        ({"callbacks": 5}, TypeError, "fit: callbacks is a list of Callback, received 5"),
        ({"callbacks": ["a"]}, TypeError, "fit: callbacks are of kind Callback, received 'a'"),
    ],
)  # fmt: skip
def test_what_fit_refuses(options, error, text):
    model = small()
    model.build(X.shape)
    before = model.get_weights()
    with pytest.raises(error, match=re.escape(text)):
        model.fit(**{"x": X, "y": Y, "verbose": 0, **options})
    for a, b in zip(model.weights, before, strict=True):
        assert_array_equal(a, b)


def test_images_of_another_size():
    model = small()
    model.fit(X, Y, verbose=0)
    with pytest.raises(ValueError, match=r"dense.*: the first call made weights for c_in=36"):
        model.evaluate(X[:, :6], Y, verbose=0)


def test_what_else_is_taken_as_keras_does():
    model = small()
    assert model.predict(X, verbose=0).shape == model.predict(X, 16, "auto").shape == (40, 3)
    model.fit(X, Y, verbose=np.int64(0))
    with pytest.raises(ValueError, match="predict: verbose is 'auto' or 1"):
        model.predict(X, verbose="loud")
    assert cl.models.Diverged is Diverged


def test_switches_are_true_or_false():
    with pytest.raises(TypeError, match="from_logits must be True or False, received 'no'"):
        cl.losses.CategoricalCrossentropy("no")
    with pytest.raises(TypeError, match="nesterov must be True or False, received 'x'"):
        cl.optimizers.SGD(nesterov="x")


def test_metrics_of_other_kinds():
    def largest(y, outputs, sign):
        return sign * outputs.max(axis=-1)

    half = functools.partial(largest, sign=0.5)
    model = small(metrics=[cl.metrics.SparseCategoricalAccuracy, half])
    found = model.evaluate(X, Y, verbose=0, return_dict=True)
    shares = model.predict(X)
    assert_allclose(found["largest"], 0.5 * shares.max(axis=-1).mean(), rtol=1e-5)
    assert_allclose(found["sparse_categorical_accuracy"], (shares.argmax(axis=1) == Y).mean())
    with pytest.raises(ValueError, match="a metric needs a function"):
        small(metrics=[cl.metrics.Metric])
    with pytest.raises(ValueError, match=r"<lambda>: a metric returns one number for each row"):
        small(metrics=[lambda y, outputs: outputs.mean()]).evaluate(X, Y, verbose=0)
