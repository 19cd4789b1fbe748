"""The gradient of extract_patches."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import Padding, Sizes, read_array, read_pair, read_shape
from .fast import each_block
from .gradient_arguments import check_gradient
from .patches import patch_axes
from .windows import add_windows

GRADIENT_ORDER = "n, oh, ow, kh·kw·c"


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
