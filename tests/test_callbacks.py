"""What callbacks are told, and when: by fit, evaluate and predict, beside Keras."""

import numpy as np
import pytest
from helpers import skip_without

import course_lib as cl

X = np.random.default_rng(4).normal(size=(5, 3)).astype("float32")
Y = np.array([0, 1, 1, 0, 1])
EVENTS = [name for name in vars(cl.callbacks.Callback) if name.startswith("on_")]


def keras():
    return skip_without.module("tensorflow").keras


def model(library):
    network = library.Sequential([library.layers.Dense(2, activation="softmax")])
    network.build((None, 3))
    network.set_weights([np.float32([[1, 0], [2, -1], [0, 1]]), np.float32([0, 0.5])])
    network.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return network


def recorder(library, stop=None):
    """Return a callback that notes all events, and sets ``stop`` of the model at each batch's end.

    None of them calls what Keras would call.
    """
    kind = type("Recorder", (library.callbacks.Callback,), {"told": None})

    def note(event):
        def told(self, *details, logs=None):
            self.told.append((event, *details, *([] if logs is None else [dict(logs)])))
            if stop and event.endswith("batch_end"):
                setattr(self.model, stop, True)

        return told

    for event in EVENTS:
        setattr(kind, event, note(event))
    made = kind()
    made.told = []
    return made


def run(library, what, stop=None):
    network, callback = model(library), recorder(library, stop)
    options = {"batch_size": 2, "verbose": 0, "callbacks": [callback]}
    if what == "validated":
        network.fit(X, Y, epochs=2, validation_split=0.4, shuffle=False, **options)
    elif what == "fit":
        network.fit(X, Y, shuffle=False, **options)
    elif what == "evaluate":
        network.evaluate(X, Y, **options)
    else:
        network.predict(X, **options)
    return callback


def flat(event):
    """Return an event's name and details, and the names and numbers of its logs."""
    logs = [detail for detail in event if isinstance(detail, dict)]
    plain = [detail for detail in event if not isinstance(detail, dict)]
    names = [list(log) for log in logs]
    return [plain, names], [np.asarray(value) for log in logs for value in log.values()]


@pytest.mark.parametrize("stop", [None, "stop_training", "stop_evaluating", "stop_predicting"])
@pytest.mark.parametrize("what", ["fit", "validated", "evaluate", "predict"])
def test_callbacks_are_told_what_keras_tells(what, stop):
    ours, theirs = run(cl, what, stop), run(keras(), what, stop)
    assert ours.params == theirs.params
    assert [flat(event)[0] for event in ours.told] == [flat(event)[0] for event in theirs.told]
    for event, their_event in zip(ours.told, theirs.told, strict=True):
        for number, their_number in zip(flat(event)[1], flat(their_event)[1], strict=True):
            np.testing.assert_allclose(number, their_number, rtol=1e-5, err_msg=str(event))


def test_what_a_training_tells_in_which_order():
    """What Keras told once, for machines without it."""
    callback, logs = run(cl, "validated"), ["accuracy", "loss"]
    both = [*logs, "val_accuracy", "val_loss"]
    epoch = [
        ("epoch_begin", []),
        *[("train_batch_begin", []), ("train_batch_end", logs)] * 2,
        *[("test_begin", []), ("test_batch_begin", []), ("test_batch_end", logs)],
        *[("test_end", logs), ("epoch_end", both)],
    ]
    told = [(event.removeprefix("on_"), list(details[-1])) for event, *details in callback.told]
    assert told == [("train_begin", []), *epoch, *epoch, ("train_end", both)]
    numbers = [event[1] for event in callback.told if len(event) == 3]
    assert numbers == [0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1]
    assert callback.params == {"verbose": 0, "epochs": 2, "steps": 2}


def test_every_event_of_keras_is_known():
    theirs = {name for name in dir(keras().callbacks.Callback) if name.startswith("on_")}
    assert theirs == set(EVENTS)


@pytest.mark.parametrize("library", [lambda: cl, keras], ids=["ours", "keras"])
def test_the_older_names_are_called_in_training_only(library):
    library, told = library(), []

    class Older(library.callbacks.Callback):
        def on_batch_begin(self, batch, logs=None):
            told.append(("begin", batch, logs))

        def on_batch_end(self, batch, logs=None):
            told.append(("end", batch, sorted(logs)))

    network = model(library)
    network.fit(X, Y, batch_size=3, verbose=0, callbacks=[Older()])
    network.evaluate(X, Y, verbose=0, callbacks=[Older()])
    logs = ["accuracy", "loss"]
    assert told == [("begin", 0, {}), ("end", 0, logs), ("begin", 1, {}), ("end", 1, logs)]


def test_a_number_put_beside_an_epoch_is_in_the_history_only():
    class Beside(cl.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            logs["mine"] = epoch

        def on_train_end(self, logs=None):
            self.last = sorted(logs)

    beside = Beside()
    history = model(cl).fit(X, Y, epochs=2, verbose=0, callbacks=beside)
    assert history.history["mine"] == [0, 1]
    assert beside.last == ["accuracy", "loss"]


@pytest.mark.parametrize("method", ["evaluate", "predict"])
def test_what_is_no_callback(method):
    data = (X, Y) if method == "evaluate" else (X,)
    with pytest.raises(TypeError, match=f"{method}: callbacks are of kind Callback, received 1"):
        getattr(model(cl), method)(*data, verbose=0, callbacks=[1])
