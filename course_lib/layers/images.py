"""What layers on images share: the order of the axes, and the shapes that follow from it."""

from __future__ import annotations

from ..nn.arguments import FORMATS, in_format, in_nhwc
from .base import Layer
from .reading import read_format


class ImageLayer(Layer):
    """A layer on images (n, h, w, c), or (n, c, h, w).

    A subclass says in :meth:`_output_size` what becomes of h and w, and in :meth:`_channels` what
    becomes of c.
    """

    def _set_format(self, data_format, channels="c"):
        """Take the order of the axes; ``channels`` is what errors call the channels."""
        self.data_format = read_format(type(self).__name__, data_format)
        self.axes = FORMATS[self.data_format].replace("c_in", channels)

    def _output_shape(self, input_shape):
        n, h, w, c = in_nhwc(input_shape, self.data_format)
        return in_format((n, *self._output_size((h, w)), self._channels(c)), self.data_format)

    def _output_size(self, size) -> tuple:
        """Return output height and width for those of the input."""
        raise NotImplementedError

    def _channels(self, c_in: int) -> int:
        """Return the number of output channels."""
        return c_in
