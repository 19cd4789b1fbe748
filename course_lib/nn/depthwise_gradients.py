"""The gradients of depthwise_conv2d: by its input, and by its filter."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import DEPTHWISE_ORDER, Padding, Sizes, from_nhwc, new_output
from .depthwise import channel_patches, depthwise_bytes
from .fast import each_block, sum_blocks
from .geometry import Axis
from .gradient_arguments import filter_gradient_arguments, input_gradient_arguments
from .windows import add_windows


def depthwise_conv2d_backprop_input(
    input_sizes: Sizes,
    filter: ArrayLike,
    out_backprop: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
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

    See Also
    --------
    course_lib.nn.plain.depthwise_conv2d_backprop_input : The same in plain loops.

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
    op, steps = "depthwise_conv2d_backprop_input", (strides, padding, data_format, dilations)
    shape, w, gradient, rows, columns = input_gradient_arguments(
        op, DEPTHWISE_ORDER, input_sizes, filter, out_backprop, steps
    )
    total = new_output(shape, w.dtype, data_format, np.zeros)

    def add(block) -> None:
        stamp_channels(total[block.cells], w, gradient[block.place], *block.axes)

    window_bytes = depthwise_bytes(w.shape, w.itemsize)
    each_block(add, total, (rows, columns), window_bytes, overlap=True)
    return from_nhwc(total, data_format)


def depthwise_conv2d_backprop_filter(
    input: ArrayLike,
    filter_sizes: Sizes,
    out_backprop: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
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

    See Also
    --------
    course_lib.nn.plain.depthwise_conv2d_backprop_filter : The same in plain loops.

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
    op, steps = "depthwise_conv2d_backprop_filter", (strides, padding, data_format, dilations)
    x, shape, gradient, rows, columns = filter_gradient_arguments(
        op, DEPTHWISE_ORDER, input, filter_sizes, out_backprop, steps
    )

    def product(block) -> list[np.ndarray]:
        return [gather_channels(shape, gradient[block.place], block.padded(x), *block.axes)]

    window_bytes = depthwise_bytes(shape, x.itemsize)
    (total,) = sum_blocks(product, x, (rows, columns), window_bytes, [shape])
    return total


def stamp_channels(total, w, gradient, rows: Axis, columns: Axis) -> None:
    """Add to ``total`` (n, h, w, c) the stamps of ``gradient`` (n, oh, ow, c·mult)."""
    kh, kw, c_in, mult = w.shape
    matrices = w.reshape(kh * kw, c_in, mult).transpose(1, 0, 2)
    columns_of_gradient = gradient.transpose(3, 0, 1, 2).reshape(c_in, mult, -1)
    stamps = (matrices @ columns_of_gradient).reshape(c_in, kh * kw, *gradient.shape[:3])
    add_windows(total, stamps.transpose(1, 2, 3, 4, 0), rows, columns)


def gather_channels(shape, gradient, x, rows: Axis, columns: Axis) -> np.ndarray:
    """Return, for a filter (kh, kw, c, mult), what its cells saw of ``x`` times ``gradient``."""
    kh, kw, c_in, mult = shape
    patches = channel_patches(x, rows, columns)
    lines_of_gradient = gradient.reshape(-1, c_in, mult).transpose(1, 0, 2)
    return (patches @ lines_of_gradient).reshape(c_in, kh, kw, mult).transpose(1, 2, 0, 3)
