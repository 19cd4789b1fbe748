"""Layers that keep all numbers and lay them out: inputs, and zeros around images."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..nn.arguments import in_format, in_nhwc, is_whole, items_of
from .base import Layer, read_shape
from .images import ImageLayer, Pair


class InputLayer(Layer):
    """Say the shape of one input, so that a model can make its weights before the first call.

    Parameters
    ----------
    shape : sequence of int
        Without the number of images: (28, 28, 1).
    name : str, optional

    Raises
    ------
    ValueError
        If the shape is not made of whole numbers, or an input has another.

    References
    ----------
    ``tf.keras.layers.InputLayer``, ``tf.keras.Input``.

    Examples
    --------
    >>> Input((28, 28, 1)).output_shape
    (None, 28, 28, 1)
    """

    floating = False

    def __init__(self, shape: int | Sequence[int], *, name: str | None = None):
        sizes = tuple(shape) if isinstance(shape, list | tuple) else (shape,)
        expected = read_shape("Input", (None, *sizes), None)
        super().__init__(name)
        self.output_shape = expected
        self._expected = expected

    def _check_shape(self, input_shape: tuple) -> None:
        if input_shape[1:] != self._expected[1:]:
            raise ValueError(
                f"{self.name}: input must have shape {self._expected}, received {input_shape}"
            )

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        return x

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        return gradient


Input = InputLayer


class ZeroPadding2D(ImageLayer):
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

    def __init__(
        self,
        padding: Pair | Sequence[Sequence[int]] = (1, 1),
        data_format: str | None = None,
        *,
        name: str | None = None,
    ):
        self.padding = _read_pads(padding)
        self._set_format(data_format)
        super().__init__(name)

    def _output_size(self, size: Sequence[int]) -> Sequence[int]:
        return [cells + sum(pads) for cells, pads in zip(size, self.padding, strict=True)]

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        return np.pad(x, in_format(((0, 0), *self.padding, (0, 0)), self._format))

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        (ph0, _), (pw0, _) = self.padding
        _, h, w, _ = in_nhwc(x.shape, self._format)
        inner = (slice(None), slice(ph0, ph0 + h), slice(pw0, pw0 + w), slice(None))
        return gradient[in_format(inner, self._format)].copy()


def _read_pads(padding: object) -> tuple[tuple[int, ...], ...]:
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
