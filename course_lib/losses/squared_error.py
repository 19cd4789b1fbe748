"""The mean squared error: of each row, of a batch, and its gradient."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from .base import Loss, same_shape, weighted


def mean_squared_error(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Return the mean of the squared differences of each row.

    Parameters
    ----------
    y_true, y_pred : array (…, c)

    Returns
    -------
    array (…)

    Raises
    ------
    ValueError
        If the shapes differ.

    References
    ----------
    ``tf.keras.losses.mean_squared_error``.

    Examples
    --------
    >>> mean_squared_error([[1.0, 2.0]], [[2.0, 5.0]])
    array([5.])
    """
    t, p = same_shape("mean_squared_error", y_true, y_pred)
    return ((p - t) ** 2).mean(axis=-1)


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

    def __init__(self, *, name: str = "mean_squared_error"):
        self.name = name

    def values(self, y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
        """Return the loss of each row."""
        return mean_squared_error(y_true, y_pred)

    def gradient(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> np.ndarray:
        """Return the gradient of the batch's loss with respect to ``y_pred``."""
        t, p = same_shape(self.name, y_true, y_pred)
        gradient = (p - t) * p.dtype.type(2 / p.size)
        return weighted(self.name, gradient, sample_weight, p.shape[:-1])

    def check_labels(self, y_true: ArrayLike, shape: Sequence[int]) -> None:
        """Raise an error unless labels have the shape of the outputs."""
        same_shape(self.name, y_true, np.broadcast_to(np.float32(0), shape))
