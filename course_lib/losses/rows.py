"""The loss of each row of outputs (…, classes)."""

from __future__ import annotations

import numpy as np

from ..labels import class_values, same_shape

EPSILON = 1e-7  # shares are kept so far from 0 and 1, as Keras does: log(0) is −∞


def categorical_crossentropy(y_true, y_pred, from_logits=False):
    """Return −log of the share that each row of outputs gives to its class.

    Parameters
    ----------
    y_true : array (…, classes)
        Rows that are 1 at the class and 0 elsewhere, as ``cl.utils.to_categorical`` makes them.
    y_pred : array (…, classes)
        Shares, as softmax returns them. They are divided by their sum and kept between 1e-7 and
        1 − 1e-7. A row of zeros alone has no shares: its loss is not a number (NaN).
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
    logs = _log_softmax(p) if from_logits else np.log(kept(p / p.sum(-1, keepdims=True)))
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
    logs = _log_softmax(p if from_logits else np.log(kept(p)))
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


def _log_softmax(x):
    """Return the logarithm of softmax, without a detour by shares that may be 0."""
    below = x - x.max(axis=-1, keepdims=True)
    return below - np.log(np.exp(below).sum(axis=-1, keepdims=True))


def kept(shares):
    """Return shares, those kept away from 0 and 1 that are too near."""
    return np.clip(shares, EPSILON, 1 - EPSILON)


def inside(shares):
    """Tell which shares are not kept away: only they have a slope."""
    return (shares >= EPSILON) & (shares <= 1 - EPSILON)
