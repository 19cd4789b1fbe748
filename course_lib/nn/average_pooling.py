"""Average pooling, and its gradient: the mean of the real cells of each window."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import Padding, Sizes, from_nhwc, new_output, read_shape, to_nhwc
from .fast import each_block
from .geometry import Axis, check_padding_word
from .gradient_arguments import check_gradient, read_gradient
from .pooling_arguments import pool_arguments, pool_axes
from .windows import overlaps

COUNT_BYTES = 16  # of one window's count of real cells, as an integer and as a float


def avg_pool2d(
    input: ArrayLike, ksize: Sizes, strides: Sizes, padding: Padding, data_format: str = "NHWC"
) -> np.ndarray:
    """Take the mean of each window, channel by channel.

    The sum is divided by the number of real cells: padding is not counted. float16 is added up in
    float32, and rounded once.

    Parameters
    ----------
    input : array (n, h, w, c), float
    ksize, strides : int, pair, or list of four
        Size ``kh kw`` of the window, steps ``sh sw`` between windows.
    padding : "SAME" or "VALID"
    data_format : "NHWC" or "NCHW"

    Returns
    -------
    array (n, oh, ow, c), of the input's dtype

    Raises
    ------
    TypeError
        For integers, whose mean is seldom an integer: convert them to float first.
    ValueError
        If no window fits.

    See Also
    --------
    course_lib.nn.plain.avg_pool2d : The same in plain loops.
    course_lib.nn.ladder.avg_pool2d_running : The same in few lines of NumPy.

    References
    ----------
    ``tf.nn.avg_pool2d``. In float16 it adds up and counts in float16, which does not count further
    than 2048: its means of larger windows are wrong, where these are right.

    Examples
    --------
    >>> import numpy as np
    >>> avg_pool2d(np.arange(9.0).reshape(1, 3, 3, 1), 2, 2, "SAME")[0, :, :, 0]
    array([[2. , 3.5],
           [6.5, 8. ]])
    """
    op = "avg_pool2d"
    check_padding_word(op, padding)
    x, *axes = pool_arguments(op, input, ksize, strides, padding, data_format, floating=True)
    shape = (len(x), *(axis.out for axis in axes), x.shape[3])
    out = new_output(shape, x.dtype, data_format, np.zeros)

    def fill(block) -> None:
        seen_cells = x[block.cells]
        total = in_float32(out[block.place])
        for held, seen in overlaps(*block.axes):
            total[held] += seen_cells[seen]
        total /= real_cells(*block.axes)[:, :, None].astype(total.dtype)
        if total.dtype != x.dtype:  # else it is a view, and the numbers are there
            out[block.place] = total

    each_block(fill, x, axes, COUNT_BYTES)
    return from_nhwc(out, data_format)


def avg_pool2d_backprop_input(
    input_sizes: Sizes,
    out_backprop: ArrayLike,
    ksize: Sizes,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
) -> np.ndarray:
    """Return the gradient of :func:`avg_pool2d`: the cells of a window share its number alike.

    Only cells of the image share, not those of the padding.

    Parameters
    ----------
    input_sizes : list of four in the order of ``data_format``, or of two (h, w)
        The shape of the input.
    out_backprop : array (n, oh, ow, c), float
        The gradient of the loss by the output.
    ksize, strides, padding, data_format
        As given to :func:`avg_pool2d`.

    Returns
    -------
    array (n, h, w, c)
        The gradient of the loss by the input.

    Raises
    ------
    TypeError
        For integers: convert them to float first.
    ValueError
        If ``out_backprop`` has not the shape of the output, or no window fits.

    See Also
    --------
    course_lib.nn.plain.avg_pool2d_backprop_input : The same in plain loops.

    References
    ----------
    The operation ``AvgPoolGrad`` of TensorFlow.

    Examples
    --------
    >>> import numpy as np
    >>> gradient = np.array([[4.0, 8]]).reshape(1, 1, 2, 1)
    >>> avg_pool2d_backprop_input([2, 3], gradient, 2, 2, "SAME")[0, :, :, 0]
    array([[1., 1., 4.],
           [1., 1., 4.]])
    """
    op = "avg_pool2d_backprop_input"
    gradient = read_gradient(op, out_backprop, data_format, "c")
    check_padding_word(op, padding)
    channels = gradient.shape[data_format.index("C")]
    shape = read_shape(op, "input_sizes", input_sizes, data_format, len(gradient), channels)
    rows, columns = pool_axes(op, shape[1:3], ksize, strides, padding, data_format)
    wanted = (shape[0], rows.out, columns.out, shape[3])
    check_gradient(op, gradient, wanted, data_format, "c")
    dtype = gradient.dtype
    gradient = in_float32(to_nhwc(gradient, data_format))
    total = new_output(shape, gradient.dtype, data_format, np.zeros)
    window_bytes = COUNT_BYTES + gradient.itemsize * shape[3]

    def add(block) -> None:
        place, cells, axes = block
        share = gradient[place] / real_cells(*axes)[:, :, None].astype(gradient.dtype)
        for held, seen in overlaps(*axes):
            total[cells][seen] += share[held]

    each_block(add, total, (rows, columns), window_bytes, overlap=True)
    return from_nhwc(total.astype(dtype, copy=False), data_format)


def in_float32(x: np.ndarray) -> np.ndarray:
    """Return float16 as float32, and other floats as they are, not copied."""
    return x.astype(np.float32) if x.dtype == np.float16 else x


def real_cells(rows: Axis, columns: Axis) -> np.ndarray:
    """Return how many cells of each window (oh, ow) lie in the image, not in the padding."""
    along = []
    for axis in (rows, columns):
        starts = np.arange(axis.out) * axis.stride - axis.before
        along.append(np.minimum(starts + axis.reach, axis.size) - np.maximum(starts, 0))
    return np.outer(*along)
