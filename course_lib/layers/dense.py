"""Layers on rows of numbers: images laid out in rows, and their product with a matrix."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ..nn.arguments import read_size
from .activations import Activate
from .base import Layer
from .images import read_format
from .weighted import Initialize, Weighted


class Flatten(Layer):
    """Lay all numbers of each image out in one row: channels, then columns, then rows.

    Parameters
    ----------
    data_format : "channels_last" (the default) or "channels_first"
        With channels first, they are put last before: both give the same rows.
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    References
    ----------
    ``tf.keras.layers.Flatten``.

    Examples
    --------
    >>> Flatten()([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
    array([[1, 2, 3, 4],
           [5, 6, 7, 8]])
    >>> Flatten("channels_first")([[[[1, 2]], [[3, 4]]]])
    array([[1, 3, 2, 4]])
    """

    floating = False

    def __init__(
        self,
        data_format: str | None = None,
        *,
        name: str | None = None,
        input_shape: Sequence[int] | None = None,
    ):
        self._first = read_format("Flatten", data_format) == "NCHW"
        self.data_format = "channels_first" if self._first else "channels_last"
        super().__init__(name=name, input_shape=input_shape)

    def _output_shape(self, input_shape: tuple) -> tuple:
        return (input_shape[0], math.prod(input_shape[1:]))

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        shape = self._output_shape(x.shape)
        return np.moveaxis(x, 1, -1).reshape(shape) if self._moved(x) else x.reshape(shape)

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        if self._moved(x):
            return np.moveaxis(gradient.reshape(np.moveaxis(x, 1, -1).shape), -1, 1)
        return gradient.reshape(x.shape)

    def _moved(self, x: np.ndarray) -> bool:
        """Tell whether channels stand first, and are put last."""
        return self._first and x.ndim > 2


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
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

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
        input_shape: Sequence[int] | None = None,
    ):
        self.units = read_size("Dense", "units", units)
        initializers = {"kernel": kernel_initializer, "bias": bias_initializer}
        super().__init__(name, input_shape, activation, use_bias, **initializers)

    def _check_shape(self, input_shape: tuple) -> None:
        if len(input_shape) < 2:
            raise ValueError(
                f"{self.name}: input must have 2 axes (n, c_in) or more, "
                f"received shape {input_shape}"
            )
        super()._check_shape(input_shape)

    def _kernel_shapes(self, c_in: int) -> dict[str, tuple[int, ...]]:
        return {"kernel": (c_in, self.units)}

    def _output_channels(self, c_in: int) -> int:
        return self.units

    def _output_shape(self, input_shape: tuple) -> tuple:
        return (*input_shape[:-1], self.units)

    def _multiply(self, x: np.ndarray) -> np.ndarray:
        return x @ self.weights[0]

    def _multiply_back(self, x: np.ndarray, gradient: np.ndarray) -> list[np.ndarray]:
        rows, by_rows = x.reshape(-1, x.shape[-1]), gradient.reshape(-1, self.units)
        return [gradient @ self.weights[0].T, np.ascontiguousarray(rows.T @ by_rows)]
