"""What is counted beside the loss: how often the model is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from .lookup import by_name
from .losses.base import class_values, same_shape


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
        self._total, self._count = 0.0, 0

    def update_state(self, values: ArrayLike, count: int = 1) -> None:
        """Add numbers; each stands for ``count`` of them."""
        self._total += float(np.sum(values, dtype=np.float64)) * count
        self._count += np.size(values) * count

    def result(self) -> float:
        """Return the mean; 0 if there are no numbers, as Keras does."""
        return self._total / self._count if self._count else 0.0


class Metric(Mean):
    """The mean of a function of labels and outputs over all rows.

    Parameters
    ----------
    function : callable
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
    """

    def __init__(self, function: Callable[..., ArrayLike], name: str | None = None):
        self.function = function
        inner = getattr(function, "func", function)  # that of functools.partial
        super().__init__(name or str(getattr(inner, "__name__", type(function).__name__)))

    def update_state(self, y_true: ArrayLike, y_pred: ArrayLike) -> None:  # type: ignore[override]
        """Count a batch."""
        values, rows = np.asarray(self.function(y_true, y_pred)), np.shape(y_pred)[:1]
        if values.shape[:1] != rows:
            raise ValueError(
                f"{self.name}: a metric returns one number for each row, here for {rows[0]}; "
                f"received shape {values.shape}. Take means along the last axis only: axis=-1"
            )
        super().update_state(values)


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


Given = Metric | type[Metric] | Callable[..., ArrayLike] | str  # what a metric is chosen by
_FUNCTIONS = (categorical_accuracy, sparse_categorical_accuracy, binary_accuracy)
_BY_NAME: dict[str, Callable[..., ArrayLike]] = {"accuracy": accuracy, "acc": accuracy}
_BY_NAME |= {f.__name__: f for f in _FUNCTIONS}


def get(metric: Given) -> Metric:
    """Return the metric of a name, a class or a function, or a metric as it is.

    Raises
    ------
    ValueError
        If there is none of that name.

    Examples
    --------
    >>> get("accuracy").name
    'accuracy'
    """
    if isinstance(metric, Metric):
        return metric
    if metric is Metric:
        raise ValueError("a metric needs a function: cl.metrics.Metric(function)")
    if isinstance(metric, type) and issubclass(metric, Metric):
        return metric()  # type: ignore[call-arg]  # all but the base know their function
    return Metric(
        by_name("a metric", metric, _BY_NAME), metric if isinstance(metric, str) else None
    )


def get_all(metrics: Given | Sequence[Given | None] | None) -> list[Metric]:
    """Return metrics for one or a list of names, functions and metrics; None stands for none.

    Raises
    ------
    ValueError
        If a name is unknown, or two metrics have one name.

    Examples
    --------
    >>> [metric.name for metric in get_all("accuracy")], get_all(None)
    (['accuracy'], [])
    """
    given: list = list(metrics) if isinstance(metrics, list | tuple) else [metrics]
    found = [get(metric) for metric in given if metric is not None]
    names = [metric.name for metric in found]
    if len({*names, "loss"}) <= len(names):
        raise ValueError(f"metrics need names that differ, and none 'loss'; received {names}")
    return found
