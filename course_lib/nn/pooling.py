"""Pooling: one number for each window of each channel."""

from __future__ import annotations

import numpy as np

from .arguments import (
    FORMATS,
    check_format,
    from_nhwc,
    new_output,
    read_array,
    read_pair,
    to_nhwc,
)
from .fast import each_block
from .geometry import Axis, check_padding_word, read_axes
from .windows import overlaps

COUNT_BYTES = 16  # of one window's count of real cells, as an integer and as a float


def max_pool2d(input, ksize, strides, padding, data_format="NHWC"):
    """Keep the largest number of each window, channel by channel.

    Cells in the padding never win: they count as −∞, not as 0.

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
    x, rows, columns = pool_arguments(
        "max_pool2d", input, ksize, strides, padding, data_format, floating=False
    )
    out = new_output((len(x), rows.out, columns.out, x.shape[3]), x.dtype, data_format)

    def fill(block) -> None:
        keep_largest(out[block.place], x[block.cells], *block.axes)

    each_block(fill, x, (rows, columns))
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


def avg_pool2d(input, ksize, strides, padding, data_format="NHWC"):
    """Take the mean of each window, channel by channel.

    The sum is divided by the number of real cells: padding is not counted.

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

    References
    ----------
    ``tf.nn.avg_pool2d``.

    Examples
    --------
    >>> import numpy as np
    >>> avg_pool2d(np.arange(9.0).reshape(1, 3, 3, 1), 2, 2, "SAME")[0, :, :, 0]
    array([[2. , 3.5],
           [6.5, 8. ]])
    """
    op = "avg_pool2d"
    check_padding_word(op, padding)
    x, rows, columns = pool_arguments(
        op, input, ksize, strides, padding, data_format, floating=True
    )
    shape = (len(x), rows.out, columns.out, x.shape[3])
    out = new_output(shape, x.dtype, data_format, np.zeros)

    def fill(block) -> None:
        total, seen_cells = out[block.place], x[block.cells]
        for held, seen in overlaps(*block.axes):
            total[held] += seen_cells[seen]
        total /= real_cells(*block.axes)[:, :, None].astype(x.dtype)

    each_block(fill, x, (rows, columns), COUNT_BYTES)
    return from_nhwc(out, data_format)


def pool_arguments(op, input, ksize, strides, padding, data_format="NHWC", *, floating):
    """Check the arguments of a pooling operator; return images (n, h, w, c), rows, columns."""
    check_format(op, data_format)
    x = read_array(op, "input", input, channels_kept(data_format), floating=floating)
    x = to_nhwc(x, data_format)
    return x, *pool_axes(op, x.shape[1:3], ksize, strides, padding, data_format)


def pool_axes(op, size, ksize, strides, padding, data_format):
    """Return rows and columns for images of ``size`` (h, w)."""
    kernel = read_pair(op, "ksize", ksize, data_format)
    rows, columns = read_axes(op, padding, size, kernel, strides, 1, data_format)
    if max(rows.before, rows.after) >= kernel[0] or max(columns.before, columns.after) >= kernel[1]:
        raise ValueError(
            f"{op}: padding must be smaller than the window ({kernel[0]}, {kernel[1]}), "
            f"or a window would lie wholly in it, received {padding!r}"
        )
    return rows, columns


def channels_kept(data_format: str) -> str:
    """Return the axes of images whose channels stay as they are."""
    return FORMATS[data_format].replace("c_in", "c")


def real_cells(rows: Axis, columns: Axis) -> np.ndarray:
    """Return how many cells of each window (oh, ow) lie in the image, not in the padding."""
    along = []
    for axis in (rows, columns):
        starts = np.arange(axis.out) * axis.stride - axis.before
        along.append(np.minimum(starts + axis.reach, axis.size) - np.maximum(starts, 0))
    return np.outer(*along)


def lowest(dtype: np.dtype):
    """Return the number below all others of a dtype: −∞ for floats."""
    return -np.inf if dtype.kind == "f" else np.iinfo(dtype).min
