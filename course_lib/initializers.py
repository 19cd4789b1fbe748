"""The first values of a layer's weights."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from . import random
from .lookup import by_name

__all__ = [
    "get",
    "glorot_normal",
    "glorot_uniform",
    "he_normal",
    "he_uniform",
    "ones",
    "random_normal",
    "random_uniform",
    "zeros",
]
__dir__ = __all__.copy  # Tab offers these


_CUT = 0.87962566103423978  # spread of the bell curve that is cut off at −2 and 2


def glorot_uniform(shape: Sequence[int]) -> np.ndarray:
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
        If the shape has fewer than two axes, or one of them is 0.

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
    return _evenly(shape, 6 / sum(_fans("glorot_uniform", shape)))


def glorot_normal(shape: Sequence[int]) -> np.ndarray:
    """Draw weights from a bell curve with the spread ``sqrt(2 / (fan_in + fan_out))``.

    Numbers far from 0 are drawn again. Else as :func:`glorot_uniform`.

    Examples
    --------
    >>> random.set_seed(1)
    >>> bool(abs(glorot_normal((3, 3, 8, 8))).max() < 2 * (2 / 144) ** 0.5 / 0.8796)
    True
    """
    return _from_the_bell(shape, 2 / sum(_fans("glorot_normal", shape)))


def he_uniform(shape: Sequence[int]) -> np.ndarray:
    """Draw weights evenly between −limit and limit, for layers with relu.

    ``limit = sqrt(6 / fan_in)``, as relu puts half of the numbers to 0. Else as
    :func:`glorot_uniform`.

    References
    ----------
    K. He and others: Delving deep into rectifiers (2015).

    Examples
    --------
    >>> random.set_seed(1)
    >>> bool(abs(he_uniform((3, 3, 8, 8))).max() < (6 / 72) ** 0.5)
    True
    """
    return _evenly(shape, 6 / _fans("he_uniform", shape)[0])


def he_normal(shape: Sequence[int]) -> np.ndarray:
    """Draw weights from a bell curve with the spread ``sqrt(2 / fan_in)``, for layers with relu.

    Numbers far from 0 are drawn again. Else as :func:`glorot_uniform`.

    References
    ----------
    K. He and others: Delving deep into rectifiers (2015).

    Examples
    --------
    >>> random.set_seed(1)
    >>> bool(abs(he_normal((3, 3, 8, 8))).max() < 2 * (2 / 72) ** 0.5 / 0.8796)
    True
    """
    return _from_the_bell(shape, 2 / _fans("he_normal", shape)[0])


def random_uniform(shape: Sequence[int]) -> np.ndarray:
    """Draw weights evenly between −0.05 and 0.05.

    Examples
    --------
    >>> random.set_seed(1)
    >>> bool(abs(random_uniform((9,))).max() <= 0.05)
    True
    """
    return random.uniform(random.read_shape("random_uniform", shape), -0.05, 0.05)


def random_normal(shape: Sequence[int]) -> np.ndarray:
    """Draw weights from a bell curve with the spread 0.05.

    Examples
    --------
    >>> random.set_seed(1)
    >>> print([f"{x:.6f}" for x in random_normal((2,))])
    ['-0.055061', '0.077288']
    """
    return random.normal(random.read_shape("random_normal", shape), 0.0, 0.05)


def zeros(shape: Sequence[int]) -> np.ndarray:
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
    return np.zeros(random.read_shape("zeros", shape), np.float32)


def ones(shape: Sequence[int]) -> np.ndarray:
    """Return ones.

    Parameters
    ----------
    shape : sequence of int

    Returns
    -------
    float32 array of that shape

    Examples
    --------
    >>> ones((2,)).tolist()
    [1.0, 1.0]
    """
    return np.ones(random.read_shape("ones", shape), np.float32)


def _fans(op, shape) -> tuple[int, int]:
    """Return the numbers that enter one output, and the outputs that one input enters."""
    shape = random.read_shape(op, shape)
    if len(shape) < 2:
        raise ValueError(f"{op}: shape needs 2 axes or more, received {shape}")
    if 0 in shape:
        raise ValueError(f"{op}: sizes must be 1 or more, received {shape}")
    cells = math.prod(shape[:-2])
    return cells * shape[-2], cells * shape[-1]


def _evenly(shape, limit_squared: float):
    limit = math.sqrt(limit_squared)
    return random.uniform(shape, -limit, limit)


def _from_the_bell(shape, variance: float):
    return random.truncated_normal(shape, 0.0, math.sqrt(variance) / _CUT)


_BY_NAME = {
    function.__name__: function
    for function in (
        glorot_uniform,
        glorot_normal,
        he_uniform,
        he_normal,
        random_uniform,
        random_normal,
        zeros,
        ones,
    )
}
NAMES = tuple(_BY_NAME)


def get(
    identifier: str | Callable[[Sequence[int]], ArrayLike], *, what: str = "initializer"
) -> Callable[[Sequence[int]], ArrayLike]:
    """Return the initializer of a name, or a function of a shape as it is.

    Parameters
    ----------
    identifier : str or callable
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
    return by_name(what, identifier, _BY_NAME)
