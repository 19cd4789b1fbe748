"""What can be given by position must mean what Keras means by it."""

import inspect

import pytest
from helpers import skip_without

import course_lib as cl

# Keras builds its names from these two, which take names only or have none there.
BASES = {("layers", "Layer"), ("optimizers", "Optimizer")}
OF_OURS = {("metrics", "accuracy"), ("metrics", "get_all")}
ROOMS = ("layers", "losses", "metrics", "optimizers")
NAMES = [
    (room, name)
    for room in ROOMS
    for name in getattr(cl, room).__all__
    if (room, name) not in BASES | OF_OURS
]
METHODS = ("build", "compile", "evaluate", "fit", "predict", "summary", "train_on_batch")


def by_position(function):
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    words = inspect.signature(function).parameters.values()
    return [word.name for word in words if word.kind in kinds]


def assert_agree(ours, theirs):
    ours, theirs = by_position(ours), by_position(theirs)
    assert ours == theirs[: len(ours)]


def their(room, name):
    keras = skip_without.module("tensorflow").keras
    if (room, name) == ("metrics", "Metric"):
        return skip_without.module("keras.src.metrics.reduction_metrics").MeanMetricWrapper
    short = {"mean_squared_error": "mse"}  # Keras 3 has it by this name
    return getattr(getattr(keras, room), short.get(name, name))


@pytest.mark.parametrize(("room", "name"), NAMES, ids=map(".".join, NAMES))
def test_positions_are_those_of_keras(room, name):
    ours, theirs = getattr(getattr(cl, room), name), their(room, name)
    assert_agree(ours, theirs)
    if inspect.isclass(ours) and room == "metrics":
        assert_agree(ours.update_state, theirs.update_state)


@pytest.mark.parametrize("name", cl.initializers.__all__)
def test_positions_of_initializers_are_those_of_keras(name):
    theirs = skip_without.module("tensorflow").keras.initializers
    ours = getattr(cl.initializers, name)
    # Keras makes an initializer first, and gives it the shape then.
    assert_agree(ours, theirs.get if name == "get" else theirs.get(name).__call__)


@pytest.mark.parametrize("name", ["Callback", "EarlyStopping", "History"])
def test_positions_of_callbacks_are_those_of_keras(name):
    theirs = getattr(skip_without.module("tensorflow").keras.callbacks, name)
    assert_agree(getattr(cl.callbacks, name), theirs)


@pytest.mark.parametrize("method", ["__init__", *METHODS])
def test_positions_of_a_model_are_those_of_keras(method):
    sequential = skip_without.module("tensorflow").keras.Sequential
    assert_agree(getattr(cl.Sequential, method), getattr(sequential, method))


@pytest.mark.parametrize(
    "made",
    [
        lambda: cl.layers.Flatten("channels_first", "name"),
        lambda: cl.layers.ReLU(6),
        lambda: cl.layers.Dropout(0.5, None),
        lambda: cl.layers.Dense(2, None, True, "zeros", "zeros", "l2"),
        lambda: cl.layers.Conv2D(2, 3, 2, "same", None, 1, 1, None, True, "ones", "ones", "l2"),
        lambda: cl.losses.CategoricalCrossentropy(False, 0.3),
        lambda: cl.losses.SparseCategoricalCrossentropy(False, 0),
        lambda: cl.losses.MeanSquaredError("sum"),
        lambda: cl.optimizers.SGD(0.01, 0.9, True, 0.004),
        lambda: cl.optimizers.Adam(1e-3, 0.9, 0.999, 1e-7, True),
        lambda: cl.optimizers.RMSprop(1e-3, 0.9, 0.0, 1e-7, True),
        lambda: cl.Sequential([], True),
        lambda: cl.Sequential().compile("adam", "mse", [1.0]),
    ],
)
def test_what_cannot_be_taken_is_refused(made):
    with pytest.raises(TypeError, match="positional argument"):
        made()


def test_weights_of_a_mean_count_the_numbers():
    mean = cl.metrics.Mean()
    mean.update_state([1, 2, 9], [3, 1, 0])
    assert mean.result() == 1.25
    mean.update_state(5, 2)
    assert mean.result() == 2.5
    with pytest.raises(ValueError, match=r"one for each of the values \(2,\), received shape \(3,"):
        mean.update_state([1, 2], [1, 1, 1])
