"""max_pool2d and avg_pool2d three times each: loops, windows, and a running result."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .. import plain
from ..arguments import Padding, Sizes, from_nhwc
from ..average_pooling import in_float32
from ..geometry import check_padding_word
from ..plain.windows import steps
from ..pooling_arguments import pool_arguments
from ..windows import overlaps, pad, windows
from ..winners import lowest


def max_pool2d_loops(
    input: ArrayLike, ksize: Sizes, strides: Sizes, padding: Padding, data_format: str = "NHWC"
) -> np.ndarray:
    """Compute :func:`course_lib.nn.max_pool2d` as :mod:`course_lib.nn.plain` does.

    Parameters, result and errors are those of :func:`course_lib.nn.max_pool2d`.

    Examples
    --------
    >>> max_pool2d_loops(np.arange(16).reshape(1, 4, 4, 1), 2, 2, "VALID").ravel()
    array([ 5,  7, 13, 15])
    """
    x, rows, columns = pool_arguments(
        "max_pool2d", input, ksize, strides, padding, data_format, floating=False
    )
    size = rows.kernel, columns.kernel
    return from_nhwc(plain.max_pool2d(x, size, *steps(rows, columns)[:2]), data_format)


def max_pool2d_windows(
    input: ArrayLike, ksize: Sizes, strides: Sizes, padding: Padding, data_format: str = "NHWC"
) -> np.ndarray:
    """Compute :func:`course_lib.nn.max_pool2d` on all windows at once.

    The padding holds the lowest of all numbers, so that it never wins.

    Parameters, result and errors are those of :func:`course_lib.nn.max_pool2d`.

    Examples
    --------
    >>> max_pool2d_windows(np.arange(16).reshape(1, 4, 4, 1), 2, 2, "VALID").ravel()
    array([ 5,  7, 13, 15])
    """
    x, rows, columns = pool_arguments(
        "max_pool2d", input, ksize, strides, padding, data_format, floating=False
    )
    sides = [(0, 0), (rows.before, rows.after), (columns.before, columns.after), (0, 0)]
    padded = np.pad(x, sides, constant_values=lowest(x.dtype))
    return from_nhwc(windows(padded, rows, columns).max(axis=(3, 4)), data_format)


def max_pool2d_running(
    input: ArrayLike, ksize: Sizes, strides: Sizes, padding: Padding, data_format: str = "NHWC"
) -> np.ndarray:
    """Compute :func:`course_lib.nn.max_pool2d` cell by cell of the window, for all windows.

    Parameters, result and errors are those of :func:`course_lib.nn.max_pool2d`.

    Examples
    --------
    >>> max_pool2d_running(np.arange(16).reshape(1, 4, 4, 1), 2, 2, "VALID").ravel()
    array([ 5,  7, 13, 15])
    """
    x, rows, columns = pool_arguments(
        "max_pool2d", input, ksize, strides, padding, data_format, floating=False
    )
    out = np.full((len(x), rows.out, columns.out, x.shape[3]), lowest(x.dtype), x.dtype)
    for held, seen in overlaps(rows, columns):
        out[held] = np.maximum(out[held], x[seen])
    return from_nhwc(out, data_format)


def avg_pool2d_loops(
    input: ArrayLike, ksize: Sizes, strides: Sizes, padding: Padding, data_format: str = "NHWC"
) -> np.ndarray:
    """Compute :func:`course_lib.nn.avg_pool2d` as :mod:`course_lib.nn.plain` does.

    Parameters, result and errors are those of :func:`course_lib.nn.avg_pool2d`.

    Examples
    --------
    >>> avg_pool2d_loops(np.arange(9.0).reshape(1, 3, 3, 1), 2, 2, "SAME").ravel()
    array([2. , 3.5, 6.5, 8. ])
    """
    x, rows, columns = _average_arguments(input, ksize, strides, padding, data_format)
    size = rows.kernel, columns.kernel
    out = plain.avg_pool2d(x, size, *steps(rows, columns)[:2])
    return from_nhwc(out.astype(x.dtype), data_format)


def avg_pool2d_windows(
    input: ArrayLike, ksize: Sizes, strides: Sizes, padding: Padding, data_format: str = "NHWC"
) -> np.ndarray:
    """Compute :func:`course_lib.nn.avg_pool2d` on all windows at once: their sums over counts.

    Parameters, result and errors are those of :func:`course_lib.nn.avg_pool2d`.

    Examples
    --------
    >>> avg_pool2d_windows(np.arange(9.0).reshape(1, 3, 3, 1), 2, 2, "SAME").ravel()
    array([2. , 3.5, 6.5, 8. ])
    """
    x, *axes = _average_arguments(input, ksize, strides, padding, data_format)
    wide = in_float32(x)
    sums, counts = (
        windows(pad(cells, *axes), *axes).sum(axis=(3, 4)) for cells in (wide, np.ones_like(wide))
    )
    return from_nhwc((sums / counts).astype(x.dtype), data_format)


def avg_pool2d_running(
    input: ArrayLike, ksize: Sizes, strides: Sizes, padding: Padding, data_format: str = "NHWC"
) -> np.ndarray:
    """Compute :func:`course_lib.nn.avg_pool2d` cell by cell of the window, for all windows.

    Parameters, result and errors are those of :func:`course_lib.nn.avg_pool2d`.

    Examples
    --------
    >>> avg_pool2d_running(np.arange(9.0).reshape(1, 3, 3, 1), 2, 2, "SAME").ravel()
    array([2. , 3.5, 6.5, 8. ])
    """
    x, rows, columns = _average_arguments(input, ksize, strides, padding, data_format)
    wide = in_float32(x)
    sums, counts = np.zeros((2, len(x), rows.out, columns.out, x.shape[3]), wide.dtype)
    for held, seen in overlaps(rows, columns):
        sums[held] += wide[seen]
        counts[held] += 1
    return from_nhwc((sums / counts).astype(x.dtype), data_format)


def _average_arguments(input, ksize, strides, padding, data_format):
    check_padding_word("avg_pool2d", padding)
    return pool_arguments("avg_pool2d", input, ksize, strides, padding, data_format, floating=True)
