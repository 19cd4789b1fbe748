"""Batch normalization by hand, beside Keras, in trainings, in files; and what it refuses."""

import re

import numpy as np
import pytest
from helpers import skip_without
from helpers.course_networks import small_data
from helpers.layer_cases import signed
from numpy.testing import assert_allclose

import course_lib as cl
from course_lib.layers import BatchNormalization

CASES = [
    ({}, (4, 3)),
    ({}, (2, 6, 7, 3)),
    ({"axis": 1}, (2, 3, 6, 7)),
    ({"axis": 2, "momentum": 0.5, "epsilon": 0.1}, (3, 5, 4)),
    ({"center": False}, (2, 6, 7, 3)),
    ({"scale": False, "momentum": 0}, (2, 6, 7, 3)),
    ({"center": False, "scale": False}, (5, 3)),
    ({"moving_mean_initializer": "ones", "gamma_initializer": "zeros"}, (5, 3)),
]
EVERY = pytest.mark.parametrize(("options", "shape"), CASES, ids=str)


def keras():
    return skip_without.module("tensorflow").keras


def alike(found, wanted, rtol=0.0, atol=0.0):
    """Demand that arrays are the same one by one, but for rounding."""
    for a, b in zip(found, wanted, strict=True):
        assert_allclose(a, b, rtol=rtol, atol=atol)


def made(options, shape):
    layer = BatchNormalization(**options, name="norm")
    layer.build((None, *shape[1:]))
    weights = [signed(w.shape, 7 + i) for i, w in enumerate(layer.weights)]
    layer.set_weights([*weights[:-1], np.abs(weights[-1]) + 0.1])
    return layer


# Numbers


def test_by_hand():
    layer = BatchNormalization(momentum=0.75, epsilon=7)
    x = np.array([[1.0, 10.0], [7.0, 10.0]])  # means 4 and 10, variances 9 and 0
    layer.build(x.shape)
    layer.set_weights([[2, 3], [100, 200], [0, 0], [1, 1]])
    assert layer(x, training=True).tolist() == [[98.5, 200], [101.5, 200]]
    assert [w.tolist() for w in layer.non_trainable_weights] == [[1, 2.5], [3, 0.75]]
    by_input = layer.backward([[16.0, 1.0], [0.0, 1.0]])
    assert layer.gradients[0].tolist() == [-12, 0]
    assert layer.gradients[1].tolist() == [16, 2]
    # together: (16 − 12·(∓0.75)) / 2 = 12.5 and 3.5, then times 2 / 4
    assert by_input.tolist() == [[1.75, 0], [-1.75, 0]]


def test_outside_of_training_the_moving_numbers_count_and_stay():
    layer = BatchNormalization(epsilon=0)
    layer.build((None, 2))
    layer.set_weights([[2, 3], [100, 200], [1, 10], [4, 25]])
    assert layer([[5.0, 0.0]]).tolist() == [[104, 194]]
    assert [w.tolist() for w in layer.non_trainable_weights] == [[1, 10], [4, 25]]


@EVERY
def test_backward_is_the_slope(options, shape):
    layer, x = made(options, shape), signed(shape, 1)
    gradient = signed(shape, 2)
    layer(x, training=True)
    by_input = layer.backward(gradient)
    weights, trained = layer.get_weights(), len(layer.trainable_weights)
    assert len(layer.gradients) == trained == layer.center + layer.scale
    for k, slope in enumerate([by_input, *layer.gradients]):
        step, values = 1e-2 * np.where(slope < 0, -1, 1), []
        for sign in (1, -1):
            arrays = [x, *weights]
            arrays[k] = arrays[k] + sign * step
            layer.set_weights(arrays[1:])
            values.append(float((layer(arrays[0], training=True) * gradient).sum(dtype=float)))
        found, wanted = (values[0] - values[1]) / 2, float((slope * step).sum())
        assert found == pytest.approx(wanted, rel=0.02, abs=1e-4)


@EVERY
def test_there_and_back_is_keras(options, shape):
    tf = skip_without.module("tensorflow")
    theirs, ours, x = keras().layers.BatchNormalization(**options), made(options, shape), None
    theirs.build(shape)
    theirs.set_weights(ours.get_weights())
    for step in range(3):
        x, gradient = 3 * signed(shape, step) + 1, signed(shape, 20 + step)
        watched = tf.constant(x)
        with tf.GradientTape() as tape:
            tape.watch(watched)
            out = theirs(watched, training=True)
        slopes = tape.gradient(out, [watched, *theirs.trainable_weights], gradient)
        assert_allclose(ours(x, training=True), out, rtol=1e-5, atol=1e-5)
        by_input = ours.backward(gradient)
        alike([by_input, *ours.gradients], slopes, rtol=1e-4, atol=1e-5)
        alike(ours.get_weights(), theirs.get_weights(), rtol=1e-5, atol=1e-6)
    assert_allclose(ours(x), theirs(x), rtol=1e-5, atol=1e-5)
    assert ours.count_params() == theirs.count_params()
    for kind in ("trainable_weights", "non_trainable_weights"):
        assert len(getattr(ours, kind)) == len(getattr(theirs, kind))
    assert ours.output_shape == tuple(theirs.compute_output_shape((None, *shape[1:])))


def test_first_weights_are_keras():
    ours, theirs = BatchNormalization(), keras().layers.BatchNormalization()
    ours.build((None, 2, 3)), theirs.build((None, 2, 3))
    alike(ours.weights, theirs.get_weights())
    assert {w.dtype for w in ours.weights} == {np.dtype("float32")}


# Trainings


def network(layers):
    # A bias before a normalization has the gradient 0: Adam makes steps of what rounding leaves.
    return [
        layers.Conv2D(4, (3, 2), use_bias=False),
        layers.BatchNormalization(momentum=0.8),
        layers.LeakyReLU(0.2),
        layers.MaxPool2D(),
        layers.Conv2D(4, 2, groups=2, padding="same", use_bias=False),
        layers.BatchNormalization(scale=False),
        layers.Activation("tanh"),
        layers.Flatten(),
        layers.Dense(3, activation="softmax"),
    ]


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_fit_is_keras(optimizer):
    x, y = small_data(70)
    cl.random.set_seed(43052)
    ours, theirs = cl.Sequential(network(cl.layers)), keras().Sequential(network(keras().layers))
    ours.build((None, *x.shape[1:])), theirs.build((None, *x.shape[1:]))
    theirs.set_weights(ours.get_weights())
    for model in (ours, theirs):
        model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    options = {"epochs": 3, "batch_size": 16, "shuffle": False, "validation_split": 0.3}
    history, wanted = (m.fit(x, y, verbose=0, **options) for m in (ours, theirs))
    for name, values in wanted.history.items():
        assert_allclose(history.history[name], values, rtol=1e-3, atol=1e-5, err_msg=name)
    alike(ours.get_weights(), theirs.get_weights(), rtol=1e-3, atol=1e-5)
    assert_allclose(ours.predict(x), theirs.predict(x, verbose=0), rtol=1e-4, atol=1e-5)
    assert_allclose(ours.evaluate(x, y, verbose=0), theirs.evaluate(x, y, verbose=0), rtol=1e-3)


def test_a_step_that_diverges_leaves_the_moving_numbers_alone():
    x, y = small_data(40)
    cl.random.set_seed(1)
    model = cl.Sequential(network(cl.layers))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, y, batch_size=8, epochs=2, verbose=0)
    before = model.get_weights()
    spoilt = x[:8].copy()
    spoilt[0, 0, 0, 0] = np.nan
    with pytest.raises(cl.models.Diverged):
        model.train_on_batch(spoilt, y[:8])
    alike(model.weights, before)


def test_the_table_counts_what_is_not_trained(capsys):
    model = cl.Sequential([cl.layers.Dense(5, input_shape=(3,)), BatchNormalization()])
    model.summary()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines[4:6]] == ["20", "20"]
    counted = ["Total params: 40", "Trainable params: 30", "Non-trainable params: 10"]
    assert lines[-4:-1] == counted
    theirs = keras().Sequential([keras().layers.Dense(5), keras().layers.BatchNormalization()])
    theirs.build((None, 3))
    table = []
    theirs.summary(print_fn=lambda line, **more: table.append(line))
    assert re.findall(r"(?:Total|Trainable|Non-trainable) params: \d+", "\n".join(table)) == counted


# What it refuses


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"axis": 1.0}, TypeError, "axis must be a whole number, received 1.0"),
        ({"axis": None}, TypeError, "axis must be a whole number, received None"),
        ({"momentum": 1.5}, ValueError, "momentum must be a number from 0 to 1, received 1.5"),
        ({"momentum": "x"}, ValueError, "momentum must be a number from 0 to 1, received 'x'"),
        ({"epsilon": -1}, ValueError, "epsilon must be a number of 0 or more, received -1"),
        ({"epsilon": np.inf}, ValueError, "epsilon must be a number of 0 or more, received inf"),
        ({"center": 1}, TypeError, "center must be True or False, received 1"),
        ({"scale": None}, TypeError, "scale must be True or False, received None"),
        ({"gamma_initializer": "x"}, ValueError, "gamma_initializer must be a function or one of"),
    ],
)
def test_bad_arguments(options, error, text):
    with pytest.raises(error) as caught:
        BatchNormalization(**options)
    assert str(caught.value).startswith(f"BatchNormalization: {text}")


NO_CHANNELS = "must be one of the channels, and not that of the images, in "


@pytest.mark.parametrize(
    ("axis", "shape", "text"),
    [
        (3, (2, 5, 6), f"norm: axis 3 {NO_CHANNELS}"),
        (0, (2, 5), f"norm: axis 0 {NO_CHANNELS}"),
        (-2, (2, 5), f"norm: axis -2 {NO_CHANNELS}"),
        (-1, (2, 0), "norm: input has no channels (axis -1 of (2, 0))"),
        (-1, (0, 3), "norm: in training there must be one number or more in each channel"),
    ],
)
def test_bad_inputs(axis, shape, text):
    layer = BatchNormalization(axis, name="norm")
    with pytest.raises(ValueError, match="norm: ") as caught:
        layer(np.ones(shape), training=True)
    assert str(caught.value).startswith(text)


def test_later_calls_with_other_channels_and_integers():
    layer = made({}, (2, 3))
    with pytest.raises(ValueError, match=r"weights for 3 channels, this input has 4 \(axis -1 of"):
        layer(np.ones((2, 4)))
    with pytest.raises(TypeError, match="norm: input holds integers"):
        layer([[1, 2, 3]])
    layer([[1.0, 2.0, 3.0]])
    with pytest.raises(ValueError, match="nothing is kept to go back through"):
        layer.backward([[1.0, 2.0, 3.0]])
