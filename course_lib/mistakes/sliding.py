"""Windows that slide over images: where they lie, and what becomes of each.

A sliding computation is plain data. A mistake is a change of one of its parts, so that two
mistakes are a change after a change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..nn.geometry import same_padding


@dataclass(frozen=True)
class Windows:
    """Windows along an axis: window k covers the cells ``first + k * step + i * apart``.

    ``length``, ``size``, ``stride`` and ``same`` (whether padding is SAME) are what was asked for;
    the rest follows from them, and is what mistakes change. ``reach`` is how many cells a window
    has, ``room`` how long the output is: longer than ``count`` where zeros are left behind.
    Of the first ``hole`` windows zeros are left.
    """

    length: int
    size: int
    stride: int
    same: bool
    first: int
    step: int
    count: int
    reach: int
    apart: int = 1
    room: int | None = None
    hole: int = 0

    @property
    def along(self) -> Callable[..., Windows]:
        """What lays windows under the same padding: :func:`valid` or :func:`same`."""
        return same if self.same else valid

    @property
    def cells(self) -> np.ndarray:
        """The cells of each window: (count, reach)."""
        starts = self.first + self.step * np.arange(self.count)
        return starts[:, None] + self.apart * np.arange(self.reach)


def valid(length: int, size: int, stride: int = 1) -> Windows:
    """Return the windows along an axis under VALID."""
    return Windows(length, size, stride, False, 0, stride, (length - size) // stride + 1, size)


def same(length: int, size: int, stride: int = 1) -> Windows:
    """Return the windows along an axis under SAME."""
    first = -same_padding(length, size, stride)[0]
    return Windows(length, size, stride, True, first, stride, -(-length // stride), size)


def axes(images, sizes, stride=1, along=valid) -> tuple[Windows, Windows]:
    """Return the windows along the rows and the columns of images (n, h, w, c)."""
    rows, columns = (along(n, k, stride) for n, k in zip(images.shape[1:3], sizes, strict=True))
    return rows, columns


@dataclass(frozen=True)
class Slide:
    """A sliding computation.

    ``reduce`` makes numbers (n, oh, ow, …) of windows (n, oh, ow, kh, kw, c) and filters
    (kh, kw, c, …); then the bias is added; ``last`` comes after that; ``form`` is the shape that
    the task asks for. ``fill`` is the number outside of the images, or a way of NumPy's ``pad``.
    """

    images: np.ndarray
    rows: Windows
    columns: Windows
    reduce: Callable
    filters: Any = None
    bias: Any = 0
    fill: float | str = 0.0
    last: Callable = np.asarray
    form: Callable = np.asarray

    def windows(self) -> np.ndarray:
        """Return the windows (n, oh, ow, kh, kw, c)."""
        images, kept = self.images, []
        for axis, cells in ((1, self.rows.cells), (2, self.columns.cells)):
            before = max(-cells.min(initial=0), 0)
            after = max(cells.max(initial=0) + 1 - images.shape[axis], 0)
            images = _padded(images, axis, (before, after), self.fill)
            kept.append(cells + before)
        rows, columns = kept
        return images[:, rows[:, None, :, None], columns[None, :, None, :]]

    def result(self):
        """Return what the computation gives."""
        out = np.asarray(self.reduce(self.windows(), self.filters)) + self.bias
        rooms = [axis.room or axis.count for axis in (self.rows, self.columns)]
        if rooms != [axis.count for axis in (self.rows, self.columns)]:
            whole = np.zeros((len(out), *rooms, *out.shape[3:]), out.dtype)
            whole[:, : out.shape[1], : out.shape[2]] = out[:, : rooms[0], : rooms[1]]
            out = whole
        if self.rows.hole or self.columns.hole:
            out = out.copy()
            out[:, : self.rows.hole] = 0
            out[:, :, : self.columns.hole] = 0
        return self.form(self.last(out))


def _padded(images, axis: int, sides: tuple[int, int], fill):
    if not any(sides):
        return images
    pads = [sides if k == axis else (0, 0) for k in range(images.ndim)]
    if isinstance(fill, str):
        return np.pad(images, pads, fill)
    return np.pad(images, pads, constant_values=fill)


# How windows become numbers


def products(windows, filters):
    """Convolve: the sum over window and channels, for each filter."""
    return np.tensordot(windows, filters, 3)


def apart(windows, filters):
    """Convolve depthwise: an axis of channels and one of filters."""
    return np.einsum("nyxijc,ijcm->nyxcm", windows, filters)


def largest(windows, _):
    """Pool: the largest number of each window."""
    return windows.max(axis=(3, 4))


# Right computations, as tasks ask for them


def one(out):
    """Return the only image and channel: (h, w)."""
    return out[0, :, :, 0]


def pooled(image, size, stride, along=valid) -> Slide:
    """Return max pooling of one image (h, w), or of images (n, h, w, c)."""
    image = np.asarray(image, float if along is same else None)
    images = image[None, :, :, None] if image.ndim == 2 else image
    form = one if image.ndim == 2 else np.asarray
    fill = -np.inf
    return Slide(images, *axes(images, (size, size), stride, along), largest, fill=fill, form=form)


def convolved(images, filters, bias=0, stride=1, along=valid, **how) -> Slide:
    """Return a convolution of images (n, h, w, c_in) with filters (kh, kw, c_in, c_out)."""
    images, filters = np.asarray(images, float), np.asarray(filters, float)
    places = axes(images, filters.shape[:2], stride, along)
    return Slide(images, *places, **{"reduce": products, "filters": filters, "bias": bias} | how)


def correlated(image, kernel, stride=1, along=valid) -> Slide:
    """Return a convolution of one image (h, w) or (h, w, c) with one kernel alike."""
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    if image.ndim == 2:
        image, kernel = image[..., None], kernel[..., None]
    return convolved(image[None], kernel[..., None], 0.0, stride, along, form=one)


def depthwise(images, filters, stride=1, form=None) -> Slide:
    """Return a depthwise convolution with filters (kh, kw, c_in, mult)."""

    def joined(out):
        return out.reshape(*out.shape[:3], -1)

    return convolved(images, filters, 0.0, stride, reduce=apart, form=form or joined)


def sizes_swapped(rows: Windows, columns: Windows) -> tuple[Windows, Windows]:
    """Return windows as high as they should be wide, and as wide as high."""
    return (
        rows.along(rows.length, columns.size, rows.stride),
        rows.along(columns.length, rows.size, columns.stride),
    )
