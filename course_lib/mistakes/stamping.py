"""Stamps that are laid into a larger image: where they lie, and what becomes of overlaps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Lay:
    """Stamps along an axis: stamp k begins at ``k * step``; ``room`` cells from ``cut`` on stay."""

    length: int
    size: int
    stride: int
    step: int
    cut: int
    room: int

    @property
    def reach(self) -> int:
        """How many cells lie under all stamps together."""
        return (self.length - 1) * self.stride + self.size


def whole(length: int, size: int, stride: int) -> Lay:
    """Return the stamps along an axis under VALID: nothing is cut."""
    return Lay(length, size, stride, stride, 0, (length - 1) * stride + size)


def fitted(length: int, size: int, stride: int) -> Lay:
    """Return the stamps along an axis under SAME."""
    return Lay(length, size, stride, stride, max(size - stride, 0) // 2, length * stride)


@dataclass(frozen=True)
class Stamping:
    """Stamps of filters (kh, kw, c_in, c_out) for images (n, h, w, c_in).

    ``lay`` adds a stamp to what lies there; ``form`` is the shape that the task asks for.
    """

    images: np.ndarray
    filters: np.ndarray
    rows: Lay
    columns: Lay
    lay: Callable = np.add
    average: bool = False
    last: Callable = np.asarray
    form: Callable = np.asarray

    def result(self):
        """Return the image with all its stamps."""
        (n, h, w, _), (kh, kw, _, c_out) = self.images.shape, self.filters.shape
        ends = [
            max((size - 1) * lay.step + k, lay.cut + lay.room)
            for size, k, lay in ((h, kh, self.rows), (w, kw, self.columns))
        ]
        out, count = np.zeros((n, *ends, c_out)), np.zeros((1, *ends, 1))
        for y, x in np.ndindex(h, w):
            top, left = y * self.rows.step, x * self.columns.step
            place = np.s_[:, top : top + kh, left : left + kw]
            stamp = np.einsum("nc,ijco->nijo", self.images[:, y, x], self.filters)
            out[place], count[place] = self.lay(out[place], stamp), count[place] + 1
        out = out / np.maximum(count, 1) if self.average else out
        top, left = self.rows.cut, self.columns.cut
        out = out[:, top : top + self.rows.room, left : left + self.columns.room]
        return self.form(self.last(out))


def stamped(image, kernel, stride, along=whole) -> Stamping:
    """Return stamps of a kernel (kh, kw) for one image (h, w)."""
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    return stamped_channels(
        image[None, :, :, None], kernel[:, :, None, None], stride, along, lambda o: o[0, :, :, 0]
    )


def stamped_channels(images, filters, stride, along=whole, form=np.asarray) -> Stamping:
    """Return stamps of filters (kh, kw, c_out, c_in) for images (n, h, w, c_in)."""
    images, filters = np.asarray(images, float), np.asarray(filters, float)
    rows, columns = (
        along(size, k, stride) for size, k in zip(images.shape[1:3], filters.shape[:2], strict=True)
    )
    return Stamping(images, filters.swapaxes(2, 3), rows, columns, form=form)


def scattered(h, w, kernel, y, stride) -> Stamping:
    """Return the gradient by an image (h, w): a stamp for each number of y."""
    found = stamped(y, kernel, stride)
    return replace(found, rows=replace(found.rows, room=h), columns=replace(found.columns, room=w))
