"""Transposed convolution as a layer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .. import nn
from ..nn.arguments import is_whole, items_of, read_size
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
    output_padding : int or pair, optional
        Chooses the size: rows and columns beside the ``(h-1)·sh + kh`` of "valid", or beside the
        ``(h-1)·sh + kh % 2`` of "same", with the ``kh`` that dilation leads to. From 0 to below
        the stride.
    data_format : "channels_last" (NHWC, the default) or "channels_first" (NCHW)
    activation : str or callable, optional
    use_bias : bool
    kernel_initializer, bias_initializer : str or callable
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Attributes
    ----------
    weights : list of arrays
        Kernel (kh, kw, c_out, c_in), with the output channels first, and bias (c_out,).

    Raises
    ------
    TypeError
        On a call with integers: convert them to float first.
    ValueError
        As :class:`Conv2D` does; if ``output_padding`` leads to a size that a convolution does not
        take back to that of the input.

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
    >>> layer = Conv2DTranspose(1, 3, 2, "same", output_padding=0)
    >>> layer.compute_output_shape((None, 4, 5, 1))  # not 8 by 10
    (None, 7, 9, 1)
    """

    kernel_axis = 3

    def __init__(
        self,
        filters: int,
        kernel_size: Pair,
        strides: Pair = (1, 1),
        padding: str = "valid",
        output_padding: Pair | None = None,
        data_format: str | None = None,
        dilation_rate: Pair = (1, 1),
        activation: Activate | str | None = None,
        use_bias: bool = True,
        kernel_initializer: Initialize | str = "glorot_uniform",
        bias_initializer: Initialize | str = "zeros",
        *,
        name: str | None = None,
        input_shape: Sequence[int] | None = None,
    ):
        self.filters = read_size("Conv2DTranspose", "filters", filters)
        self._read_options(kernel_size, strides, padding, data_format, dilation_rate)
        self._refuse_both("conv2d_transpose")
        self.output_padding = self._read_output_padding(output_padding)
        initializers = {"kernel": kernel_initializer, "bias": bias_initializer}
        super().__init__(name, input_shape, activation, use_bias, **initializers)

    def _kernel_shapes(self, c_in: int) -> dict[str, tuple[int, ...]]:
        return {"kernel": (*self.kernel_size, self.filters, c_in)}

    @property
    def _reach(self) -> list[int]:
        """Cells from the first to the last one of a stamp, along rows and columns."""
        return [(k - 1) * d + 1 for k, d in zip(self.kernel_size, self.dilation_rate, strict=True)]

    def _read_output_padding(self, output_padding: Pair | None) -> tuple[int, int] | None:
        if output_padding is None:
            return None
        pair = items_of(output_padding)
        pair = pair * 2 if is_whole(output_padding) else pair
        if len(pair) != 2 or not all(is_whole(more) and more >= 0 for more in pair):
            raise ValueError(
                "Conv2DTranspose: output_padding is a whole number of 0 or more, or a pair for "
                f"rows and columns, received {output_padding!r}"
            )
        if any(more >= stride for more, stride in zip(pair, self.strides, strict=True)):
            raise ValueError(
                "Conv2DTranspose: output_padding must be smaller than the strides "
                f"{self.strides}, received {output_padding!r}"
            )
        even = [reach % 2 == 0 for reach in self._reach]
        if self.padding == "same" and (0, True) in zip(pair, even, strict=True):
            raise ValueError(
                "Conv2DTranspose: with padding 'same' and a kernel of an even size output_padding "
                f"must be 1 or more there; the kernel spans {tuple(self._reach)}, received "
                f"{output_padding!r}"
            )
        return int(pair[0]), int(pair[1])

    def _output_size(self, size: Sequence[int]) -> Sequence[int]:
        steps = list(zip(self._reach, self.strides, strict=True))
        if self.output_padding is not None:
            first = [reach % 2 if self.padding == "same" else reach for reach in self._reach]
            ends = [cells + more for cells, more in zip(first, self.output_padding, strict=True)]
        elif self.padding == "same":
            ends = list(self.strides)
        else:
            ends = [max(reach, stride) for reach, stride in steps]
        places = zip(size, self.strides, ends, strict=True)
        return [max((cells - 1) * stride + end, 0) for cells, stride, end in places]

    def _multiply(self, x: np.ndarray) -> np.ndarray:
        shape = self._output_shape(x.shape)
        return nn.conv2d_transpose(x, self.weights[0], shape, *self._steps())

    def _multiply_back(self, x: np.ndarray, gradient: np.ndarray) -> list[np.ndarray]:
        kernel, steps = self.weights[0], self._steps()
        return [
            nn.conv2d_transpose_backprop_input(kernel, gradient, *steps),
            nn.conv2d_transpose_backprop_filter(x, kernel.shape, gradient, *steps),
        ]
