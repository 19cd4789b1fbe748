"""Layers on rows of numbers: images laid out in rows, and their product with a matrix."""

from __future__ import annotations

import math

import numpy as np

from ..nn.arguments import read_count
from .activations import Activate
from .base import Layer
from .weighted import Initialize, Weighted


class Flatten(Layer):
    """Lay all numbers of each image out in one row, in the order of memory.

    Parameters
    ----------
    name : str, optional

    References
    ----------
    ``tf.keras.layers.Flatten``.

    Examples
    --------
    >>> Flatten()([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
    array([[1, 2, 3, 4],
           [5, 6, 7, 8]])
    """

    floating = False

    def __init__(self, *, name: str | None = None):
        super().__init__(name)

    def _output_shape(self, input_shape: tuple) -> tuple:
        return (input_shape[0], math.prod(input_shape[1:]))

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        return x.reshape(self._output_shape(x.shape))

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        return gradient.reshape(x.shape)


class Dense(Weighted):
    """Multiply each row of numbers by a matrix, add a bias, apply an activation.

    Parameters
    ----------
    units : int
        Numbers ``c_out`` that come out.
    activation : str or callable, optional
    use_bias : bool
    kernel_initializer, bias_initializer : str or callable
    name : str, optional

    Attributes
    ----------
    weights : list of arrays
        Kernel (c_in, c_out) and bias (c_out,).

    Raises
    ------
    TypeError
        On a call with integers: convert them to float first.
    ValueError
        If ``units`` is not 1 or more, a name is unknown, an input has only one axis, or a later
        call has rows of another length.

    References
    ----------
    ``tf.keras.layers.Dense``.

    Examples
    --------
    >>> layer = Dense(2, kernel_initializer="ones")
    >>> layer([[1.0, 2.0, 3.0]])
    array([[6., 6.]], dtype=float32)
    >>> layer.count_params()
    8
    """

    kernel_axis = 0

    def __init__(
        self,
        units: int,
        activation: Activate | str | None = None,
        use_bias: bool = True,
        kernel_initializer: Initialize | str = "glorot_uniform",
        bias_initializer: Initialize | str = "zeros",
        *,
        name: str | None = None,
    ):
        self.units = read_count("Dense", "units", units)
        first = {"kernel": kernel_initializer, "bias": bias_initializer}
        super().__init__(name, activation, use_bias, **first)

    def _check_shape(self, input_shape: tuple) -> None:
        if len(input_shape) < 2:
            raise ValueError(
                f"{self.name}: input must have 2 axes (n, c_in) or more, "
                f"received shape {input_shape}"
            )
        super()._check_shape(input_shape)

    def _kernel_shapes(self, c_in: int) -> dict[str, tuple[int, ...]]:
        return {"kernel": (c_in, self.units)}

    def _channels(self, c_in: int) -> int:
        return self.units

    def _output_shape(self, input_shape: tuple) -> tuple:
        return (*input_shape[:-1], self.units)

    def _multiply(self, x: np.ndarray) -> np.ndarray:
        return x @ self.weights[0]

    def _multiply_back(self, x: np.ndarray, gradient: np.ndarray) -> list[np.ndarray]:
        rows, by_rows = x.reshape(-1, x.shape[-1]), gradient.reshape(-1, self.units)
        return [gradient @ self.weights[0].T, np.ascontiguousarray(rows.T @ by_rows)]
