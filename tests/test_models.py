"""Layers in a row, their table, and class numbers as rows."""

from collections import Counter

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import course_lib as cl
from course_lib.layers import Conv2D, Dense, Dropout, Flatten, Input, MaxPool2D, names

LINE, DOUBLE = "_" * 65, "=" * 65
NET1 = f"""\
Model: "sequential"
{LINE}
 Layer (type)                 Output Shape              Param #
{DOUBLE}
 flatten (Flatten)            (None, 784)               0
 dense (Dense)                (None, 500)               392500
 dense_1 (Dense)              (None, 500)               250500
 dense_2 (Dense)              (None, 500)               250500
 dense_3 (Dense)              (None, 500)               250500
 dense_4 (Dense)              (None, 10)                5010
{DOUBLE}
Total params: 1,149,010
Trainable params: 1,149,010
Non-trainable params: 0
{LINE}
"""
WIDER, WIDER_DOUBLE = "_" * 68, "=" * 68  # a long name widens its column and is not broken
NET2 = f"""\
Model: "sequential_1"
{WIDER}
 Layer (type)                    Output Shape              Param #
{WIDER_DOUBLE}
 conv2d (Conv2D)                 (None, 27, 27, 30)        150
 max_pooling2d (MaxPooling2D)    (None, 13, 13, 30)        0
 conv2d_1 (Conv2D)               (None, 12, 12, 30)        3630
 max_pooling2d_1 (MaxPooling2D)  (None, 6, 6, 30)          0
 flatten_1 (Flatten)             (None, 1080)              0
 dense_5 (Dense)                 (None, 10)                10810
{WIDER_DOUBLE}
Total params: 14,590
Trainable params: 14,590
Non-trainable params: 0
{WIDER}
"""


@pytest.fixture(autouse=True)
def first_names(monkeypatch):
    """Let every test begin with the names dense and sequential."""
    monkeypatch.setattr(names, "_used_names", Counter())


def net1():
    net = cl.Sequential()
    net.add(Flatten())
    for _ in range(4):
        net.add(Dense(500, activation="relu"))
    net.add(Dense(10, activation="softmax"))
    return net


def net2():
    return cl.Sequential(
        [
            Conv2D(30, (2, 2), activation="relu"),
            MaxPool2D(),
            Conv2D(30, (2, 2), activation="relu"),
            MaxPool2D(),
            Flatten(),
            Dense(10, activation="softmax"),
        ]
    )


def small():
    return cl.Sequential([Dense(3, activation="relu"), Dense(2)])


# The two networks of the course


def test_both_tables(capsys):
    first, second = net1(), net2()
    images = np.random.default_rng(1).uniform(size=(3, 28, 28, 1))
    first(images), second(images)
    first.summary()
    assert capsys.readouterr().out == NET1
    second.summary()
    assert capsys.readouterr().out == NET2
    assert second.count_params() / first.count_params() == 0.012697887746842934


def test_tables_before_any_image(capsys):
    first, second = net1(), net2()
    first.build((None, 28, 28, 1)), second.build((None, 28, 28, 1))
    first.summary(), second.summary()
    assert capsys.readouterr().out == NET1 + NET2


def test_shapes_layer_by_layer():
    x, shapes = np.zeros((6, 28, 28, 1)), []
    for layer in net2().layers:
        x = layer(x)
        shapes.append(x.shape[1:])
    assert shapes == [(27, 27, 30), (13, 13, 30), (12, 12, 30), (6, 6, 30), (1080,), (10,)]


def test_rows_of_softmax_are_shares():
    out = net2()(np.random.default_rng(1).uniform(size=(5, 28, 28, 1)))
    assert (out > 0).all()
    assert out.sum(axis=1) == pytest.approx(np.ones(5), rel=1e-6)


# The shape of the input


def test_the_first_layer_may_say_the_shape_of_the_input():
    model = cl.Sequential()
    model.add(Conv2D(8, 3, activation="relu", input_shape=(28, 28, 1)))
    assert (model.input_shape, model.output_shape) == ((None, 28, 28, 1), (None, 26, 26, 8))
    assert [w.shape for w in model.weights] == [(3, 3, 1, 8), (8,)]
    model.add(Flatten(input_shape=(7,)))  # not the first: what comes out of the first counts
    model.add(Dense(10))
    assert model.count_params() == 80 + 26 * 26 * 8 * 10 + 10
    with pytest.raises(ValueError, match=r"input must have shape \(None, 28, 28, 1\), received"):
        model(np.ones((2, 27, 28, 1)))
    with pytest.raises(ValueError, match="an input must be the first layer"):
        model.add(Input((28, 28, 1)))


def test_a_first_layer_that_does_not_fit_its_shape_leaves_the_model_empty():
    model = cl.Sequential()
    with pytest.raises(ValueError, match="no window fits"):
        model.add(Conv2D(8, 9, input_shape=(8, 8, 1)))
    assert model.layers == []
    assert not hasattr(model, "input_shape")
    model.add(Conv2D(8, 2, input_shape=(8, 8, 3)))
    assert model.output_shape == (None, 7, 7, 8)


def test_an_input_before_the_first_layer_counts_more():
    model = cl.Sequential([Input((4,)), Dense(2, input_shape=(9,))])
    assert model.count_params() == 10


def test_the_shape_of_the_input_is_saved(tmp_path):
    model = cl.Sequential([Dense(2, input_shape=(3,)), Dense(1)])
    model.save(tmp_path / "model.npz")
    other = cl.Sequential.load(tmp_path / "model.npz")
    assert_array_equal(other(np.eye(3)), model(np.eye(3)))
    with pytest.raises(ValueError, match=r"input must have shape \(None, 3\), received \(1, 4\)"):
        other(np.ones((1, 4)))


# Weights


def test_a_model_is_its_layers_one_after_the_other():
    model, x = small(), np.array([[1.0, -2, 3, 4]])
    model.build((None, 4))
    kernel, other = np.arange(12.0).reshape(4, 3) - 5, np.arange(6.0).reshape(3, 2)
    weights = [kernel, np.array([1.0, 2, 3]), other, np.array([-1.0, 0])]
    model.set_weights(weights)
    hidden = np.maximum(x @ kernel + [1, 2, 3], 0)
    assert_array_equal(model(x), hidden @ other + [-1, 0])
    for ours, given in zip(model.get_weights(), weights, strict=True):
        assert_array_equal(ours, given)


def test_weights_are_drawn_in_the_order_of_the_layers():
    cl.random.set_seed(43052)
    model = cl.Sequential([Input((4,)), Dense(3), Dense(2)])
    cl.random.set_seed(43052)
    for kernel in model.weights[::2]:
        assert_array_equal(kernel, cl.initializers.glorot_uniform(kernel.shape))


def test_an_input_makes_weights_at_once():
    model = cl.Sequential([Input((28, 28, 1)), Conv2D(30, 2)])
    assert [w.shape for w in model.weights] == [(2, 2, 1, 30), (30,)]
    assert len(model.layers) == 1
    assert model.output_shape == (None, 27, 27, 30)
    with pytest.raises(
        ValueError, match=r"input must have shape .None, 28, 28, 1., received .1, 9"
    ):
        model(np.zeros((1, 9, 28, 1)))


def test_weights_are_copied():
    model = small()
    model(np.ones((1, 4)))
    for weight in model.get_weights():
        weight[...] = 99
    assert all((weight != 99).all() for weight in model.weights)


# Backward


def test_backward_goes_through_all_layers():
    model = small()
    model.build((None, 2))
    model.set_weights([[[1, 2, 3], [4, 5, 6]], [0, 0, 0], [[1, 2], [3, 4], [5, 6]], [0, 0]])
    assert model([[1.0, -1.0]], training=True).tolist() == [[0, 0]]
    assert model.backward([[1, 1]]).tolist() == [[0, 0]]
    assert model([[1.0, 1.0]], training=True).tolist() == [[5 + 21 + 45, 10 + 28 + 54]]
    assert model.backward([[1.0, 10.0]]).tolist() == [[21 + 86 + 195, 84 + 215 + 390]]
    assert [g.tolist() for g in model.gradients] == [
        [[21, 43, 65], [21, 43, 65]],
        [21, 43, 65],
        [[5, 50], [7, 70], [9, 90]],
        [1, 10],
    ]


def test_training_reaches_the_layers():
    cl.random.set_seed(1)
    model, x = cl.Sequential([Dropout(0.5), Flatten()]), np.ones((1, 100))
    assert_array_equal(model(x), x)
    with pytest.raises(ValueError, match="flatten: nothing is kept to go back through"):
        model.backward(x)
    assert set(model(x, training=True).ravel().tolist()) == {0, 2}
    assert_array_equal(model.backward(x), model.layers[0]._factors)


# Errors


@pytest.mark.parametrize("method", ["summary", "count_params", "set_weights"])
def test_before_there_are_weights(method):
    arguments = [[]] if method == "set_weights" else []
    with pytest.raises(ValueError, match=r"^sequential: ") as caught:
        getattr(small(), method)(*arguments)
    assert str(caught.value) == (
        "sequential: there are no weights before the first call. Call the model on an array "
        f"first, or build((None, 28, 28, 1)), then {method}"
    )


@pytest.mark.parametrize(
    "call", [lambda m: m([[1.0]]), lambda m: m.build((1, 1)), lambda m: m.summary()]
)
def test_without_layers(call):
    with pytest.raises(ValueError, match=r"sequential: there are no layers\. Add one first"):
        call(cl.Sequential())


def test_what_cannot_be_added():
    model = small()
    with pytest.raises(
        TypeError, match=r"sequential: add takes a layer, such as .*, received 'relu'"
    ):
        model.add("relu")
    with pytest.raises(ValueError, match="sequential: dense is in the model already"):
        model.add(model.layers[0])
    with pytest.raises(ValueError, match="sequential: an input must be the first layer"):
        model.add(Input((3,)))
    with pytest.raises(TypeError, match="Sequential: name must be text, received 3"):
        cl.Sequential(name=3)
    model(np.ones((1, 4)))
    with pytest.raises(ValueError, match="conv2d: input must have 4 axes"):
        model.add(Conv2D(1, 2))
    assert len(model.layers) == 2


@pytest.mark.parametrize(
    ("weights", "error", "text"),
    [
        (3, TypeError, "weights must be a list of arrays, received int"),
        ([], ValueError, "weights must have shapes [(4, 3), (3,), (3, 2), (2,)], received []"),
        (
            [np.ones((4, 3)), np.ones(3), np.ones((3, 2)), np.ones(3)],
            ValueError,
            "weights must have shapes [(4, 3), (3,), (3, 2), (2,)], "
            "received [(4, 3), (3,), (3, 2), (3,)]",
        ),
        (["a"] * 4, TypeError, "weights must hold real numbers, received 'a'"),
    ],
)
def test_set_weights_of_something_else(weights, error, text):
    model = small()
    model.build((None, 4))
    before = model.get_weights()
    with pytest.raises(error) as caught:
        model.set_weights(weights)
    assert str(caught.value) == f"sequential: {text}"
    for ours, theirs in zip(model.weights, before, strict=True):
        assert_array_equal(ours, theirs)


# Class numbers


@pytest.mark.parametrize("y", [[2, 0, 1], [[2], [0], [1]], np.uint8([2, 0, 1]), [2.0, 0.0, 1.0]])
def test_to_categorical(y):
    out = cl.utils.to_categorical(y)
    assert out.dtype == np.float32
    assert out.tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert_array_equal(cl.utils.to_categorical(y, 5), np.pad(out, ((0, 0), (0, 2))))


@pytest.mark.parametrize(
    ("y", "classes", "error", "text"),
    [
        ([0.5], None, TypeError, "y must hold whole numbers, received dtype float64"),
        (["a"], None, TypeError, "y must hold whole numbers, received dtype <U1"),
        ([-1, 2], None, ValueError, "y must be from 0 to 2, as there are 3 classes; received -1"),
        ([0, 3], 3, ValueError, "y must be from 0 to 2, as there are 3 classes; received 0 to 3"),
        ([], None, ValueError, "y is empty. Give num_classes"),
        ([1], 2.0, TypeError, "num_classes must be a whole number, got 2.0"),
    ],
)
def test_to_categorical_of_something_else(y, classes, error, text):
    with pytest.raises(error) as caught:
        cl.utils.to_categorical(y, classes)
    assert str(caught.value).startswith(f"to_categorical: {text}")
