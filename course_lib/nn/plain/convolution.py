"""Convolution and its gradients as plain loops."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arguments import Padding, Sizes
from .windows import lay, pair


def conv2d(
    input: np.ndarray, filters: np.ndarray, strides: Sizes, padding: Padding, dilations: Sizes = 1
) -> np.ndarray:
    """Add up, for each place of a window and each filter, the products with what lies under it.

    The plain form of :func:`course_lib.nn.conv2d`: the same arguments, but NHWC only. A cell in the
    padding is 0, so nothing is added there. Filters with fewer channels than the images make
    groups: each filter sees as many channels as it has, from ``first`` on.

    Examples
    --------
    >>> image, kernel = np.arange(9.0).reshape(1, 3, 3, 1), np.ones((2, 2, 1, 1))
    >>> conv2d(image, kernel, 1, "VALID")[0, :, :, 0]
    array([[ 8., 12.],
           [20., 24.]])
    """
    (n, h, w, c_in), (kh, kw, depth, c_out) = input.shape, filters.shape
    (sh, sw), (dh, dw) = pair(strides), pair(dilations)
    (oh, ow), (ph0, pw0) = lay((h, w), (kh, kw), strides, padding, dilations)
    out = np.zeros((n, oh, ow, c_out))
    for image, y, x, o in np.ndindex(out.shape):
        first = o // (c_out // (c_in // depth)) * depth
        for i, j, c in np.ndindex(kh, kw, depth):
            row, column = y * sh + i * dh - ph0, x * sw + j * dw - pw0
            if 0 <= row < h and 0 <= column < w:
                out[image, y, x, o] += input[image, row, column, first + c] * filters[i, j, c, o]
    return out


def conv2d_backprop_input(
    input_sizes: Sequence[int],
    filter: np.ndarray,
    out_backprop: np.ndarray,
    strides: Sizes,
    padding: Padding,
    dilations: Sizes = 1,
) -> np.ndarray:
    """Add up, for each cell of the input, the weights it met times the gradient of that output.

    The plain form of :func:`course_lib.nn.conv2d_backprop_input`, for ``input_sizes`` (n, h, w,
    c_in): the loops of :func:`conv2d`, with another line in the middle.

    Examples
    --------
    >>> kernel = np.array([[1.0, 2], [3, 4]]).reshape(2, 2, 1, 1)
    >>> conv2d_backprop_input([1, 3, 3, 1], kernel, np.ones((1, 2, 2, 1)), 1, "VALID")[0, :, :, 0]
    array([[ 1.,  3.,  2.],
           [ 4., 10.,  6.],
           [ 3.,  7.,  4.]])
    """
    (_, h, w, c_in), (kh, kw, depth, c_out) = input_sizes, filter.shape
    (sh, sw), (dh, dw) = pair(strides), pair(dilations)
    _, (ph0, pw0) = lay((h, w), (kh, kw), strides, padding, dilations)
    gradient = np.zeros(input_sizes)
    for image, y, x, o in np.ndindex(out_backprop.shape):
        first = o // (c_out // (c_in // depth)) * depth
        for i, j, c in np.ndindex(kh, kw, depth):
            row, column = y * sh + i * dh - ph0, x * sw + j * dw - pw0
            if 0 <= row < h and 0 <= column < w:
                share = filter[i, j, c, o] * out_backprop[image, y, x, o]
                gradient[image, row, column, first + c] += share
    return gradient


def conv2d_backprop_filter(
    input: np.ndarray,
    filter_sizes: Sequence[int],
    out_backprop: np.ndarray,
    strides: Sizes,
    padding: Padding,
    dilations: Sizes = 1,
) -> np.ndarray:
    """Add up, for each weight, the cells it met times the gradient of that output.

    The plain form of :func:`course_lib.nn.conv2d_backprop_filter`.

    Examples
    --------
    >>> image = np.arange(9.0).reshape(1, 3, 3, 1)
    >>> conv2d_backprop_filter(image, [2, 2, 1, 1], np.ones((1, 2, 2, 1)), 1, "VALID")[:, :, 0, 0]
    array([[ 8., 12.],
           [20., 24.]])
    """
    (_, h, w, c_in), (kh, kw, depth, c_out) = input.shape, filter_sizes
    (sh, sw), (dh, dw) = pair(strides), pair(dilations)
    _, (ph0, pw0) = lay((h, w), (kh, kw), strides, padding, dilations)
    gradient = np.zeros(filter_sizes)
    for image, y, x, o in np.ndindex(out_backprop.shape):
        first = o // (c_out // (c_in // depth)) * depth
        for i, j, c in np.ndindex(kh, kw, depth):
            row, column = y * sh + i * dh - ph0, x * sw + j * dw - pw0
            if 0 <= row < h and 0 <= column < w:
                share = input[image, row, column, first + c] * out_backprop[image, y, x, o]
                gradient[i, j, c, o] += share
    return gradient
