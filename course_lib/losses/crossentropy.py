"""Cross-entropy, −log of the probability of the right class, and its gradient."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..layers.activations import softmax
from ..nn.arguments import read_switch
from .base import Loss, check_class_numbers, check_rows, class_values, same_shape, weighted

EPSILON = 1e-7  # probabilities are kept so far from 0 and 1, as Keras does: log(0) is −∞


def categorical_crossentropy(
    y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool = False
) -> np.ndarray:
    """Return −log of the probability that each row of outputs gives to its class.

    Parameters
    ----------
    y_true : array (…, classes)
        Rows that are 1 at the class and 0 elsewhere, as ``cl.utils.to_categorical`` makes them.
    y_pred : array (…, classes)
        Probabilities, as softmax returns them. They are divided by their sum and kept between
        1e-7 and 1 − 1e-7. A row of zeros has no probabilities: its loss is not a number (NaN).
    from_logits : bool
        Whether ``y_pred`` has not gone through softmax yet. Then nothing needs to be kept away
        from 0.

    Returns
    -------
    array (…)

    Raises
    ------
    ValueError
        If the shapes differ.

    References
    ----------
    ``tf.keras.losses.categorical_crossentropy``.

    Examples
    --------
    >>> losses = categorical_crossentropy([[0, 1, 0]], [[0.25, 0.5, 0.25]])
    >>> print(f"{losses[0]:.6f}")  # −log 0.5
    0.693147
    """
    t, p = same_shape("categorical_crossentropy", y_true, y_pred)
    logs = _log_softmax(p) if from_logits else np.log(_clipped(p / p.sum(-1, keepdims=True)))
    return -(t * logs).sum(axis=-1)


def sparse_categorical_crossentropy(
    y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool = False
) -> np.ndarray:
    """Do as :func:`categorical_crossentropy` for class numbers, which need no rows.

    Parameters
    ----------
    y_true : array of int (…), or (…, 1)
        Class numbers from 0.
    y_pred : array (…, classes)
    from_logits : bool

    Returns
    -------
    array (…)

    Raises
    ------
    ValueError
        If the shapes do not belong together, or a number is no class.

    References
    ----------
    ``tf.keras.losses.sparse_categorical_crossentropy``.

    Examples
    --------
    >>> losses = sparse_categorical_crossentropy([1], [[0.25, 0.5, 0.25]])
    >>> print(f"{losses[0]:.6f}")
    0.693147
    """
    y, p = class_values("sparse_categorical_crossentropy", y_true, y_pred)
    logs = _log_softmax(p if from_logits else np.log(_clipped(p)))
    return -np.take_along_axis(logs, y[..., None], axis=-1)[..., 0]


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
    >>> print(f"{loss([[0, 1]], [[0.0, 0.0]], sample_weight=[2.0]):.6f}")  # it counts twice
    1.386294
    """

    def __init__(self, from_logits: bool = False, *, name: str = "categorical_crossentropy"):
        self.from_logits, self.name = read_switch(name, "from_logits", from_logits), name

    def values(self, y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
        """Return the loss of each row."""
        return categorical_crossentropy(y_true, y_pred, self.from_logits)

    def gradient(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> np.ndarray:
        """Return the gradient with respect to ``y_pred``; a clipped probability has none."""
        t, p = same_shape(self.name, y_true, y_pred)
        rows = p[..., 0].size
        if self.from_logits:
            gradient = (softmax(p) - t) / p.dtype.type(rows)
            return weighted(self.name, gradient, sample_weight, p.shape[:-1])
        total = p.sum(axis=-1, keepdims=True)
        q = p / total
        by_q = -t * _within(q) / _clipped(q) / p.dtype.type(rows)
        gradient = (by_q - (by_q * q).sum(axis=-1, keepdims=True)) / total
        return weighted(self.name, gradient, sample_weight, p.shape[:-1])

    def check_labels(self, y_true: ArrayLike, shape: Sequence[int]) -> None:
        """Raise an error unless there is a row for each output, which adds up to 1."""
        check_rows(self.name, y_true, shape)

    def on_logits(self) -> Loss | None:
        """Return the loss that takes what goes into softmax."""
        return self if self.from_logits else type(self)(True, name=self.name)


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

    def __init__(self, from_logits: bool = False, *, name: str = "sparse_categorical_crossentropy"):
        super().__init__(from_logits, name=name)

    def values(self, y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
        """Return the loss of each row."""
        return sparse_categorical_crossentropy(y_true, y_pred, self.from_logits)

    def gradient(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> np.ndarray:
        """Return the gradient with respect to ``y_pred``; a clipped probability has none."""
        y, p = class_values(self.name, y_true, y_pred)
        rows = p.dtype.type(p[..., 0].size)
        t = (y[..., None] == np.arange(p.shape[-1])).astype(p.dtype)  # rows of 0 and 1
        if self.from_logits:
            gradient = (softmax(p) - t) / rows
        else:
            q = _clipped(p)
            gradient = (q / q.sum(axis=-1, keepdims=True) - t) * _within(p) / q / rows
        return weighted(self.name, gradient, sample_weight, p.shape[:-1])

    def check_labels(self, y_true: ArrayLike, shape: Sequence[int]) -> None:
        """Raise an error unless there is the number of a class for each output."""
        check_class_numbers(self.name, y_true, shape)


def _log_softmax(x: np.ndarray) -> np.ndarray:
    """Return the logarithm of softmax, without a detour by probabilities that may be 0."""
    below = x - x.max(axis=-1, keepdims=True)
    return below - np.log(np.exp(below).sum(axis=-1, keepdims=True))


def _clipped(p: np.ndarray) -> np.ndarray:
    """Return probabilities, kept away from 0 and 1."""
    return np.clip(p, EPSILON, 1 - EPSILON)


def _within(p: np.ndarray) -> np.ndarray:
    """Tell which probabilities are not clipped: only they have a gradient."""
    return (p >= EPSILON) & (p <= 1 - EPSILON)
