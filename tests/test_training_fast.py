"""What is made fast for training does what the layers do: values, gradients, any sizes."""

import os
import subprocess
import sys

import numpy as np
import pytest
from helpers.course_networks import net1, net2, rows, small_data
from helpers.layer_cases import signed
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl
from course_lib.layers import Activation, Conv2D, Dense, Dropout, Flatten, MaxPool2D, Softmax
from course_lib.nn import fast
from course_lib.training import step
from course_lib.training.fast import conv_pool, faster, two_threads
from course_lib.training.step import train_step

SIZES = [
    # kernel, pool, channels in and out, images
    ((2, 2), (2, 2), 1, 5, (3, 9, 8)),
    ((2, 2), (2, 2), 9, 4, (3, 7, 8)),
    ((3, 2), (2, 3), 2, 3, (2, 8, 9)),
    ((1, 1), (2, 2), 9, 3, (2, 5, 6)),
    ((3, 3), (2, 2), 8, 3, (1, 9, 7)),
    ((2, 3), (1, 1), 9, 2, (2, 4, 5)),
    ((5, 4), (3, 2), 1, 2, (2, 11, 9)),
]


def as_layers(conv, pool, x, gradient):
    out = pool(conv(x, training=True), training=True)
    by_input = conv.backward(pool.backward(gradient(out.shape)))
    return out, by_input, conv.gradients


@pytest.mark.parametrize(("kernel", "pool", "c_in", "c_out", "images"), SIZES)
@pytest.mark.parametrize("activation", ["relu", "linear"])
@pytest.mark.parametrize("use_bias", [True, False])
def test_convolution_and_pooling_in_one(kernel, pool, c_in, c_out, images, activation, use_bias):
    conv = Conv2D(c_out, kernel, activation=activation, use_bias=use_bias)
    pooling, x = MaxPool2D(pool), signed((*images, c_in), 1)
    conv.build(x.shape)
    conv.set_weights([signed(w.shape, 3 + i) for i, w in enumerate(conv.weights)])
    assert two_threads.fits(conv, pooling)
    both = conv_pool.ConvPool(conv, pooling, first=False)
    for seed in (2, 5):  # the second time in the same memory
        x = signed(x.shape, seed)
        out, by_input, wanted = as_layers(conv, pooling, x, lambda shape: signed(shape, 4))
        assert_allclose(both(x, training=True), out, rtol=1e-4, atol=1e-4)
        found = both.backward(signed(out.shape, 4))
        assert_allclose(found, by_input, rtol=1e-4, atol=1e-4)
        for a, b in zip(both.gradients, wanted, strict=True):
            assert_allclose(a, b, rtol=1e-4, atol=1e-4)
    alone = conv_pool.ConvPool(conv, pooling, first=True)
    alone(x, training=True)
    assert alone.backward(signed(out.shape, 4)) is None


def test_the_arrays_of_a_small_batch_are_kept_and_those_of_a_large_one_are_not(monkeypatch):
    conv, pooling = Conv2D(5, 2), MaxPool2D()
    conv.build((None, 9, 8, 1))
    layer = conv_pool.ConvPool(conv, pooling, first=True)
    layer(signed((3, 9, 8, 1), 1))
    room = conv_pool._kept[conv][0]
    monkeypatch.setattr(conv_pool, "MOST_BYTES", room.bytes())
    layer(signed((4, 9, 8, 1), 1))
    assert conv_pool._kept[conv] == {0: room}
    assert room.bytes() == 4 * (4 * 36 * (4 + 5 + 2) + 2 * 36 * 5 + 3 * 72) + 3 * 36 * 5
    layer(signed((2, 9, 8, 1), 1))
    assert conv_pool._kept[conv][0].shape == (2, 9, 8, 1)


def test_ties_go_to_the_first_as_in_the_layers():
    conv, pooling = Conv2D(1, 1, kernel_initializer="ones"), MaxPool2D()
    x = np.float32([[1, 2, 2, 2], [2, 1, 2, 2]]).reshape(1, 2, 4, 1)
    conv.build(x.shape)
    both = conv_pool.ConvPool(conv, pooling, first=False)
    both(x, training=True)
    by_input = both.backward(np.float32([10, 100]).reshape(1, 1, 2, 1))
    assert by_input[0, :, :, 0].tolist() == [[0, 10, 100, 0], [0, 0, 0, 0]]


@pytest.mark.parametrize(
    ("conv", "pool"),
    [
        (Conv2D(2, 2, strides=2), MaxPool2D()),
        (Conv2D(2, 2, padding="same"), MaxPool2D()),
        (Conv2D(2, 2, dilation_rate=2), MaxPool2D()),
        (Conv2D(2, 2, groups=2), MaxPool2D()),
        (Conv2D(2, 2, data_format="channels_first"), MaxPool2D(data_format="channels_first")),
        (Conv2D(2, 2, activation="sigmoid"), MaxPool2D()),
        (Conv2D(2, 2), MaxPool2D(2, strides=1)),
        (Conv2D(2, 2), MaxPool2D(padding="same")),
        (Conv2D(2, 2), cl.layers.AveragePooling2D()),
        (Dense(2), MaxPool2D()),
    ],
)
def test_what_is_left_to_the_layers(conv, pool):
    assert not two_threads.fits(conv, pool)


def test_neighbours_are_found():
    kinds = [type(layer).__name__ for layer in faster(net2(cl.layers))]
    assert kinds == ["Halves", "Flatten", "Dense"]


def test_large_dense_layers_are_found():
    model = cl.Sequential(net1(cl.layers))
    model.build((None, 28, 28, 1))
    kinds = [type(layer).__name__ for layer in faster(model.layers)]
    assert kinds == ["Flatten", *["WideDense"] * 4, "Dense"]
    for other in (Dense(10), Dense(500, activation="tanh")):
        other.build((None, 784))
        assert faster([Flatten(), other]) is None
    sequence = Dense(500)
    sequence.build((None, 3, 784))
    assert faster([sequence]) is None


@pytest.mark.parametrize("activation", ["relu", "linear"])
@pytest.mark.parametrize("use_bias", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_a_large_dense_layer_in_two_halves(activation, use_bias, first):
    layer, x = Dense(7, activation, use_bias), signed((4, 9), 1)
    layer.build(x.shape)
    layer.set_weights([signed(w.shape, 3 + i) for i, w in enumerate(layer.weights)])
    gradient = signed((4, 7), 2)
    out, by_input, wanted = layer(x, training=True), layer.backward(gradient), layer.gradients
    wide = two_threads.WideDense(layer, first)
    assert_allclose(wide(x, training=True), out, rtol=1e-5, atol=1e-6)
    found = wide.backward(gradient)
    assert found is None if first else np.allclose(found, by_input, rtol=1e-5, atol=1e-6)
    assert len(layer.gradients) == len(wanted) == 1 + use_bias
    for a, b in zip(layer.gradients, wanted, strict=True):
        assert_allclose(a, b, rtol=1e-5, atol=1e-6)


NETWORKS = {
    "fast": lambda: [
        *(Conv2D(3, 2, activation="relu"), MaxPool2D(), Conv2D(4, (2, 1)), MaxPool2D((1, 2))),
        *(Flatten(), Dense(5, activation="relu"), Dense(3, activation="softmax")),
    ],
    "layers": lambda: [
        *(Conv2D(3, 2, strides=2, activation="tanh"), cl.layers.GlobalAveragePooling2D()),
        *(Dense(3, use_bias=False), Softmax()),
    ],
    "wide": lambda: [Flatten(), Dense(6, "relu"), Dense(5), Dense(3, activation="softmax")],
    "pooled": lambda: [Conv2D(3, 2), MaxPool2D(), Flatten(), Softmax()],
    "dense": lambda: [Flatten(), Dense(3), Activation("softmax")],
    "logits": lambda: [cl.layers.DepthwiseConv2D(2, depth_multiplier=2), Flatten(), Dense(3)],
}


def model_of(kind, loss, images):
    cl.random.set_seed(7)
    model = cl.Sequential(NETWORKS[kind]())
    model.build(images)
    model.set_weights([signed(w.shape, i) * 0.3 for i, w in enumerate(model.weights)])
    model.compile(cl.optimizers.SGD(1.0), loss)
    return model


def plain_loss(model, x, y):
    """Return the loss by the layers in float64, so that small steps are seen."""
    return float(model.loss(y, model(x).astype(np.float64)))


@pytest.mark.parametrize("kind", [kind for kind in NETWORKS if kind != "pooled"])
@pytest.mark.parametrize("loss", ["CategoricalCrossentropy", "MeanSquaredError"])
def test_gradients_of_whole_networks_are_those_of_small_steps(kind, loss):
    x, y = small_data(6)
    options = {"from_logits": True} if kind == "logits" and loss[0] == "C" else {}
    model = model_of(kind, getattr(cl.losses, loss)(**options), x.shape)
    kept = model.get_weights()
    assert_allclose(train_step(model, x, rows(y))[0], loss_before(model, kept, x, y), rtol=1e-5)
    gradients = [before - after for before, after in zip(kept, model.weights, strict=True)]
    model.set_weights(kept)
    rng = np.random.default_rng(1)
    for weight, gradient in zip(model.weights, gradients, strict=True):
        direction = rng.choice([-1.0, 1.0], size=weight.shape).astype(np.float32)
        step, before = np.float32(2e-3), weight.copy()
        weight[...] = before + step * direction
        above = plain_loss(model, x, rows(y))
        weight[...] = before - step * direction
        below = plain_loss(model, x, rows(y))
        weight[...] = before
        along = float((gradient * direction).sum())
        assert_allclose(along, (above - below) / (2 * step), rtol=2e-2, atol=2e-4)


def loss_before(model, weights, x, y):
    after = model.get_weights()
    model.set_weights(weights)
    value = plain_loss(model, x, rows(y))
    model.set_weights(after)
    return value


@pytest.mark.parametrize("kind", ["fast", "pooled", "wide"])
@pytest.mark.parametrize("count", [1, 2, 3, 7, 31])
def test_the_faster_layers_train_as_the_plain_ones_do(kind, count, monkeypatch):
    monkeypatch.setattr(two_threads, "MANY", 20)
    x, y = small_data(count)
    found = []
    for plain in (False, True):
        if plain:
            monkeypatch.setattr(step, "faster", lambda layers: None)
        model = model_of(kind, "categorical_crossentropy", x.shape)
        classes = model.output_shape[-1]
        losses = [train_step(model, x, np.eye(classes)[y])[0] for _ in range(3)]
        gradients = model.gradients
        assert [g.shape for g in gradients] == [w.shape for w in model.weights]
        measured = model.evaluate(x, np.eye(classes)[y])
        found.append([losses, *gradients, *model.get_weights(), measured])
    for a, b in zip(*found, strict=True):
        assert_allclose(a, b, rtol=1e-4, atol=1e-5)


def test_the_number_of_cores_changes_nothing(monkeypatch):
    x = signed((64, 28, 28, 4), 1)
    found = []
    for count in (1, 4):
        monkeypatch.setattr(fast, "_cores", lambda count=count: count)
        cl.random.set_seed(4)
        layers = [Conv2D(8, 3, padding="same", activation="relu"), MaxPool2D(), Flatten()]
        model = cl.Sequential([*layers, Dense(3, activation="softmax")])
        model.compile("sgd", "sparse_categorical_crossentropy")
        model.fit(x, np.arange(64) % 3, batch_size=64, epochs=2, verbose=0)
        found.append(model.get_weights())
    for a, b in zip(*found, strict=True):
        assert_array_equal(a, b)


def test_options_changed_between_steps_are_used():
    x, _ = small_data(6)
    for layers in ([Flatten(), Dense(3)], [Dropout(0.0), Flatten(), Dense(3)]):
        model = cl.Sequential(layers)
        model.compile("sgd", "mse")
        model.train_on_batch(x, np.zeros((6, 3)))
        model.layers[-1].activation = cl.layers.activations.relu
        wanted = (model(x) ** 2).mean()
        assert_allclose(model.train_on_batch(x, np.zeros((6, 3))), wanted, rtol=1e-5)
    model.layers[0].rate = 0.9
    wanted = (model(x) ** 2).mean()
    assert abs(model.train_on_batch(x, np.zeros((6, 3))) - wanted) > 0.1 * wanted


def test_a_layer_of_your_own_keeps_what_it_counts():
    class Counting(Flatten):
        calls = 0

        def _forward(self, x, training):
            self.calls += training
            return super()._forward(x, training)

    x, _ = small_data(6)
    model = cl.Sequential([Counting(), Dense(3)])
    model.compile("sgd", "mse")
    model.fit(x, np.zeros((6, 3)), batch_size=2, epochs=2, verbose=0)
    assert model.layers[0].calls == 6


TRAINED = """
import sys
import numpy as np
import course_lib as cl
from course_lib.layers import Conv2D, Dense, Flatten, MaxPool2D

rng = np.random.default_rng(1)
x, y = rng.random((70, 12, 11, 3), np.float32), np.eye(4)[rng.integers(0, 4, 70)]
for layers in (
    [Flatten(), Dense(300, "relu"), Dense(4, "softmax")],
    [Conv2D(20, 2, activation="relu"), MaxPool2D(), Flatten(), Dense(4, "softmax")],
    [Conv2D(20, 3, padding="same", activation="relu"), Flatten(), Dense(4, "softmax")],
):
    cl.random.set_seed(4)
    model = cl.Sequential(layers)
    model.compile("adam", "categorical_crossentropy")
    model.fit(x, y, epochs=2, verbose=0)
    sys.stdout.write(b"".join(w.tobytes() for w in model.weights).hex())
"""


def test_the_number_of_threads_of_the_blas_library_changes_nothing():
    found = set()
    for threads in ("1", "2", "4"):
        environment = os.environ | {"OPENBLAS_NUM_THREADS": threads}
        command = [sys.executable, "-c", TRAINED]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1
