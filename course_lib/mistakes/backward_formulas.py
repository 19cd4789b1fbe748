"""Wrong gradients of a dense layer and of max pooling: the rule and what it gives."""

from __future__ import annotations

import numpy as np


def _dense(passed=lambda y, z: y * (z > 0), by_x=None, by_w=None, by_b=None):
    def answer(x, w, b, y):
        p = passed(y, x @ w + b)
        return (
            by_x(x, w, p, y) if by_x else p @ w.T,
            by_w(x, w, p, y) if by_w else x.T @ p,
            by_b(x, w, p, y) if by_b else p.sum(axis=0),
        )

    return answer


DENSE = {
    "The output of ReLU was multiplied in: what counts is only whether it is positive.": _dense(
        lambda y, z: y * np.maximum(z, 0)
    ),
    "The numbers before ReLU were multiplied in: what counts is only whether they are positive.": (
        _dense(lambda y, z: y * z)
    ),
    "The mask is upside down: y passes where the number before ReLU is positive.": _dense(
        lambda y, z: y * (z <= 0)
    ),
    "The mask itself went back: multiply it by y.": _dense(lambda y, z: (z > 0) * 1.0),
    "The sign of y was used, not that of the number before ReLU.": _dense(lambda y, z: y * (y > 0)),
    "A hundredth passed where nothing should, as with leaky ReLU. ReLU lets nothing pass.": _dense(
        lambda y, z: np.where(z > 0, y, 0.01 * y)
    ),
    "The gradient by b is the mean over the images. Add them up.": _dense(
        by_b=lambda x, w, p, y: p.mean(axis=0)
    ),
    "The gradient by b was added up along the wrong axis: add up over the images, axis 0.": (
        _dense(by_b=lambda x, w, p, y: p.sum(axis=1))
    ),
    "The gradient by b was added up over everything. It has the shape of b.": _dense(
        by_b=lambda x, w, p, y: p.sum()
    ),
    "The gradient by b counts the images: add up what passed ReLU.": _dense(
        by_b=lambda x, w, p, y: (p != 0).sum(axis=0)
    ),
    "The gradient by x did not pass ReLU. Use the y behind ReLU for all three.": _dense(
        by_x=lambda x, w, p, y: y @ w.T
    ),
    "The gradient by w did not pass ReLU. Use the y behind ReLU for all three.": _dense(
        by_w=lambda x, w, p, y: x.T @ y
    ),
    "Only the gradient by x passed ReLU. Use the y behind ReLU for all three.": _dense(
        by_w=lambda x, w, p, y: x.T @ y, by_b=lambda x, w, p, y: y.sum(axis=0)
    ),
    "Only the gradient by w passed ReLU. Use the y behind ReLU for all three.": _dense(
        by_x=lambda x, w, p, y: y @ w.T, by_b=lambda x, w, p, y: y.sum(axis=0)
    ),
    "The gradient by w was divided by the number of images. Add up over them.": _dense(
        by_w=lambda x, w, p, y: x.T @ p / len(x)
    ),
    "The signs are turned: these are the steps downhill, not the gradients.": _dense(
        lambda y, z: -y * (z > 0)
    ),
    "The gradient by x and the one by w are swapped: by x first, then by w, then by b.": (
        lambda x, w, b, y: (
            x.T @ (y * (x @ w + b > 0)),
            (y * (x @ w + b > 0)) @ w.T,
            (y * (x @ w + b > 0)).sum(axis=0),
        )
    ),
    "The gradients stand in the order b, w, x. Return those by x, by w and by b.": (
        lambda x, w, b, y: (
            (y * (x @ w + b > 0)).sum(axis=0),
            x.T @ (y * (x @ w + b > 0)),
            (y * (x @ w + b > 0)) @ w.T,
        )
    ),
    "Only the first image was used. Add up over all of them.": _dense(
        by_w=lambda x, w, p, y: x[:1].T @ p[:1], by_b=lambda x, w, p, y: p[0]
    ),
    "Only the last image is left in the gradients by w and b. Add up: += and not =.": _dense(
        by_w=lambda x, w, p, y: x[-1:].T @ p[-1:], by_b=lambda x, w, p, y: p[-1]
    ),
    "The gradient by w is the product of x and y cell by cell, or of their sums.": _dense(
        by_w=lambda x, w, p, y: np.outer(x.sum(axis=0), p.sum(axis=0))
    ),
}


def _winner(window, find=np.argmax):
    return divmod(int(find(window)), window.shape[1])


def _above_zero(window):
    """Return the place of the largest number above 0; the first place if there is none."""
    return np.where(window > 0, window, 0).argmax()


def _routed(put, find=np.argmax, span=None, start=None):
    """Return an answer of max pooling's way back that puts each y somewhere else, or otherwise.

    Windows move by ``span``, and a winner's place is counted from ``start``.
    """

    def answer(image, y, size, stride):
        image = np.asarray(image)
        gradient, step = np.zeros(image.shape), span(size, stride) if span else stride
        for r, c in np.ndindex(*np.shape(y)):
            top, left = r * step, c * step
            window = image[top : top + size, left : left + size]
            if window.size:
                corner = start(r, c) if start else (top, left)
                put(gradient, corner, _winner(window, find), y[r, c], image)
        return gradient

    return answer


def _add(place, value=lambda y, number: y):
    def put(gradient, corner, winner, y, image):
        row, column = place(corner, winner)
        gradient[row, column] += value(y, image[row, column])

    return put


def _there(corner, winner):
    return corner[0] + winner[0], corner[1] + winner[1]


def _windows(image, y, size, stride, first=0, rows=None, columns=None, value=None):
    """Return max pooling's way back through some of the windows."""
    image, gradient = np.asarray(image), np.zeros(np.shape(image))
    for r in range(first, len(y) if rows is None else rows):
        for c in range(first, y.shape[1] if columns is None else columns):
            place = np.s_[r * stride : r * stride + size, c * stride : c * stride + size]
            window = image[place]
            won = np.arange(window.size).reshape(window.shape) == window.argmax()
            gradient[place] += (won if value is None else value(window)) * y[r, c]
    return gradient


POOL_BACK = {
    "Every cell of its window got y. Only the largest gets it.": lambda *given: _windows(
        *given, value=np.ones_like
    ),
    "Only the first row of y went back. Does a return come too early?": lambda *given: _windows(
        *given, rows=1
    ),
    "Only the first number of y went back. Does a return come too early?": lambda *given: _windows(
        *given, rows=1, columns=1
    ),
    "The first row and the first column of y were left out: counting begins with 0.": (
        lambda *given: _windows(*given, first=1)
    ),
    "The last row and the last column of y were left out. Do the loops end early?": (
        lambda image, y, size, stride: _windows(image, y[:-1, :-1], size, stride)
    ),
    "The columns of y were counted as its rows. Each axis has a length of its own.": (
        lambda image, y, size, stride: _windows(image, y, size, stride, columns=len(y))
    ),
    "The place of the winner is counted inside its window. Add the window's own top and left.": (
        _routed(_add(lambda corner, winner: winner))
    ),
    "The window's top was added to the row, but its left not to the column.": _routed(
        _add(lambda corner, winner: (corner[0] + winner[0], winner[1]))
    ),
    "The window's left was added to the column, but its top not to the row.": _routed(
        _add(lambda corner, winner: (winner[0], corner[1] + winner[1]))
    ),
    "Row and column of the winner are swapped inside its window.": _routed(
        _add(lambda corner, winner: (corner[0] + winner[1], corner[1] + winner[0]))
    ),
    "Each y went to the top left of its window. The largest cell gets it.": _routed(
        _add(lambda corner, winner: corner)
    ),
    "The smallest cell of each window got y. The largest gets it.": _routed(
        _add(_there), np.argmin
    ),
    "The winners got 1. Each gets the y of its window.": _routed(_add(_there, lambda y, _: 1)),
    "The winners got their own number. Each gets the y of its window.": _routed(
        _add(_there, lambda y, number: number)
    ),
    "The winner's place was counted from row r and column c. The window begins at r * stride and "
    "c * stride.": _routed(_add(_there), start=lambda r, c: (r, c)),
    "The search for the largest began at 0, so windows without a number above 0 gave their y to "
    "their first cell.": _routed(_add(_there), _above_zero),
    "The sign of y is turned.": _routed(_add(_there, lambda y, _: -y)),
    "The cell that is farthest from 0 got y. The largest gets it.": _routed(
        _add(_there), lambda window: np.abs(window).argmax()
    ),
    "The windows lie side by side here. They move by the stride.": _routed(
        _add(_there), span=lambda size, stride: size
    ),
    "Negative y were set to 0. All y go back.": _routed(
        _add(_there, lambda y, _: np.maximum(y, 0))
    ),
    "y was divided by the number of cells of the window. The winner gets all of it.": (
        lambda image, y, size, stride: _routed(_add(_there, lambda v, _: v / size**2))(
            image, y, size, stride
        )
    ),
}
