"""Pooling as a layer."""

from __future__ import annotations

from .. import nn
from ..nn.arguments import read_array, read_pair
from .base import Layer, read_format, read_padding


class MaxPooling2D(Layer):
    """Keep the largest number of each window, channel by channel.

    Parameters
    ----------
    pool_size : int or pair
        The window ``kh kw``.
    strides : int or pair, optional
        ``sh sw``; as ``pool_size`` where they are not given.
    padding : "valid" or "same"
    data_format : "channels_last" (NHWC, the default) or "channels_first" (NCHW)
    name : str, optional

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

    def __init__(
        self, pool_size=(2, 2), strides=None, padding="valid", data_format=None, name=None
    ):
        self.data_format = read_format("MaxPool2D", data_format)
        self.pool_size = read_pair("MaxPool2D", "pool_size", pool_size, self.data_format)
        steps = self.pool_size if strides is None else strides
        self.strides = read_pair("MaxPool2D", "strides", steps, self.data_format)
        self.padding = read_padding("MaxPool2D", padding)
        super().__init__(name)
        self.built = True  # there are no weights to make

    def _read(self, inputs):
        axes = "n, c, h, w" if self.data_format == "NCHW" else "n, h, w, c"
        return read_array(self.name, "input", inputs, axes, floating=False)

    def _forward(self, x):
        return nn.max_pool2d(x, self.pool_size, self.strides, self.padding, self.data_format)


MaxPool2D = MaxPooling2D  # Keras gives it both names
