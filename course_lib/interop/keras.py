"""A model's weights in the order of Keras."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..models import Sequential
from .reading import as_numbers, check_model, wrong_shape


def to_keras(model: Sequential) -> list[np.ndarray]:
    """Return the weights of a model for ``set_weights`` of the same model in Keras.

    Axes and order are those of this library. A Keras model of the same layers, in channels_last or
    channels_first as here, then predicts the same.

    Parameters
    ----------
    model : Sequential
        Called once, or built.

    Returns
    -------
    list of arrays
        float32, layer after layer: kernel, then bias; gamma, beta, moving mean, moving variance.

    Raises
    ------
    TypeError
        If it is not a Sequential.
    ValueError
        If it has no weights yet.

    References
    ----------
    ``keras.Model.set_weights``.

    Examples
    --------
    >>> from course_lib import Sequential, layers
    >>> model = Sequential([layers.Conv2D(4, (2, 3)), layers.Flatten(), layers.Dense(5)])
    >>> model.build((None, 4, 5, 1))
    >>> [array.shape for array in to_keras(model)]
    [(2, 3, 1, 4), (4,), (36, 5), (5,)]
    """
    check_model("to_keras", model)
    return model.get_weights()


def from_keras(model: Sequential, weights: Sequence[ArrayLike]) -> None:
    """Put the weights of a Keras model into the same model here.

    Parameters
    ----------
    model : Sequential
        Called once, or built.
    weights : list of arrays
        What ``get_weights()`` of the Keras model returns.

    Raises
    ------
    TypeError
        If ``model`` is not a Sequential, ``weights`` not a list, or an array holds no numbers.
    ValueError
        If there are no weights yet, or numbers or shapes of arrays do not agree.

    References
    ----------
    ``keras.Model.get_weights``.

    Examples
    --------
    >>> from course_lib import Sequential, layers
    >>> model = Sequential([layers.Dense(2, input_shape=(3,))])
    >>> from_keras(model, [[[1, 2], [3, 4], [5, 6]], [7, 8]])
    >>> model([[1.0, 0, 0]])
    array([[ 8., 10.]], dtype=float32)
    """
    check_model("from_keras", model)
    if not isinstance(weights, list | tuple):
        raise TypeError(
            "from_keras: weights must be the list of arrays that get_weights() of a Keras model "
            f"returns, received {type(weights).__name__}"
        )
    names = [layer.name for layer in model.layers for _ in layer.weights]
    if len(weights) != len(names):
        raise ValueError(
            f"from_keras: {model.name} has {len(names)} arrays of weights, received "
            f"{len(weights)}. The layers must be the same, in the same order"
        )
    arrays = []
    for k, (name, present, given) in enumerate(zip(names, model.weights, weights, strict=True)):
        what = f"weights[{k}], of {name},"
        array = as_numbers("from_keras", what, given)
        if array.shape != present.shape:
            rule = _RULES.get(present.ndim, "of the layer's shape")
            raise wrong_shape("from_keras", what, rule, present.shape, array.shape)
        arrays.append(array)
    model.set_weights(arrays)


_RULES = {1: "(c,)", 2: "(c_in, c_out)", 4: "(kh, kw, channels, channels)"}
