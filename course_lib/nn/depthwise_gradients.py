"""The gradients of depthwise_conv2d: by its input, and by its filter."""

from __future__ import annotations

import numpy as np

from .arguments import DEPTHWISE_ORDER
from .blocks import new_output, share_blocks
from .depthwise import channel_patches, depthwise_bytes
from .geometry import Axis
from .gradient_arguments import filter_gradient_arguments, input_gradient_arguments
from .windows import add_windows, to_nhwc


def depthwise_conv2d_backprop_input(
    input_sizes, filter, out_backprop, strides, padding, data_format="NHWC", dilations=1
):
    """Return the gradient of :func:`depthwise_conv2d` by its input.

    Parameters
    ----------
    input_sizes : list of four in the order of ``data_format``, or of two (h, w)
        The shape of the input.
    filter : array (kh, kw, c_in, mult), float
    out_backprop : array (n, oh, ow, c_in·mult), float, of the same dtype
        The gradient of the loss by the output.
    strides, padding, data_format, dilations
        As given to :func:`depthwise_conv2d`.

    Returns
    -------
    array (n, h, w, c_in)
        The gradient of the loss by the input.

    Raises
    ------
    TypeError
        For integers: convert them to float first.
    ValueError
        If ``out_backprop`` has not the shape of the output.

    References
    ----------
    ``tf.nn.depthwise_conv2d_backprop_input``.

    Examples
    --------
    >>> import numpy as np
    >>> filter = np.array([[[[1.0, -1], [3, 5]]]])
    >>> gradient = np.array([[[[10.0, 1, 1, 0], [0, 0, 0, 2]]]])
    >>> depthwise_conv2d_backprop_input([1, 2], filter, gradient, 1, "VALID")
    array([[[[ 9.,  3.],
             [ 0., 10.]]]])
    """
    shape, w, gradient, rows, columns = input_gradient_arguments(
        "depthwise_conv2d_backprop_input",
        DEPTHWISE_ORDER,
        input_sizes,
        filter,
        out_backprop,
        strides,
        padding,
        data_format,
        dilations,
    )
    out = new_output(shape, w.dtype, data_format)
    total = to_nhwc(out, data_format)

    def add(blocks) -> None:
        for place, cells, axes in blocks:
            stamp_channels(total[cells], w, gradient[place], *axes)

    window_bytes = depthwise_bytes(w.shape, w.itemsize)
    share_blocks(add, total, (rows, columns), window_bytes, overlap=True)
    return out


def depthwise_conv2d_backprop_filter(
    input, filter_sizes, out_backprop, strides, padding, data_format="NHWC", dilations=1
):
    """Return the gradient of :func:`depthwise_conv2d` by its filter.

    Parameters
    ----------
    input : array (n, h, w, c_in), float
    filter_sizes : list of four (kh, kw, c_in, mult)
        The shape of the filter.
    out_backprop : array (n, oh, ow, c_in·mult), float, of the same dtype
        The gradient of the loss by the output.
    strides, padding, data_format, dilations
        As given to :func:`depthwise_conv2d`.

    Returns
    -------
    array (kh, kw, c_in, mult)
        The gradient of the loss by the filter.

    Raises
    ------
    TypeError
        For integers: convert them to float first.
    ValueError
        If ``out_backprop`` has not the shape of the output, or no window fits.

    References
    ----------
    ``tf.nn.depthwise_conv2d_backprop_filter``.

    Examples
    --------
    >>> import numpy as np
    >>> image = np.array([[[[1.0, 10], [2, 20]]]])
    >>> gradient = np.array([[[[1.0, 0, 0, 1], [0, 1, 0, 1]]]])
    >>> depthwise_conv2d_backprop_filter(image, [1, 1, 2, 2], gradient, 1, "VALID")
    array([[[[ 1.,  2.],
             [ 0., 30.]]]])
    """
    x, shape, gradient, rows, columns = filter_gradient_arguments(
        "depthwise_conv2d_backprop_filter",
        DEPTHWISE_ORDER,
        input,
        filter_sizes,
        out_backprop,
        strides,
        padding,
        data_format,
        dilations,
    )

    def add_up(blocks) -> np.ndarray:
        total = np.zeros(shape, x.dtype)
        for block in blocks:
            gather_channels(total, gradient[block.place], block.padded(x), *block.axes)
        return total

    window_bytes, returned = depthwise_bytes(shape, x.itemsize), int(np.prod(shape)) * x.itemsize
    return sum(share_blocks(add_up, x, (rows, columns), window_bytes, returned=returned))


def stamp_channels(total, w, gradient, rows: Axis, columns: Axis) -> None:
    """Add to ``total`` (n, h, w, c) the stamps of ``gradient`` (n, oh, ow, c·mult)."""
    kh, kw, c_in, mult = w.shape
    matrices = w.reshape(kh * kw, c_in, mult).transpose(1, 0, 2)
    columns_of_gradient = gradient.transpose(3, 0, 1, 2).reshape(c_in, mult, -1)
    stamps = (matrices @ columns_of_gradient).reshape(c_in, kh * kw, *gradient.shape[:3])
    add_windows(total, stamps.transpose(1, 2, 3, 4, 0), rows, columns)


def gather_channels(total, gradient, x, rows: Axis, columns: Axis) -> None:
    """Add to ``total`` (kh, kw, c, mult) what its cells saw of ``x`` times ``gradient``."""
    kh, kw, c_in, mult = total.shape
    patches = channel_patches(x, rows, columns)
    lines_of_gradient = gradient.reshape(-1, c_in, mult).transpose(1, 0, 2)
    total += (patches @ lines_of_gradient).reshape(c_in, kh, kw, mult).transpose(1, 2, 0, 3)
