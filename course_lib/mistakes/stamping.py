"""Stamps that are laid into a larger image, and the ways in which learners lay them wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .families import Family, kernels


@dataclass(frozen=True)
class Lay:
    """Stamps along an axis: stamp k begins at ``k * step``; ``room`` cells from ``cut`` on stay."""

    length: int
    size: int
    stride: int
    step: int
    cut: int
    room: int


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


def _resized(room, cut=lambda lay: lay.cut):
    return lambda lay: replace(lay, room=max(room(lay), 0), cut=max(cut(lay), 0))


_STEPS = {
    "The stride was ignored: the stamps lie 1 apart. They lie stride apart.": lambda lay: replace(
        lay, step=1, room=lay.room - (lay.length - 1) * (lay.stride - 1)
    ),
    "The stamps lie 1 apart, and zeros are left behind them. They lie stride apart.": lambda lay: (
        replace(lay, step=1)
    ),
    "The stamps lie side by side, whatever the stride. They lie stride apart.": lambda lay: replace(
        lay, step=lay.size, room=lay.length * lay.size
    ),
    "The stamps lie stride + 1 apart. Between the numbers stand stride - 1 zeros.": lambda lay: (
        replace(lay, step=lay.stride + 1, room=(lay.length - 1) * (lay.stride + 1) + lay.size)
    ),
}
_ROOMS_WHOLE = {
    "The output has length * stride cells along an axis. Under VALID it has "
    "(length - 1) * stride + size.": _resized(lambda a: a.length * a.stride),
    "The output has length * stride + size cells along an axis. It has "
    "(length - 1) * stride + size.": _resized(lambda a: a.length * a.stride + a.size),
    "The output has length * stride + size - 1 cells along an axis. It has "
    "(length - 1) * stride + size.": _resized(lambda a: a.length * a.stride + a.size - 1),
    "The output has (length + size - 1) * stride cells along an axis. It has "
    "(length - 1) * stride + size.": _resized(lambda a: (a.length + a.size - 1) * a.stride),
    "The output has one row or column too many at its end.": _resized(lambda a: a.room + 1),
    "The last row or column of the output is missing.": _resized(lambda a: a.room - 1),
    "The output has length * size cells along an axis. It has (length - 1) * stride + size.": (
        _resized(lambda a: a.length * a.size)
    ),
    "The result was cut as SAME does. Under VALID all of it stays.": lambda a: fitted(
        a.length, a.size, a.stride
    ),
    "size - 1 cells were cut off at each side. Under VALID all of it stays.": _resized(
        lambda a: a.room - 2 * (a.size - 1), lambda a: a.size - 1
    ),
    "size // 2 cells were cut off at each side, as PyTorch's padding does. Under VALID all of it "
    "stays.": _resized(lambda a: a.room - 2 * (a.size // 2), lambda a: a.size // 2),
}
_ROOMS_FITTED = {
    "Nothing was cut off: that is VALID.": lambda a: whole(a.length, a.size, a.stride),
    "All was cut off at the bottom and right. The smaller half goes at the top and left.": (
        _resized(lambda a: a.room, lambda a: 0)
    ),
    "size // 2 cells were cut off at the top and left. It is (size - stride) // 2.": _resized(
        lambda a: a.room, lambda a: a.size // 2
    ),
    "(size - 1) // 2 cells were cut off at the top and left. It is (size - stride) // 2.": _resized(
        lambda a: a.room, lambda a: (a.size - 1) // 2
    ),
    "The larger half was cut off at the top or left. It goes at the bottom or right.": _resized(
        lambda a: a.room, lambda a: -(-max(a.size - a.stride, 0) // 2)
    ),
    "All was cut off at the top and left. Only the smaller half goes there.": _resized(
        lambda a: a.room, lambda a: max(a.size - a.stride, 0)
    ),
    "size // 2 cells were cut off at each side, as PyTorch's padding does. Under SAME "
    "size - stride are cut off in all.": _resized(
        lambda a: (a.length - 1) * a.stride + a.size - 2 * (a.size // 2), lambda a: a.size // 2
    ),
    "(size - 1) // 2 cells were cut off at each side. Under SAME size - stride are cut off in "
    "all.": _resized(
        lambda a: (a.length - 1) * a.stride + a.size - 2 * ((a.size - 1) // 2),
        lambda a: (a.size - 1) // 2,
    ),
    "The smaller half was cut off at each side. An odd cell goes at the end as well.": _resized(
        lambda a: (a.length - 1) * a.stride + a.size - 2 * (max(a.size - a.stride, 0) // 2),
        lambda a: max(a.size - a.stride, 0) // 2,
    ),
    "The output is as long as the image. Under SAME it is length * stride long.": _resized(
        lambda a: a.length
    ),
    "stride cells were cut off at the top and left. It is (size - stride) // 2.": _resized(
        lambda a: a.room, lambda a: a.stride
    ),
}
_LAYS = {
    "Where stamps overlap, the last one overwrote the others. They must be added: += and not =.": (
        lambda s: replace(s, lay=lambda old, new: new)
    ),
    "Where stamps overlap, their mean was taken. They must be added.": lambda s: replace(
        s, average=True
    ),
    "Where stamps overlap, the largest number was kept. They must be added.": lambda s: replace(
        s, lay=np.maximum
    ),
    "Where stamps overlap, the first one stayed. They must be added.": lambda s: replace(
        s, lay=lambda old, new: np.where(old == 0, new, old)
    ),
    "The stamps were taken away, not added: the sign is wrong.": lambda s: replace(
        s, lay=np.subtract
    ),
    "Only the last stamp is left: was the output made anew inside the loop?": lambda s: replace(
        s, lay=lambda old, new: new, images=_only_last(s.images)
    ),
    "The numbers of the image are not in the stamps: each is image[y, x] * kernel.": (
        lambda s: replace(s, images=np.ones_like(s.images))
    ),
    "The number was added to the kernel. A stamp is the number times the kernel.": lambda s: (
        replace(s, images=np.ones_like(s.images), filters=s.filters + s.images.ravel()[0])
    ),
    "Rows and columns of the image are swapped.": lambda s: replace(
        s,
        images=s.images.swapaxes(1, 2),
        rows=_as(s.rows, s.columns),
        columns=_as(s.columns, s.rows),
    ),
    "The image was flipped upside down.": lambda s: replace(s, images=s.images[:, ::-1]),
    "The image was flipped left to right.": lambda s: replace(s, images=s.images[:, :, ::-1]),
    "The image was turned by half.": lambda s: replace(s, images=s.images[:, ::-1, ::-1]),
    "Each number of the image was repeated stride times. Between them stand zeros.": (
        lambda s: _repeated(s)
    ),
    "The channels of the images were taken in reverse order.": lambda s: replace(
        s, images=s.images[..., ::-1]
    ),
    "Only the first input channel was stamped. The stamps of all of them are added.": lambda s: (
        replace(s, images=s.images[..., :1], filters=s.filters[:, :, :1])
    ),
    "Only the last input channel is left. Add the channels up: += and not =.": lambda s: replace(
        s, images=s.images[..., -1:], filters=s.filters[:, :, -1:]
    ),
    "Only the first row of the image was stamped.": lambda s: replace(
        s, images=s.images * (np.arange(s.images.shape[1]) == 0)[:, None, None]
    ),
    "The last row and the last column of the image were not stamped: the loops end early.": (
        lambda s: replace(s, images=_without_last(s.images))
    ),
    "Only the first number of the image was stamped: a return comes too early.": lambda s: replace(
        s, images=_only_first(s.images)
    ),
    "The input channels were averaged. They must be summed.": lambda s: replace(
        s, filters=s.filters / s.filters.shape[2]
    ),
    "The fractions are gone. The output must hold floats.": lambda s: replace(s, last=np.trunc),
    "Each stamp lost its fractions. The output must hold floats.": lambda s: replace(
        s, lay=lambda old, new: np.trunc(old + new)
    ),
    "ReLU was applied: negative numbers were set to 0. Nothing like that is asked for here.": (
        lambda s: replace(s, last=lambda o: np.maximum(o, 0))
    ),
    "The signs are gone.": lambda s: replace(s, last=np.abs),
}


def _as(lay: Lay, other: Lay) -> Lay:
    """Return a lay for the length of another axis."""
    more = (other.length - lay.length) * lay.stride
    return replace(lay, length=other.length, room=lay.room + more)


def _only_last(images):
    out = np.zeros_like(images)
    out[:, -1, -1] = images[:, -1, -1]
    return out


def _only_first(images):
    out = np.zeros_like(images)
    out[:, 0, 0] = images[:, 0, 0]
    return out


def _without_last(images):
    out = images.copy()
    out[:, -1], out[:, :, -1] = 0, 0
    return out


def _repeated(stamping: Stamping) -> Stamping:
    stride = stamping.rows.stride
    images = stamping.images.repeat(stride, 1).repeat(stride, 2)
    longer = [
        replace(lay, step=1, room=lay.room + stride - 1)
        for lay in (stamping.rows, stamping.columns)
    ]
    return replace(stamping, images=images, rows=longer[0], columns=longer[1])


def _pulled(stamping: Stamping) -> Stamping:
    stride = stamping.rows.stride
    kh, kw, *channels = stamping.filters.shape
    wide = np.zeros(((kh - 1) * stride + 1, (kw - 1) * stride + 1, *channels))
    wide[::stride, ::stride] = stamping.filters
    rows, columns = (
        replace(lay, step=1, room=(lay.length - 1) + size)
        for lay, size in zip((stamping.rows, stamping.columns), wide.shape, strict=False)
    )
    return replace(stamping, filters=wide, rows=rows, columns=columns)


def _turned(stamping: Stamping) -> Stamping:
    """Swap rows and columns of the kernel, and make room for it."""
    gap = stamping.filters.shape[1] - stamping.filters.shape[0]
    return replace(
        stamping,
        filters=stamping.filters.swapaxes(0, 1),
        rows=replace(stamping.rows, room=stamping.rows.room + gap),
        columns=replace(stamping.columns, room=stamping.columns.room - gap),
    )


def stampings(word: str, same: bool = False, sized: bool = False) -> list[Family]:
    """Return all changes of stamps.

    ``same`` tells whether they are cut as SAME asks; ``sized`` whether the output has a size that
    is given.
    """
    rooms = {} if sized else _ROOMS_FITTED if same else _ROOMS_WHOLE
    flat = [Family("kernel", _of_stamps(rule), change) for _, rule, change in kernels(word)[:-1]]
    both = [
        Family("place", rule + only, lambda s, c=change, w=which: _changed(s, c, w))
        for which, only in (
            (("rows", "columns"), ""),
            (("columns",), " It is so along the width only."),
            (("rows",), " It is so along the height only."),
        )
        for rule, change in (_STEPS | rooms).items()
    ]
    return [
        *flat,
        Family("kernel", f"Rows and columns of the {word} are swapped.", _turned),
        Family(
            "place",
            f"The stride pulled the {word} apart. It is the distance from stamp to stamp.",
            _pulled,
        ),
        *both,
        *(Family("lay", rule, change) for rule, change in _LAYS.items()),
    ]


def _of_stamps(rule: str) -> str:
    """Return the rule of a kernel that slides as that of one that is stamped."""
    return re.sub(r"TensorFlow (lays|flips) .*", "A stamp is the kernel as it is.", rule)


def _changed(stamping: Stamping, change, which) -> Stamping:
    return replace(stamping, **{name: change(getattr(stamping, name)) for name in which})
