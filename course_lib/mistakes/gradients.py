"""Mistakes special to exercise 07; those that fit many tasks are listed in ``computed.py``."""

import numpy as np

from . import changes as c
from .computations import filter_gradient, places


def dense_backward(x, w, b, y, mask=lambda y, before: y * (before > 0), collect=None):
    """Return the answer of task 2.

    ``mask`` lets y through ReLU, ``collect`` makes the three gradients of what came through.
    """
    passed = mask(y, x @ w + b)
    return collect(passed) if collect else (passed @ w.T, x.T @ passed, passed.sum(axis=0))


def collected(rule, collect):
    """Make other gradients of x, w, the y behind ReLU and the y before it."""
    return c.Change(
        rule,
        lambda right, given: right(
            **given, collect=lambda passed: collect(given["x"], given["w"], passed, given["y"])
        ),
    )


def first_largest(window):
    """Return zeros with a 1 at the first of the largest numbers, in the order of reading."""
    return one_at(window.argmax(), window)


def one_at(place, window):
    """Return zeros with a 1 at a place, counted in the order of reading."""
    out = np.zeros(window.shape)
    out.flat[place] = 1
    return out


def max_pool_backward(image, y, size, stride, shares=first_largest, add=True, dtype=float):
    """Return the answer of task 3; ``shares`` tells how a window shares its y.

    With ``add`` "winners" only the cells that have a share are overwritten.
    """
    gradient = np.zeros(np.shape(image), dtype)
    for rows, columns, value in places(y, size, size, stride):
        window = np.asarray(image)[rows, columns]
        stamp, cells = (value * shares(window)).astype(dtype), gradient[rows, columns]
        if add == "winners":
            cells[stamp != 0] = stamp[stamp != 0]
        else:
            cells[...] = stamp + (cells if add else 0)
    return gradient


def input_gradient(h, w, kernel, y, stride, add=True):
    """Return the answer of task 5."""
    gradient = np.zeros((h, w))
    for rows, columns, value in places(y, *np.shape(kernel), stride):
        gradient[rows, columns] = kernel * value + (gradient[rows, columns] if add else 0)
    return gradient


def last_window_only(y):
    """Return a gradient of which only the last window is left."""
    only = np.zeros(y.shape)
    only[:, -1, -1] = y[:, -1, -1]
    return only


def seen_part(right, given):
    """Leave out the cells that no window saw."""
    (kh, kw), (oh, ow) = np.shape(given["kernel"]), np.shape(given["y"])
    stride = given["stride"]
    return right(**given)[: (oh - 1) * stride + kh, : (ow - 1) * stride + kw]


def by_kernel(y):
    """Return the gradient of task 1 by the kernel, for a y."""
    image = np.array([[2, 0, 1], [-1, 3, 4], [5, -2, 1]]).reshape(1, 3, 3, 1)
    return filter_gradient(image, np.reshape(y, (1, 2, 2, 1)), 2, 2, 1)[:, :, 0, 0]


ROWS_START = (
    "The stride was ignored: the window of row r starts at row r * stride, columns likewise."
)
Y_FLIPPED = "The y was flipped. Each number of y belongs to the window that made its output."
MEAN_OF_WINDOWS = "The mean over the windows was taken. They are added up."
EACH_IMAGE = "There is a gradient for each image. Add up over the images of the batch."
MEAN_OF_IMAGES = "The mean over the images was taken. Their gradients are added up."
SHARES = (
    c.option(
        "Every cell of a tie got y. Only the first of the largest gets it.",
        shares=lambda window: window == window.max(),
    ),
    c.option(
        "The cells of a tie shared y. The first of the largest gets all of it.",
        shares=lambda window: (window == window.max()) / (window == window.max()).sum(),
    ),
    c.option(
        "The last of the largest cells got y. The first in the order of reading gets it.",
        shares=lambda w: one_at(w.size - 1 - w.ravel()[::-1].argmax(), w),
    ),
    c.option(
        "The cells of a window shared y: that is average pooling.",
        shares=lambda window: np.ones(window.shape) / window.size,
    ),
    c.option(
        "The y was multiplied by the largest number. It passes as it is: the slope is 1.",
        shares=lambda window: first_largest(window) * window.max(),
    ),
)
POOLED = np.array([[4, 1, 2, 2], [4, 3, 0, 2]]), np.array([[10, 20]])

BY_TASK = {
    "1": [
        *c.values(
            "by_kernel",
            {
                Y_FLIPPED: by_kernel([[0, 3], [-2, 1]]),
                "Rows and columns of y are swapped.": by_kernel([[1, 3], [-2, 0]]),
                "Rows and columns of the result are swapped: the first axis is the "
                "height.": by_kernel([[1, -2], [3, 0]]).T,
                MEAN_OF_WINDOWS: by_kernel([[1, -2], [3, 0]]) / 4,
            },
        ),
        *c.by_hand("by_pooled", max_pool_backward, (*POOLED, 2, 2), *SHARES),
    ],
    "2": c.mistakes(
        "dense_backward",
        dense_backward,
        c.option(
            "The ReLU was left out. Where the number before it was not positive, y does not pass.",
            mask=lambda y, before: y,
        ),
        c.option(
            "Negative y were put to 0. What counts is the sign of the number before ReLU.",
            mask=lambda y, before: np.maximum(y, 0),
        ),
        c.Change(
            "The sign of x @ w was used. The number before ReLU is x @ w + b.",
            lambda right, given: right(
                **given, mask=lambda y, before: y * (before - given["b"] > 0)
            ),
        ),
        c.option(
            "Where the number before ReLU is exactly 0, y passed. Nothing passes there.",
            mask=lambda y, before: y * (before >= 0),
        ),
        collected(
            EACH_IMAGE,
            lambda x, w, passed, y: (passed @ w.T, x[:, :, None] * passed[:, None, :], passed),
        ),
        collected(
            "The gradient by b is not added up over the images: it has the shape of b.",
            lambda x, w, passed, y: (passed @ w.T, x.T @ passed, passed),
        ),
        collected(
            "The y went to the bias without passing ReLU. Use the y behind ReLU for all three.",
            lambda x, w, passed, y: (passed @ w.T, x.T @ passed, y.sum(axis=0)),
        ),
        collected(
            MEAN_OF_IMAGES,
            lambda x, w, passed, y: (passed @ w.T, x.T @ passed / len(x), passed.mean(axis=0)),
        ),
        collected(
            "The matrix w was not transposed, or only reshaped. Swap its rows and columns: "
            "y @ w.T.",
            lambda x, w, passed, y: (
                *(passed @ w.reshape(w.shape[::-1]), x.T @ passed, passed.sum(axis=0)),
            ),
        ),
        collected(
            "The gradient by w is transposed. It has the shape of w: (c_in, c_out).",
            lambda x, w, passed, y: (passed @ w.T, passed.T @ x, passed.sum(axis=0)),
        ),
    ),
    "3": c.mistakes(
        "max_pool_backward",
        max_pool_backward,
        *SHARES,
        c.option(
            "Ties were read column by column. The order of reading is row by row.",
            shares=lambda window: first_largest(window.T).T,
        ),
        c.option(
            "A cell that won several windows kept only the last y. Add them up.", add="winners"
        ),
        c.option("A later window put its zeros over an earlier winner. Add, with +=.", add=False),
        c.option(
            "The y lost their halves: the table is of whole numbers. Begin with "
            "np.zeros(image.shape).",
            dtype=int,
        ),
        c.stride_ignored(ROWS_START),
    ),
    "4": c.mistakes(
        "filter_gradient",
        filter_gradient,
        c.Change(
            "Only the first image was used. Add up over all images.",
            lambda right, given: right(
                **given | {name: given[name][:1] for name in ("images", "y")}
            ),
        ),
        c.option(EACH_IMAGE, axes="nyxcij,nyxo->nijco"),
        c.argument("y", lambda y: y / len(y), MEAN_OF_IMAGES),
        c.argument("y", lambda y: y / (y.shape[1] * y.shape[2]), MEAN_OF_WINDOWS),
        c.argument(
            "y",
            last_window_only,
            "Only the last window counts: did you write = in place of +=? Add up all windows.",
        ),
        c.result(
            lambda out: out[::-1, ::-1],
            "The result is flipped: the first number met the first pixel of each window.",
        ),
        c.result(
            lambda out: out.swapaxes(2, 3),
            "Input and output channels are swapped: the result is (kh, kw, c_in, c_out).",
        ),
    ),
    "5": c.mistakes(
        "input_gradient",
        input_gradient,
        c.Change(
            "The cells that no window saw are missing. The result has h rows and w columns.",
            seen_part,
        ),
    ),
}
