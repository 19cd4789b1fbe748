"""Wrong ways back through max pooling: the rule and what it gives."""

from __future__ import annotations

import numpy as np


def _one_at(place, window):
    """Return zeros with a 1 at a place, counted in the order of reading."""
    return (np.arange(window.size) == place).reshape(window.shape) * 1.0


def _first_largest(window):
    return _one_at(window.argmax(), window)


def _back(
    share=_first_largest,
    of=np.asarray,
    corner=lambda top, left, r, c: (top, left),
    span=lambda size, stride: stride,
    lay=np.add,
):
    """Return an answer for the gradient by an image (h, w) that was pooled.

    ``share`` tells how a window shares its y, ``of`` which y go back, ``corner`` from where its
    cells are counted, ``span`` how far windows move, ``lay`` what becomes of what lies there.
    """

    def answer(image, y, size, stride):
        image, step = np.asarray(image), span(size, stride)
        gradient = np.zeros(image.shape)
        for (r, c), value in np.ndenumerate(of(y)):
            top, left = r * step, c * step
            window = image[top : top + size, left : left + size]
            if window.size:
                (row, column), (kh, kw) = corner(top, left, r, c), window.shape
                cells = gradient[row : row + kh, column : column + kw]
                cells[...] = lay(cells, value * share(window))
        return gradient

    return answer


max_pool_backward = _back()


def _without_first(y):
    return y * np.pad(np.ones(np.subtract(y.shape, 1)), ((1, 0), (1, 0)))


# Of ties, and of what the code does in its loops
TIES = {
    "Every cell of a tie got y. Only the first of the largest gets it.": _back(
        lambda window: window == window.max()
    ),
    "The cells of a tie shared y. The first of the largest gets all of it.": _back(
        lambda window: (window == window.max()) / (window == window.max()).sum()
    ),
    "The last of the largest cells got y. The first in the order of reading gets it.": _back(
        lambda window: _first_largest(window[::-1, ::-1])[::-1, ::-1]
    ),
    "The cells of a window shared y: that is average pooling.": _back(
        lambda window: np.ones(window.shape) / window.size
    ),
    "The y was multiplied by the largest number. It passes as it is: the slope is 1.": _back(
        lambda window: _first_largest(window) * window.max()
    ),
    "Ties were read column by column. The order of reading is row by row.": _back(
        lambda window: _first_largest(window.T).T
    ),
    "A cell that won several windows kept only the last y. Add them up.": _back(
        lay=lambda old, new: np.where(new != 0, new, old)
    ),
    "A later window put its zeros over an earlier winner. Add, with +=.": _back(
        lay=lambda old, new: new
    ),
    "The y lost their halves: the table is of whole numbers. Begin with np.zeros(image.shape).": (
        _back(of=np.trunc)
    ),
    "The stride was ignored: the window of row r starts at row r * stride, columns likewise.": (
        _back(span=lambda size, stride: 1)
    ),
}
POOL_BACK = {
    "Every cell of its window got y. Only the largest gets it.": _back(np.ones_like),
    "Only the first row of y went back. Does a return come too early?": _back(of=lambda y: y[:1]),
    "Only the first number of y went back. Does a return come too early?": _back(
        of=lambda y: y[:1, :1]
    ),
    "The first row and the first column of y were left out: counting begins with 0.": _back(
        of=_without_first
    ),
    "The last row and the last column of y were left out. Do the loops end early?": _back(
        of=lambda y: y[:-1, :-1]
    ),
    "The columns of y were counted as its rows. Each axis has a length of its own.": _back(
        of=lambda y: y[:, : len(y)]
    ),
    "The place of the winner is counted inside its window. Add the window's own top and left.": (
        _back(corner=lambda top, left, r, c: (0, 0))
    ),
    "The window's top was added to the row, but its left not to the column.": _back(
        corner=lambda top, left, r, c: (top, 0)
    ),
    "The window's left was added to the column, but its top not to the row.": _back(
        corner=lambda top, left, r, c: (0, left)
    ),
    "Row and column of the winner are swapped inside its window.": _back(
        lambda window: _first_largest(window).T
    ),
    "Each y went to the top left of its window. The largest cell gets it.": _back(
        lambda window: _one_at(0, window)
    ),
    "The smallest cell of each window got y. The largest gets it.": _back(
        lambda window: _one_at(window.argmin(), window)
    ),
    "The winners got 1. Each gets the y of its window.": _back(of=np.ones_like),
    "The winners got their own number. Each gets the y of its window.": _back(
        lambda window: _first_largest(window) * window.max(), of=np.ones_like
    ),
    "The winner's place was counted from row r and column c. The window begins at r * stride and "
    "c * stride.": _back(corner=lambda top, left, r, c: (r, c)),
    "The search for the largest began at 0, so windows without a number above 0 gave their y to "
    "their first cell.": _back(lambda window: _first_largest(np.maximum(window, 0))),
    "The sign of y is turned.": _back(of=np.negative),
    "The cell that is farthest from 0 got y. The largest gets it.": _back(
        lambda window: _first_largest(np.abs(window))
    ),
    "The windows lie side by side here. They move by the stride.": _back(
        span=lambda size, stride: size
    ),
    "Negative y were set to 0. All y go back.": _back(of=lambda y: np.maximum(y, 0)),
    "y was divided by the number of cells of the window. The winner gets all of it.": _back(
        lambda window: _first_largest(window) / window.size
    ),
}
