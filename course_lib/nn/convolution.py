"""Convolution as one matrix product: patches of the image times the flattened filters."""

from __future__ import annotations

from .arguments import FORMATS, KERNEL_ORDER, check_format, read_array, read_axes, read_pair
from .blocks import blocks, new_output
from .windows import to_nhwc, windows


def conv2d(input, filters, strides, padding, data_format="NHWC", dilations=1):
    """Slide filters over images; each output is a sum of products.

    As in TensorFlow the filter is not flipped, so strictly this is a cross-correlation::

        out[n, y, x, o] = Σ input[n, y·sh + i·dh - ph0, x·sw + j·dw - pw0, c] · filters[i, j, c, o]

    where the sum runs over ``i``, ``j`` and ``c``, and cells in the padding are 0.

    Parameters
    ----------
    input : array (n, h, w, c_in), float
    filters : array (kh, kw, c_in, c_out), float, of the same dtype
    strides, dilations : int, pair, or list of four
        Steps ``sh sw`` between windows, ``dh dw`` between the cells of one window.
    padding : "SAME", "VALID" or ((0, 0), (ph0, ph1), (pw0, pw1), (0, 0))
    data_format : "NHWC" or "NCHW"
        The order of the axes of ``input``, of the output, and of lists of four.

    Returns
    -------
    array (n, oh, ow, c_out)
        ``oh = ceil(h / sh)`` for SAME, ``ceil((h - (kh-1)·dh) / sh)`` for VALID.

    Raises
    ------
    TypeError
        For integers: convert them to float first.
    ValueError
        If channels do not agree, or no window fits.

    References
    ----------
    ``tf.nn.conv2d``. K. Chellapilla, S. Puri, P. Simard: High performance convolutional
    neural networks for document processing (2006), for the matrix product.

    Examples
    --------
    >>> import numpy as np
    >>> image = np.array([[4.0, 3, 1, 0], [2, 1, 0, 1], [1, 2, 4, 1], [3, 1, 0, 2]])
    >>> kernel = np.array([[1.0, 0, 1], [2, 1, 0], [0, 0, 1]])
    >>> conv2d(image.reshape(1, 4, 4, 1), kernel.reshape(3, 3, 1, 1), 1, "VALID")[0, :, :, 0]
    array([[14.,  6.],
           [ 6., 12.]])
    """
    x, w, rows, columns = conv2d_arguments(input, filters, strides, padding, data_format, dilations)
    matrix = w.reshape(-1, w.shape[-1])
    out = new_output((len(x), rows.out, columns.out, w.shape[-1]), x.dtype, data_format)
    filled = to_nhwc(out, data_format)
    for place, *piece in blocks(x, rows, columns, sum(matrix.shape) * x.itemsize):
        patches = windows(*piece).reshape(-1, len(matrix))
        filled[place] = (patches @ matrix).reshape(filled[place].shape)
    return out


def conv2d_arguments(input, filters, strides, padding, data_format="NHWC", dilations=1):
    """Check the arguments of :func:`conv2d`; return images, filters, rows and columns.

    The images come back as (n, h, w, c_in), whatever the ``data_format``.
    """
    op = "conv2d"
    check_format(op, data_format)
    x = read_array(op, "input", input, FORMATS[data_format], floating=True)
    w = read_array(op, "filters", filters, KERNEL_ORDER, floating=True)
    _check_agreement(op, x, w, data_format)
    x = to_nhwc(x, data_format)
    rows, columns = read_axes(
        op,
        padding,
        x.shape[1:3],
        w.shape[:2],
        read_pair(op, "strides", strides, data_format),
        read_pair(op, "dilations", dilations, data_format),
        data_format,
    )
    return x, w, rows, columns


def _check_agreement(op, x, w, data_format):
    channel_axis = data_format.index("C")
    if 0 in w.shape:
        raise ValueError(f"{op}: filters ({KERNEL_ORDER}) must not be empty, received {w.shape}")
    if x.shape[channel_axis] != w.shape[2]:
        raise ValueError(
            f"{op}: filters expect c_in={w.shape[2]} (axis 2 of {w.shape}), input has "
            f"{x.shape[channel_axis]} channels (axis {channel_axis} of {x.shape})"
        )
    if x.dtype != w.dtype:
        raise TypeError(
            f"{op}: input is {x.dtype} and filters are {w.dtype}; they must agree. "
            f"Convert one: filters.astype('{x.dtype}')"
        )
