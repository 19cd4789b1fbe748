"""Padding as a layer."""

from __future__ import annotations

import numpy as np

from ..nn.arguments import is_whole, items_of
from .base import Layer
from .reading import read_format
from .shapes import image_axes, joined, split


class ZeroPadding2D(Layer):
    """Put rows and columns of 0 around images.

    Parameters
    ----------
    padding : int, pair, or pair of pairs
        On every side; rows and columns; or ((ph0, ph1), (pw0, pw1)).
    data_format : "channels_last" (NHWC, the default) or "channels_first" (NCHW)
    name : str, optional

    Raises
    ------
    ValueError
        If ``padding`` is something else.

    References
    ----------
    ``tf.keras.layers.ZeroPadding2D``.

    Examples
    --------
    >>> ZeroPadding2D(((1, 0), (0, 2)))([[[[5]]]])[0, :, :, 0]
    array([[0, 0, 0],
           [5, 0, 0]])
    """

    floating = False

    def __init__(self, padding=(1, 1), data_format=None, name=None):
        self.padding = _read_pads(padding)
        self.data_format = read_format("ZeroPadding2D", data_format)
        self.axes = image_axes(self.data_format)
        super().__init__(name)
        self.built = True  # there are no weights to make

    def _output_shape(self, input_shape):
        n, size, c = split(input_shape, self.data_format)
        larger = [cells + sum(pads) for cells, pads in zip(size, self.padding, strict=True)]
        return joined(n, larger, c, self.data_format)

    def _forward(self, x, training):
        return np.pad(x, joined((0, 0), self.padding, (0, 0), self.data_format))

    def _backward(self, x, outputs, gradient):
        _, size, _ = split(x.shape, self.data_format)
        inner = [slice(p[0], p[0] + cells) for cells, p in zip(size, self.padding, strict=True)]
        everything = slice(None)
        return gradient[joined(everything, inner, everything, self.data_format)].copy()


def _read_pads(padding) -> tuple:
    sides = items_of(padding)
    if len(sides) == 1:
        sides = sides * 2
    pads = [items_of(side) for side in sides]
    pads = [pair * 2 if len(pair) == 1 else pair for pair in pads]
    whole = all(is_whole(count) and count >= 0 for pair in pads for count in pair)
    if [len(pair) for pair in pads] != [2, 2] or not whole:
        raise ValueError(
            "ZeroPadding2D: padding is a whole number, a pair for rows and columns, or a pair of "
            f"pairs (before, after), of 0 or more, received {padding!r}"
        )
    return tuple(tuple(int(count) for count in pair) for pair in pads)
