"""Pooling over whole images: one number for each channel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..nn.arguments import in_format, in_nhwc, read_switch
from .images import ImageLayer


class _GlobalPooling(ImageLayer):
    """One window that is the whole image."""

    def __init__(
        self,
        data_format: str | None = None,
        keepdims: bool = False,
        *,
        name: str | None = None,
        input_shape: Sequence[int] | None = None,
    ):
        self._set_format(data_format)
        self.keepdims = read_switch(type(self).__name__, "keepdims", keepdims)
        self._places = (2, 3) if self._format == "NCHW" else (1, 2)
        super().__init__(name=name, input_shape=input_shape)

    def _check_shape(self, input_shape: tuple) -> None:
        if 0 in in_nhwc(input_shape, self._format)[1:3]:
            raise ValueError(f"{self.name}: images must not be empty, received {input_shape}")

    def _output_shape(self, input_shape: tuple) -> tuple:
        n, _, _, c = in_nhwc(input_shape, self._format)
        return in_format((n, 1, 1, c), self._format) if self.keepdims else (n, c)

    def _shaped(self, values: np.ndarray) -> np.ndarray:
        """Return values with axes of length 1 in the place of the image, or without them."""
        return values if self.keepdims else np.squeeze(values, self._places)

    def _spread(self, values: np.ndarray) -> np.ndarray:
        """Return the output, or its gradient, with axes of length 1 in the place of the image."""
        return values if self.keepdims else np.expand_dims(values, self._places)


class GlobalAveragePooling2D(_GlobalPooling):
    """Take the mean of each channel.

    Parameters
    ----------
    data_format : "channels_last" (NHWC, the default) or "channels_first" (NCHW)
    keepdims : bool
        Whether the output is (n, 1, 1, c) and not (n, c).
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Raises
    ------
    TypeError
        On a call with integers: convert them to float first.
    ValueError
        If the images are empty.

    References
    ----------
    ``tf.keras.layers.GlobalAveragePooling2D``.

    Examples
    --------
    >>> GlobalAveragePooling2D()([[[[1.0, 10.0], [2.0, 30.0]]]])
    array([[ 1.5, 20. ]], dtype=float32)
    """

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        return self._shaped(x.mean(axis=self._places, keepdims=True))

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        cells = x.shape[self._places[0]] * x.shape[self._places[1]]
        return np.broadcast_to(self._spread(gradient) / np.float32(cells), x.shape).copy()


class GlobalMaxPooling2D(_GlobalPooling):
    """Keep the largest number of each channel.

    Where several cells are equally large, each gets the same part of the gradient.

    Parameters
    ----------
    data_format, keepdims, name, input_shape
        As for :class:`GlobalAveragePooling2D`.

    Raises
    ------
    TypeError
        On a call with an array that does not hold numbers.
    ValueError
        If the images are empty.

    References
    ----------
    ``tf.keras.layers.GlobalMaxPooling2D``.

    Examples
    --------
    >>> GlobalMaxPooling2D()([[[[1, 30], [2, 10]]]])
    array([[ 2, 30]])
    """

    floating = False

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        return self._shaped(x.max(axis=self._places, keepdims=True))

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        largest = x == self._spread(outputs)
        count = largest.sum(axis=self._places, keepdims=True, dtype=np.float32)
        return largest * (self._spread(gradient) / count)
