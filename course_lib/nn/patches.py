"""Cutting images into the patches that a filter sees."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import Padding, Sizes, check_count, read_array, read_pair
from .fast import each_block
from .geometry import check_padding_word, read_axes
from .windows import windows

PATCH_ORDER = "n, h, w, c"


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


def patch_axes(op, size, sizes, strides, rates, padding):
    """Return rows and columns for images of ``size`` (h, w)."""
    check_padding_word(op, padding)
    kernel, rates = read_pair(op, "sizes", sizes), read_pair(op, "rates", rates)
    return read_axes(op, padding, size, kernel, strides, rates)
