"""Functions that a layer applies to each number of its output."""

from __future__ import annotations

import numpy as np

from ..lookup import by_name


def linear(x):
    """Return ``x`` as it is.

    Examples
    --------
    >>> linear(-2.0)
    -2.0
    """
    return x


def relu(x):
    """Put 0 in the place of negative numbers.

    Parameters
    ----------
    x : array

    Returns
    -------
    array of the same shape and dtype

    Examples
    --------
    >>> import numpy as np
    >>> relu(np.array([-2.0, 3.0]))
    array([0., 3.])
    """
    return np.maximum(x, 0)


_BY_NAME = {"linear": linear, "relu": relu}


def get(activation, what="activation"):
    """Return the activation of a name, or a function as it is; None stands for linear.

    Parameters
    ----------
    activation : str, callable or None
    what : str
        What the error calls it.

    Returns
    -------
    callable

    Raises
    ------
    ValueError
        If there is none of that name.

    Examples
    --------
    >>> get(None)(5), get("relu")(-5).item()
    (5, 0)
    """
    if activation is None:
        return linear
    return by_name(what, activation, _BY_NAME)
