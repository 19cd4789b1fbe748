"""The gradient with respect to filters, and the wrong sums over y that learners make."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import changes as c
from . import sliding as s
from .changes import Change, changes


def _correlated(windows, y):
    return np.einsum("nyxijc,nyxo->ijco", windows, y)


def filter_gradient(images, y, kh, kw, stride) -> s.Slide:
    """Return the gradient of filters as windows of images (n, h, w, c_in), weighted by y."""
    images = np.asarray(images, float)
    rows, columns = (
        replace(axis, count=count)
        for axis, count in zip(s.axes(images, (kh, kw), stride), np.shape(y)[1:3], strict=True)
    )
    return s.Slide(images, rows, columns, _correlated, np.asarray(y))


Y_SUMS = {
    "Only the first row of y was used. Does a return come too early?": lambda w, y: _correlated(
        w[:, :1], y[:, :1]
    ),
    "The last row and the last column of y were left out. Do the loops end early?": lambda w, y: (
        _correlated(w[:, :-1, :-1], y[:, :-1, :-1])
    ),
    "The first row and the first column of y were left out: counting begins with 0.": (
        lambda w, y: _correlated(w[:, 1:, 1:], y[:, 1:, 1:])
    ),
    "Images and y were added up over the batch first. Multiply image by image, then add up.": (
        lambda w, y: _correlated(w.sum(axis=0, keepdims=True), y.sum(axis=0, keepdims=True))
    ),
    "The channels of the images were added up. Each has a gradient of its own.": lambda w, y: (
        np.repeat(_correlated(w, y).sum(axis=2, keepdims=True), w.shape[5], axis=2)
    ),
    "The channels of y were added up. Each has a gradient of its own.": lambda w, y: np.repeat(
        _correlated(w, y).sum(axis=3, keepdims=True), y.shape[3], axis=3
    ),
    "The windows were added up, and then multiplied by the sum of y. Multiply place by place.": (
        lambda w, y: np.einsum("nijc,no->ijco", w.sum(axis=(1, 2)), y.sum(axis=(1, 2)))
    ),
    "Output channel o met channel o of the images alone. It meets all of them.": lambda w, y: (
        _correlated(w, y) * np.eye(w.shape[5], y.shape[3])
    ),
    "Rows and columns of y are swapped.": lambda w, y: np.einsum(
        "nyxijc,nyxo->ijco", w, y.swapaxes(1, 2).reshape(y.shape)
    ),
    "The result has the axes of PyTorch, (c_out, c_in, kh, kw). It is (kh, kw, c_in, c_out).": (
        lambda w, y: _correlated(w, y).transpose(3, 2, 0, 1)
    ),
}


SPECIAL = {
    "Only the first image was used. Add up over all images.": lambda s: replace(
        s, images=s.images[:1], filters=s.filters[:1]
    ),
    "There is a gradient for each image. Add up over the images of the batch.": c.reduced(
        lambda w, y: np.einsum("nyxijc,nyxo->nijco", w, y)
    ),
    "The mean over the images was taken. Their gradients are added up.": c.filters(
        lambda y: y / len(y)
    ),
    "The mean over the windows was taken. They are added up.": c.filters(
        lambda y: y / (y.shape[1] * y.shape[2])
    ),
    "Only the last window counts: did you write = in place of +=? Add up all windows.": c.reduced(
        lambda w, y: _correlated(w[:, -1:, -1:], y[:, -1:, -1:])
    ),
    "The result is flipped: the first number met the first pixel of each window.": c.form(
        lambda out: out[::-1, ::-1]
    ),
    "Input and output channels are swapped: the result is (kh, kw, c_in, c_out).": c.form(
        lambda out: out.swapaxes(2, 3)
    ),
}
_EARLIER = {
    "Zeros were put around the images. There is no padding.": c.axes(
        lambda axis: replace(axis, first=axis.first - 1)
    )
}


def of_y() -> list[Change]:
    """Return changes of the sums over y that make the gradient of filters."""
    return [*changes("sum", Y_SUMS, c.reduced), *changes("place", _EARLIER)]
