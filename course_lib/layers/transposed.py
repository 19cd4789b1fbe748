"""Transposed convolution as a layer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .. import nn
from ..nn.arguments import read_count
from .activations import Activate
from .images import Pair
from .weighted import Convolution, Initialize


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
        filters: int,
        kernel_size: Pair,
        strides: Pair = (1, 1),
        padding: str = "valid",
        *,
        data_format: str | None = None,
        dilation_rate: Pair = (1, 1),
        activation: Activate | str | None = None,
        use_bias: bool = True,
        kernel_initializer: Initialize | str = "glorot_uniform",
        bias_initializer: Initialize | str = "zeros",
        name: str | None = None,
    ):
        self.filters = read_count("Conv2DTranspose", "filters", filters)
        self._slide(kernel_size, strides, padding, data_format, dilation_rate)
        first = {"kernel": kernel_initializer, "bias": bias_initializer}
        super().__init__(name, activation, use_bias, **first)

    def _kernel_shapes(self, c_in: int) -> dict[str, tuple[int, ...]]:
        return {"kernel": (*self.kernel_size, self.filters, c_in)}

    def _channels(self, c_in: int) -> int:
        return self.filters

    def _output_size(self, size: Sequence[int]) -> Sequence[int]:
        reach = [(k - 1) * d + 1 for k, d in zip(self.kernel_size, self.dilation_rate, strict=True)]
        more = [0, 0]
        if self.padding == "valid":
            more = [max(r - s, 0) for r, s in zip(reach, self.strides, strict=True)]
        return [length * s + m for length, s, m in zip(size, self.strides, more, strict=True)]

    def _multiply(self, x: np.ndarray) -> np.ndarray:
        shape = self._output_shape(x.shape)
        return nn.conv2d_transpose(x, self.weights[0], shape, *self._steps())

    def _multiply_back(self, x: np.ndarray, gradient: np.ndarray) -> list[np.ndarray]:
        kernel, steps = self.weights[0], self._steps()
        return [
            nn.conv2d_transpose_backprop_input(kernel, gradient, *steps),
            nn.conv2d_transpose_backprop_filter(x, kernel.shape, gradient, *steps),
        ]
