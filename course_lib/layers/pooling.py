"""Pooling as a layer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .. import nn
from ..nn.geometry import read_axes
from .images import ImageLayer, Pair, read_padding, read_two


class _Pooling(ImageLayer):
    """A window that slides over each channel."""

    def __init__(
        self,
        pool_size: Pair = (2, 2),
        strides: Pair | None = None,
        padding: str = "valid",
        data_format: str | None = None,
        name: str | None = None,
        *,
        input_shape: Sequence[int] | None = None,
    ):
        kind = type(self).__name__
        self._set_format(data_format)
        self.pool_size = read_two(kind, "pool_size", pool_size)
        steps = self.pool_size if strides is None else strides
        self.strides = read_two(kind, "strides", steps)
        self.padding = read_padding(kind, padding)
        super().__init__(name=name, input_shape=input_shape)

    def _output_size(self, size: Sequence[int]) -> Sequence[int]:
        axes = read_axes(self.name, self.padding.upper(), size, self.pool_size, self.strides)
        return [axis.out for axis in axes]

    def _steps(self) -> tuple:
        return self.pool_size, self.strides, self.padding.upper(), self._format


class MaxPooling2D(_Pooling):
    """Keep the largest number of each window, channel by channel; a NaN is kept, too.

    Parameters
    ----------
    pool_size : int or pair
        The window ``kh kw``.
    strides : int or pair, optional
        ``sh sw``; as ``pool_size`` where they are not given.
    padding : "valid" or "same"
    data_format : "channels_last" (NHWC, the default) or "channels_first" (NCHW)
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Raises
    ------
    TypeError
        On a call with an array that does not hold numbers.
    ValueError
        If sizes are not 1 or more, a name is unknown, or no window fits.

    References
    ----------
    ``tf.keras.layers.MaxPool2D``.

    Examples
    --------
    >>> import numpy as np
    >>> MaxPool2D()(np.arange(16).reshape(1, 4, 4, 1))[0, :, :, 0]
    array([[ 5,  7],
           [13, 15]])
    """

    floating = False

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        if not training:
            return nn.max_pool2d(x, *self._steps())
        largest, self._places = nn.max_pool_with_argmax(x, *self._steps())
        return largest

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        places = self.__dict__.pop("_places")  # of one forward pass, for one backward pass
        return nn.max_pool_with_argmax_backprop_input(x.shape, gradient, places, self._format)


class AveragePooling2D(_Pooling):
    """Take the mean of each window, channel by channel; padding is not counted.

    Parameters
    ----------
    pool_size, strides, padding, data_format, name, input_shape
        As for :class:`MaxPooling2D`.

    Raises
    ------
    TypeError
        On a call with integers: convert them to float first.
    ValueError
        If sizes are not 1 or more, a name is unknown, or no window fits.

    References
    ----------
    ``tf.keras.layers.AveragePooling2D``.

    Examples
    --------
    >>> import numpy as np
    >>> AveragePooling2D()(np.arange(16.0).reshape(1, 4, 4, 1))[0, :, :, 0]
    array([[ 2.5,  4.5],
           [10.5, 12.5]], dtype=float32)
    """

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        return nn.avg_pool2d(x, *self._steps())

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        return nn.avg_pool2d_backprop_input(x.shape, gradient, *self._steps())


MaxPool2D = MaxPooling2D  # Keras gives both names to each
AvgPool2D = AveragePooling2D
