"""The first values of a layer's weights."""

from __future__ import annotations

import math

import numpy as np

from . import random
from .lookup import by_name


def glorot_uniform(shape):
    """Draw weights evenly between −limit and limit, so that sums neither grow nor fade.

    ``limit = sqrt(6 / (fan_in + fan_out))``: the numbers that enter one output of a layer, and
    the outputs that one of its inputs enters.

    Parameters
    ----------
    shape : sequence of int
        (kh, kw, c_in, c_out), or any shape that ends in inputs and outputs.

    Returns
    -------
    float32 array of that shape

    Raises
    ------
    ValueError
        If the shape has fewer than two axes.

    References
    ----------
    X. Glorot, Y. Bengio: Understanding the difficulty of training deep feedforward neural
    networks (2010).

    Examples
    --------
    >>> random.set_seed(43052)
    >>> kernel = glorot_uniform((2, 2, 1, 4))
    >>> print([f"{total:.6f}" for total in kernel.sum(axis=(0, 1, 2))])
    ['0.090469', '-0.620763', '-0.252415', '-0.771064']
    """
    if len(shape) < 2:
        raise ValueError(f"glorot_uniform: shape needs 2 axes or more, received {tuple(shape)}")
    cells = math.prod(shape[:-2])
    limit = math.sqrt(6 / (cells * shape[-2] + cells * shape[-1]))
    return random.uniform(shape, -limit, limit)


def zeros(shape):
    """Return zeros.

    Parameters
    ----------
    shape : sequence of int

    Returns
    -------
    float32 array of that shape

    Examples
    --------
    >>> zeros((2,)).tolist()
    [0.0, 0.0]
    """
    return np.zeros(shape, np.float32)


_BY_NAME = {"glorot_uniform": glorot_uniform, "zeros": zeros}


def get(initializer, what="initializer"):
    """Return the initializer of a name, or a function of a shape as it is.

    Parameters
    ----------
    initializer : str or callable
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
    >>> get("zeros")((1,))
    array([0.], dtype=float32)
    """
    return by_name(what, initializer, _BY_NAME)
