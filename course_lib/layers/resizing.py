"""Images made larger: each pixel repeated, or the pixels between them found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..nn.arguments import from_nhwc, to_nhwc
from .images import ImageLayer, Pair, read_two

INTERPOLATIONS = ("nearest", "bilinear")


class UpSampling2D(ImageLayer):
    """Make images larger: ``h·size[0]`` rows and ``w·size[1]`` columns.

    Parameters
    ----------
    size : int or pair
        How often each row and each column is repeated.
    data_format : "channels_last" (NHWC, the default) or "channels_first" (NCHW)
    interpolation : "nearest" or "bilinear"
        "nearest" repeats each pixel. "bilinear" goes from the middle of one pixel to the middle of
        the next on a straight line; it needs floats.
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Raises
    ------
    TypeError
        On a call with integers, with "bilinear": convert them to float first.
    ValueError
        If sizes are not 1 or more, or a name is unknown; with "bilinear", if images are empty.

    References
    ----------
    ``tf.keras.layers.UpSampling2D``.

    Examples
    --------
    >>> UpSampling2D((1, 2))([[[[1], [5]]]])[0, :, :, 0]
    array([[1, 1, 5, 5]])
    >>> UpSampling2D((1, 2), interpolation="bilinear")([[[[1.0], [5.0]]]])[0, :, :, 0]
    array([[1., 2., 4., 5.]], dtype=float32)
    """

    def __init__(
        self,
        size: Pair = (2, 2),
        data_format: str | None = None,
        interpolation: str = "nearest",
        *,
        name: str | None = None,
        input_shape: Sequence[int] | None = None,
    ):
        self._set_format(data_format)
        self.size = read_two("UpSampling2D", "size", size)
        if not isinstance(interpolation, str) or interpolation not in INTERPOLATIONS:
            raise ValueError(
                f"UpSampling2D: interpolation is one of {list(INTERPOLATIONS)}, "
                f"received {interpolation!r}"
            )
        self.interpolation = interpolation
        self.floating = interpolation == "bilinear"
        super().__init__(name=name, input_shape=input_shape)

    def _check_shape(self, input_shape: tuple) -> None:
        if self.floating and 0 in input_shape[1:]:
            raise ValueError(f"{self.name}: images must not be empty, received {input_shape}")

    def _output_size(self, size: Sequence[int]) -> Sequence[int]:
        return [cells * times for cells, times in zip(size, self.size, strict=True)]

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        if self.interpolation == "nearest":
            rows, columns = (2, 3) if self._format == "NCHW" else (1, 2)
            return x.repeat(self.size[0], axis=rows).repeat(self.size[1], axis=columns)
        by_rows, by_columns = self._shares(to_nhwc(x, self._format).shape)
        return self._between(x, by_rows, by_columns)

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        n, h, w, c = to_nhwc(x, self._format).shape
        if self.interpolation == "bilinear":
            by_rows, by_columns = self._shares((n, h, w, c))
            return self._between(gradient, by_rows.T, by_columns.T)
        blocks = to_nhwc(gradient, self._format).reshape(n, h, self.size[0], w, self.size[1], c)
        return from_nhwc(blocks.sum(axis=(2, 4)), self._format)

    def _shares(self, shape: tuple) -> list[np.ndarray]:
        return [line_shares(*pair) for pair in zip(shape[1:3], self.size, strict=True)]

    def _between(self, x: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Return images whose rows, and whose columns, are these mixtures of those of ``x``."""
        nchw = to_nhwc(x, self._format).transpose(0, 3, 1, 2)
        return from_nhwc((rows @ nchw @ columns.T).transpose(0, 2, 3, 1), self._format)


def line_shares(cells: int, times: int) -> np.ndarray:
    """Return what each cell of a longer line takes from each of the shorter: (cells·times, cells).

    A cell between the middles of two takes from both, from the nearer one more; at the ends all is
    taken from the last one.

    >>> line_shares(2, 2)
    array([[1.  , 0.  ],
           [0.75, 0.25],
           [0.25, 0.75],
           [0.  , 1.  ]], dtype=float32)
    """
    places = np.clip((np.arange(cells * times) + 0.5) / times - 0.5, 0, cells - 1)
    apart = np.abs(places[:, None] - np.arange(cells))
    return np.maximum(1 - apart, 0).astype(np.float32)
