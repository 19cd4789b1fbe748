"""Reading the arguments of the gradients of operators with filters."""

from __future__ import annotations

from .arguments import (
    DEPTHWISE_ORDER,
    FORMATS,
    KERNEL_ORDER,
    check_channels,
    check_dtypes,
    check_format,
    check_groups,
    in_format,
    read_array,
    read_filter_sizes,
    read_filters,
    read_shape,
    to_nhwc,
)
from .geometry import read_axes


def read_gradient(op, out_backprop, data_format, channels="c_out"):
    """Return ``out_backprop`` in the order of ``data_format``, which is checked too."""
    check_format(op, data_format)
    axis_names = output_axes(data_format, channels)
    return read_array(op, "out_backprop", out_backprop, axis_names, floating=True)


def input_gradient_arguments(
    op, order, input_sizes, filter, out_backprop, steps, *, name="filter", c_out=None
):
    """Check the arguments of a gradient by the input.

    ``order`` is that of the filter's axes, ``name`` its name. ``steps`` are strides, padding,
    data_format and dilations. ``c_out`` are the output's channels, if the filter alone does not
    tell. Returned are the shape (n, h, w, c_in) of the gradient, filter, ``out_backprop``
    (n, oh, ow, c_out), rows and columns.
    """
    strides, padding, data_format, dilations = steps
    gradient = read_gradient(op, out_backprop, data_format)
    w = read_filters(op, name, filter, order)
    check_dtypes(op, **{"out_backprop": gradient, name: w})
    shape = read_shape(op, "input_sizes", input_sizes, data_format, len(gradient), w.shape[2])
    sizes = in_format(shape, data_format)
    _check_channels(op, name, order, w.shape, "input_sizes", sizes, data_format)
    rows, columns = read_axes(op, padding, shape[1:3], w.shape[:2], strides, dilations, data_format)
    wanted = (shape[0], rows.out, columns.out, c_out or output_channels(order, w.shape))
    check_gradient(op, gradient, wanted, data_format)
    return shape, w, to_nhwc(gradient, data_format), rows, columns


def filter_gradient_arguments(op, order, input, filter_sizes, out_backprop, steps):
    """Check the arguments of a gradient by the filter, as :func:`input_gradient_arguments` does.

    Returned are images (n, h, w, c_in), the shape of the filter, ``out_backprop``
    (n, oh, ow, c_out), rows and columns.
    """
    strides, padding, data_format, dilations = steps
    gradient = read_gradient(op, out_backprop, data_format)
    x = read_array(op, "input", input, FORMATS[data_format], floating=True)
    check_dtypes(op, input=x, out_backprop=gradient)
    shape = read_filter_sizes(op, "filter_sizes", filter_sizes, order)
    _check_channels(op, "filter_sizes", order, shape, "input", x.shape, data_format)
    x = to_nhwc(x, data_format)
    rows, columns = read_axes(op, padding, x.shape[1:3], shape[:2], strides, dilations, data_format)
    wanted = (len(x), rows.out, columns.out, output_channels(order, shape))
    check_gradient(op, gradient, wanted, data_format)
    return x, shape, to_nhwc(gradient, data_format), rows, columns


def _check_channels(op, name, order, *shapes) -> None:
    """Check the channels of filters and images: only the filters of conv2d may form groups."""
    check = check_groups if order == KERNEL_ORDER else check_channels
    check(op, name, order, *shapes)


def check_gradient(op, gradient, shape, data_format, channels="c_out") -> None:
    """Check that ``out_backprop`` has the shape (n, oh, ow, c) of the operator's output."""
    wanted = in_format(shape, data_format)
    if gradient.shape != wanted:
        axis_names = output_axes(data_format, channels)
        raise ValueError(
            f"{op}: out_backprop must have the shape of the output, {wanted} ({axis_names}), "
            f"received shape {gradient.shape}"
        )


def output_axes(data_format: str, channels: str = "c_out") -> str:
    """Return the axes of an output, in the order of ``data_format``."""
    return FORMATS[data_format].replace("h, w", "oh, ow").replace("c_in", channels)


def output_channels(order: str, filter_shape) -> int:
    """Return how many channels filters make."""
    last = filter_shape[3]
    return filter_shape[2] * last if order == DEPTHWISE_ORDER else last
