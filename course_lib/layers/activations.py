"""Functions that a layer applies to each number of its output."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..lookup import by_name

Activate = Callable[[np.ndarray], np.ndarray]


def linear(x: np.ndarray) -> np.ndarray:
    """Return ``x`` as it is."""
    return x


def relu(x: np.ndarray) -> np.ndarray:
    """Put 0 in the place of negative numbers.

    >>> relu(np.array([-2.0, 3.0]))
    array([0., 3.])
    """
    return np.maximum(x, 0)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squeeze numbers between 0 and 1: ``1 / (1 + exp(−x))``, safe for large ones.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, small) / (1 + small)


def tanh(x: np.ndarray) -> np.ndarray:
    """Squeeze numbers between −1 and 1."""
    return np.tanh(x)


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Turn scores into probabilities along an axis: ``exp(x) / Σ exp(x)``, safe for large ones.

    An empty array stays empty.

    >>> softmax(np.array([[1000.0, 1000.0], [0.0, 1000.0]]))
    array([[0.5, 0.5],
           [0. , 1. ]])
    """
    if x.size == 0:
        return np.exp(x)  # there is no largest number to take away
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def softmax_gradient(outputs: np.ndarray, gradient: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return the gradient by the input of :func:`softmax`; ``gradient`` is that by its output.

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

    >>> x = np.array([-2.0, 3.0])
    >>> in_place(relu)(x) is x, x, in_place(softmax)
    (True, array([0., 3.]), None)
    """
    return (lambda x: np.maximum(x, 0, out=x)) if activation is relu else None


def backward(
    activation: Activate, outputs: np.ndarray, gradient: np.ndarray, what: str = "activation"
) -> np.ndarray:
    """Return the gradient with respect to the input of an activation.

    ``outputs`` are what it returned, all that the derivatives need; ``gradient`` is that with
    respect to them. The error for a function whose derivative is not known names ``what``.

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

    >>> get(None)(5), get("relu")(-5).item()
    (5, 0)
    """
    if activation is None:
        return linear
    return by_name(what, activation, _BY_NAME)
