"""Layers that keep all numbers and lay them out: inputs, and other shapes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ..nn.arguments import is_whole
from .base import Layer
from .reading import read_shape


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
        super().__init__(name=name)
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


class Reshape(Layer):
    """Lay the numbers of each image out in another shape, in the order of memory.

    Parameters
    ----------
    target_shape : sequence of int
        Without the number of images. One size may be -1: it is worked out from the others.
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Raises
    ------
    ValueError
        If ``target_shape`` is not made of whole numbers, or an image has not as many numbers.

    References
    ----------
    ``tf.keras.layers.Reshape``.

    Examples
    --------
    >>> Reshape((2, -1))([[1, 2, 3, 4, 5, 6]])
    array([[[1, 2, 3],
            [4, 5, 6]]])
    """

    floating = False

    def __init__(
        self,
        target_shape: Sequence[int],
        *,
        name: str | None = None,
        input_shape: Sequence[int] | None = None,
    ):
        sizes = tuple(target_shape) if isinstance(target_shape, list | tuple) else (None,)
        whole = all(is_whole(size) and size >= -1 for size in sizes)
        if not whole or sizes.count(-1) > 1:
            raise ValueError(
                "Reshape: target_shape is a tuple of whole numbers without the number of images, "
                f"at most one of them -1, received {target_shape!r}"
            )
        self.target_shape = sizes
        super().__init__(name=name, input_shape=input_shape)

    def _output_shape(self, input_shape: tuple) -> tuple:
        count, target = math.prod(input_shape[1:]), self.target_shape
        others = math.prod(size for size in target if size != -1)
        rest = count // others if others else 0
        found = tuple(rest if size == -1 else size for size in target)
        if math.prod(found) != count:
            raise ValueError(
                f"{self.name}: an input {input_shape} has {count} numbers for each image, "
                f"which do not fill target_shape {target}"
            )
        return (input_shape[0], *found)

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        return x.reshape(self._output_shape(x.shape))

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        return gradient.reshape(x.shape)
