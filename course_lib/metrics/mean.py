"""Means of what is counted: over all numbers that were added since the last reset."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from ..losses.base import read_sample_weight
from ..nn.arguments import refuse_masks
from .accuracies import binary_accuracy, categorical_accuracy, sparse_categorical_accuracy


class Mean:
    """The mean of all numbers that were added since the last reset.

    Parameters
    ----------
    name : str, optional

    References
    ----------
    ``tf.keras.metrics.Mean``.

    Examples
    --------
    >>> mean = Mean()
    >>> mean.update_state([1, 2]), mean.update_state(6), mean.result()
    (None, None, 3.0)
    """

    def __init__(self, name: str = "mean"):
        self.name = name
        self.reset_state()

    def reset_state(self) -> None:
        """Forget all numbers."""
        self._total, self._count = 0.0, 0.0

    def update_state(self, values: ArrayLike, sample_weight: ArrayLike = 1) -> None:
        """Add numbers; each counts as often as its weight says, or all as one weight says."""
        refuse_masks(self.name, "values", values)
        numbers, weights = np.asarray(values, float), np.asarray(sample_weight)
        if weights.ndim and weights.shape != numbers.shape:
            raise ValueError(
                f"{self.name}: sample_weight is one number, or one for each of the values "
                f"{numbers.shape}, received shape {weights.shape}"
            )
        self._total += float((numbers * weights).sum(dtype=np.float64))
        self._count += float(np.broadcast_to(weights, numbers.shape).sum(dtype=np.float64))

    def result(self) -> float:
        """Return the mean; 0 if there are no numbers, as Keras does."""
        return self._total / self._count if self._count else 0.0


class Metric(Mean):
    """The mean of a function of labels and outputs over all rows.

    Parameters
    ----------
    fn : callable
        Takes labels and outputs of a batch, returns one number for each row.
    name : str, optional

    References
    ----------
    ``tf.keras.metrics.MeanMetricWrapper``.

    Examples
    --------
    >>> metric = CategoricalAccuracy()
    >>> metric.update_state([[0, 1], [1, 0]], [[0.1, 0.9], [0.2, 0.8]])
    >>> metric.name, metric.result()
    ('categorical_accuracy', 0.5)
    >>> metric.update_state([[0, 1]], [[0.1, 0.9]], sample_weight=[2.0])  # it counts twice
    >>> metric.result()
    0.75
    """

    def __init__(self, fn: Callable[..., ArrayLike], name: str | None = None):
        self.function = fn
        inner = getattr(fn, "func", fn)  # that of functools.partial
        super().__init__(name or str(getattr(inner, "__name__", type(fn).__name__)))

    def update_state(  # type: ignore[override]
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> None:
        """Count a batch; each row counts as often as its weight says, or all alike."""
        values, rows = np.asarray(self.function(y_true, y_pred)), np.shape(y_pred)[:1]
        if values.shape[:1] != rows:
            raise ValueError(
                f"{self.name}: a metric returns one number for each row, here for {rows[0]}; "
                f"received shape {values.shape}. Take means along the last axis only: axis=-1"
            )
        super().update_state(
            values, 1 if sample_weight is None else self._spread(sample_weight, values)
        )

    def _spread(self, sample_weight: ArrayLike, values: np.ndarray) -> np.ndarray:
        """Return a weight for each of the values (n, …); an image's is that of all its values."""
        w = np.asarray(sample_weight)
        while w.ndim > max(values.ndim, 1) and w.shape[-1] == 1:
            w = w[..., 0]
        return np.broadcast_to(read_sample_weight(self.name, w, values.shape), values.shape)


class CategoricalAccuracy(Metric):
    """The mean of :func:`categorical_accuracy`."""

    def __init__(self, name: str = "categorical_accuracy"):
        super().__init__(categorical_accuracy, name)


class SparseCategoricalAccuracy(Metric):
    """The mean of :func:`sparse_categorical_accuracy`."""

    def __init__(self, name: str = "sparse_categorical_accuracy"):
        super().__init__(sparse_categorical_accuracy, name)


class BinaryAccuracy(Metric):
    """The mean of :func:`binary_accuracy`."""

    def __init__(self, name: str = "binary_accuracy"):
        super().__init__(binary_accuracy, name)
