"""A model as a file: what comes back, and what a damaged or foreign file says."""

import json
import re

import numpy as np
import pytest
from helpers.course_networks import small_data
from helpers.layer_cases import CASES, OTHERS, signed
from numpy.testing import assert_array_equal

import course_lib as cl
from course_lib import files

X, Y = small_data(20)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "model.npz"


def back(model, path):
    """Return the model that comes back from a file."""
    model.save(path)
    return cl.Sequential.load(path)


def trained():
    cl.random.set_seed(3)
    model = cl.Sequential(
        [
            cl.layers.Conv2D(3, 2, activation="relu", kernel_initializer="he_normal"),
            cl.layers.BatchNormalization(momentum=0.8),
            cl.layers.MaxPool2D(),
            cl.layers.Flatten(),
            cl.layers.Dense(3, activation="softmax", name="last"),
        ],
        name="mine",
    )
    model.compile(cl.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(X, Y, epochs=2, batch_size=8, verbose=0)
    return model


def test_all_of_it_comes_back(path):
    model = trained()
    other = back(model, path)
    assert other.name == "mine"
    assert other.layers[1].momentum == 0.8
    assert [layer.name for layer in other.layers] == [layer.name for layer in model.layers]
    assert_array_equal(other.predict(X), model.predict(X))
    assert other.evaluate(X, Y, verbose=0) == model.evaluate(X, Y, verbose=0)
    assert other.optimizer.learning_rate == 0.01
    assert other.optimizer.iterations == model.optimizer.iterations == 6


def test_a_training_goes_on_where_it_was(path):
    model = trained()
    model.save(path)
    other = cl.models.load_model(path)
    for one in (model, other):
        one.fit(X, Y, epochs=2, verbose=0, shuffle=False)
    for a, b in zip(model.weights, other.weights, strict=True):
        assert_array_equal(a, b)


@pytest.mark.parametrize(("kind", "options", "shape"), [*CASES[::7], *OTHERS], ids=str)
def test_every_layer_comes_back(kind, options, shape, path):
    model = cl.Sequential([cl.layers.Input(shape[1:]), getattr(cl.layers, kind)(**options)])
    x = signed(shape, 1)
    if model.weights:
        model.set_weights([signed(w.shape, 2) for w in model.weights])
    expected = model(x)
    other = back(model, path)
    assert_array_equal(other(x), expected)
    with pytest.raises(ValueError, match="input must have shape"):
        other(x[:, 1:])
    assert other.loss is None


class OwnLoss(cl.losses.MeanSquaredError):
    pass


@pytest.mark.parametrize(
    ("optimizer", "loss", "left_out"),
    [("sgd", OwnLoss(), "loss"), (cl.optimizers.SGD(lambda: 0.1), "mse", "optimizer")],
)
def test_what_was_compiled_by_hand_is_left_out(optimizer, loss, left_out, path):
    model = cl.Sequential([cl.layers.Dense(1, input_shape=(2,))])
    model.compile(optimizer, loss)
    assert getattr(back(model, path), left_out) is None


def test_only_a_metric_of_your_own_is_left_out(path):
    def mine(y, outputs):
        return outputs.max(axis=-1)

    model = trained()
    counted = {"metrics": [mine, "accuracy"], "weighted_metrics": [mine, "accuracy"]}
    model.compile("adam", "sparse_categorical_crossentropy", **counted)
    other = back(model, path)
    assert [metric.name for metric in other.metrics] == ["accuracy"]
    assert [metric.name for metric in other.weighted_metrics] == ["weighted_accuracy"]
    assert type(other.optimizer) is cl.optimizers.Adam


def test_loading_draws_nothing(path):
    trained().save(path)
    cl.random.set_seed(43052)
    expected = cl.random.uniform((2,))
    cl.random.set_seed(43052)
    cl.Sequential.load(path)
    assert_array_equal(cl.random.uniform((2,)), expected)


class Dense(cl.layers.Dense):
    pass


@pytest.mark.parametrize(
    ("layer", "text"),
    [
        (Dense(1, name="mine"), "mine: Dense is a layer of your own, which cannot be saved. Save"),
        (
            cl.layers.Dense(1, activation=lambda x: 2 * x, name="odd"),
            "odd: activation is a function of your own, which cannot",
        ),
        (
            cl.layers.Dense(1, kernel_initializer=lambda shape: np.zeros(shape, np.float32)),
            r"kernel_initializer is a function .* such as 'zeros'",
        ),
    ],
)
def test_what_cannot_be_saved(layer, text, path):
    model = cl.Sequential([layer])
    with pytest.raises(ValueError, match=r"there are no weights before the first call.* then save"):
        model.save(path)
    model.build((None, 2))
    with pytest.raises(ValueError, match=text):
        model.save(path)
    assert not list(path.parent.iterdir())


def test_an_interrupted_save_leaves_the_old_file(path, monkeypatch):
    model = trained()
    model.save(path)
    before = path.read_bytes()

    def interrupted(handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        model.save(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def refused(path, text):
    start = f"{path.name}: this is not a model that model.save wrote, or the file is damaged"
    with pytest.raises(ValueError, match=text) as caught:
        cl.Sequential.load(path)
    assert str(caught.value).startswith(start)


def test_damaged_files(path):
    trained().save(path)
    whole = path.read_bytes()
    for size in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        refused(path, "damaged")
    weight = whole.index(b"weight_0.npy") + 200
    path.write_bytes(whole[:weight] + bytes([whole[weight] ^ 255]) + whole[weight + 1 :])
    refused(path, "CRC-32")


def rewritten(path, change, **more):
    """Save a model with something changed in its description, or other arrays, or without them."""
    trained().save(path)
    with np.load(path) as file:
        arrays = dict(file)
    described = json.loads(str(arrays["model"]))
    change(described)
    arrays["model"] = np.array(json.dumps(described))
    arrays |= more
    np.savez(path, **{name: array for name, array in arrays.items() if array is not None})


@pytest.mark.parametrize(
    ("change", "more", "text"),
    [
        (lambda d: d.update(format="other"), {}, "its format is 'other'"),
        (lambda d: d.update(version=2), {}, "it has version 2"),
        (lambda d: d["layers"].append(["Layer2", {}]), {}, "there is no layer 'Layer2'"),
        (lambda d: d["layers"].append(["Dense", {"unit": 3}]), {}, "unit"),
        (lambda d: d["layers"].pop(), {}, "weights must have shapes"),
        (lambda d: None, {"weight_0": np.zeros((2, 2, 1, 4))}, r"received \[\(2, 2, 1, 4\)"),
        (lambda d: None, {"weight_0": np.array(["a"])}, "must hold real numbers"),
        (lambda d: None, {"optimizer_0": np.zeros((2, 3))}, "optimizer's state has shape"),
        (lambda d: None, {"optimizer_0": None}, "the optimizer's state is missing"),
        (lambda d: None, {"weight_0": np.array([{}], object)}, "allow_pickle=False"),
        (lambda d: d["compiled"].update(optimizer=["np", {}]), {}, "there is no optimizer 'np'"),
        (lambda d: d["compiled"].update(loss=["np", {}]), {}, "there is no loss 'np'"),
        (lambda d: d["compiled"].update(metrics=[["np", "a"]]), {}, "metric must be"),
    ],
)
def test_files_that_are_something_else(change, more, text, path):
    rewritten(path, change, **more)
    refused(path, text)


def test_foreign_files(tmp_path):
    path = tmp_path / "other.npz"
    np.savez(path, a=np.ones(3))
    refused(path, re.escape("KeyError: 'model'"))
    np.save(path.with_suffix(".npy"), np.ones(3))
    refused(path.with_suffix(".npy"), "damaged")
    with pytest.raises(FileNotFoundError):
        cl.Sequential.load(tmp_path / "nothing.npz")
