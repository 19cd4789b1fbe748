"""Max and average pooling and their gradients, and patches, as plain loops."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arguments import Padding, Sizes
from .windows import lay, pair


def cells_of(y, x, size, ksize, strides, before, rates=1):
    """Return the cells (i, j, row, column) of window (y, x); those in the padding are left out.

    >>> cells_of(0, 0, (3, 3), (2, 2), 1, (1, 0))  # the upper row lies in the padding
    [(1, 0, 0, 0), (1, 1, 0, 1)]
    """
    (h, w), (kh, kw), (sh, sw), (dh, dw) = size, ksize, pair(strides), pair(rates)
    cells = [
        (i, j, y * sh + i * dh - before[0], x * sw + j * dw - before[1])
        for i, j in np.ndindex(kh, kw)
    ]
    return [cell for cell in cells if 0 <= cell[2] < h and 0 <= cell[3] < w]


def max_pool2d(input: np.ndarray, ksize: Sizes, strides: Sizes, padding: Padding) -> np.ndarray:
    """Keep the largest number of each window.

    The plain form of :func:`course_lib.nn.max_pool2d`, NHWC only.

    Examples
    --------
    >>> max_pool2d(np.arange(16).reshape(1, 4, 4, 1), 2, 2, "VALID")[0, :, :, 0]
    array([[ 5,  7],
           [13, 15]])
    """
    return max_pool_with_argmax(input, ksize, strides, padding)[0]


def max_pool_with_argmax(
    input: np.ndarray, ksize: Sizes, strides: Sizes, padding: Padding
) -> tuple[np.ndarray, np.ndarray]:
    """Keep the largest number of each window, and the place of the first cell that holds it.

    The plain form of :func:`course_lib.nn.max_pool_with_argmax`.

    Examples
    --------
    >>> largest, places = max_pool_with_argmax(np.arange(4).reshape(1, 2, 2, 1), 2, 2, "VALID")
    >>> largest.item(), places.item()
    (3, 3)
    """
    (n, h, w, c), ksize = input.shape, pair(ksize)
    (oh, ow), before = lay((h, w), ksize, strides, padding)
    out, places = np.zeros((n, oh, ow, c), input.dtype), np.zeros((n, oh, ow, c), int)
    for image, y, x, channel in np.ndindex(out.shape):
        best = None
        for _, _, row, column in cells_of(y, x, (h, w), ksize, strides, before):
            value = input[image, row, column, channel]
            if best is None or value > best or (np.isnan(value) and not np.isnan(best)):
                best, places[image, y, x, channel] = value, (row * w + column) * c + channel
        out[image, y, x, channel] = best
    return out, places


def max_pool_with_argmax_backprop_input(
    input_sizes: Sequence[int], out_backprop: np.ndarray, argmax: np.ndarray
) -> np.ndarray:
    """Give each number to the place of its winner.

    The plain form of :func:`course_lib.nn.max_pool_with_argmax_backprop_input`.

    Examples
    --------
    >>> gradient, places = np.array([10.0, 1]).reshape(1, 1, 2, 1), np.array([1, 1])
    >>> max_pool_with_argmax_backprop_input([1, 1, 3, 1], gradient, places.reshape(1, 1, 2, 1))[0]
    array([[[ 0.],
            [11.],
            [ 0.]]])
    """
    gradient = np.zeros(input_sizes)
    for image, y, x, channel in np.ndindex(out_backprop.shape):
        place = np.unravel_index(argmax[image, y, x, channel], input_sizes[1:])
        gradient[(image, *place)] += out_backprop[image, y, x, channel]
    return gradient


def max_pool2d_backprop_input(
    input: np.ndarray, out_backprop: np.ndarray, ksize: Sizes, strides: Sizes, padding: Padding
) -> np.ndarray:
    """Find the winners again, and give each number to its winner.

    The plain form of :func:`course_lib.nn.max_pool2d_backprop_input`.

    Examples
    --------
    >>> image = np.array([[1.0, 5, 5]]).reshape(1, 1, 3, 1)
    >>> max_pool2d_backprop_input(image, np.ones((1, 1, 2, 1)), (1, 2), 1, "VALID").ravel()
    array([0., 2., 0.])
    """
    _, places = max_pool_with_argmax(input, ksize, strides, padding)
    return max_pool_with_argmax_backprop_input(input.shape, out_backprop, places)


def avg_pool2d(input: np.ndarray, ksize: Sizes, strides: Sizes, padding: Padding) -> np.ndarray:
    """Take the mean of the real cells of each window.

    The plain form of :func:`course_lib.nn.avg_pool2d`.

    Examples
    --------
    >>> avg_pool2d(np.arange(9.0).reshape(1, 3, 3, 1), 2, 2, "SAME")[0, :, :, 0]
    array([[2. , 3.5],
           [6.5, 8. ]])
    """
    (n, h, w, c), ksize = input.shape, pair(ksize)
    (oh, ow), before = lay((h, w), ksize, strides, padding)
    out = np.zeros((n, oh, ow, c))
    for image, y, x, channel in np.ndindex(out.shape):
        cells = cells_of(y, x, (h, w), ksize, strides, before)
        total = sum(float(input[image, row, column, channel]) for _, _, row, column in cells)
        out[image, y, x, channel] = total / len(cells)
    return out


def avg_pool2d_backprop_input(
    input_sizes: Sequence[int],
    out_backprop: np.ndarray,
    ksize: Sizes,
    strides: Sizes,
    padding: Padding,
) -> np.ndarray:
    """Share each number alike among the real cells of its window.

    The plain form of :func:`course_lib.nn.avg_pool2d_backprop_input`.

    Examples
    --------
    >>> gradient = np.array([4.0, 8]).reshape(1, 1, 2, 1)
    >>> avg_pool2d_backprop_input([1, 1, 3, 1], gradient, (1, 2), 2, "SAME").ravel()
    array([2., 2., 8.])
    """
    (_, h, w, _), ksize = input_sizes, pair(ksize)
    _, before = lay((h, w), ksize, strides, padding)
    gradient = np.zeros(input_sizes)
    for image, y, x, channel in np.ndindex(out_backprop.shape):
        cells = cells_of(y, x, (h, w), ksize, strides, before)
        for _, _, row, column in cells:
            gradient[image, row, column, channel] += out_backprop[image, y, x, channel] / len(cells)
    return gradient


def extract_patches(
    images: np.ndarray, sizes: Sizes, strides: Sizes, rates: Sizes, padding: Padding
) -> np.ndarray:
    """Lay each window out as one row of numbers; cells in the padding are 0.

    The plain form of :func:`course_lib.nn.extract_patches`.

    Examples
    --------
    >>> extract_patches(np.arange(9).reshape(1, 3, 3, 1), 2, 1, 1, "VALID")[0, 0]
    array([[0, 1, 3, 4],
           [1, 2, 4, 5]])
    """
    (n, h, w, c), (kh, kw) = images.shape, pair(sizes)
    (oh, ow), before = lay((h, w), (kh, kw), strides, padding, rates)
    patches = np.zeros((n, oh, ow, kh, kw, c), images.dtype)
    for image, y, x in np.ndindex(n, oh, ow):
        for i, j, row, column in cells_of(y, x, (h, w), (kh, kw), strides, before, rates):
            patches[image, y, x, i, j] = images[image, row, column]
    return patches.reshape(n, oh, ow, kh * kw * c)


def extract_patches_backprop_input(
    input_sizes: Sequence[int],
    out_backprop: np.ndarray,
    sizes: Sizes,
    strides: Sizes,
    rates: Sizes,
    padding: Padding,
) -> np.ndarray:
    """Lay each patch back where it came from, and add where patches overlap.

    The plain form of :func:`course_lib.nn.extract_patches_backprop_input`.

    Examples
    --------
    >>> patches = np.ones((1, 1, 2, 2))
    >>> extract_patches_backprop_input([1, 1, 3, 1], patches, (1, 2), 1, 1, "VALID").ravel()
    array([1., 2., 1.])
    """
    (n, h, w, c), (kh, kw) = input_sizes, pair(sizes)
    (oh, ow), before = lay((h, w), (kh, kw), strides, padding, rates)
    patches, gradient = out_backprop.reshape(n, oh, ow, kh, kw, c), np.zeros(input_sizes)
    for image, y, x in np.ndindex(n, oh, ow):
        for i, j, row, column in cells_of(y, x, (h, w), (kh, kw), strides, before, rates):
            gradient[image, row, column] += patches[image, y, x, i, j]
    return gradient
