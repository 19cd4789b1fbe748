"""Transposed convolution as a layer."""

from __future__ import annotations

from .. import nn
from ..nn.arguments import read_count
from .weighted import Convolution


class Conv2DTranspose(Convolution):
    """Stamp ``filters`` filters on a larger image, scaled by each input number, and add them up.

    Parameters
    ----------
    filters : int
        Output channels ``c_out``.
    kernel_size, strides, dilation_rate : int or pair
        ``kh kw``; ``sh sw`` between stamps; ``dh dw`` between the cells of one stamp.
    padding : "valid" or "same"
        "same" makes the output ``h·sh`` by ``w·sw``; "valid" adds what the last stamp needs.
    data_format : "channels_last" (NHWC, the default) or "channels_first" (NCHW)
    activation : str or callable, optional
    use_bias : bool
    kernel_initializer, bias_initializer : str or callable
    name : str, optional

    Attributes
    ----------
    weights : list of arrays
        Kernel (kh, kw, c_out, c_in), with the output channels first, and bias (c_out,).

    Raises
    ------
    TypeError, ValueError
        As :class:`Conv2D` does.

    References
    ----------
    ``tf.keras.layers.Conv2DTranspose``.

    Examples
    --------
    >>> import numpy as np
    >>> layer = Conv2DTranspose(1, (1, 2), strides=2, kernel_initializer="ones")
    >>> layer(np.array([[[[3.0], [5.0]]]]))[0, :, :, 0]
    array([[3., 3., 5., 5.],
           [0., 0., 0., 0.]], dtype=float32)
    """

    kernel_axis = 3

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
        self.filters = read_count("Conv2DTranspose", "filters", filters)
        super().__init__(
            name,
            kernel_size,
            strides,
            padding,
            data_format,
            dilation_rate,
            activation,
            use_bias,
            kernel_initializer=kernel_initializer,
            bias_initializer=bias_initializer,
        )

    def _kernel_shapes(self, c_in):
        return {"kernel": (*self.kernel_size, self.filters, c_in)}

    def _channels(self, c_in):
        return self.filters

    def _output_size(self, size):
        reach = [(k - 1) * d + 1 for k, d in zip(self.kernel_size, self.dilation_rate, strict=True)]
        more = [0, 0]
        if self.padding == "VALID":
            more = [max(r - s, 0) for r, s in zip(reach, self.strides, strict=True)]
        return [length * s + m for length, s, m in zip(size, self.strides, more, strict=True)]

    def _multiply(self, x, kernel):
        return nn.conv2d_transpose(x, kernel, self._output_shape(x.shape), *self._steps())

    def _multiply_back(self, x, gradient, kernel):
        return (
            nn.conv2d_transpose_backprop_input(kernel, gradient, *self._steps()),
            nn.conv2d_transpose_backprop_filter(x, kernel.shape, gradient, *self._steps()),
        )
