"""Transposed convolution and its gradients as plain loops."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arguments import Padding, Sizes
from .windows import lay, pair


def conv2d_transpose(
    input: np.ndarray,
    filters: np.ndarray,
    output_shape: Sequence[int],
    strides: Sizes,
    padding: Padding = "SAME",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Stamp the filters on the output, once for each number of the input, scaled by that number.

    The plain form of :func:`course_lib.nn.conv2d_transpose`, for ``output_shape`` (n, oh, ow,
    c_out). What a stamp leaves in the padding is dropped.

    Examples
    --------
    >>> image, kernel = np.array([[1.0, 10]]), np.array([[1.0, 2, 3]])
    >>> image, kernel = image.reshape(1, 1, 2, 1), kernel.reshape(1, 3, 1, 1)
    >>> conv2d_transpose(image, kernel, [1, 1, 5, 1], 2, "VALID").ravel()
    array([ 1.,  2., 13., 20., 30.])
    """
    (_, oh, ow, c_out), (kh, kw, _, _) = output_shape, filters.shape
    (sh, sw), (dh, dw) = pair(strides), pair(dilations)
    _, (ph0, pw0) = lay((oh, ow), (kh, kw), strides, padding, dilations)
    out = np.zeros(output_shape)
    for image, y, x, c in np.ndindex(input.shape):
        for i, j, o in np.ndindex(kh, kw, c_out):
            row, column = y * sh + i * dh - ph0, x * sw + j * dw - pw0
            if 0 <= row < oh and 0 <= column < ow:
                out[image, row, column, o] += input[image, y, x, c] * filters[i, j, o, c]
    return out


def conv2d_transpose_backprop_input(
    filters: np.ndarray,
    out_backprop: np.ndarray,
    strides: Sizes,
    padding: Padding = "SAME",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Add up, for each number of the input, its stamp times the output's gradient under it.

    The plain form of :func:`course_lib.nn.conv2d_transpose_backprop_input`: a convolution.

    Examples
    --------
    >>> kernel, gradient = np.array([[1.0, 2, 3]]), np.arange(5.0)
    >>> kernel, gradient = kernel.reshape(1, 3, 1, 1), gradient.reshape(1, 1, 5, 1)
    >>> conv2d_transpose_backprop_input(kernel, gradient, 2, "VALID").ravel()
    array([ 8., 20.])
    """
    (n, oh, ow, c_out), (kh, kw, _, c_in) = out_backprop.shape, filters.shape
    (sh, sw), (dh, dw) = pair(strides), pair(dilations)
    (h, w), (ph0, pw0) = lay((oh, ow), (kh, kw), strides, padding, dilations)
    gradient = np.zeros((n, h, w, c_in))
    for image, y, x, c in np.ndindex(gradient.shape):
        for i, j, o in np.ndindex(kh, kw, c_out):
            row, column = y * sh + i * dh - ph0, x * sw + j * dw - pw0
            if 0 <= row < oh and 0 <= column < ow:
                share = out_backprop[image, row, column, o] * filters[i, j, o, c]
                gradient[image, y, x, c] += share
    return gradient


def conv2d_transpose_backprop_filter(
    input: np.ndarray,
    filter_sizes: Sequence[int],
    out_backprop: np.ndarray,
    strides: Sizes,
    padding: Padding = "SAME",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Add up, for each weight, what scaled it in each stamp times the output's gradient there.

    The plain form of :func:`course_lib.nn.conv2d_transpose_backprop_filter`.

    Examples
    --------
    >>> image, gradient = np.array([1.0, 10]).reshape(1, 1, 2, 1), np.arange(5.0)
    >>> gradient = gradient.reshape(1, 1, 5, 1)
    >>> conv2d_transpose_backprop_filter(image, [1, 3, 1, 1], gradient, 2, "VALID").ravel()
    array([20., 31., 42.])
    """
    (_, oh, ow, _), (kh, kw, c_out, _) = out_backprop.shape, filter_sizes
    (sh, sw), (dh, dw) = pair(strides), pair(dilations)
    _, (ph0, pw0) = lay((oh, ow), (kh, kw), strides, padding, dilations)
    gradient = np.zeros(filter_sizes)
    for image, y, x, c in np.ndindex(input.shape):
        for i, j, o in np.ndindex(kh, kw, c_out):
            row, column = y * sh + i * dh - ph0, x * sw + j * dw - pw0
            if 0 <= row < oh and 0 <= column < ow:
                share = input[image, y, x, c] * out_backprop[image, row, column, o]
                gradient[i, j, o, c] += share
    return gradient
