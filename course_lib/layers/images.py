"""What layers on images share: the order of the axes, shapes, and Keras's words for both."""

from __future__ import annotations

from collections.abc import Sequence

from ..nn.arguments import FORMATS, in_format, in_nhwc, read_pair
from .base import Layer

Pair = int | Sequence[int]
_FORMATS = {"channels_last": "NHWC", "channels_first": "NCHW", "NHWC": "NHWC", "NCHW": "NCHW"}


class ImageLayer(Layer):
    """A layer on images (n, h, w, c), or (n, c, h, w).

    A subclass says in :meth:`_output_size` what becomes of h and w, and in
    :meth:`_output_channels` what becomes of c.
    """

    def _set_format(self, data_format: str | None, channels: str = "c") -> None:
        """Take the order of the axes; ``channels`` is what errors call the channels."""
        self._format = read_format(type(self).__name__, data_format)
        self.data_format = "channels_first" if self._format == "NCHW" else "channels_last"
        self.axes = FORMATS[self._format].replace("c_in", channels)

    def _output_shape(self, input_shape: tuple) -> tuple:
        n, h, w, c = in_nhwc(input_shape, self._format)
        return in_format((n, *self._output_size((h, w)), self._output_channels(c)), self._format)

    def _output_size(self, size: Sequence[int]) -> Sequence[int]:
        """Return output height and width for those of the input."""
        raise NotImplementedError

    def _output_channels(self, c_in: int) -> int:
        """Return the number of output channels."""
        return c_in


def read_format(op: str, data_format: str | None) -> str:
    """Return NHWC or NCHW for Keras's names, and for None."""
    if data_format is None:
        return "NHWC"
    if not isinstance(data_format, str) or data_format not in _FORMATS:
        raise ValueError(f"{op}: data_format is one of {list(_FORMATS)}, received {data_format!r}")
    return _FORMATS[data_format]


def read_two(op: str, name: str, value: Pair) -> tuple[int, int]:
    """Return the sizes along rows and columns of one number, or of two."""
    if isinstance(value, list | tuple) and len(value) != 2:
        raise ValueError(
            f"{op}: {name} is a whole number, or two for rows and columns, received {value!r}"
        )
    return read_pair(op, name, value)


def read_padding(op: str, padding: str) -> str:
    """Return ``same`` or ``valid``, as Keras calls them, in small letters."""
    if not isinstance(padding, str) or padding.upper() not in ("SAME", "VALID"):
        raise ValueError(f"{op}: padding is 'same' or 'valid', received {padding!r}")
    return padding.lower()
