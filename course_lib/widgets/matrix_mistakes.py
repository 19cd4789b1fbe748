"""Known mistakes of a convolution as a product of matrices, as numbers for one place."""

from __future__ import annotations

import numpy as np

from .mistakes import computed, of_convolution
from .quiz import Wrong


def of_matrix_product(image, filters, stride, patches, axes, place) -> list[Wrong]:
    """Return known mistakes of patches times filters.

    Parameters
    ----------
    image : array (1, h, w, c_in)
    filters : array (kh, kw, c_in, c_out)
    stride : int
    patches : array (oh, ow, kh·kw·c_in)
    axes : (Axis, Axis)
    place : (y, x, o)
    """
    y, x, o = place
    kh, kw, c_in, c_out = filters.shape
    matrix = filters.reshape(-1, c_out)
    blocks = patches.reshape(*patches.shape[:2], kh, kw, c_in)

    def reordered(*order) -> np.ndarray:
        return blocks.transpose(0, 1, *order).reshape(patches.shape) @ matrix

    rows, outputs = patches.reshape(-1, len(matrix)), (patches @ matrix).reshape(-1, c_out)
    mistakes = [
        (
            "The patch held channel after channel. It runs row, column, channel, as the filters.",
            lambda: reordered(4, 2, 3),
        ),
        ("The patch ran column by column. It must run row by row.", lambda: reordered(3, 2, 4)),
        (
            "The filters were flattened to rows, reshape(c_out, …). A filter is a column.",
            lambda: patches @ filters.reshape(c_out, -1).T,
        ),
    ]
    one = of_convolution(image, filters[..., o : o + 1], 0.0, axes, (y, x))
    r = y * patches.shape[1] + x
    turned = (
        "Row and column were mixed up: the row tells the patch, the column the filter.",
        lambda: outputs.T,
    )
    short = (
        "Only the first cell of the window was used. Row and column are multiplied to the end.",
        lambda: rows[:, :c_in] @ matrix[:c_in],
    )
    return [*computed(place, mistakes), *computed((r, o), [turned, short]), *one]
