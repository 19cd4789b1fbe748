"""Mistakes special to exercise 07; those that fit many tasks are listed in ``computed.py``."""

from __future__ import annotations

import numpy as np

from .changes import mistakes

VALUES = {
    "by_kernel": {
        "The y was flipped. Each number of y belongs to the window that made its output.": [
            *([5, 1], [-3, 17])
        ],
        "Rows and columns of y are swapped.": [[4, -3], [-2, 19]],
        "The mean over the windows was taken. They are added up.": [[-0.25, 1.75], [2, -2.75]],
    },
    "by_pooled": {
        "Every cell of a tie got y. Only the first of the largest gets it.": [
            *([10, 0, 20, 20], [10, 0, 0, 20])
        ],
        "The cells of a tie shared y. The first of the largest gets all of it.": [
            *([5, 0, 20 / 3, 20 / 3], [5, 0, 0, 20 / 3])
        ],
        "The last of the largest cells got y. The first in the order of reading gets it.": [
            *([0, 0, 0, 0], [10, 0, 0, 20])
        ],
        "The cells of a window shared y: that is average pooling.": [
            *([2.5, 2.5, 5, 5], [2.5, 2.5, 5, 5])
        ],
        "The y was multiplied by the largest number. It passes as it is: the slope is 1.": [
            *([40, 0, 40, 0], [0, 0, 0, 0])
        ],
    },
}
BY_TASK = {"1": mistakes(VALUES)}


def _dense(
    passed=lambda y, z: y * (z > 0),
    by_x=lambda x, w, p, y: p @ w.T,
    by_w=lambda x, w, p, y: x.T @ p,
    by_b=lambda x, w, p, y: p.sum(axis=0),
    order=(0, 1, 2),
):
    """Return the gradients by x, w and b of a dense layer with ReLU; p is the y behind ReLU."""

    def answer(x, w, b, y):
        p = passed(y, x @ w + b)
        found = [by(x, w, p, y) for by in (by_x, by_w, by_b)]
        return tuple(found[k] for k in order)

    return answer


dense_backward = _dense()


DENSE = {
    "The ReLU was left out. Where the number before it was not positive, y does not pass.": _dense(
        lambda y, z: y
    ),
    "The sign of x @ w was used. The number before ReLU is x @ w + b.": lambda x, w, b, y: (
        dense_backward(x, w, 0 * b, y)
    ),
    "Where the number before ReLU is exactly 0, y passed. Nothing passes there.": _dense(
        lambda y, z: y * (z >= 0)
    ),
    "There is a gradient for each image. Add up over the images of the batch.": _dense(
        by_w=lambda x, w, p, y: x[:, :, None] * p[:, None, :], by_b=lambda x, w, p, y: p
    ),
    "The gradient by b is not added up over the images: it has the shape of b.": _dense(
        by_b=lambda x, w, p, y: p
    ),
    "The y went to the bias without passing ReLU. Use the y behind ReLU for all three.": _dense(
        by_b=lambda x, w, p, y: y.sum(axis=0)
    ),
    "The mean over the images was taken. Their gradients are added up.": _dense(
        by_w=lambda x, w, p, y: x.T @ p / len(x), by_b=lambda x, w, p, y: p.mean(axis=0)
    ),
    "The matrix w was not transposed, or only reshaped. Swap its rows and columns: y @ w.T.": (
        _dense(by_x=lambda x, w, p, y: p @ w.reshape(w.shape[::-1]))
    ),
    "The gradient by w is transposed. It has the shape of w: (c_in, c_out).": _dense(
        by_w=lambda x, w, p, y: p.T @ x
    ),
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
    "The gradient by x and the one by w are swapped: by x first, then by w, then by b.": _dense(
        order=(1, 0, 2)
    ),
    "The gradients stand in the order b, w, x. Return those by x, by w and by b.": _dense(
        order=(2, 1, 0)
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
