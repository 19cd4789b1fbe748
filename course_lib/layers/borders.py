"""Borders of images: zeros put around them, and edges cut off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..nn.arguments import MOST, in_format, in_nhwc, is_whole, items_of
from .images import ImageLayer, Pair


class ZeroPadding2D(ImageLayer):
    """Put rows and columns of 0 around images.

    Parameters
    ----------
    padding : int, pair, or pair of pairs
        On every side; rows and columns; or ((ph0, ph1), (pw0, pw1)).
    data_format : "channels_last" (NHWC, the default) or "channels_first" (NCHW)
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

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

    def __init__(
        self,
        padding: Pair | Sequence[Sequence[int]] = (1, 1),
        data_format: str | None = None,
        *,
        name: str | None = None,
        input_shape: Sequence[int] | None = None,
    ):
        self.padding = _read_sides("ZeroPadding2D", "padding", padding)
        self._set_format(data_format)
        super().__init__(name=name, input_shape=input_shape)

    def _output_size(self, size: Sequence[int]) -> Sequence[int]:
        return [cells + sum(pads) for cells, pads in zip(size, self.padding, strict=True)]

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        return np.pad(x, in_format(((0, 0), *self.padding, (0, 0)), self._format))

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        return gradient[_inner(gradient.shape, self.padding, self._format)].copy()


class Cropping2D(ImageLayer):
    """Cut rows and columns off the edges of images.

    Parameters
    ----------
    cropping : int, pair, or pair of pairs
        On every side; rows and columns; or ((top, bottom), (left, right)).
    data_format : "channels_last" (NHWC, the default) or "channels_first" (NCHW)
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Raises
    ------
    ValueError
        If ``cropping`` is something else, or leaves nothing of an image.

    References
    ----------
    ``tf.keras.layers.Cropping2D``.

    Examples
    --------
    >>> Cropping2D(((0, 0), (1, 0)))([[[[5], [6], [7]]]])[0, :, :, 0]
    array([[6, 7]])
    """

    floating = False

    def __init__(
        self,
        cropping: Pair | Sequence[Sequence[int]] = ((0, 0), (0, 0)),
        data_format: str | None = None,
        *,
        name: str | None = None,
        input_shape: Sequence[int] | None = None,
    ):
        self.cropping = _read_sides("Cropping2D", "cropping", cropping)
        self._set_format(data_format)
        super().__init__(name=name, input_shape=input_shape)

    def _check_shape(self, input_shape: tuple) -> None:
        _, h, w, _ = in_nhwc(input_shape, self._format)
        if any(cells <= sum(cut) for cells, cut in zip((h, w), self.cropping, strict=True)):
            raise ValueError(
                f"{self.name}: cropping {self.cropping} leaves nothing of {h} rows and {w} columns"
            )

    def _output_size(self, size: Sequence[int]) -> Sequence[int]:
        return [cells - sum(cut) for cells, cut in zip(size, self.cropping, strict=True)]

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        return x[_inner(x.shape, self.cropping, self._format)].copy()

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        by_input = np.zeros_like(x)
        by_input[_inner(x.shape, self.cropping, self._format)] = gradient
        return by_input


def _inner(shape: tuple, sides: tuple[tuple[int, ...], ...], data_format: str) -> tuple:
    """Return the place of what is left of images without their borders."""
    (top, bottom), (left, right) = sides
    _, h, w, _ = in_nhwc(shape, data_format)
    inner = (slice(None), slice(top, h - bottom), slice(left, w - right), slice(None))
    return in_format(inner, data_format)


def _read_sides(op: str, name: str, value: object) -> tuple[tuple[int, ...], ...]:
    """Return how many rows before and after, and how many columns before and after."""
    sides = [value, value] if is_whole(value) else items_of(value)
    pairs: list[list[Any]] = [[side, side] if is_whole(side) else items_of(side) for side in sides]
    whole = all(is_whole(count) and 0 <= count <= MOST for pair in pairs for count in pair)
    if [len(pair) for pair in pairs] != [2, 2] or not whole:
        raise ValueError(
            f"{op}: {name} is a whole number, a pair for rows and columns, or a pair of "
            f"pairs (before, after), from 0 to {MOST}, received {value!r}"
        )
    return tuple(tuple(int(count) for count in pair) for pair in pairs)
