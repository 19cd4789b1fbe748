"""Convolution as a layer: filters and a bias that can be learnt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .. import nn
from ..nn.arguments import read_size
from ..nn.convolution import conv2d_arguments, correlate
from .activations import Activate
from .images import Pair
from .weighted import Convolution, Initialize


class Conv2D(Convolution):
    """Slide ``filters`` filters over images, add a bias to each channel, apply an activation.

    Parameters
    ----------
    filters : int
        Output channels ``c_out``.
    kernel_size, strides, dilation_rate : int or pair
        ``kh kw``, ``sh sw`` and ``dh dw``.
    padding : "valid" or "same"
    data_format : "channels_last" (NHWC, the default) or "channels_first" (NCHW)
    groups : int
        Into how many shares the channels are cut. Each filter sees one share of the input's.
    activation : str or callable, optional
    use_bias : bool
    kernel_initializer, bias_initializer : str or callable
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Attributes
    ----------
    weights : list of arrays
        Kernel (kh, kw, c_in / groups, c_out) and bias (c_out,), float32; none before the first call
        or ``build``.

    Raises
    ------
    TypeError
        On a call with integers: convert them to float first.
    ValueError
        If sizes are not 1 or more, a stride and a dilation are both above 1, ``groups`` does not
        divide ``filters`` or the input's channels, a name is unknown, or a later call has other
        channels.

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
        filters: int,
        kernel_size: Pair,
        strides: Pair = (1, 1),
        padding: str = "valid",
        data_format: str | None = None,
        dilation_rate: Pair = (1, 1),
        groups: int = 1,
        activation: Activate | str | None = None,
        use_bias: bool = True,
        kernel_initializer: Initialize | str = "glorot_uniform",
        bias_initializer: Initialize | str = "zeros",
        *,
        name: str | None = None,
        input_shape: Sequence[int] | None = None,
    ):
        self.filters = read_size("Conv2D", "filters", filters)
        self.groups = read_size("Conv2D", "groups", groups)
        if self.filters % self.groups:
            raise ValueError(
                f"Conv2D: filters must be a multiple of groups={self.groups}, so that all groups "
                f"have as many, received {filters}"
            )
        self._read_options(kernel_size, strides, padding, data_format, dilation_rate)
        self._refuse_both("conv2d")
        initializers = {"kernel": kernel_initializer, "bias": bias_initializer}
        super().__init__(name, input_shape, activation, use_bias, **initializers)

    def _check_shape(self, input_shape: tuple) -> None:
        super()._check_shape(input_shape)
        axis = self._channel_axis(input_shape)
        if input_shape[axis] % self.groups:
            raise ValueError(
                f"{self.name}: the input's channels must be a multiple of groups={self.groups}, "
                f"received {input_shape[axis]} (axis {axis} of {input_shape})"
            )

    def _kernel_shapes(self, c_in: int) -> dict[str, tuple[int, ...]]:
        return {"kernel": (*self.kernel_size, c_in // self.groups, self.filters)}

    def _multiply_and_add(self, x: np.ndarray, finish: Activate | None) -> np.ndarray:
        x, kernel, rows, columns = conv2d_arguments(
            x, self.weights[0], *self._steps(), grouped=True
        )
        bias = self.weights[-1] if self.use_bias else None
        how = {"data_format": self._format, "bias": bias, "finish": finish}
        return correlate(x, kernel, rows, columns, **how)

    def _multiply_back(self, x: np.ndarray, gradient: np.ndarray) -> list[np.ndarray]:
        kernel, steps = self.weights[0], self._steps()
        return [
            nn.conv2d_backprop_input(x.shape, kernel, gradient, *steps),
            nn.conv2d_backprop_filter(x, kernel.shape, gradient, *steps),
        ]
