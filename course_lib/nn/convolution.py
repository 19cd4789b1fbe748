"""Convolution as one matrix product: patches of the image times the flattened filters."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import (
    FORMATS,
    KERNEL_ORDER,
    Padding,
    Sizes,
    check_channels,
    check_dtypes,
    check_format,
    check_groups,
    from_nhwc,
    new_output,
    read_array,
    read_filters,
    to_nhwc,
)
from .fast import each_block
from .geometry import read_axes
from .windows import group_slices, patch_matrix


def conv2d(
    input: ArrayLike,
    filters: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Slide filters over images; each output is a sum of products.

    As in TensorFlow the filter is not flipped, so strictly this is a cross-correlation::

        out[n, y, x, o] = Σ input[n, y·sh + i·dh - ph0, x·sw + j·dw - pw0, c] · filters[i, j, c, o]

    where the sum runs over ``i``, ``j`` and ``c``, and cells in the padding are 0.

    Filters that have fewer channels than the images make a grouped convolution: images and
    outputs are cut into ``groups = c_in // filters.shape[2]`` shares of channels, and the first
    filters see the first share only, and so on.

    Parameters
    ----------
    input : array (n, h, w, c_in), float
    filters : array (kh, kw, c_in / groups, c_out), float, of the same dtype
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
        If channels do not agree, ``groups`` does not divide ``c_out``, or no window fits.

    See Also
    --------
    course_lib.nn.plain.conv2d : The same in plain loops.
    course_lib.nn.ladder.conv2d_gemm : The same in few lines of NumPy.

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

    Two groups: each output channel is one input channel times its own filter.

    >>> conv2d([[[[1.0, 10.0]]]], [[[[2.0, 3.0]]]], 1, "VALID")
    array([[[[ 2., 30.]]]])
    """
    options = strides, padding, data_format, dilations
    arguments = conv2d_arguments(input, filters, *options, grouped=True)
    return correlate(*arguments, data_format=data_format)


def correlate(x, w, rows, columns, *, data_format, bias=None, finish=None):
    """Return :func:`conv2d` of checked arguments: images x (n, h, w, c_in), filters w.

    ``bias`` (c_out,) is added to each output. ``finish`` is called on each part (n, oh, ow, c_out)
    of the output, to change it in place while it is still in the cache.
    """
    matrix = w.reshape(-1, w.shape[3])
    with_bias = bias is not None
    if with_bias:  # [patch, 1] @ [filters; bias] costs less than to add the bias afterwards
        matrix = np.vstack((matrix, bias))
    out = new_output((len(x), rows.out, columns.out, w.shape[3]), x.dtype, data_format)
    groups = list(group_slices(x.shape[3], w.shape))

    def fill(block) -> None:
        part, padded = out[block.place], block.padded(x)
        for reads, makes in groups:
            patches = patch_matrix(padded[..., reads], *block.axes, ones=with_bias)
            multiply(patches, matrix[:, makes], part[..., makes])
        if finish:
            finish(part)

    patch, outputs = matrix.shape
    each_block(fill, x, (rows, columns), (patch + outputs) * x.itemsize)
    return from_nhwc(out, data_format)


def multiply(patches: np.ndarray, matrix: np.ndarray, out: np.ndarray) -> None:
    """Fill ``out`` (n, oh, ow, c_out) with the product of patches and filters."""
    if out.flags.c_contiguous:  # NCHW is not, nor are the channels of one group of several
        np.matmul(patches, matrix, out=out.reshape(-1, out.shape[3]))
    else:
        out[...] = (patches @ matrix).reshape(out.shape)


def conv2d_arguments(
    input, filters, strides, padding, data_format="NHWC", dilations=1, *, grouped=False
):
    """Check the arguments of :func:`conv2d`; return images, filters, rows and columns.

    The images come back as (n, h, w, c_in), whatever the ``data_format``. Filters of groups are
    refused unless ``grouped``.
    """
    names = "conv2d", "input", "filters"
    check = check_groups if grouped else check_channels
    options = strides, padding, data_format, dilations
    return read_convolution(names, KERNEL_ORDER, input, filters, *options, check=check)


def read_convolution(
    names, order, input, filters, strides, padding, data_format, dilations, check=check_channels
):
    """Check the arguments of any convolution; return images, filters, rows and columns.

    ``names`` are those of the operator, its images and its filters; ``order`` that of the
    filters' axes, where the images' channels are axis 2. ``check`` compares the channels.
    """
    op, image_name, filter_name = names
    check_format(op, data_format)
    axis_names = FORMATS[data_format].replace("c_in", order.split(", ")[2])
    x = read_array(op, image_name, input, axis_names, floating=True)
    w = read_filters(op, filter_name, filters, order)
    check(op, filter_name, order, w.shape, image_name, x.shape, data_format)
    check_dtypes(op, **{image_name: x, filter_name: w})
    x = to_nhwc(x, data_format)
    axes = read_axes(op, padding, x.shape[1:3], w.shape[:2], strides, dilations, data_format)
    return x, w, *axes
