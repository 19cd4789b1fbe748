"""Depthwise convolution: every channel has filters of its own, and channels are not added up."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import DEPTHWISE_ORDER, Padding, Sizes, from_nhwc, new_output
from .convolution import read_convolution
from .fast import each_block
from .geometry import Axis
from .windows import windows

MANY_FILTERS = 8  # of one channel; found by measuring


def depthwise_conv2d(
    input: ArrayLike,
    filter: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Slide ``mult`` filters over each channel, and keep all results apart.

    Output channel ``c·mult + m`` is channel ``c`` under its filter ``m``::

        out[n, y, x, c·mult + m]
            = Σ input[n, y·sh + i·dh - ph0, x·sw + j·dw - pw0, c] · filter[i, j, c, m]

    where the sum runs over ``i`` and ``j``, and cells in the padding are 0.

    Parameters
    ----------
    input : array (n, h, w, c_in), float
    filter : array (kh, kw, c_in, mult), float, of the same dtype
    strides, dilations : int, pair, or list of four
    padding : "SAME", "VALID" or ((0, 0), (ph0, ph1), (pw0, pw1), (0, 0))
    data_format : "NHWC" or "NCHW"

    Returns
    -------
    array (n, oh, ow, c_in·mult)

    Raises
    ------
    TypeError
        For integers: convert them to float first.
    ValueError
        If channels do not agree, or no window fits.

    See Also
    --------
    course_lib.nn.plain.depthwise_conv2d : The same in plain loops.
    course_lib.nn.ladder.depthwise_conv2d_gemm : The same in few lines of NumPy.

    References
    ----------
    ``tf.nn.depthwise_conv2d``, which takes no other strides for rows than for columns. For a
    dilation with a stride above 1 it warns, and returns an output of another size: 4×4 for an image
    of 6×6, a filter of 3×3, stride 2, dilation 2 and SAME, where the formula gives 3×3. Keras's
    ``DepthwiseConv2D`` follows the formula, and so does this.

    Examples
    --------
    >>> import numpy as np
    >>> image = np.array([[[[1.0, 10], [2, 20]]]])
    >>> filter = np.array([[[[1.0, -1], [3, 5]]]])
    >>> depthwise_conv2d(image, filter, 1, "VALID")
    array([[[[  1.,  -1.,  30.,  50.],
             [  2.,  -2.,  60., 100.]]]])
    """
    x, w, *axes = depthwise_arguments(input, filter, strides, padding, data_format, dilations)
    shape = (len(x), *(axis.out for axis in axes), w.shape[2] * w.shape[3])
    out = new_output(shape, x.dtype, data_format)

    def fill(block) -> None:
        _fill_channels(out[block.place], w, block.padded(x), *block.axes)

    each_block(fill, x, axes, depthwise_bytes(w.shape, w.itemsize))
    return from_nhwc(out, data_format)


def depthwise_arguments(input, filter, *steps):
    """Check the arguments of :func:`depthwise_conv2d`; return images, filter, rows, columns.

    The images come back as (n, h, w, c_in), whatever the ``data_format``.
    """
    names = "depthwise_conv2d", "input", "filter"
    return read_convolution(names, DEPTHWISE_ORDER, input, filter, *steps)


def depthwise_bytes(shape, itemsize: int) -> int:
    """Return the scratch of one window: its patches, and its results in two orders."""
    kh, kw, c_in, mult = shape
    return (kh * kw + 2 * mult) * c_in * itemsize


def channel_patches(x: np.ndarray, rows: Axis, columns: Axis) -> np.ndarray:
    """Return the windows of the padded ``x``, each channel a matrix: (c, kh·kw, n·oh·ow)."""
    n, h, w, c = x.shape
    # With a channel in one place, cells of a window are copied in lines, not one by one.
    planes = np.ascontiguousarray(x.transpose(3, 0, 1, 2)).reshape(c * n, h, w, 1)
    view = windows(planes, rows, columns)
    view = view.reshape(c, n, *view.shape[1:5]).transpose(0, 4, 5, 1, 2, 3)
    return view.reshape(c, rows.kernel * columns.kernel, -1)


def filter_channels(w: np.ndarray, x: np.ndarray, rows: Axis, columns: Axis) -> np.ndarray:
    """Return the depthwise convolution (n, oh, ow, c·mult) of the padded ``x``."""
    kh, kw, c_in, mult = w.shape
    matrices = w.reshape(kh * kw, c_in, mult).transpose(1, 2, 0)
    products = matrices @ channel_patches(x, rows, columns)
    return products.reshape(c_in * mult, len(x), rows.out, columns.out).transpose(1, 2, 3, 0)


def _fill_channels(out, w, x, rows: Axis, columns: Axis) -> None:
    """Fill ``out`` (n, oh, ow, c·mult) with the depthwise convolution of the padded ``x``.

    If there are many filters a channel, BLAS writes them where they belong; if there are few, a
    product in another order and a copy are faster.
    """
    kh, kw, c_in, mult = w.shape
    if mult < MANY_FILTERS or not out.flags.c_contiguous:
        out[...] = filter_channels(w, x, rows, columns)
        return
    matrices = w.reshape(kh * kw, c_in, mult).transpose(1, 0, 2)
    patches = channel_patches(x, rows, columns).transpose(0, 2, 1)
    np.matmul(patches, matrices, out=out.reshape(-1, c_in, mult).transpose(1, 0, 2))
