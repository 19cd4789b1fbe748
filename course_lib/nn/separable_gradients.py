"""The gradients of separable_conv2d: by its input, and by its two filters."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import (
    DEPTHWISE_ORDER,
    Padding,
    Sizes,
    check_dtypes,
    from_nhwc,
    new_output,
    read_filters,
    to_nhwc,
)
from .depthwise import filter_channels
from .depthwise_gradients import gather_channels, stamp_channels
from .fast import each_block, sum_blocks
from .gradient_arguments import check_gradient, input_gradient_arguments, read_gradient
from .separable import read_pointwise, separable_arguments, separable_bytes


def separable_conv2d_backprop_input(
    input_sizes: Sizes,
    depthwise_filter: ArrayLike,
    pointwise_filter: ArrayLike,
    out_backprop: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Return the gradient of :func:`separable_conv2d` by its input.

    Parameters
    ----------
    input_sizes : list of four in the order of ``data_format``, or of two (h, w)
        The shape of the input.
    depthwise_filter : array (kh, kw, c_in, mult), float
    pointwise_filter : array (1, 1, c_in·mult, c_out), float, of the same dtype
    out_backprop : array (n, oh, ow, c_out), float, of the same dtype
        The gradient of the loss by the output.
    strides, padding, data_format, dilations
        As given to :func:`separable_conv2d`.

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
    course_lib.nn.plain.separable_conv2d_backprop_input : The same in plain loops.

    References
    ----------
    The chain rule: first back through the pointwise convolution, then through the depthwise one.

    Examples
    --------
    >>> import numpy as np
    >>> depthwise_filter = np.array([[[[1.0, -1], [3, 5]]]])
    >>> pointwise_filter = np.array([[[[1.0], [0], [2], [0]]]])
    >>> gradient = np.array([[[[1.0], [10]]]])
    >>> separable_conv2d_backprop_input(
    ...     [1, 2], depthwise_filter, pointwise_filter, gradient, 1, "VALID"
    ... )
    array([[[[ 1.,  6.],
             [10., 60.]]]])
    """
    op = "separable_conv2d_backprop_input"
    w = read_filters(op, "depthwise_filter", depthwise_filter, DEPTHWISE_ORDER)
    matrix = read_pointwise(op, pointwise_filter, w)
    steps = strides, padding, data_format, dilations
    filters = {"name": "depthwise_filter", "c_out": matrix.shape[1]}
    shape, w, gradient, *axes = input_gradient_arguments(
        op, DEPTHWISE_ORDER, input_sizes, w, out_backprop, steps, **filters
    )
    total = new_output(shape, w.dtype, data_format, np.zeros)

    def add(block) -> None:
        stamp_channels(total[block.cells], w, gradient[block.place] @ matrix.T, *block.axes)

    each_block(add, total, axes, separable_bytes(w, matrix), overlap=True)
    return from_nhwc(total, data_format)


def separable_conv2d_backprop_filters(
    input: ArrayLike,
    depthwise_filter: ArrayLike,
    pointwise_filter: ArrayLike,
    out_backprop: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the gradients of :func:`separable_conv2d` by its two filters.

    Each depends on the values of the other filter, so both are needed, not only their sizes.

    Parameters
    ----------
    input : array (n, h, w, c_in), float
    depthwise_filter : array (kh, kw, c_in, mult), float, of the same dtype
    pointwise_filter : array (1, 1, c_in·mult, c_out), float, of the same dtype
    out_backprop : array (n, oh, ow, c_out), float, of the same dtype
        The gradient of the loss by the output.
    strides, padding, data_format, dilations
        As given to :func:`separable_conv2d`.

    Returns
    -------
    array (kh, kw, c_in, mult), array (1, 1, c_in·mult, c_out)
        The gradients of the loss by the depthwise and by the pointwise filter.

    Raises
    ------
    TypeError
        For integers: convert them to float first.
    ValueError
        If ``out_backprop`` has not the shape of the output, or no window fits.

    See Also
    --------
    course_lib.nn.plain.separable_conv2d_backprop_filters : The same in plain loops.

    References
    ----------
    The chain rule: first back through the pointwise convolution, then through the depthwise one.

    Examples
    --------
    >>> import numpy as np
    >>> image = np.array([[[[1.0, 10], [2, 20]]]])
    >>> depthwise_filter = np.array([[[[1.0, -1], [3, 5]]]])
    >>> pointwise_filter = np.array([[[[1.0], [0], [2], [0]]]])
    >>> gradient = np.array([[[[1.0], [10]]]])
    >>> by_depthwise, by_pointwise = separable_conv2d_backprop_filters(
    ...     image, depthwise_filter, pointwise_filter, gradient, 1, "VALID"
    ... )
    >>> by_depthwise[0, 0]
    array([[ 21.,   0.],
           [420.,   0.]])
    >>> by_pointwise[0, 0, :, 0]
    array([  21.,  -21.,  630., 1050.])
    """
    op, steps = "separable_conv2d_backprop_filters", (strides, padding, data_format, dilations)
    gradient = read_gradient(op, out_backprop, data_format)
    x, w, matrix, *axes = separable_arguments(op, input, depthwise_filter, pointwise_filter, steps)
    check_dtypes(op, input=x, out_backprop=gradient)
    shape = (len(x), *(axis.out for axis in axes), matrix.shape[1])
    check_gradient(op, gradient, shape, data_format)
    gradient = to_nhwc(gradient, data_format)

    def products(block) -> list[np.ndarray]:
        piece, numbers = (block.padded(x), *block.axes), gradient[block.place]
        between = filter_channels(w, *piece).reshape(-1, len(matrix))
        by_pointwise = between.T @ numbers.reshape(len(between), -1)
        return [gather_channels(w.shape, numbers @ matrix.T, *piece), by_pointwise]

    shapes, window_bytes = [w.shape, matrix.shape], separable_bytes(w, matrix)
    by_depthwise, by_pointwise = sum_blocks(products, x, axes, window_bytes, shapes)
    return by_depthwise, by_pointwise[None, None]
