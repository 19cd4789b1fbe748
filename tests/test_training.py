"""fit, evaluate, predict and train_on_batch: what they return, keep, and refuse."""

import copy
import functools
import os
import pickle
import re
import signal
import threading

import numpy as np
import pytest
from helpers.course_networks import rows, small_data
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl
from course_lib.layers import Conv2D, Dense, Dropout, Flatten, MaxPool2D
from course_lib.training import step
from course_lib.training.step import Diverged

X, Y = small_data(40)


def small(seed=1, optimizer="adam", loss="sparse_categorical_crossentropy", metrics="accuracy"):
    cl.random.set_seed(seed)
    model = cl.Sequential(
        [
            Conv2D(4, (3, 2), activation="relu"),
            MaxPool2D(),
            Flatten(),
            Dense(3, activation="softmax"),
        ],
        name="small",
    )
    model.compile(optimizer, loss, metrics)
    model.build(X.shape)
    return model


def fitted(model, x=X, y=Y, **options):
    """Return the history of a training whose order follows a seed."""
    cl.random.set_seed(2)
    return model.fit(x, y, verbose=0, **options)


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


def test_evaluate_by_name():
    model = small()
    loss, accuracy = model.evaluate(X, Y, verbose=0)
    assert model.evaluate(X, Y, verbose=0, return_dict=True) == {"loss": loss, "accuracy": accuracy}


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


def test_dropout_follows_the_seed():
    found = []
    for _ in range(2):
        cl.random.set_seed(5)
        model = cl.Sequential([Flatten(), Dropout(0.5), Dense(3, activation="softmax")])
        model.compile("adam", "sparse_categorical_crossentropy")
        found.append(model.fit(X, Y, epochs=2, verbose=0).history["loss"])
    assert found[0] == found[1]


# Stopping


def test_callbacks_are_told_everything():
    told = []

    class Spy(cl.callbacks.Callback):
        def on_train_begin(self, logs=None):
            told.append(("begin", self.params, self.model.name))

        def on_epoch_begin(self, epoch, logs=None):
            told.append(("epoch", epoch))

        def on_train_batch_begin(self, batch, logs=None):
            told.append(("batch", batch))

        def on_train_batch_end(self, batch, logs=None):
            told.append(("batch end", batch, sorted(logs)))

        def on_epoch_end(self, epoch, logs=None):
            told.append(("epoch end", epoch, sorted(logs)))
            self.model.stop_training = True

        def on_train_end(self, logs=None):
            told.append(("end",))

    small().fit(X[:20], Y[:20], epochs=9, batch_size=16, verbose=0, callbacks=[Spy()])
    names = ["accuracy", "loss"]
    steps = [("batch", 0), ("batch end", 0, names), ("batch", 1), ("batch end", 1, names)]
    begin = ("begin", {"epochs": 9, "steps": 2}, "small")
    assert told == [begin, ("epoch", 0), *steps, ("epoch end", 0, names), ("end",)]


def watched(values, **options):
    """Return how many epochs early stopping lets pass for these losses, and the callback."""
    stop = cl.callbacks.EarlyStopping(**{"monitor": "loss", **options})
    stop.set_model(small())
    stop.model.build(X.shape)
    for epoch, value in enumerate(values):
        stop.model.weights[0][...] = epoch
        stop.on_epoch_end(epoch, {"loss": value})
        if stop.model.stop_training:
            break
    stop.on_train_end()
    return epoch + 1, stop


@pytest.mark.parametrize(
    ("values", "options", "epochs"),
    [
        ([3, 2, 1, 1, 1], {}, 4),
        ([3, 2, 1, 1, 1], {"patience": 1}, 4),
        ([3, 2, 1, 1, 1], {"patience": 2}, 5),
        ([3, 2, 2.5, 1, 2, 2, 2], {"patience": 2}, 6),
        ([3, 2.5, 2, 1.5, 1], {"min_delta": 0.6, "patience": 2}, 5),
        ([3, 2.5, 2], {"min_delta": 0.6}, 2),
        ([1, 2, 3, 2], {"mode": "max"}, 4),
    ],
)
def test_patience(values, options, epochs):
    assert watched(values, **options)[0] == epochs


def test_the_best_weights_are_put_back():
    _, stop = watched([3, 1, 2, 2], patience=2, restore_best_weights=True)
    assert (stop.best, stop.best_epoch, stop.stopped_epoch) == (1, 1, 3)
    assert (stop.model.weights[0] == 1).all()
    _, kept = watched([3, 1, 2, 2], patience=2)
    assert (kept.model.weights[0] == 3).all()


def test_early_stopping_on_what_is_not_there():
    text = "EarlyStopping: there is no 'val_loss' to watch, only ['accuracy', 'loss']. What begins"
    with pytest.raises(ValueError, match=re.escape(text)):
        small().fit(X, Y, verbose=0, callbacks=[cl.callbacks.EarlyStopping()])
    with pytest.raises(ValueError, match="mode is 'auto', 'min' or 'max', received 'up'"):
        cl.callbacks.EarlyStopping(mode="up")


def test_what_early_stopping_refuses():
    stopping = cl.callbacks.EarlyStopping
    for given in (-1, 1.5, "a"):
        text = f"patience must be a whole number of 0 or more, received {given!r}"
        with pytest.raises(ValueError, match=re.escape(text)):
            stopping(patience=given)
    with pytest.raises(TypeError, match="min_delta must be a number, received 'a'"):
        stopping(min_delta="a")
    with pytest.raises(ValueError, match="'val_f1' does not tell whether lower or higher is bett"):
        stopping("val_f1")
    assert stopping("val_f1", mode="max").better(2, 1)
    assert stopping("val_sparse_categorical_accuracy").better(2, 1)


def test_what_is_not_a_number_is_never_best(capsys):
    epochs, stop = watched([np.nan, 3, 4, 5], patience=2, verbose=1)
    assert (epochs, stop.best, stop.best_epoch) == (4, 3, 1)
    assert capsys.readouterr().out == "Epoch 4: early stopping\n"


def test_a_history_that_is_used_again_begins_anew():
    history = cl.callbacks.History()
    for _ in range(2):
        small().fit(X, Y, epochs=2, verbose=0, callbacks=[history])
    assert history.epoch == [0, 1]
    assert len(history.history["loss"]) == 2


class InterruptAt(cl.callbacks.Callback):
    """Press Ctrl+C in a layer, in the middle of a step."""

    def __init__(self, step):
        self.step = step

    def on_train_batch_begin(self, batch, logs=None):
        self.step -= 1


def interrupting(callback):
    class Loud(Flatten):
        def _forward(self, x, training):
            if training and callback.step == 0:
                os.kill(os.getpid(), signal.SIGINT)
            return super()._forward(x, training)

    return Loud


def test_an_interrupted_training_keeps_whole_steps_and_its_history():
    callback = InterruptAt(step=8)
    model = small(optimizer="sgd")
    model.layers[2] = interrupting(callback)()
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt) as caught:
        model.fit(X, Y, epochs=3, batch_size=8, verbose=0, callbacks=[callback], shuffle=False)
    assert str(caught.value) == (
        "small: the training was interrupted in epoch 2 of 3. The weights reached are kept, and "
        "the numbers of 1 epoch are in model.history"
    )
    assert signal.getsignal(signal.SIGINT) is before
    assert len(model.history.history["loss"]) == 1
    other = small(optimizer="sgd")
    for number in range(8):
        place = slice(number % 5 * 8, number % 5 * 8 + 8)
        other.train_on_batch(X[place], Y[place])
    for a, b in zip(model.weights, other.weights, strict=True):
        assert_allclose(a, b, rtol=1e-5, atol=1e-7)
    callback.step = -1
    model.fit(X, Y, verbose=0)


def test_training_outside_the_main_thread():
    found = []
    thread = threading.Thread(target=lambda: found.append(small().fit(X, Y, verbose=0)))
    thread.start()
    thread.join()
    assert found[0].epoch == [0]


def test_one_model_in_two_threads():
    model, results = small(), []
    sets = [(X, Y), (X[:, ::-1].copy(), Y)] * 2
    wanted = [model.evaluate(*data, verbose=0) for data in sets]

    def ask(data):
        results.append([model.evaluate(*data, batch_size=2, verbose=0) for _ in range(15)])

    threads = [threading.Thread(target=ask, args=[data]) for data in sets[:2]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    means = sorted(np.mean(each, axis=0).tolist() for each in results)
    assert_allclose(means, sorted(wanted[:2]), rtol=1e-5)


def test_a_model_may_be_asked_while_it_is_trained():
    alone, asked, done = small(), small(), threading.Event()
    answers = []

    def ask():
        while not done.is_set():
            answers.append(asked.predict(X[:3]).shape)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        history = fitted(asked, batch_size=4, epochs=10).history
    finally:
        done.set()
        thread.join()
    assert history == fitted(alone, batch_size=4, epochs=10).history
    assert set(answers) == {(3, 3)}


def test_a_callback_that_tests_the_model_changes_no_numbers():
    class Test(cl.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            self.model.evaluate(X[:3], Y[:3], verbose=0)

    plain = fitted(small(), batch_size=8).history
    assert fitted(small(), batch_size=8, callbacks=[Test()]).history == plain


def test_an_interrupt_never_leaves_half_of_the_weights():
    model = small()
    before = model.get_weights()
    first = model.layers[0]
    plain = first.set_weights

    def loud(arrays):
        plain(arrays)
        os.kill(os.getpid(), signal.SIGINT)

    first.set_weights = loud
    with pytest.raises(KeyboardInterrupt):
        model.set_weights([weight + 1 for weight in before])
    for weight, old in zip(model.weights, before, strict=True):
        assert_array_equal(weight, old + 1)


def test_an_interrupt_that_ends_the_program_is_only_put_off(monkeypatch):
    raised = []
    monkeypatch.setattr(step.signal, "raise_signal", raised.append)
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        with step.held_back():
            os.kill(os.getpid(), signal.SIGINT)
            assert not raised
    finally:
        signal.signal(signal.SIGINT, before)
    assert raised == [signal.SIGINT]


@pytest.mark.parametrize(
    ("x", "optimizer"),
    [
        (np.where(X > 2, np.nan, X), "adam"),
        (X, cl.optimizers.SGD(1e30)),
        (X * np.float32(1e37), "adam"),
    ],
)
def test_a_loss_that_is_not_a_number_stops_the_training(x, optimizer):
    model = small(optimizer=optimizer)
    with pytest.raises(Diverged, match=r"small: the loss is .* learning rate.*pixels.*labels.*log"):
        model.fit(x, Y, epochs=5, verbose=0)
    assert all(np.isfinite(weight).all() for weight in model.weights)


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
        ({"validation_data": X}, TypeError, "fit: validation_data is a pair (x, y), received nd"),
        ({"validation_data": (X, Y, Y)}, TypeError, "is a pair (x, y), received tuple of 3"),
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
    with pytest.raises(ValueError, match="optimizer must be an Optimizer or one of adam"):
        cl.optimizers.get("a")


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


def test_unknown_names_list_the_known_ones():
    with pytest.raises(ValueError, match=r"optimizer must be .* adam, sgd, rmsprop, received 'a'"):
        small(optimizer="a")
    with pytest.raises(
        ValueError, match=r"loss must be .*categorical_crossentropy.* received None"
    ):
        small(loss=None)
    with pytest.raises(ValueError, match=r"metric must be .* accuracy, .* received 'a'"):
        small(metrics=["a"])
