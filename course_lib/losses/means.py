"""The loss of a batch, the mean of its rows' losses, and its gradient by the outputs."""

from __future__ import annotations

import numpy as np

from ..labels import check_class_numbers, check_rows, class_rows, class_values, same_shape
from ..layers.activations import softmax
from ..layers.reading import read_switch
from .rows import (
    categorical_crossentropy,
    inside,
    kept,
    mean_squared_error,
    sparse_categorical_crossentropy,
)


class Loss:
    """The mean of the losses of all rows, and its gradient by the outputs.

    Attributes
    ----------
    name : str
    """

    name = "loss"

    def __call__(self, y_true, y_pred):
        """Return the loss of a batch, one number."""
        return self.values(y_true, y_pred).mean()

    def values(self, y_true, y_pred):
        """Return the loss of each row."""
        raise NotImplementedError

    def gradient(self, y_true, y_pred):
        """Return the gradient of the batch's loss by ``y_pred``, of its shape."""
        raise NotImplementedError

    def check_labels(self, y_true, shape):
        """Raise an error if labels do not belong to outputs of a shape."""

    def on_logits(self):
        """Return the loss that takes what goes into softmax, or None if there is none."""


class CategoricalCrossentropy(Loss):
    """The mean of :func:`categorical_crossentropy`.

    Parameters
    ----------
    from_logits : bool
        Whether the model ends without softmax.
    name : str, optional

    References
    ----------
    ``tf.keras.losses.CategoricalCrossentropy``.

    Examples
    --------
    >>> loss = CategoricalCrossentropy(from_logits=True)
    >>> print(f"{loss([[0, 1]], [[0.0, 0.0]]):.6f}", loss.gradient([[0, 1]], [[0.0, 0.0]]))
    0.693147 [[ 0.5 -0.5]]
    """

    def __init__(self, from_logits=False, name="categorical_crossentropy"):
        self.from_logits, self.name = read_switch(name, "from_logits", from_logits), name

    def values(self, y_true, y_pred):
        """Return the loss of each row."""
        return categorical_crossentropy(y_true, y_pred, self.from_logits)

    def gradient(self, y_true, y_pred):
        """Return the gradient of the batch's loss by ``y_pred``; kept shares have none."""
        t, p = same_shape(self.name, y_true, y_pred)
        rows = p[..., 0].size
        if self.from_logits:
            return (softmax(p) - t) / p.dtype.type(rows)
        total = p.sum(axis=-1, keepdims=True)
        shares = p / total
        by_share = -t * inside(shares) / kept(shares) / p.dtype.type(rows)
        return (by_share - (by_share * shares).sum(axis=-1, keepdims=True)) / total

    def check_labels(self, y_true, shape):
        """Raise an error unless there is a row for each output, which adds up to 1."""
        check_rows(self.name, y_true, shape)

    def on_logits(self):
        """Return the loss that takes what goes into softmax."""
        return None if self.from_logits else type(self)(True, self.name)


class SparseCategoricalCrossentropy(CategoricalCrossentropy):
    """The mean of :func:`sparse_categorical_crossentropy`.

    Parameters
    ----------
    from_logits : bool
        Whether the model ends without softmax.
    name : str, optional

    References
    ----------
    ``tf.keras.losses.SparseCategoricalCrossentropy``.

    Examples
    --------
    >>> loss = SparseCategoricalCrossentropy()
    >>> print(f"{loss([1], [[0.5, 0.5]]):.6f}")
    0.693147
    """

    def __init__(self, from_logits=False, name="sparse_categorical_crossentropy"):
        super().__init__(from_logits, name)

    def values(self, y_true, y_pred):
        """Return the loss of each row."""
        return sparse_categorical_crossentropy(y_true, y_pred, self.from_logits)

    def gradient(self, y_true, y_pred):
        """Return the gradient of the batch's loss by ``y_pred``; kept shares have none."""
        y, p = class_values(self.name, y_true, y_pred)
        rows = p.dtype.type(p[..., 0].size)
        t = class_rows(y, p)
        if self.from_logits:
            return (softmax(p) - t) / rows
        shares = kept(p)
        return (shares / shares.sum(axis=-1, keepdims=True) - t) * inside(p) / shares / rows

    def check_labels(self, y_true, shape):
        """Raise an error unless there is the number of a class for each output."""
        check_class_numbers(self.name, y_true, shape)


class MeanSquaredError(Loss):
    """The mean of :func:`mean_squared_error`.

    Parameters
    ----------
    name : str, optional

    References
    ----------
    ``tf.keras.losses.MeanSquaredError``.

    Examples
    --------
    >>> loss = MeanSquaredError()
    >>> float(loss([[1.0, 2.0]], [[2.0, 5.0]])), loss.gradient([[1.0, 2.0]], [[2.0, 5.0]])
    (5.0, array([[1., 3.]]))
    """

    def __init__(self, name="mean_squared_error"):
        self.name = name

    def values(self, y_true, y_pred):
        """Return the loss of each row."""
        return mean_squared_error(y_true, y_pred)

    def gradient(self, y_true, y_pred):
        """Return the gradient of the batch's loss by ``y_pred``."""
        t, p = same_shape(self.name, y_true, y_pred)
        return (p - t) * p.dtype.type(2 / p.size)

    def check_labels(self, y_true, shape):
        """Raise an error unless labels have the shape of the outputs."""
        same_shape(self.name, y_true, np.broadcast_to(np.float32(0), shape))
