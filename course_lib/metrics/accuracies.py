"""How often the model is right: 1 where it is, 0 where not, for each row of outputs."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..losses.base import class_values, same_shape


def categorical_accuracy(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Return 1 where the largest output is at the class of a row of 0 and 1, else 0.

    Parameters
    ----------
    y_true, y_pred : array (…, classes)

    Returns
    -------
    float32 array (…)

    References
    ----------
    ``tf.keras.metrics.categorical_accuracy``.

    Examples
    --------
    >>> categorical_accuracy([[0, 1], [1, 0]], [[0.1, 0.9], [0.2, 0.8]])
    array([1., 0.], dtype=float32)
    """
    t, p = same_shape("categorical_accuracy", y_true, y_pred)
    return (t.argmax(axis=-1) == p.argmax(axis=-1)).astype(np.float32)


def sparse_categorical_accuracy(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Return 1 where the largest output is at the class of that number, else 0.

    Parameters
    ----------
    y_true : array of int (…), or (…, 1)
    y_pred : array (…, classes)

    Returns
    -------
    float32 array (…)

    References
    ----------
    ``tf.keras.metrics.sparse_categorical_accuracy``.

    Examples
    --------
    >>> sparse_categorical_accuracy([1, 0], [[0.1, 0.9], [0.2, 0.8]])
    array([1., 0.], dtype=float32)
    """
    y, p = class_values("sparse_categorical_accuracy", y_true, y_pred)
    return (y == p.argmax(axis=-1)).astype(np.float32)


def binary_accuracy(y_true: ArrayLike, y_pred: ArrayLike, threshold: float = 0.5) -> np.ndarray:
    """Return the share of outputs in each row that are on the label's side of a threshold.

    Parameters
    ----------
    y_true, y_pred : array (…, c)
    threshold : float

    Returns
    -------
    float32 array (…)

    References
    ----------
    ``tf.keras.metrics.binary_accuracy``.

    Examples
    --------
    >>> binary_accuracy([[1], [0]], [[0.7], [0.6]])
    array([1., 0.], dtype=float32)
    """
    t, p = same_shape("binary_accuracy", y_true, y_pred)
    return (t == (p > threshold)).mean(axis=-1, dtype=np.float32)


def accuracy(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Return the accuracy that Keras picks for these shapes.

    Binary for one output, sparse for class numbers, categorical for rows.

    Examples
    --------
    >>> accuracy([[0, 1]], [[0.1, 0.9]]), accuracy([1], [[0.1, 0.9]])
    (array([1.], dtype=float32), array([1.], dtype=float32))
    """
    labels, outputs = np.shape(y_true), np.shape(y_pred)
    if outputs[-1] == 1:
        return binary_accuracy(y_true, y_pred)
    sparse = len(labels) < len(outputs) or (labels[-1] == 1 and outputs[-1] > 1)
    return (sparse_categorical_accuracy if sparse else categorical_accuracy)(y_true, y_pred)
