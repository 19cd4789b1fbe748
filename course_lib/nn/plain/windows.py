"""Where windows lie: what all plain operators begin with."""

from __future__ import annotations

import numpy as np

from ..geometry import Axis, same_padding


def pair(value) -> tuple[int, int]:
    """Return one number for the rows and one for the columns; the middle two of TensorFlow's four.

    >>> pair(2), pair((2, 3)), pair([1, 2, 3, 1])
    ((2, 2), (2, 3), (2, 3))
    """
    numbers = np.atleast_1d(value)
    rows, columns = np.broadcast_to(numbers[1:3] if len(numbers) == 4 else numbers, 2).tolist()
    return rows, columns


def lay(size, kernel, strides, padding, dilations=1):
    """Return how many windows there are along rows and columns, and how far the first sticks out.

    >>> lay((5, 5), (3, 3), 1, "VALID"), lay((5, 5), (3, 3), 2, "SAME")
    (([3, 3], [0, 0]), ([3, 3], [1, 1]))
    """
    steps = zip(size, kernel, pair(strides), pair(dilations), strict=True)
    counts, before = [], []
    for axis, (cells, k, s, d) in enumerate(steps):
        if padding == "SAME":
            first, last = same_padding(cells, k, s, d)
        else:
            first, last = (0, 0) if padding == "VALID" else padding[axis + 1]
        reach = (k - 1) * d + 1  # cells from the first to the last one of a window
        counts.append(max((first + cells + last - reach) // s + 1, 0))
        before.append(first)
    return counts, before


def steps(rows: Axis, columns: Axis) -> tuple:
    """Return strides, padding and dilations of two axes.

    >>> steps(Axis(5, 3, stride=2, before=1), Axis(5, 2))
    ((2, 1), [(0, 0), (1, 0), (0, 0), (0, 0)], (1, 1))
    """
    padding = [(0, 0), (rows.before, rows.after), (columns.before, columns.after), (0, 0)]
    return (rows.stride, columns.stride), padding, (rows.dilation, columns.dilation)
