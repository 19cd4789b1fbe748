"""Cutting images into the patches that a filter sees, and the gradient of that."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import Padding, Sizes, check_count, read_array, read_pair, read_shape
from .fast import each_block
from .geometry import check_padding_word, read_axes
from .gradient_arguments import check_gradient
from .windows import add_windows, windows

PATCH_ORDER = "n, h, w, c"
GRADIENT_ORDER = "n, oh, ow, kh·kw·c"


def extract_patches(
    images: ArrayLike, sizes: Sizes, strides: Sizes, rates: Sizes, padding: Padding
) -> np.ndarray:
    """Lay each window of an image out as one row of numbers.

    Parameters
    ----------
    images : array (n, h, w, c), integers or floats
    sizes, strides, rates : int, pair, or list of four
        Size ``kh kw`` of a patch, steps ``sh sw`` between patches, and ``dh dw`` between the
        cells of one patch.
    padding : "SAME" or "VALID"
        Cells in the padding are 0.

    Returns
    -------
    array (n, oh, ow, kh·kw·c)
        A patch runs row by row, and through the channels of each cell, as a filter
        (kh, kw, c, c_out) does when it is flattened.

    Raises
    ------
    ValueError
        If no patch fits.

    See Also
    --------
    course_lib.nn.plain.extract_patches : The same in plain loops.

    References
    ----------
    ``tf.image.extract_patches``.

    Examples
    --------
    >>> import numpy as np
    >>> extract_patches(np.arange(9).reshape(1, 3, 3, 1), 2, 1, 1, "VALID")[0, 0]
    array([[0, 1, 3, 4],
           [1, 2, 4, 5]])
    """
    op = "extract_patches"
    x = read_array(op, "images", images, PATCH_ORDER, floating=False)
    rows, columns = patch_axes(op, x.shape[1:3], sizes, strides, rates, padding)
    kernel = (rows.kernel, columns.kernel)
    shape = (len(x), rows.out, columns.out, kernel[0] * kernel[1] * x.shape[3])
    check_count(op, "the result", shape)
    out = np.empty((*shape[:3], *kernel, x.shape[3]), x.dtype)

    def fill(block) -> None:
        out[block.place] = windows(block.padded(x), *block.axes)

    each_block(fill, x, (rows, columns))
    return out.reshape(shape)


def extract_patches_backprop_input(
    input_sizes: Sizes,
    out_backprop: ArrayLike,
    sizes: Sizes,
    strides: Sizes,
    rates: Sizes,
    padding: Padding,
) -> np.ndarray:
    """Return the gradient of :func:`extract_patches`: lay patches back, and add where they overlap.

    Parameters
    ----------
    input_sizes : list of four (n, h, w, c), or of two (h, w)
        The shape of the images.
    out_backprop : array (n, oh, ow, kh·kw·c), float
        The gradient of the loss by the patches.
    sizes, strides, rates, padding
        As given to :func:`extract_patches`.

    Returns
    -------
    array (n, h, w, c)
        The gradient of the loss by the images.

    Raises
    ------
    TypeError
        For integers: convert them to float first.
    ValueError
        If ``out_backprop`` has not the shape of the patches, or no patch fits.

    See Also
    --------
    course_lib.nn.plain.extract_patches_backprop_input : The same in plain loops.

    References
    ----------
    The gradient of ``tf.image.extract_patches``; elsewhere called col2im, or fold.

    Examples
    --------
    >>> import numpy as np
    >>> extract_patches_backprop_input([3, 3], np.ones((1, 2, 2, 4)), 2, 1, 1, "VALID")[0, :, :, 0]
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    """
    op = "extract_patches_backprop_input"
    gradient = read_array(op, "out_backprop", out_backprop, GRADIENT_ORDER, floating=True)
    kernel = read_pair(op, "sizes", sizes)
    cells_of_patch = kernel[0] * kernel[1]
    channels = gradient.shape[3] // cells_of_patch
    shape = read_shape(op, "input_sizes", input_sizes, "NHWC", len(gradient), channels)
    rows, columns = patch_axes(op, shape[1:3], kernel, strides, rates, padding)
    wanted = (shape[0], rows.out, columns.out, cells_of_patch * shape[3])
    check_gradient(op, gradient, wanted, "NHWC", "kh·kw·c")
    total = np.zeros(shape, gradient.dtype)
    stamps = gradient.reshape(*wanted[:3], cells_of_patch, shape[3])

    def add(block) -> None:
        add_windows(total[block.cells], np.moveaxis(stamps[block.place], 3, 0), *block.axes)

    each_block(add, total, (rows, columns), overlap=True)
    return total


def patch_axes(op, size, sizes, strides, rates, padding):
    """Return rows and columns for images of ``size`` (h, w)."""
    check_padding_word(op, padding)
    kernel, rates = read_pair(op, "sizes", sizes), read_pair(op, "rates", rates)
    return read_axes(op, padding, size, kernel, strides, rates)
