"""Max pooling, and its gradient: the largest number of each window."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import Padding, Sizes, check_dtypes, from_nhwc, new_output, to_nhwc
from .fast import each_block
from .geometry import Axis
from .gradient_arguments import check_gradient, read_gradient
from .pooling_arguments import pool_arguments
from .winners import WINNER_BYTES, add_at, first_largest, in_memory, lowest, put_places


def max_pool2d(
    input: ArrayLike, ksize: Sizes, strides: Sizes, padding: Padding, data_format: str = "NHWC"
) -> np.ndarray:
    """Keep the largest number of each window, channel by channel.

    Cells in the padding never win: they count as −∞, not as 0. A window that holds a NaN gives NaN;
    TensorFlow drops it, so that a broken number goes unseen.

    Parameters
    ----------
    input : array (n, h, w, c), integers or floats
    ksize, strides : int, pair, or list of four
        Size ``kh kw`` of the window, steps ``sh sw`` between windows.
    padding : "SAME", "VALID" or ((0, 0), (ph0, ph1), (pw0, pw1), (0, 0))
    data_format : "NHWC" or "NCHW"

    Returns
    -------
    array (n, oh, ow, c), of the input's dtype

    Raises
    ------
    TypeError
        If the input does not hold numbers.
    ValueError
        If no window fits, or a window could lie wholly in the padding.

    See Also
    --------
    course_lib.nn.plain.max_pool2d : The same in plain loops.
    course_lib.nn.ladder.max_pool2d_running : The same in few lines of NumPy.

    References
    ----------
    ``tf.nn.max_pool2d``.

    Examples
    --------
    >>> import numpy as np
    >>> max_pool2d(np.arange(16).reshape(1, 4, 4, 1), 2, 2, "VALID")[0, :, :, 0]
    array([[ 5,  7],
           [13, 15]])
    """
    x, *axes = pool_arguments(
        "max_pool2d", input, ksize, strides, padding, data_format, floating=False
    )
    shape = (len(x), *(axis.out for axis in axes), x.shape[3])
    out = new_output(shape, x.dtype, data_format)

    def fill(block) -> None:
        keep_largest(out[block.place], x[block.cells], *block.axes)

    each_block(fill, x, axes)
    return from_nhwc(out, data_format)


def keep_largest(best: np.ndarray, x: np.ndarray, rows: Axis, columns: Axis) -> None:
    """Fill ``best`` (n, oh, ow, c) with the largest number of each window of ``x``.

    First the largest along the rows of a window, then the largest of these along its columns:
    kh + kw comparisons in place of kh·kw.
    """
    along_rows = np.empty((len(x), rows.out, *x.shape[2:]), x.dtype)
    _keep_along(1, along_rows, x, rows)
    _keep_along(2, best, along_rows, columns)


def _keep_along(number: int, best: np.ndarray, x: np.ndarray, axis: Axis) -> None:
    """Fill ``best`` with the largest of ``x`` along its axis of that number."""
    before = (slice(None),) * number
    cells = iter(range(axis.kernel))
    if axis.before or axis.after:
        best[...] = lowest(x.dtype)
    else:  # then all windows see a number in their first cell
        best[...] = x[(*before, axis.overlap(next(cells))[1])]
    for k in cells:
        held, seen = axis.overlap(k)
        kept = best[(*before, held)]
        np.maximum(kept, x[(*before, seen)], out=kept)


def max_pool2d_backprop_input(
    input: ArrayLike,
    out_backprop: ArrayLike,
    ksize: Sizes,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
) -> np.ndarray:
    """Return the gradient of :func:`max_pool2d`: each window passes its number to its winner.

    If several cells of a window are equally large, the first of them gets all: the upper one, and
    in the same row the left one. TensorFlow does the same on a CPU.

    Parameters
    ----------
    input : array (n, h, w, c), float
    out_backprop : array (n, oh, ow, c), float, of the same dtype
        The gradient of the loss by the output.
    ksize, strides, padding, data_format
        As given to :func:`max_pool2d`.

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
    course_lib.nn.plain.max_pool2d_backprop_input : The same in plain loops.

    References
    ----------
    The operation ``MaxPoolGrad`` of TensorFlow.

    Examples
    --------
    >>> import numpy as np
    >>> image = np.array([[1.0, 5, 2], [5, 3, 2]]).reshape(1, 2, 3, 1)
    >>> gradient = np.array([[10.0, 1]]).reshape(1, 1, 2, 1)
    >>> max_pool2d_backprop_input(image, gradient, 2, 1, "VALID")[0, :, :, 0]
    array([[ 0., 11.,  0.],
           [ 0.,  0.,  0.]])
    """
    op = "max_pool2d_backprop_input"
    gradient = read_gradient(op, out_backprop, data_format, "c")
    x, *axes = pool_arguments(op, input, ksize, strides, padding, data_format, floating=True)
    check_dtypes(op, input=x, out_backprop=gradient)
    shape = (len(x), *(axis.out for axis in axes), x.shape[3])
    check_gradient(op, gradient, shape, data_format, "c")
    gradient = to_nhwc(gradient, data_format)
    total = np.zeros(x.shape, x.dtype)

    def add(block) -> None:
        numbers = gradient[block.place]
        winners = first_largest(np.empty_like(numbers), x[block.cells], *block.axes)
        places = np.empty(numbers.shape, np.int64)
        put_places(places, winners, block.place, x.shape, *axes)
        add_at(total[block.place[0]], places, numbers)

    each_block(add, x, axes, WINNER_BYTES * x.shape[3], overlap=True)
    return in_memory(total, data_format)
