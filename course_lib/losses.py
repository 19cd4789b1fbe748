"""How far a model's outputs are from the labels, and the slope of that.

The outputs are (…, classes); each row has a loss of its own, and the loss of a batch is their mean.
"""

from __future__ import annotations

import numpy as np

from .labels import check_class_numbers, check_rows, class_rows, class_values, same_shape
from .layers.activations import softmax
from .lookup import by_name

EPSILON = 1e-7  # shares are kept so far from 0 and 1, as Keras does: log(0) is −∞


def categorical_crossentropy(y_true, y_pred, from_logits=False):
    """Return −log of the share that each row of outputs gives to its class.

    Parameters
    ----------
    y_true : array (…, classes)
        Rows that are 1 at the class and 0 elsewhere, as ``cl.utils.to_categorical`` makes them.
    y_pred : array (…, classes)
        Shares, as softmax returns them. They are divided by their sum and kept between 1e-7 and
        1 − 1e-7.
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
    logs = _log_softmax(p) if from_logits else np.log(_kept(p / p.sum(-1, keepdims=True)))
    return -(t * logs).sum(axis=-1)


def sparse_categorical_crossentropy(y_true, y_pred, from_logits=False):
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
    logs = _log_softmax(p if from_logits else np.log(_kept(p)))
    return -np.take_along_axis(logs, y[..., None], axis=-1)[..., 0]


def mean_squared_error(y_true, y_pred):
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
        self.from_logits, self.name = bool(from_logits), name

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
        by_share = -t * _inside(shares) / _kept(shares) / p.dtype.type(rows)
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
        kept = _kept(p)
        return (kept / kept.sum(axis=-1, keepdims=True) - t) * _inside(p) / kept / rows

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


_BY_NAME = {
    "categorical_crossentropy": CategoricalCrossentropy,
    "sparse_categorical_crossentropy": SparseCategoricalCrossentropy,
    "mean_squared_error": MeanSquaredError,
    "mse": MeanSquaredError,
}
_FUNCTIONS = (categorical_crossentropy, sparse_categorical_crossentropy, mean_squared_error)


def get(loss) -> Loss:
    """Return the loss of a name, of a function or class of this module, or a loss as it is.

    Raises
    ------
    ValueError
        If there is none of that name, or a function's slope is not known.

    Examples
    --------
    >>> get("mse").name, get(categorical_crossentropy).name
    ('mean_squared_error', 'categorical_crossentropy')
    """
    if isinstance(loss, Loss):
        return loss
    if isinstance(loss, type) and issubclass(loss, Loss):
        return loss()
    if callable(loss) and loss not in _FUNCTIONS:
        raise ValueError(
            f"loss: the slope of {loss!r} is not known. Use one of {', '.join(_BY_NAME)}, "
            "or a course_lib.losses.Loss with a method gradient"
        )
    return by_name("loss", loss.__name__ if callable(loss) else loss, _BY_NAME)()


def _log_softmax(x):
    """Return the logarithm of softmax, without a detour by shares that may be 0."""
    below = x - x.max(axis=-1, keepdims=True)
    return below - np.log(np.exp(below).sum(axis=-1, keepdims=True))


def _kept(shares):
    return np.clip(shares, EPSILON, 1 - EPSILON)


def _inside(shares):
    return (shares >= EPSILON) & (shares <= 1 - EPSILON)
