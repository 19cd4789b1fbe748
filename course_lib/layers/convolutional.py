"""Convolution as a layer: filters and a bias that can be learnt."""

from __future__ import annotations

import numpy as np

from .. import initializers, nn
from ..nn.arguments import FORMATS, read_array, read_numbers, read_pair
from . import activations
from .base import Layer, read_count, read_format, read_padding, read_switch


class Conv2D(Layer):
    """Slide ``filters`` filters over images, add a bias to each channel, apply an activation.

    Parameters
    ----------
    filters : int
        Output channels ``c_out``.
    kernel_size, strides, dilation_rate : int or pair
        ``kh kw``, ``sh sw`` and ``dh dw``.
    padding : "valid" or "same"
    data_format : "channels_last" (NHWC, the default) or "channels_first" (NCHW)
    activation : str or callable, optional
    use_bias : bool
    kernel_initializer, bias_initializer : str or callable
    name : str, optional

    Attributes
    ----------
    weights : list of arrays
        Kernel (kh, kw, c_in, c_out) and bias (c_out,), float32; empty before the first call.

    Raises
    ------
    TypeError
        On a call with integers: convert them to float first.
    ValueError
        If sizes are not 1 or more, a name is unknown, or a later call has other channels.

    References
    ----------
    ``tf.keras.layers.Conv2D``.

    Examples
    --------
    >>> import numpy as np
    >>> layer = Conv2D(1, (2, 2))
    >>> image = np.arange(16.0).reshape(1, 4, 4, 1)
    >>> layer.weights, layer(image).shape, layer.count_params()
    ([], (1, 3, 3, 1), 5)
    >>> layer.set_weights([np.full((2, 2, 1, 1), 0.25), [3.0]])
    >>> layer(image)[0, 0, :, 0]
    array([5.5, 6.5, 7.5], dtype=float32)
    """

    def __init__(
        self,
        filters,
        kernel_size,
        strides=(1, 1),
        padding="valid",
        data_format=None,
        dilation_rate=(1, 1),
        activation=None,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        name=None,
    ):
        self.data_format = read_format("Conv2D", data_format)
        self.filters = read_count("Conv2D", "filters", filters)
        self.kernel_size = read_pair("Conv2D", "kernel_size", kernel_size)
        self.strides = read_pair("Conv2D", "strides", strides, self.data_format)
        self.padding = read_padding("Conv2D", padding)
        self.dilation_rate = read_pair("Conv2D", "dilation_rate", dilation_rate, self.data_format)
        self.activation = activations.get(activation, "Conv2D: activation")
        self.use_bias = read_switch("Conv2D", "use_bias", use_bias)
        self.kernel_initializer = initializers.get(kernel_initializer, "Conv2D: kernel_initializer")
        self.bias_initializer = initializers.get(bias_initializer, "Conv2D: bias_initializer")
        super().__init__(name)

    def _read(self, inputs):
        x = read_array(self.name, "input", inputs, FORMATS[self.data_format], floating=True)
        axis = self.data_format.index("C")
        if x.shape[axis] == 0:
            raise ValueError(f"{self.name}: input has no channels (axis {axis} of {x.shape})")
        if self.built and x.shape[axis] != self.weights[0].shape[2]:
            kernel = self.weights[0].shape
            raise ValueError(
                f"{self.name}: the first call made weights for c_in={kernel[2]} "
                f"(axis 2 of {kernel}), this input has {x.shape[axis]} channels "
                f"(axis {axis} of {x.shape}). Make another layer for it"
            )
        return x

    def _build(self, input_shape):
        c_in = input_shape[self.data_format.index("C")]
        weights = [self._start("kernel", (*self.kernel_size, c_in, self.filters))]
        if self.use_bias:
            weights.append(self._start("bias", (self.filters,)))
        self.weights = weights

    def _start(self, weight, shape):
        """Return the first values of the kernel or the bias."""
        name = f"{weight}_initializer"
        values = read_numbers(self.name, f"what {name} returns", getattr(self, name)(shape))
        if values.shape != shape:
            raise ValueError(f"{self.name}: {name} must return shape {shape}, got {values.shape}")
        return values.astype(np.float32)

    def _forward(self, x):
        kernel, *bias = self.weights
        out = nn.conv2d(x, kernel, self.strides, self.padding, self.data_format, self.dilation_rate)
        for values in bias:
            out += values if self.data_format == "NHWC" else values[:, None, None]
        return self.activation(out)
