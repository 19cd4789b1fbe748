"""Pooling: one number for each window of each channel."""

from __future__ import annotations

import numpy as np

from .arguments import FORMATS, check_format, read_array, read_axes, read_pair
from .windows import corner_slices, from_nhwc, pad, to_nhwc


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
    padded = pad(x, rows, columns, value=lowest(x.dtype))
    cells = corner_slices(padded, rows, columns)
    out = next(cells).copy()
    for cell in cells:
        np.maximum(out, cell, out=out)
    return from_nhwc(out, data_format)


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
    if not isinstance(padding, str):
        raise ValueError(f"{op}: padding is 'SAME' or 'VALID', received {padding!r}")
    x, rows, columns = pool_arguments(
        op, input, ksize, strides, padding, data_format, floating=True
    )
    out = sum(corner_slices(pad(x, rows, columns), rows, columns))
    counts = np.outer(
        *([(~a.padding_cells(i)).sum() for i in range(a.out)] for a in (rows, columns))
    )
    return from_nhwc(out / counts[:, :, None].astype(x.dtype), data_format)


def pool_arguments(op, input, ksize, strides, padding, data_format="NHWC", *, floating):
    """Check the arguments of a pooling operator; return images (n, h, w, c), rows, columns."""
    check_format(op, data_format)
    axes = FORMATS[data_format].replace("c_in", "c")
    x = to_nhwc(read_array(op, "input", input, axes, floating=floating), data_format)
    kernel = read_pair(op, "ksize", ksize, data_format)
    steps = read_pair(op, "strides", strides, data_format)
    rows, columns = read_axes(op, padding, x.shape[1:3], kernel, steps, (1, 1), data_format)
    if max(rows.before, rows.after) >= kernel[0] or max(columns.before, columns.after) >= kernel[1]:
        raise ValueError(
            f"{op}: padding must be smaller than the window ({kernel[0]}, {kernel[1]}), "
            f"or a window would lie wholly in it, received {padding!r}"
        )
    return x, rows, columns


def lowest(dtype: np.dtype):
    """Return the number below all others of a dtype: −∞ for floats."""
    return -np.inf if dtype.kind == "f" else np.iinfo(dtype).min
