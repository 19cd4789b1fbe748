"""The gradients of conv2d_transpose: by its input, and by its filters."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import (
    FORMATS,
    TRANSPOSED_ORDER,
    Padding,
    Sizes,
    check_channels,
    check_dtypes,
    read_array,
    read_filter_sizes,
    to_nhwc,
)
from .convolution import correlate, read_convolution
from .convolution_gradients import gather
from .gradient_arguments import read_gradient
from .transposed import transposed_axes


def conv2d_transpose_backprop_input(
    filters: ArrayLike,
    out_backprop: ArrayLike,
    strides: Sizes,
    padding: Padding = "SAME",
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Return the gradient of :func:`conv2d_transpose` by its input: a plain convolution.

    Parameters
    ----------
    filters : array (kh, kw, c_out, c_in), float
    out_backprop : array (n, oh, ow, c_out), float, of the same dtype
        The gradient of the loss by the output.
    strides, padding, data_format, dilations
        As given to :func:`conv2d_transpose`.

    Returns
    -------
    array (n, h, w, c_in)
        The gradient of the loss by the input.

    Raises
    ------
    TypeError
        For integers: convert them to float first.
    ValueError
        If channels do not agree, or no window fits.

    See Also
    --------
    course_lib.nn.plain.conv2d_transpose_backprop_input : The same in plain loops.

    References
    ----------
    The gradient of ``tf.nn.conv2d_transpose``.

    Examples
    --------
    >>> import numpy as np
    >>> kernel = np.array([[1.0, 2], [3, 4]]).reshape(2, 2, 1, 1)
    >>> gradient = np.arange(9.0).reshape(1, 3, 3, 1)
    >>> conv2d_transpose_backprop_input(kernel, gradient, 1, "VALID")[0, :, :, 0]
    array([[27., 37.],
           [57., 67.]])
    """
    names = ("conv2d_transpose_backprop_input", "out_backprop", "filters")
    arguments = read_convolution(
        names, TRANSPOSED_ORDER, out_backprop, filters, strides, padding, data_format, dilations
    )
    return correlate(*arguments, data_format=data_format)


def conv2d_transpose_backprop_filter(
    input: ArrayLike,
    filter_sizes: Sizes,
    out_backprop: ArrayLike,
    strides: Sizes,
    padding: Padding = "SAME",
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Return the gradient of :func:`conv2d_transpose` by its filters.

    Parameters
    ----------
    input : array (n, h, w, c_in), float
    filter_sizes : list of four (kh, kw, c_out, c_in)
        The shape of the filters.
    out_backprop : array (n, oh, ow, c_out), float, of the same dtype
        The gradient of the loss by the output.
    strides, padding, data_format, dilations
        As given to :func:`conv2d_transpose`.

    Returns
    -------
    array (kh, kw, c_out, c_in)
        The gradient of the loss by the filters.

    Raises
    ------
    TypeError
        For integers: convert them to float first.
    ValueError
        If channels do not agree, or ``out_backprop`` has a size that the output can't have.

    See Also
    --------
    course_lib.nn.plain.conv2d_transpose_backprop_filter : The same in plain loops.

    References
    ----------
    The gradient of ``tf.nn.conv2d_transpose``.

    Examples
    --------
    >>> import numpy as np
    >>> image = np.ones((1, 2, 2, 1))
    >>> gradient = np.arange(9.0).reshape(1, 3, 3, 1)
    >>> conv2d_transpose_backprop_filter(image, [2, 2, 1, 1], gradient, 1, "VALID")[:, :, 0, 0]
    array([[ 8., 12.],
           [20., 24.]])
    """
    op = "conv2d_transpose_backprop_filter"
    gradient = read_gradient(op, out_backprop, data_format)
    x = read_array(op, "input", input, FORMATS[data_format], floating=True)
    check_dtypes(op, input=x, out_backprop=gradient)
    sizes = read_filter_sizes(op, "filter_sizes", filter_sizes, TRANSPOSED_ORDER)
    check = (op, "filter_sizes", TRANSPOSED_ORDER, sizes)
    check_channels(*check, "input", x.shape, data_format, axis=3)
    check_channels(*check, "out_backprop", gradient.shape, data_format)
    x, gradient = to_nhwc(x, data_format), to_nhwc(gradient, data_format)
    rows, columns = transposed_axes(
        op, "out_backprop", gradient.shape, x, sizes[:2], strides, padding, data_format, dilations
    )
    return gather(gradient, sizes, x, rows, columns)
