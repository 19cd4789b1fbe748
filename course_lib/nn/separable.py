"""Separable convolution: a depthwise convolution, then one of 1×1 that mixes the channels."""

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
)
from .convolution import read_convolution
from .depthwise import depthwise_bytes, filter_channels
from .fast import each_block

POINTWISE_ORDER = "1, 1, c_in·mult, c_out"


def separable_conv2d(
    input: ArrayLike,
    depthwise_filter: ArrayLike,
    pointwise_filter: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Filter each channel alone, then mix the results pixel by pixel.

    The same as ``conv2d(depthwise_conv2d(input, depthwise_filter, …), pointwise_filter, 1,
    "VALID")``, without holding the result of the first whole in memory.

    Parameters
    ----------
    input : array (n, h, w, c_in), float
    depthwise_filter : array (kh, kw, c_in, mult), float, of the same dtype
    pointwise_filter : array (1, 1, c_in·mult, c_out), float, of the same dtype
    strides, dilations : int, pair, or list of four
        Of the depthwise convolution.
    padding : "SAME", "VALID" or ((0, 0), (ph0, ph1), (pw0, pw1), (0, 0))
    data_format : "NHWC" or "NCHW"

    Returns
    -------
    array (n, oh, ow, c_out)

    Raises
    ------
    TypeError
        For integers: convert them to float first.
    ValueError
        If channels do not agree, or no window fits.

    See Also
    --------
    course_lib.nn.plain.separable_conv2d : The same in plain loops.

    References
    ----------
    ``tf.nn.separable_conv2d``; for a dilation with a stride above 1, see :func:`depthwise_conv2d`.

    Examples
    --------
    >>> import numpy as np
    >>> image = np.array([[[[1.0, 10], [2, 20]]]])
    >>> depthwise_filter = np.array([[[[1.0, -1], [3, 5]]]])
    >>> pointwise_filter = np.array([[[[1.0], [0], [2], [0]]]])
    >>> separable_conv2d(image, depthwise_filter, pointwise_filter, 1, "VALID")
    array([[[[ 61.],
             [122.]]]])
    """
    op, steps = "separable_conv2d", (strides, padding, data_format, dilations)
    x, w, matrix, *axes = separable_arguments(op, input, depthwise_filter, pointwise_filter, steps)
    shape = (len(x), *(axis.out for axis in axes), matrix.shape[1])
    out = new_output(shape, x.dtype, data_format)

    def fill(block) -> None:
        out[block.place] = filter_channels(w, block.padded(x), *block.axes) @ matrix

    each_block(fill, x, axes, separable_bytes(w, matrix))
    return from_nhwc(out, data_format)


def separable_arguments(op, input, depthwise_filter, pointwise_filter, steps):
    """Check the arguments of :func:`separable_conv2d`; ``steps`` are those after the filters.

    Returned are images (n, h, w, c_in), the depthwise filter, the pointwise one as a matrix
    (c_in·mult, c_out), rows and columns.
    """
    names = op, "input", "depthwise_filter"
    x, w, rows, columns = read_convolution(names, DEPTHWISE_ORDER, input, depthwise_filter, *steps)
    return x, w, read_pointwise(op, pointwise_filter, w), rows, columns


def read_pointwise(op: str, pointwise_filter, depthwise: np.ndarray) -> np.ndarray:
    """Return the pointwise filter as a matrix (c_in·mult, c_out) that fits the depthwise one."""
    pointwise = read_filters(op, "pointwise_filter", pointwise_filter, POINTWISE_ORDER)
    channels = depthwise.shape[2] * depthwise.shape[3]
    if pointwise.shape[:3] != (1, 1, channels):
        raise ValueError(
            f"{op}: pointwise_filter must have the shape (1, 1, {channels}, c_out), because "
            f"depthwise_filter {depthwise.shape} makes c_in·mult={channels} channels, "
            f"received shape {pointwise.shape}"
        )
    check_dtypes(op, depthwise_filter=depthwise, pointwise_filter=pointwise)
    return pointwise[0, 0]


def separable_bytes(w: np.ndarray, matrix: np.ndarray) -> int:
    """Return the scratch of one window."""
    return depthwise_bytes(w.shape, w.itemsize) + sum(matrix.shape) * w.itemsize
