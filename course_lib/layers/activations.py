"""Functions that a layer applies to each number of its output."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..lookup import by_name

Activate = Callable[[np.ndarray], np.ndarray]


def linear(x: np.ndarray) -> np.ndarray:
    """Return ``x`` as it is.

    Examples
    --------
    >>> linear(-2.0)
    -2.0
    """
    return x


def relu(x: np.ndarray) -> np.ndarray:
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


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squeeze numbers between 0 and 1: ``1 / (1 + exp(−x))``, safe for large ones.

    Examples
    --------
    >>> import numpy as np
    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, small) / (1 + small)


def tanh(x: np.ndarray) -> np.ndarray:
    """Squeeze numbers between −1 and 1.

    Examples
    --------
    >>> import numpy as np
    >>> tanh(np.array([-1000.0, 0.0, 1000.0]))
    array([-1.,  0.,  1.])
    """
    return np.tanh(x)


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Turn scores into probabilities: ``exp(x) / Σ exp(x)``, safe for large ones.

    Parameters
    ----------
    x : array
    axis : int
        The axis along which the probabilities add up to 1.

    Returns
    -------
    array of the same shape
        Without a number along the axis, an empty one.

    Examples
    --------
    >>> import numpy as np
    >>> softmax(np.array([[1000.0, 1000.0], [0.0, 1000.0]]))
    array([[0.5, 0.5],
           [0. , 1. ]])
    """
    if x.size == 0:
        return np.exp(x)  # there is no largest number to take away
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def softmax_gradient(outputs: np.ndarray, gradient: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return the gradient with respect to the input of :func:`softmax`.

    ``gradient`` is that with respect to its output.

    Examples
    --------
    >>> import numpy as np
    >>> softmax_gradient(np.array([0.5, 0.5]), np.array([1.0, 0.0]))
    array([ 0.25, -0.25])
    """
    return outputs * (gradient - (gradient * outputs).sum(axis=axis, keepdims=True))


_BY_NAME: dict[str, Activate] = {f.__name__: f for f in (linear, relu, sigmoid, softmax, tanh)}
_GRADIENTS: dict[Activate, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    linear: lambda outputs, gradient: gradient,
    relu: lambda outputs, gradient: gradient * (outputs > 0),
    sigmoid: lambda outputs, gradient: gradient * outputs * (1 - outputs),
    softmax: softmax_gradient,
    tanh: lambda outputs, gradient: gradient * (1 - outputs**2),
}


def in_place(activation: Activate) -> Activate | None:
    """Return a function that applies an activation in the same memory, or None if there is none.

    So a large array is not copied.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([-2.0, 3.0])
    >>> in_place(relu)(x) is x, x, in_place(softmax)
    (True, array([0., 3.]), None)
    """
    return (lambda x: np.maximum(x, 0, out=x)) if activation is relu else None


def backward(
    activation: Activate, outputs: np.ndarray, gradient: np.ndarray, what: str = "activation"
) -> np.ndarray:
    """Return the gradient with respect to the input of an activation.

    Parameters
    ----------
    activation : callable
        One of this module.
    outputs : array
        What the activation returned: all that their derivatives need.
    gradient : array
        The gradient with respect to ``outputs``.
    what : str
        What the error names: a layer.

    Returns
    -------
    array of the same shape

    Raises
    ------
    ValueError
        If the derivative of the function is not known.

    Examples
    --------
    >>> import numpy as np
    >>> backward(relu, np.array([0.0, 3.0]), np.array([5.0, 7.0]))
    array([0., 7.])
    """
    if activation not in _GRADIENTS:
        name = getattr(activation, "__name__", repr(activation))
        raise ValueError(
            f"{what}: there is no backward pass through {name}: "
            f"the derivative is known of {', '.join(_BY_NAME)} only"
        )
    return _GRADIENTS[activation](outputs, gradient)


def get(activation: Activate | str | None, what: str = "activation") -> Activate:
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
