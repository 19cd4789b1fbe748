"""What is made fast for training does what the layers do: values, gradients, any sizes."""

import numpy as np
import pytest
from layer_grid import signed
from networks import net2, rows, small_data
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl
from course_lib.layers import Activation, Conv2D, Dense, Dropout, Flatten, MaxPool2D, Softmax
from course_lib.nn import fast
from course_lib.training import conv_pool, shares, stages
from course_lib.training.network import Network
from course_lib.training.weights import FlatWeights

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
    slopes = [np.full_like(w, np.nan) for w in conv.weights]
    assert conv_pool.fits(conv, pooling)
    both = conv_pool.ConvPool(conv, pooling, slopes)
    for seed in (2, 5):  # the second time in the same memory
        x = signed(x.shape, seed)
        out, by_input, wanted = as_layers(conv, pooling, x, lambda shape: signed(shape, 4))
        assert_allclose(both.forward(x, training=True), out, rtol=1e-4, atol=1e-4)
        found = both.backward(signed(out.shape, 4), wanted=True)
        assert_allclose(found, by_input, rtol=1e-4, atol=1e-4)
        for a, b in zip(slopes, wanted, strict=True):
            assert_allclose(a, b, rtol=1e-4, atol=1e-4)
    assert both.backward(signed(out.shape, 4), wanted=False) is None


def test_ties_go_to_the_first_as_in_the_layers():
    conv, pooling = Conv2D(1, 1, kernel_initializer="ones"), MaxPool2D()
    x = np.float32([[1, 2, 2, 2], [2, 1, 2, 2]]).reshape(1, 2, 4, 1)
    slopes = [np.zeros((1, 1, 1, 1), np.float32), np.zeros(1, np.float32)]
    conv.build(x.shape)
    both = conv_pool.ConvPool(conv, pooling, slopes)
    both.forward(x, training=True)
    by_input = both.backward(np.float32([10, 100]).reshape(1, 1, 2, 1), wanted=True)
    assert by_input[0, :, :, 0].tolist() == [[0, 10, 100, 0], [0, 0, 0, 0]]


@pytest.mark.parametrize(
    ("conv", "pool"),
    [
        (Conv2D(2, 2, strides=2), MaxPool2D()),
        (Conv2D(2, 2, padding="same"), MaxPool2D()),
        (Conv2D(2, 2, dilation_rate=2), MaxPool2D()),
        (Conv2D(2, 2, data_format="channels_first"), MaxPool2D(data_format="channels_first")),
        (Conv2D(2, 2, activation="sigmoid"), MaxPool2D()),
        (Conv2D(2, 2), MaxPool2D(2, strides=1)),
        (Conv2D(2, 2), MaxPool2D(padding="same")),
        (Conv2D(2, 2), cl.layers.AveragePooling2D()),
        (Dense(2), MaxPool2D()),
    ],
)
def test_what_is_left_to_the_layers(conv, pool):
    assert not conv_pool.fits(conv, pool)


def test_neighbours_are_found():
    model = cl.Sequential(net2(cl.layers))
    model.build((None, 28, 28, 1))
    found = stages.stages(model.layers, [np.zeros_like(w) for w in model.weights])
    kinds = [type(stage).__name__ for stage in found]
    assert kinds == ["ConvPool", "ConvPool", "LayerStage", "LayerStage"]  # the last has softmax


NETWORKS = {
    "fast": lambda: [
        *(Conv2D(3, 2, activation="relu"), MaxPool2D(), Conv2D(4, (2, 1)), MaxPool2D((1, 2))),
        *(Flatten(), Dense(5, activation="relu"), Dense(3, activation="softmax")),
    ],
    "layers": lambda: [
        *(Conv2D(3, 2, strides=2, activation="tanh"), cl.layers.GlobalAveragePooling2D()),
        *(Dense(3, use_bias=False), Softmax()),
    ],
    "pooled": lambda: [Conv2D(3, 2), MaxPool2D(), Flatten(), Softmax()],
    "dense": lambda: [Flatten(), Dense(3), Activation("softmax")],
    "logits": lambda: [cl.layers.DepthwiseConv2D(2, depth_multiplier=2), Flatten(), Dense(3)],
}


def network_of(kind, loss, images):
    cl.random.set_seed(7)
    model = cl.Sequential(NETWORKS[kind]())
    model.build(images)
    model.set_weights([signed(w.shape, i) * 0.3 for i, w in enumerate(model.weights)])
    return model, Network(model, loss)


def plain_loss(model, loss, x, y):
    """Return the loss by the layers in float64, so that small steps are seen."""
    return float(loss(y, model(x).astype(np.float64)))


@pytest.mark.parametrize("kind", [kind for kind in NETWORKS if kind != "pooled"])
@pytest.mark.parametrize("loss", ["CategoricalCrossentropy", "MeanSquaredError"])
def test_slopes_of_whole_networks_are_those_of_small_steps(kind, loss):
    x, y = small_data(6)
    options = {"from_logits": True} if kind == "logits" and loss[0] == "C" else {}
    loss = getattr(cl.losses, loss)(**options)
    model, network = network_of(kind, loss, x.shape)
    found, _ = network.slopes(x, rows(y))
    assert_allclose(found, plain_loss(model, loss, x, rows(y)), rtol=1e-5)
    rng = np.random.default_rng(1)
    for weight, slope in zip(model.weights, network.flat.gradients, strict=True):
        direction = rng.choice([-1.0, 1.0], size=weight.shape).astype(np.float32)
        step, kept = np.float32(2e-3), weight.copy()
        weight[...] = kept + step * direction
        above = plain_loss(model, loss, x, rows(y))
        weight[...] = kept - step * direction
        below = plain_loss(model, loss, x, rows(y))
        weight[...] = kept
        along = float((slope * direction).sum())
        assert_allclose(along, (above - below) / (2 * step), rtol=2e-2, atol=2e-4)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 31])
def test_shares_and_pieces_change_nothing_but_the_last_digits(count, monkeypatch):
    x, y = small_data(count)
    loss = cl.losses.CategoricalCrossentropy()
    found = []
    for number, piece in ((1, 128), (2, 128), (2, 3)):
        monkeypatch.setattr(shares, "SHARES", number)
        monkeypatch.setattr(shares.Share.__init__, "__defaults__", (None, piece))
        _, network = network_of("fast", loss, x.shape)
        value, outputs = network.slopes(x, rows(y))
        found.append((value, outputs, network.flat.gradient.copy()))
        assert_allclose(network.forward(x)[1], outputs, rtol=1e-6)
    for others in found[1:]:
        for a, b in zip(found[0], others, strict=True):
            assert_allclose(a, b, rtol=1e-4, atol=1e-6)


def test_pieces_of_one_size_do_not_overwrite_each_other(monkeypatch):
    monkeypatch.setattr(shares.Share.__init__, "__defaults__", (None, 3))
    x, _ = small_data(31)
    model, network = network_of("pooled", cl.losses.CategoricalCrossentropy(), x.shape)
    outputs = model(x)
    assert_allclose(network.forward(x)[1], outputs, rtol=1e-5, atol=1e-7)
    assert_allclose(network.slopes(x, np.eye(27)[[0] * 31])[1], outputs, rtol=1e-5, atol=1e-7)


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


def test_what_is_random_or_not_ours_is_not_shared():
    class Mine(Flatten):
        pass

    assert shares.count_threads([Flatten(), Dense(2)]) == 2
    assert shares.count_threads([Flatten(), Dropout(0.5)]) == 1
    assert shares.count_threads([Mine()]) == 1


def test_weights_lie_in_one_vector():
    model = cl.Sequential([Dense(2), Dense(1, use_bias=False)])
    model.build((None, 3))
    before = model.get_weights()
    flat = FlatWeights(model.layers)
    assert_array_equal(flat.vector, np.concatenate([w.ravel() for w in before]))
    flat.vector[:] = np.arange(10)
    assert model.weights[1].tolist() == [6, 7]
    assert flat.in_place()
    model.layers[0].set_weights(before[:2])
    assert not flat.in_place()
    assert FlatWeights([]).vector.size == 0
