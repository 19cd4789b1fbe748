"""Layers in a row, their table, and class numbers as rows."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import course_lib as cl
from course_lib.layers import Conv2D, Dense, Dropout, Flatten, Input

pytestmark = pytest.mark.usefixtures("first_names")


def small():
    return cl.Sequential([Dense(3, activation="relu"), Dense(2)])


def test_the_table_is_the_same_before_and_after_a_call(capsys):
    model = small()
    model.build((None, 4))
    model.summary()
    before = capsys.readouterr().out
    model(np.ones((1, 4)))
    model.summary()
    assert capsys.readouterr().out == before
    assert before.startswith('Model: "sequential"\n')


# The shape of the input


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
