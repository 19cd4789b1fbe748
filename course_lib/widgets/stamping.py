"""A transposed convolution of one channel, stamp by stamp."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from .. import explain, nn
from ..draw import Grid, Picture, arrays
from ..layers import Conv2DTranspose
from ..nn.geometry import Axis, possible_sizes
from ..nn.transposed import transposed_arguments


def right_sizes(shape, kernel, stride: int, padding: str, dilation=1) -> list[tuple[int, int]]:
    """Return the sizes (oh, ow) of which conv2d makes ``shape`` (h, w).

    Examples
    --------
    >>> right_sizes((2, 1), (3, 3), 2, "VALID")
    [(5, 3), (5, 4), (6, 3), (6, 4)]
    """
    cut = (0, 0) if padding == "VALID" else None
    sides = zip(shape, kernel, strict=True)
    return list(product(*(possible_sizes(out, k, stride, dilation, cut) for out, k in sides)))


def size_of_layer(shape, kernel, stride: int, padding: str) -> tuple[int, int]:
    """Return the size (oh, ow) that the layer ``Conv2DTranspose`` takes.

    Examples
    --------
    >>> size_of_layer((2, 2), (3, 3), 2, "SAME")
    (4, 4)
    """
    layer = Conv2DTranspose(1, kernel, stride, padding.lower())
    return tuple(layer.compute_output_shape((1, *shape, 1))[1:3])


@dataclass(frozen=True)
class Stamping:
    """The stamps of an image (h, w) with a kernel (kh, kw), in the order of reading.

    Examples
    --------
    >>> s = Stamping(np.array([[2.0, 3]]), np.array([[1.0, -1]]), (1, 3), 1, "VALID")
    >>> s.after(1), s.after(2), s.alone((0, 1))
    (array([[ 2., -2.,  0.]]), array([[ 2.,  1., -3.]]), array([[ 0.,  3., -3.]]))
    >>> s.under((0, 1))
    [(0, 1), (0, 2)]
    """

    image: np.ndarray
    kernel: np.ndarray
    size: tuple[int, int]
    stride: int
    padding: str

    def arguments(self, image=None) -> tuple:
        """Return the arguments of :func:`course_lib.nn.conv2d_transpose`."""
        values = (self.image if image is None else image)[None, :, :, None]
        return values, self.kernel[:, :, None, None], self.size, self.stride, self.padding

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """Rows and columns of the convolution that leads from the output back."""
        return transposed_arguments(*self.arguments())[3:]

    @property
    def cells(self) -> list[tuple[int, int]]:
        """The places of the image in the order of their stamps."""
        return list(np.ndindex(self.image.shape))

    def after(self, count: int) -> np.ndarray:
        """Return the output (oh, ow) after the first stamps."""
        return self._only(self.cells[:count])

    def alone(self, place) -> np.ndarray:
        """Return the output (oh, ow) of the stamp of one place of the image."""
        return self._only([place])

    def _only(self, places) -> np.ndarray:
        image = np.zeros_like(self.image)
        for place in places:
            image[place] = self.image[place]
        return nn.conv2d_transpose(*self.arguments(image))[0, :, :, 0]

    def under(self, place) -> list[tuple[int, int]]:
        """Return where the stamp of a place lies, cells that are cut off too."""
        spans = (a.positions(i).tolist() for a, i in zip(self.axes, place, strict=True))
        return list(product(*spans))

    def keeps(self, place) -> bool:
        """Tell whether a place lies in the output, and is not cut off."""
        return all(0 <= i < size for i, size in zip(place, self.size, strict=True))

    def explain(self, at) -> explain.Stamps:
        """Return an output value as its arithmetic."""
        return explain.conv2d_transpose(*self.arguments(), at=(0, *at, 0))

    def picture(self, count: int, source) -> Picture:
        """Return the picture of the first stamps; that of ``source``, if any, is marked."""
        marks = [source] if source else []
        under = [cell for place in marks for cell in self.under(place) if self.keeps(cell)]
        name = f"{count} of {self.image.size} stamps"
        grids = [
            Grid(self.image, "Input", mark=marks),
            Grid(self.kernel, "Kernel"),
            Grid(self.after(count), name, mark=under),
        ]
        return arrays(grids, signs=["×", "→"], title="Stamps of a transposed convolution")
