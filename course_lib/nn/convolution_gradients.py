"""The gradients of conv2d: by its input, and by its filters."""

from __future__ import annotations

from math import prod

import numpy as np
from numpy.typing import ArrayLike

from .arguments import KERNEL_ORDER, Padding, Sizes, from_nhwc, new_output, to_nhwc
from .fast import each_block, sum_blocks
from .geometry import Axis
from .gradient_arguments import filter_gradient_arguments, input_gradient_arguments
from .windows import add_windows, group_slices, patch_matrix

FEW_CHANNELS = 8  # a matrix product with fewer columns than this is slow


def conv2d_backprop_input(
    input_sizes: Sizes,
    filter: ArrayLike,
    out_backprop: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Return the gradient of :func:`conv2d` by its input.

    Each number of ``out_backprop`` stamps the filter that made it, scaled by that number, on the
    cells that the window saw. Stamps add up where they overlap.

    Parameters
    ----------
    input_sizes : list of four in the order of ``data_format``, or of two (h, w)
        The shape of the input.
        Of two, there is one group: ``c_in`` is the filter's.
    filter : array (kh, kw, c_in / groups, c_out), float
    out_backprop : array (n, oh, ow, c_out), float, of the same dtype
        The gradient of the loss by the output.
    strides, padding, data_format, dilations
        As given to :func:`conv2d`.

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
    course_lib.nn.plain.conv2d_backprop_input : The same in plain loops.

    References
    ----------
    The operation ``Conv2DBackpropInput`` of TensorFlow.

    Examples
    --------
    >>> import numpy as np
    >>> kernel = np.array([[1.0, 2], [3, 4]]).reshape(2, 2, 1, 1)
    >>> gradient = np.ones((1, 2, 2, 1))
    >>> conv2d_backprop_input([3, 3], kernel, gradient, 1, "VALID")[0, :, :, 0]
    array([[ 1.,  3.,  2.],
           [ 4., 10.,  6.],
           [ 3.,  7.,  4.]])
    """
    steps = strides, padding, data_format, dilations
    arguments = input_gradient_arguments(
        "conv2d_backprop_input", KERNEL_ORDER, input_sizes, filter, out_backprop, steps
    )
    return stamp(*arguments, data_format=data_format)


def conv2d_backprop_filter(
    input: ArrayLike,
    filter_sizes: Sizes,
    out_backprop: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Return the gradient of :func:`conv2d` by its filters.

    A cell of the filter gathers, over all windows of all images, the number that it saw times the
    number of ``out_backprop`` for that window.

    Parameters
    ----------
    input : array (n, h, w, c_in), float
    filter_sizes : list of four (kh, kw, c_in / groups, c_out)
        The shape of the filters.
    out_backprop : array (n, oh, ow, c_out), float, of the same dtype
        The gradient of the loss by the output.
    strides, padding, data_format, dilations
        As given to :func:`conv2d`.

    Returns
    -------
    array (kh, kw, c_in / groups, c_out)
        The gradient of the loss by the filters.

    Raises
    ------
    TypeError
        For integers: convert them to float first.
    ValueError
        If ``out_backprop`` has not the shape of the output, or no window fits.

    See Also
    --------
    course_lib.nn.plain.conv2d_backprop_filter : The same in plain loops.

    References
    ----------
    The operation ``Conv2DBackpropFilter`` of TensorFlow.

    Examples
    --------
    >>> import numpy as np
    >>> image = np.arange(9.0).reshape(1, 3, 3, 1)
    >>> gradient = np.ones((1, 2, 2, 1))
    >>> conv2d_backprop_filter(image, [2, 2, 1, 1], gradient, 1, "VALID")[:, :, 0, 0]
    array([[ 8., 12.],
           [20., 24.]])
    """
    steps = strides, padding, data_format, dilations
    arguments = filter_gradient_arguments(
        "conv2d_backprop_filter", KERNEL_ORDER, input, filter_sizes, out_backprop, steps
    )
    return gather(*arguments)


def stamp(shape, w, gradient, rows, columns, *, data_format):
    """Return :func:`conv2d_backprop_input` of checked arguments, all but the result NHWC."""
    total = new_output(shape, gradient.dtype, data_format, np.zeros)
    groups = list(group_slices(shape[3], w.shape))

    def add(block) -> None:
        cells, numbers = total[block.cells], gradient[block.place]
        for seen, made in groups:
            stamps = all_stamps(w[..., made], numbers[..., made])
            add_stamps(cells[..., seen], stamps, *block.axes)

    window_bytes = (w[..., 0].size + w.shape[3]) * w.itemsize
    each_block(add, total, (rows, columns), window_bytes, overlap=True)
    return from_nhwc(total, data_format)


def add_stamps(total: np.ndarray, stamps: np.ndarray, rows: Axis, columns: Axis) -> None:
    """Add stamps to ``total`` (n, h, w, c_in), as :func:`add_windows` does.

    With few channels a line of numbers is too short to be added fast, so the stamps are added to
    an array that has the channels before the rows, and this one is added to ``total``.
    """
    n, h, w, c_in = total.shape
    if not 1 < c_in < FEW_CHANNELS:
        add_windows(total, stamps, rows, columns)
        return
    piece = to_nhwc(np.zeros((n, c_in, h, w), total.dtype), "NCHW")
    add_windows(piece, stamps, rows, columns)
    total += piece


def all_stamps(w: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """Return what the stamps of ``gradient`` (n, oh, ow, c_out) hold: (kh·kw, n, oh, ow, c_in)."""
    kh, kw, c_in, c_out = w.shape
    numbers = gradient.reshape(-1, c_out)
    if c_in < FEW_CHANNELS:  # one product for all cells of the kernel
        stamps = (w.reshape(-1, c_out) @ numbers.T).reshape(kh * kw, c_in, *gradient.shape[:3])
        return np.moveaxis(stamps, 1, -1)
    stamps = numbers @ w.reshape(kh * kw, c_in, c_out).transpose(0, 2, 1)
    return stamps.reshape(kh * kw, *gradient.shape[:3], c_in)


def gather(x, filter_shape, gradient, rows, columns):
    """Return :func:`conv2d_backprop_filter` of checked arguments, all of them NHWC."""
    size, c_out = prod(filter_shape[:3]), filter_shape[3]
    groups = list(group_slices(x.shape[3], filter_shape))
    share = c_out // len(groups)

    def products(block) -> list[np.ndarray]:
        padded, numbers = block.padded(x), gradient[block.place]
        return [
            patch_matrix(padded[..., seen], *block.axes).T @ numbers[..., made].reshape(-1, share)
            for seen, made in groups
        ]

    window_bytes = (size + c_out) * x.itemsize
    shapes = [(size, share)] * len(groups)
    totals = sum_blocks(products, x, (rows, columns), window_bytes, shapes)
    whole = totals[0] if len(totals) == 1 else np.concatenate(totals, axis=1)
    return whole.reshape(filter_shape)
