"""Convolutions that do not mix channels, or mix them in a second step."""

from __future__ import annotations

from .. import nn
from ..nn.arguments import read_count
from .weighted import Convolution


class DepthwiseConv2D(Convolution):
    """Slide ``depth_multiplier`` filters over each channel, and keep all results apart.

    Parameters
    ----------
    kernel_size, strides, dilation_rate : int or pair
        ``kh kw``, ``sh sw`` and ``dh dw``.
    padding : "valid" or "same"
    depth_multiplier : int
        Filters ``mult`` of each channel.
    data_format : "channels_last" (NHWC, the default) or "channels_first" (NCHW)
    activation : str or callable, optional
    use_bias : bool
    depthwise_initializer, bias_initializer : str or callable
    name : str, optional

    Attributes
    ----------
    weights : list of arrays
        Kernel (kh, kw, c_in, mult) and bias (c_in·mult,).

    Raises
    ------
    TypeError, ValueError
        As :class:`Conv2D` does.

    References
    ----------
    ``tf.keras.layers.DepthwiseConv2D``.

    Examples
    --------
    >>> import numpy as np
    >>> layer = DepthwiseConv2D(2, depth_multiplier=2, depthwise_initializer="ones")
    >>> layer(np.array([[[[1.0, 10], [2, 20]], [[3, 30], [4, 40]]]]))
    array([[[[ 10.,  10., 100., 100.]]]], dtype=float32)
    """

    def __init__(
        self,
        kernel_size,
        strides=(1, 1),
        padding="valid",
        depth_multiplier=1,
        data_format=None,
        dilation_rate=(1, 1),
        activation=None,
        use_bias=True,
        depthwise_initializer="glorot_uniform",
        bias_initializer="zeros",
        name=None,
    ):
        self.depth_multiplier = read_count("DepthwiseConv2D", "depth_multiplier", depth_multiplier)
        super().__init__(
            name,
            kernel_size,
            strides,
            padding,
            data_format,
            dilation_rate,
            activation,
            use_bias,
            depthwise_initializer=depthwise_initializer,
            bias_initializer=bias_initializer,
        )

    def _kernel_shapes(self, c_in):
        return {"depthwise": (*self.kernel_size, c_in, self.depth_multiplier)}

    def _channels(self, c_in):
        return c_in * self.depth_multiplier

    def _multiply(self, x, kernel):
        return nn.depthwise_conv2d(x, kernel, *self._steps())

    def _multiply_back(self, x, gradient, kernel):
        return (
            nn.depthwise_conv2d_backprop_input(x.shape, kernel, gradient, *self._steps()),
            nn.depthwise_conv2d_backprop_filter(x, kernel.shape, gradient, *self._steps()),
        )


class SeparableConv2D(Convolution):
    """A depthwise convolution, then one with 1×1 filters that mixes the channels.

    Parameters
    ----------
    filters : int
        Output channels ``c_out``.
    kernel_size, strides, dilation_rate : int or pair
        ``kh kw``, ``sh sw`` and ``dh dw`` of the first step.
    padding : "valid" or "same"
    data_format : "channels_last" (NHWC, the default) or "channels_first" (NCHW)
    depth_multiplier : int
        Filters ``mult`` of each channel in the first step.
    activation : str or callable, optional
        After the second step.
    use_bias : bool
    depthwise_initializer, pointwise_initializer, bias_initializer : str or callable
    name : str, optional

    Attributes
    ----------
    weights : list of arrays
        Depthwise kernel (kh, kw, c_in, mult), pointwise kernel (1, 1, c_in·mult, c_out) and
        bias (c_out,).

    Raises
    ------
    TypeError, ValueError
        As :class:`Conv2D` does.

    References
    ----------
    ``tf.keras.layers.SeparableConv2D``.

    Examples
    --------
    >>> import numpy as np
    >>> layer = SeparableConv2D(8, 3)
    >>> layer(np.ones((1, 5, 5, 4))).shape, layer.count_params()
    ((1, 3, 3, 8), 76)
    """

    def __init__(
        self,
        filters,
        kernel_size,
        strides=(1, 1),
        padding="valid",
        data_format=None,
        dilation_rate=(1, 1),
        depth_multiplier=1,
        activation=None,
        use_bias=True,
        depthwise_initializer="glorot_uniform",
        pointwise_initializer="glorot_uniform",
        bias_initializer="zeros",
        name=None,
    ):
        self.filters = read_count("SeparableConv2D", "filters", filters)
        self.depth_multiplier = read_count("SeparableConv2D", "depth_multiplier", depth_multiplier)
        super().__init__(
            name,
            kernel_size,
            strides,
            padding,
            data_format,
            dilation_rate,
            activation,
            use_bias,
            depthwise_initializer=depthwise_initializer,
            pointwise_initializer=pointwise_initializer,
            bias_initializer=bias_initializer,
        )

    def _kernel_shapes(self, c_in):
        return {
            "depthwise": (*self.kernel_size, c_in, self.depth_multiplier),
            "pointwise": (1, 1, c_in * self.depth_multiplier, self.filters),
        }

    def _channels(self, c_in):
        return self.filters

    def _multiply(self, x, depthwise, pointwise):
        return nn.separable_conv2d(x, depthwise, pointwise, *self._steps())

    def _multiply_back(self, x, gradient, *kernels):
        by_input = nn.separable_conv2d_backprop_input(x.shape, *kernels, gradient, *self._steps())
        by_kernels = nn.separable_conv2d_backprop_filters(x, *kernels, gradient, *self._steps())
        return by_input, *by_kernels
