"""What goes on while fit runs: callbacks, early stopping, interrupts and threads."""

import os
import re
import signal
import threading

import numpy as np
import pytest
from helpers.small_training import X, Y, fitted, small
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl
from course_lib.layers import Flatten
from course_lib.training import step
from course_lib.training.step import Diverged


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
    model._layers[2] = interrupting(callback)()
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
