"""Layers that keep the shape: activations, and dropout."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .. import random
from ..nn.arguments import is_real, is_whole
from . import activations
from .base import Layer
from .reading import read_number


class Activation(Layer):
    """Apply an activation.

    Parameters
    ----------
    activation : str or callable
        "linear", "relu", "sigmoid", "softmax" or "tanh"; a function works too, but only forward.
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Raises
    ------
    TypeError
        On a call with integers: convert them to float first.
    ValueError
        If the name is unknown.

    References
    ----------
    ``tf.keras.layers.Activation``.

    Examples
    --------
    >>> Activation("relu")([[-2.0, 3.0]])
    array([[0., 3.]], dtype=float32)
    """

    def __init__(
        self,
        activation: activations.Activate | str,
        *,
        name: str | None = None,
        input_shape: Sequence[int] | None = None,
    ):
        self.activation = activations.get(activation, f"{type(self).__name__}: activation")
        super().__init__(name=name, input_shape=input_shape)

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        return self.activation(x)

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        return activations.backward(self.activation, outputs, gradient, self.name)


class ReLU(Activation):
    """Put 0 in the place of negative numbers.

    Parameters
    ----------
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    References
    ----------
    ``tf.keras.layers.ReLU``.

    Examples
    --------
    >>> ReLU()([[-2.0, 3.0]])
    array([[0., 3.]], dtype=float32)
    """

    def __init__(self, *, name: str | None = None, input_shape: Sequence[int] | None = None):
        super().__init__("relu", name=name, input_shape=input_shape)


class LeakyReLU(Layer):
    """Multiply negative numbers by a small slope, and keep the others.

    Parameters
    ----------
    negative_slope : float
        Of 0 or more.
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Raises
    ------
    TypeError
        On a call with integers: convert them to float first.
    ValueError
        If ``negative_slope`` is not a number of 0 or more, or too large for float32.

    References
    ----------
    ``tf.keras.layers.LeakyReLU``. A. Maas, A. Hannun, A. Ng: Rectifier nonlinearities improve
    neural network acoustic models (2013).

    Examples
    --------
    >>> LeakyReLU(0.25)([[-2.0, 3.0]])
    array([[-0.5,  3. ]], dtype=float32)
    """

    def __init__(
        self,
        negative_slope: float = 0.3,
        *,
        name: str | None = None,
        input_shape: Sequence[int] | None = None,
    ):
        self.negative_slope = read_number("LeakyReLU: negative_slope", negative_slope)
        super().__init__(name=name, input_shape=input_shape)

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        return np.where(x > 0, x, x * np.float32(self.negative_slope))

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        return np.where(x > 0, gradient, gradient * np.float32(self.negative_slope))


class Softmax(Activation):
    """Turn scores into probabilities, which add up to 1.

    Parameters
    ----------
    axis : int
        The axis along which they add up to 1.
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Raises
    ------
    TypeError
        If ``axis`` is not a whole number; on a call with integers.
    ValueError
        If the input has no such axis.

    References
    ----------
    ``tf.keras.layers.Softmax``.

    Examples
    --------
    >>> Softmax()([[0.0, 0.0]])
    array([[0.5, 0.5]], dtype=float32)
    """

    def __init__(
        self, axis: int = -1, *, name: str | None = None, input_shape: Sequence[int] | None = None
    ):
        if not is_whole(axis):
            raise TypeError(f"Softmax: axis must be a whole number, received {axis!r}")
        self.axis: int = int(axis)
        super().__init__("softmax", name=name, input_shape=input_shape)

    def _check_shape(self, input_shape: tuple) -> None:
        if not -len(input_shape) <= self.axis < len(input_shape):
            raise ValueError(f"{self.name}: there is no axis {self.axis} in shape {input_shape}")

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        return activations.softmax(x, self.axis)

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        return activations.softmax_gradient(outputs, gradient, self.axis)


class Dropout(Layer):
    """In training put a part of the numbers to 0, drawn anew each time, and enlarge the others.

    The others are divided by ``1 − rate``, so that sums stay what they are on average. Outside
    of training nothing changes. The draws follow :func:`course_lib.random.set_seed`.

    Parameters
    ----------
    rate : float
        The part that becomes 0: from 0, less than 1.
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Raises
    ------
    TypeError
        On a call with integers: convert them to float first.
    ValueError
        If ``rate`` is not from 0 to below 1.

    References
    ----------
    ``tf.keras.layers.Dropout``, ``tf.nn.dropout``. N. Srivastava and others: Dropout: a simple
    way to prevent neural networks from overfitting (2014).

    Examples
    --------
    >>> random.set_seed(1)
    >>> layer = Dropout(0.5)
    >>> layer([[1.0, 2.0, 3.0, 4.0]]), layer([[1.0, 2.0, 3.0, 4.0]], training=True)
    (array([[1., 2., 3., 4.]], dtype=float32), array([[0., 4., 6., 0.]], dtype=float32))
    """

    def __init__(
        self, rate: float, *, name: str | None = None, input_shape: Sequence[int] | None = None
    ):
        if not is_real(rate) or not 0 <= rate < 1:
            raise ValueError(f"Dropout: rate must be a number from 0 to below 1, received {rate!r}")
        self.rate = float(rate)
        super().__init__(name=name, input_shape=input_shape)

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        if not training or self.rate == 0:
            self._factors = None
            return x
        larger = np.float32(1 / (1 - self.rate))
        self._factors = np.where(random.uniform(x.shape) >= np.float32(self.rate), larger, 0)
        return x * self._factors

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        return gradient if self._factors is None else gradient * self._factors
