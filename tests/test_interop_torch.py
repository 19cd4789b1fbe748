"""Weights carried to PyTorch and back: both predict the same."""

import numpy as np
import pytest
from helpers import skip_without
from helpers.every_layer import networks, trained
from helpers.torch_twin import ALL, KINDS, first, loaded, numbers
from numpy.testing import assert_allclose

import course_lib as cl


def in_order(x, name):
    """Return images as PyTorch wants them."""
    return x if name == "channels first" else np.ascontiguousarray(x.transpose(0, 3, 1, 2))


@pytest.mark.parametrize("name", networks())
def test_a_trained_model_predicts_the_same_in_pytorch_and_back(name):
    skip_without.module("torch")
    ours, x = trained(name)
    expected = ours(x)
    theirs = loaded(ours, cl.interop.to_torch(ours))
    assert_allclose(numbers(theirs, in_order(x, name)), expected, atol=1e-5)
    other = cl.Sequential(networks()[name][0](cl.layers))
    other.build((None, *x.shape[1:]))
    back = {key: tensor.numpy() for key, tensor in theirs.state_dict().items()}
    names = list(dict.fromkeys(layer.name for layer in ours.layers if layer.weights))
    cl.interop.from_torch(other, back, names)
    assert np.array_equal(other(x), expected)


def test_every_layer_has_its_twin():
    assert KINDS == ALL
    assert first(np.ones((2, 3))).shape == (2, 3)


def test_rows_after_a_flatten_are_turned_by_hand():
    model = cl.Sequential([cl.layers.Flatten(input_shape=(2, 3, 2)), cl.layers.Dense(1)])
    model.set_weights([np.arange(12.0).reshape(12, 1), [0]])
    state = cl.interop.to_torch(model, ["head"])
    assert state["head.weight"].tolist() == [[0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]]
    assert list(state) == ["head.weight", "head.bias"]


def test_kernels_are_turned_by_hand():
    kernel = np.arange(24).reshape(1, 2, 3, 4)  # (kh, kw, c, m)
    layers = [
        cl.layers.Conv2D(4, (1, 2), use_bias=False),
        cl.layers.DepthwiseConv2D((1, 2), depth_multiplier=4, use_bias=False),
        cl.layers.Conv2DTranspose(3, (1, 2), use_bias=False),
    ]
    found = []
    for layer, c_in in zip(layers, (3, 3, 4), strict=True):
        model = cl.Sequential([layer])
        model.build((None, 4, 5, c_in))
        model.set_weights([kernel])
        found.append(next(iter(cl.interop.to_torch(model).values())))
    assert [array.shape for array in found] == [(4, 3, 1, 2), (12, 1, 1, 2), (4, 3, 1, 2)]
    for c, m in np.ndindex(3, 4):
        assert found[0][m, c].tolist() == kernel[:, :, c, m].tolist()
        assert found[1][c * 4 + m, 0].tolist() == kernel[:, :, c, m].tolist()
        assert found[2][m, c].tolist() == kernel[:, :, c, m].tolist()


WRONG = {
    "missing": ({"b": [0, 0]}, "a.weight is missing"),
    "turned": ({"a.weight": np.ones((3, 2)), "a.bias": [0, 0]}, r"\(out, in\) = \(2, 3\)"),
    "left over": (
        {"a.weight": np.ones((2, 3)), "a.bias": [0, 0], "b.bias": [1]},
        r"no place for \['b.bias'\]",
    ),
    "no dict": ([1, 2], "must be a dict"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_fit_is_refused(case):
    state, told = WRONG[case]
    model = cl.Sequential([cl.layers.Dense(2, input_shape=(3,), name="a")])
    with pytest.raises((TypeError, ValueError), match=told):
        cl.interop.from_torch(model, state)


def test_names_are_one_for_each_layer_with_weights():
    model = cl.Sequential([cl.layers.Dense(2, input_shape=(3,), name="a")])
    with pytest.raises(ValueError, match=r"1 different ones, for \['a'\], received \['x', 'y'\]"):
        cl.interop.to_torch(model, ["x", "y"])


def test_a_scale_that_is_not_learnt_here_must_be_one():
    model = cl.Sequential([cl.layers.BatchNormalization(scale=False, input_shape=(2,), name="a")])
    state = cl.interop.to_torch(model)
    assert state["a.weight"].tolist() == [1, 1]
    with pytest.raises(ValueError, match=r"a.weight must be 1 everywhere"):
        cl.interop.from_torch(model, state | {"a.weight": [1, 2]})
