"""Convolutions that do not mix channels, or mix them in a second step."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .. import nn
from ..nn.arguments import read_size
from .activations import Activate
from .images import Pair
from .weighted import Convolution, Initialize


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
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Attributes
    ----------
    weights : list of arrays
        Kernel (kh, kw, c_in, mult) and bias (c_in·mult,).

    Raises
    ------
    TypeError
        On a call with integers: convert them to float first.
    ValueError
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
        kernel_size: Pair,
        strides: Pair = (1, 1),
        padding: str = "valid",
        depth_multiplier: int = 1,
        data_format: str | None = None,
        dilation_rate: Pair = (1, 1),
        activation: Activate | str | None = None,
        use_bias: bool = True,
        depthwise_initializer: Initialize | str = "glorot_uniform",
        bias_initializer: Initialize | str = "zeros",
        *,
        name: str | None = None,
        input_shape: Sequence[int] | None = None,
    ):
        self.depth_multiplier = read_size("DepthwiseConv2D", "depth_multiplier", depth_multiplier)
        self._read_options(kernel_size, strides, padding, data_format, dilation_rate)
        initializers = {"depthwise": depthwise_initializer, "bias": bias_initializer}
        super().__init__(name, input_shape, activation, use_bias, **initializers)

    def _kernel_shapes(self, c_in: int) -> dict[str, tuple[int, ...]]:
        return {"depthwise": (*self.kernel_size, c_in, self.depth_multiplier)}

    def _output_channels(self, c_in: int) -> int:
        return c_in * self.depth_multiplier

    def _multiply(self, x: np.ndarray) -> np.ndarray:
        return nn.depthwise_conv2d(x, self.weights[0], *self._steps())

    def _multiply_back(self, x: np.ndarray, gradient: np.ndarray) -> list[np.ndarray]:
        kernel, steps = self.weights[0], self._steps()
        return [
            nn.depthwise_conv2d_backprop_input(x.shape, kernel, gradient, *steps),
            nn.depthwise_conv2d_backprop_filter(x, kernel.shape, gradient, *steps),
        ]


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
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Attributes
    ----------
    weights : list of arrays
        Depthwise kernel (kh, kw, c_in, mult), pointwise kernel (1, 1, c_in·mult, c_out) and
        bias (c_out,).

    Raises
    ------
    TypeError
        On a call with integers: convert them to float first.
    ValueError
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
        filters: int,
        kernel_size: Pair,
        strides: Pair = (1, 1),
        padding: str = "valid",
        data_format: str | None = None,
        dilation_rate: Pair = (1, 1),
        depth_multiplier: int = 1,
        activation: Activate | str | None = None,
        use_bias: bool = True,
        depthwise_initializer: Initialize | str = "glorot_uniform",
        pointwise_initializer: Initialize | str = "glorot_uniform",
        bias_initializer: Initialize | str = "zeros",
        *,
        name: str | None = None,
        input_shape: Sequence[int] | None = None,
    ):
        self.filters = read_size("SeparableConv2D", "filters", filters)
        self.depth_multiplier = read_size("SeparableConv2D", "depth_multiplier", depth_multiplier)
        self._read_options(kernel_size, strides, padding, data_format, dilation_rate)
        initializers = {
            "depthwise": depthwise_initializer,
            "pointwise": pointwise_initializer,
            "bias": bias_initializer,
        }
        super().__init__(name, input_shape, activation, use_bias, **initializers)

    def _kernel_shapes(self, c_in: int) -> dict[str, tuple[int, ...]]:
        return {
            "depthwise": (*self.kernel_size, c_in, self.depth_multiplier),
            "pointwise": (1, 1, c_in * self.depth_multiplier, self.filters),
        }

    def _multiply(self, x: np.ndarray) -> np.ndarray:
        depthwise, pointwise = self.weights[:2]
        return nn.separable_conv2d(x, depthwise, pointwise, *self._steps())

    def _multiply_back(self, x: np.ndarray, gradient: np.ndarray) -> list[np.ndarray]:
        (depthwise, pointwise), steps = self.weights[:2], self._steps()
        return [
            nn.separable_conv2d_backprop_input(x.shape, depthwise, pointwise, gradient, *steps),
            *nn.separable_conv2d_backprop_filters(x, depthwise, pointwise, gradient, *steps),
        ]
