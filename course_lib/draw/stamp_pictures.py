"""The steps of a transposed convolution: stamp after stamp, and what they add up to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..explain.notation import number
from ..nn.arguments import read_pair
from .cells import draw_lines
from .flow import compose
from .grids import Grid
from .picture import Picture
from .read_arrays import read_values
from .svg import times

MOST = 9  # stamps


def stamps(image: ArrayLike, kernel: ArrayLike, strides: int | Sequence[int]) -> Picture:
    """Draw a transposed convolution with padding VALID, one stamp a line.

    Each line shows the input with the cell whose turn it is; the stamp of this cell, with the
    rows and columns of the output where it lies; and the output so far, with the stamp's place
    outlined. Cells on which it meets earlier stamps are marked.

    Parameters
    ----------
    image : array (h, w)
        At most 9 cells.
    kernel : array (kh, kw)
    strides : int or pair
        ``sh sw``.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If an array is not 2-D, there are too many stamps, or the output is larger than 14×14.

    Examples
    --------
    >>> stamps([[2, 3]], [[1, -1]], 1)
    Stamp after stamp, stride 1×1. Input: 1 by 2 grid. Row 0: 2, 3. Input cell (0, 0): 2 × the \
kernel: 1 by 2 grid. Row 0: 2, −2. The sum so far: 1 by 3 grid. Row 0: 2, −2, 0. Window: rows 0, \
columns 0, 1. Input cell (0, 1): 3 × the kernel: 1 by 2 grid. Row 0: 3, −3. The sum so far: \
1 by 3 grid. Row 0: 2, 1, −3. Window: rows 0, columns 1, 2. Marked (row, column): (0, 1).
    """
    image, kernel = (Grid(read_values("draw", values)).values for values in (image, kernel))
    strides = read_pair("stamps", "strides", strides)
    if image.size > MOST:
        raise ValueError(f"stamps: at most {MOST} input cells can be drawn, received {image.shape}")
    lines = _lines(image, kernel, strides)
    words = [Grid(image, "Input").describe()]
    for cell, (_, stamp, so_far) in zip(np.ndindex(image.shape), lines, strict=True):
        words.append(f"Input cell {cell}: {stamp.describe()} {so_far.describe()}")
    title = f"Stamp after stamp, stride {times(strides)}"
    blocks = draw_lines([list(zip(("", "→", "→"), line, strict=True)) for line in lines])
    return compose(blocks, title, " ".join(words))


def _lines(image, kernel, strides) -> list[tuple[Grid, Grid, Grid]]:
    """Return input, stamp and sum so far for each input cell."""
    (h, w), (kh, kw), (sh, sw) = image.shape, kernel.shape, strides
    total = np.zeros(((h - 1) * sh + kh, (w - 1) * sw + kw))
    covered = np.zeros(total.shape, int)
    lines = []
    for y, x in np.ndindex(h, w):
        top, left = y * sh, x * sw
        place = slice(top, top + kh), slice(left, left + kw)
        total[place] += image[y, x] * kernel
        covered[place] += 1
        met = [(top + i, left + j) for i, j in np.argwhere(covered[place] > 1).tolist()]
        window = range(top, top + kh), range(left, left + kw)
        times = f"{number(image[y, x], 4)} × the kernel"
        lines.append(
            (
                Grid(image, "Input", mark=[(y, x)], indices=False),
                Grid(image[y, x] * kernel, times, origin=(top, left)),
                Grid(total.copy(), "The sum so far", window=window, mark=met),
            )
        )
    return lines
