"""conv2d four times, from plain loops to the Fourier transform."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .. import plain
from ..arguments import Padding, Sizes, from_nhwc
from ..convolution import conv2d_arguments
from ..plain.windows import steps
from ..windows import pad, windows


def conv2d_loops(
    input: ArrayLike,
    filters: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Compute :func:`course_lib.nn.conv2d` number by number: :func:`course_lib.nn.plain.conv2d`.

    Parameters, result and errors are those of :func:`course_lib.nn.conv2d`.

    References
    ----------
    The definition of ``tf.nn.conv2d``.

    Examples
    --------
    >>> conv2d_loops(np.ones((1, 3, 3, 1)), np.ones((2, 2, 1, 1)), 1, "VALID")[0, :, :, 0]
    array([[4., 4.],
           [4., 4.]])
    """
    x, w, rows, columns = conv2d_arguments(input, filters, strides, padding, data_format, dilations)
    out = plain.conv2d(x, w, *steps(rows, columns))
    return from_nhwc(out.astype(x.dtype), data_format)


def conv2d_windows(
    input: ArrayLike,
    filters: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Compute :func:`course_lib.nn.conv2d` on all windows at once, seen without copying.

    Parameters, result and errors are those of :func:`course_lib.nn.conv2d`.

    References
    ----------
    ``numpy.lib.stride_tricks.sliding_window_view`` and ``numpy.einsum``.

    Examples
    --------
    >>> conv2d_windows(np.ones((1, 3, 3, 1)), np.ones((2, 2, 1, 1)), 1, "VALID")[0, :, :, 0]
    array([[4., 4.],
           [4., 4.]])
    """
    x, w, rows, columns = conv2d_arguments(input, filters, strides, padding, data_format, dilations)
    view = windows(pad(x, rows, columns), rows, columns)
    return from_nhwc(np.einsum("nyxijc,ijco->nyxo", view, w), data_format)


def conv2d_gemm(
    input: ArrayLike,
    filters: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Compute :func:`course_lib.nn.conv2d` as one product of matrices: patches times filters.

    Parameters, result and errors are those of :func:`course_lib.nn.conv2d`.

    References
    ----------
    K. Chellapilla, S. Puri, P. Simard: High performance convolutional neural networks for
    document processing (2006).

    Examples
    --------
    >>> conv2d_gemm(np.ones((1, 3, 3, 1)), np.ones((2, 2, 1, 1)), 1, "VALID")[0, :, :, 0]
    array([[4., 4.],
           [4., 4.]])
    """
    x, w, rows, columns = conv2d_arguments(input, filters, strides, padding, data_format, dilations)
    matrix = w.reshape(-1, w.shape[3])
    patches = windows(pad(x, rows, columns), rows, columns).reshape(-1, len(matrix))
    out = (patches @ matrix).reshape(len(x), rows.out, columns.out, w.shape[3])
    return from_nhwc(out, data_format)


def conv2d_fft(
    input: ArrayLike,
    filters: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Compute :func:`course_lib.nn.conv2d` as a pointwise product of Fourier transforms.

    The product of two transforms is a circular convolution, whose kernel is flipped. Enough zeros
    round the image make it a plain one, and a kernel flipped beforehand is not flipped any more.
    It makes all windows of stride 1; a larger stride keeps some of them. Rounding spreads over
    the whole image, and so does a number that is not finite.

    Parameters, result and errors are those of :func:`course_lib.nn.conv2d`.

    References
    ----------
    The convolution theorem.

    Examples
    --------
    >>> conv2d_fft(np.ones((1, 3, 3, 1)), np.ones((2, 2, 1, 1)), 1, "VALID")[0, :, :, 0].round(9)
    array([[4., 4.],
           [4., 4.]])
    """
    x, w, rows, columns = conv2d_arguments(input, filters, strides, padding, data_format, dilations)
    kernel = np.zeros((rows.reach, columns.reach, *w.shape[2:]), w.dtype)
    kernel[:: rows.dilation, :: columns.dilation] = w
    size = [axis.padded + axis.reach - 1 for axis in (rows, columns)]
    image_waves = np.fft.rfft2(pad(x, rows, columns), size, axes=(1, 2))
    kernel_waves = np.fft.rfft2(kernel[::-1, ::-1], size, axes=(0, 1))
    waves = np.einsum("nyxc,yxco->nyxo", image_waves, kernel_waves)
    full = np.fft.irfft2(waves, size, axes=(1, 2)).astype(x.dtype)
    valid = full[:, rows.reach - 1 : rows.padded, columns.reach - 1 : columns.padded]
    return from_nhwc(valid[:, :: rows.stride, :: columns.stride], data_format)
