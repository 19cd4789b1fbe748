"""A picture, what slides over it, and what comes out: computed once, and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .. import explain, nn
from ..explain import Explanation
from ..explain.convolution import sum_of_window
from ..explain.explanation import frozen
from ..nn.convolution import conv2d_arguments
from ..nn.geometry import Axis
from ..nn.pooling_arguments import pool_arguments
from .grids import clamp

CONVOLUTION, LARGEST, MEAN = "convolution", "maximum (max pooling)", "mean (average pooling)"
OPERATORS = (CONVOLUTION, LARGEST, MEAN)


@dataclass(frozen=True, eq=False)
class Filtering:
    """One operator on one picture.

    Attributes
    ----------
    image : array (h, w)
    kernel : array (kh, kw)
        Of pooling only its size counts, and no dilation.
    operator : str
        One of ``OPERATORS``.
    stride, dilation : int
    padding : str or list
        Also explicit, as ``nn.conv2d`` takes it.

    Examples
    --------
    >>> case = Filtering(np.arange(16.0).reshape(4, 4), np.ones((2, 2)), LARGEST, stride=2)
    >>> case.output
    array([[ 5.,  7.],
           [13., 15.]])
    >>> case.explain(0, 1)
    7 = max(2, 3, 6, 7)
    """

    image: np.ndarray
    kernel: np.ndarray
    operator: str = CONVOLUTION
    stride: int = 1
    dilation: int = 1
    padding: str | list = "VALID"

    def __post_init__(self):
        for name in ("image", "kernel"):
            object.__setattr__(self, name, frozen(np.asarray(getattr(self, name), float)))

    @cached_property
    def _arguments(self) -> tuple:
        images, steps = self.image[None, :, :, None], (self.stride, self.padding)
        if self.operator == CONVOLUTION:
            return images, self.kernel[:, :, None, None], *steps, "NHWC", self.dilation
        return images, self.kernel.shape, *steps, "NHWC"

    @cached_property
    def _name(self) -> str:
        return {CONVOLUTION: "conv2d", LARGEST: "max_pool2d", MEAN: "avg_pool2d"}[self.operator]

    @cached_property
    def axes(self) -> tuple[Axis, Axis]:
        """Where the windows lie; a ValueError if none fits."""
        if self.operator == CONVOLUTION:
            return conv2d_arguments(*self._arguments)[2:]
        return pool_arguments(self._name, *self._arguments, floating=False)[1:]

    @cached_property
    def fits(self) -> bool:
        """Whether there is any window."""
        try:
            return bool(self.axes)
        except ValueError:
            return False

    @cached_property
    def output(self) -> np.ndarray:
        """What comes out, (oh, ow), by the operator."""
        return frozen(getattr(nn, self._name)(*self._arguments)[0, :, :, 0])

    @cached_property
    def _told(self) -> dict[tuple[int, int], Explanation]:
        return {}

    def explain(self, y: int, x: int) -> Explanation:
        """Return one number of the output as its arithmetic."""
        if (y, x) not in self._told:
            self._told[y, x] = self._explain((0, y, x, 0))
        return self._told[y, x]

    def _explain(self, at: tuple[int, int, int, int]) -> Explanation:
        if self.operator != CONVOLUTION:
            return getattr(explain, self._name)(*self._arguments, at=at)
        # As explain.conv2d does, but the output is computed once for all places.
        image, kernel = self.image[:, :, None], self.kernel[:, :, None]
        return sum_of_window(self._name, at, image, kernel, (0,), *self.axes, None, self.output)

    def window_over(self, row: int, column: int) -> tuple[int, int]:
        """Return the place (y, x) of the window whose middle is nearest to a pixel.

        Examples
        --------
        >>> Filtering(np.zeros((9, 9)), np.zeros((3, 3)), stride=2).window_over(4, 8)
        (2, 3)
        """
        place = [
            (2 * (at + axis.before) - (axis.reach - 1) + axis.stride) // (2 * axis.stride)
            for at, axis in zip((row, column), self.axes, strict=True)
        ]
        return clamp(place, tuple(axis.out for axis in self.axes))

    def middle(self, y: int, x: int) -> tuple[int, int]:
        """Return the pixel in the middle of a window, or the one nearest to it.

        Examples
        --------
        >>> Filtering(np.zeros((9, 9)), np.zeros((3, 3)), stride=2).middle(1, 3)
        (3, 7)
        """
        middle = [
            at * axis.stride - axis.before + (axis.reach - 1) // 2
            for at, axis in zip((y, x), self.axes, strict=True)
        ]
        return clamp(middle, self.image.shape)
