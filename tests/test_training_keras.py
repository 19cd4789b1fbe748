"""Training beside Keras: the same weights and batches give the same losses, step by step."""

import numpy as np
import pytest
from helpers import skip_without
from helpers.course_networks import net1, net2, pictures, rows, small, small_data
from numpy.testing import assert_allclose

import course_lib as cl


def keras():
    return skip_without.module("tensorflow").keras


def twins(network, shape, **compiled):
    """Return our model and Keras's, with the same weights."""
    cl.random.set_seed(43052)
    ours, theirs = cl.Sequential(network(cl.layers)), keras().Sequential(network(keras().layers))
    ours.build((None, *shape))
    theirs.build((None, *shape))
    theirs.set_weights(ours.get_weights())
    for model in (ours, theirs) if compiled else ():
        model.compile(**compiled)
    return ours, theirs


def losses_side_by_side(network, x, y, steps, **compiled):
    pair = twins(network, x.shape[1:], **compiled)
    found = []
    for first in range(0, 32 * steps, 32):
        batch = slice(first, first + 32)
        found.append([model.train_on_batch(x[batch], y[batch]) for model in pair])
    return np.array(found)


@pytest.mark.parametrize("network", [net1, net2])
def test_an_epoch_on_real_pictures(network):
    x, y = pictures()
    found = losses_side_by_side(
        network,
        x.astype(np.float32) / 255,
        rows(y, 10),
        steps=29,  # the last has 4 pictures
        optimizer="adam",
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    ours, theirs = found[:, 0], found[:, 1]
    assert_allclose(ours[:, 0], theirs[:, 0], rtol=1e-5)
    assert_allclose(ours[:, 1], theirs[:, 1], atol=1e-6)
    assert ours[-5:, 0].mean() < 0.75 * ours[0, 0]


# With pixels up to 255 the first losses are near 100, and gradients too. Rounding grows with each
# step. In net1 Keras itself gets losses that differ by 2e-4 in step 5, and by a half in the end, if
# pixels change by 1e-5. In net2 it grows tenfold in about seven steps, from where the processor
# puts it: a difference of 1e-5 in step 12 is one of 1e-3 in step 29.
@pytest.mark.parametrize(("network", "steps", "rtol"), [(net1, 5, 1e-4), (net2, 12, 1e-4)])
def test_pixels_that_are_not_scaled(network, steps, rtol):
    x, y = pictures()
    found = losses_side_by_side(
        network, x, rows(y, 10), steps, optimizer="adam", loss="categorical_crossentropy"
    )
    assert found[0, 0] > 5
    assert_allclose(found[:, 0], found[:, 1], rtol=rtol)


def without_softmax(layers):
    return [layers.Flatten(), layers.Dense(3)]


def softmax_apart(layers):
    return [*without_softmax(layers), layers.Softmax()]


def softmax_within(layers):
    return [layers.Flatten(), layers.Dense(3, activation="softmax"), layers.ReLU()]


def there_and_back(layers):
    return [
        layers.Conv2D(4, 3, strides=2, activation="relu"),
        layers.Conv2D(6, 2, padding="same", groups=2),
        layers.LeakyReLU(0.1),
        layers.MaxPool2D((1, 2)),
        layers.Conv2DTranspose(3, 3, strides=2, padding="same", output_padding=0),
        layers.UpSampling2D((1, 2), interpolation="bilinear"),
        layers.Cropping2D(((1, 0), (0, 1))),
        layers.UpSampling2D(2),
        layers.Reshape((-1, 3)),
        layers.Dense(2, activation="tanh"),
        layers.Flatten(),
        layers.Dense(3, activation="softmax"),
    ]


COMPILED = [
    (there_and_back, "sgd", "categorical_crossentropy"),
    (there_and_back, "adam", "sparse_categorical_crossentropy"),
    (small, "adam", "categorical_crossentropy"),
    (small, "sgd", "sparse_categorical_crossentropy"),
    (small, "rmsprop", "mean_squared_error"),
    (softmax_apart, "adam", "categorical_crossentropy"),
    (softmax_within, "adam", "categorical_crossentropy"),
    (softmax_within, "adam", "sparse_categorical_crossentropy"),
]


@pytest.mark.parametrize(("network", "optimizer", "loss"), COMPILED)
def test_fit_and_evaluate(network, optimizer, loss):
    x, y = small_data(70)
    labels = y if loss.startswith("sparse") else rows(y)
    ours, theirs = twins(network, x.shape[1:], optimizer=optimizer, loss=loss, metrics=["accuracy"])
    options = {"epochs": 3, "batch_size": 16, "shuffle": False, "validation_split": 0.3}
    history, wanted = (m.fit(x, labels, verbose=0, **options) for m in (ours, theirs))
    assert list(history.history) == list(wanted.history)
    assert history.epoch == wanted.epoch == [0, 1, 2]
    for name, values in wanted.history.items():
        assert_allclose(history.history[name], values, rtol=1e-4, atol=1e-6)
    numbers, wanted = (m.evaluate(x, labels, batch_size=16, verbose=0) for m in (ours, theirs))
    assert_allclose(numbers, wanted, rtol=1e-4)
    assert_allclose(ours.predict(x), theirs.predict(x, verbose=0), rtol=1e-4, atol=1e-5)


@pytest.mark.filterwarnings("ignore:.*from_logits=True")  # Keras warns of what it mends
@pytest.mark.parametrize("network", [without_softmax, small, softmax_apart])
def test_logits(network):
    """After a softmax Keras goes back to the scores, whatever from_logits says."""
    x, y = small_data(64)
    for kind, labels in (
        ("CategoricalCrossentropy", rows(y)),
        ("SparseCategoricalCrossentropy", y),
    ):
        ours, theirs = twins(network, x.shape[1:])
        ours.compile("adam", getattr(cl.losses, kind)(from_logits=True))
        theirs.compile("adam", getattr(keras().losses, kind)(from_logits=True))
        history, wanted = (m.fit(x, labels, 8, 2, verbose=0, shuffle=False) for m in (ours, theirs))
        assert_allclose(history.history["loss"], wanted.history["loss"], rtol=1e-5)
        tested = [m.evaluate(x, labels, verbose=0) for m in (ours, theirs)]
        assert_allclose(*tested, rtol=1e-5)


@pytest.mark.parametrize(
    "options",
    [
        {"patience": 2},
        {"patience": 0},
        {"patience": 1, "restore_best_weights": True},
        {"patience": 3, "min_delta": 0.01, "restore_best_weights": True},
        {"patience": 2, "monitor": "val_accuracy"},
        {"patience": 2, "monitor": "loss", "mode": "max"},
    ],
)
def test_early_stopping(options):
    x, y = small_data(40)
    found = []
    ours, theirs = twins(small, x.shape[1:])
    for model, library in ((ours, cl), (theirs, keras())):
        model.compile(
            library.optimizers.Adam(0.03), "sparse_categorical_crossentropy", metrics=["accuracy"]
        )
        stop = library.callbacks.EarlyStopping(**options)
        history = model.fit(
            *(x[:24], y[:24]),
            epochs=30,
            batch_size=8,
            shuffle=False,
            verbose=0,
            validation_data=(x[24:], y[24:]),
            callbacks=[stop],
        )
        found.append((history, stop, model.get_weights()))
    (history, stop, weights), (wanted, their_stop, their_weights) = found
    assert len(history.epoch) == len(wanted.epoch)
    assert (stop.stopped_epoch, stop.best_epoch) == (
        their_stop.stopped_epoch,
        their_stop.best_epoch,
    )
    for a, b in zip(weights, their_weights, strict=True):
        assert_allclose(a, b, rtol=1e-2, atol=1e-4)
