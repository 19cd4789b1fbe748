"""Reading the arguments of pooling operators, and saying what is wrong with them."""

from __future__ import annotations

from .arguments import FORMATS, check_format, read_array, read_pair, to_nhwc
from .geometry import read_axes


def pool_arguments(op, input, ksize, strides, padding, data_format="NHWC", *, floating):
    """Check the arguments of a pooling operator; return images (n, h, w, c), rows, columns."""
    check_format(op, data_format)
    axis_names = FORMATS[data_format].replace("c_in", "c")
    x = to_nhwc(read_array(op, "input", input, axis_names, floating=floating), data_format)
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
