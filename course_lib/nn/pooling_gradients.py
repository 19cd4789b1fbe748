"""The gradients of max_pool2d and avg_pool2d."""

from __future__ import annotations

import numpy as np

from .arguments import check_dtypes, from_nhwc, new_output, read_shape, to_nhwc
from .fast import each_block
from .geometry import Axis, check_padding_word
from .gradient_arguments import check_gradient, read_gradient
from .pooling import COUNT_BYTES, keep_largest, pool_arguments, pool_axes, real_cells
from .windows import overlaps


def max_pool2d_backprop_input(input, out_backprop, ksize, strides, padding, data_format="NHWC"):
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
    x, rows, columns = pool_arguments(
        op, input, ksize, strides, padding, data_format, floating=True
    )
    check_dtypes(op, input=x, out_backprop=gradient)
    check_gradient(op, gradient, (len(x), rows.out, columns.out, x.shape[3]), data_format, "c")
    gradient = to_nhwc(gradient, data_format)
    total = new_output(x.shape, x.dtype, data_format, np.zeros)
    window_bytes = (2 * x.itemsize + 3) * x.shape[3]  # the largest, its share, three comparisons

    def add(block) -> None:
        place, cells, axes = block
        _pass_to_winners(total[cells], x[cells], gradient[place], *axes)

    each_block(add, x, (rows, columns), window_bytes, overlap=True)
    return from_nhwc(total, data_format)


def avg_pool2d_backprop_input(
    input_sizes, out_backprop, ksize, strides, padding, data_format="NHWC"
):
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
    gradient = to_nhwc(gradient, data_format)
    total = new_output(shape, gradient.dtype, data_format, np.zeros)
    window_bytes = COUNT_BYTES + gradient.itemsize * shape[3]

    def add(block) -> None:
        place, cells, axes = block
        share = gradient[place] / real_cells(*axes)[:, :, None].astype(gradient.dtype)
        for held, seen in overlaps(*axes):
            total[cells][seen] += share[held]

    each_block(add, total, (rows, columns), window_bytes, overlap=True)
    return from_nhwc(total, data_format)


def _pass_to_winners(total, x, gradient, rows: Axis, columns: Axis) -> None:
    """Add to ``total`` (n, h, w, c) the gradient of each window, at its first largest cell.

    A cell that is not a number wins, as it does in :func:`max_pool2d`.
    """
    best = np.empty(gradient.shape, gradient.dtype)
    keep_largest(best, x, rows, columns)
    any_nan = np.isnan(best).any()
    free = np.ones(best.shape, bool)
    apart = rows.stride >= rows.kernel and columns.stride >= columns.kernel
    kept = _keeper(gradient)
    for held, seen in overlaps(rows, columns):
        wins = x[seen] == best[held]
        if any_nan:
            wins |= np.isnan(x[seen])
        wins &= free[held]
        free[held] ^= wins
        if apart:  # no other window adds to these cells
            total[seen] = kept(held, wins)
        else:
            total[seen] += kept(held, wins)


def _keeper(numbers: np.ndarray):
    """Return a function of a place and a mask: the numbers where the mask is true, else 0.

    ``np.where`` takes many times as long, because the processor cannot guess a random mask. An
    integer whose bits are all 1 keeps each bit of a number, and 0 keeps none, also of ∞ and NaN.
    """
    integer = {2: np.int16, 4: np.int32, 8: np.int64}.get(numbers.itemsize)
    if integer is None:
        return lambda place, mask: np.where(mask, numbers[place], 0)
    bits = np.ascontiguousarray(numbers).view(integer)
    return lambda place, mask: (bits[place] & -mask.astype(integer)).view(numbers.dtype)
