"""The ways in which learners lay stamps wrongly."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from . import changes as c
from .changes import Change, changes
from .families import kept, kernels, of_images
from .stamping import Lay, Stamping, fitted, whole


def _resized(room, cut=lambda lay: lay.cut):
    """Return a change of how much of an axis stays, and of how much is cut off before."""
    return lambda lay: replace(lay, room=max(room(lay), 0), cut=max(cut(lay), 0))


def _cut(cut):
    return _resized(lambda lay: lay.room, cut)


def _laid(lay):
    """Return a change of how a stamp meets what lies there."""
    return lambda stamping: replace(stamping, lay=lay)


def _only(images, place: int):
    """Return images that are 0 but for the number in a row and the column of the same number."""
    return kept(kept(images, place, axis=1), place, axis=2)


def _emptied(images, row: int):
    """Return images with zeros in a row, and in the column of the same number."""
    out = images.copy()
    out[:, row], out[:, :, row] = 0, 0
    return out


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
    "The stamps lie side by side, and what reaches beyond the output is lost. They lie stride "
    "apart.": lambda lay: replace(lay, step=lay.size),
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
        _cut(lambda a: 0)
    ),
    "size // 2 cells were cut off at the top and left. It is (size - stride) // 2.": _cut(
        lambda a: a.size // 2
    ),
    "(size - 1) // 2 cells were cut off at the top and left. It is (size - stride) // 2.": _cut(
        lambda a: (a.size - 1) // 2
    ),
    "The larger half was cut off at the top or left. It goes at the bottom or right.": _cut(
        lambda a: -(-max(a.size - a.stride, 0) // 2)
    ),
    "All was cut off at the top and left. Only the smaller half goes there.": _cut(
        lambda a: max(a.size - a.stride, 0)
    ),
    "size // 2 cells were cut off at each side, as PyTorch's padding does. Under SAME "
    "size - stride are cut off in all.": _resized(
        lambda a: a.reach - 2 * (a.size // 2), lambda a: a.size // 2
    ),
    "(size - 1) // 2 cells were cut off at each side. Under SAME size - stride are cut off in "
    "all.": _resized(
        lambda a: a.reach - 2 * ((a.size - 1) // 2),
        lambda a: (a.size - 1) // 2,
    ),
    "The smaller half was cut off at each side. An odd cell goes at the end as well.": _resized(
        lambda a: a.reach - 2 * (max(a.size - a.stride, 0) // 2),
        lambda a: max(a.size - a.stride, 0) // 2,
    ),
    "The output is as long as the image. Under SAME it is length * stride long.": _resized(
        lambda a: a.length
    ),
    "The middle was kept, as large as the image: that is SciPy's mode='same'. Under SAME it is "
    "length * stride long.": _resized(
        lambda a: a.length, lambda a: ((a.length - 1) * (a.stride - 1) + a.size - 1) // 2
    ),
    "round(… / 2) rounds a half to the even number. Cut off (size - stride) // 2.": _cut(
        lambda a: round(max(a.size - a.stride, 0) / 2)
    ),
    "stride cells were cut off at the top and left. It is (size - stride) // 2.": _cut(
        lambda a: a.stride
    ),
}
_LAYS = {
    "Where stamps overlap, the last one overwrote the others. They must be added: += and not =.": (
        _laid(lambda old, new: new)
    ),
    "Where stamps overlap, their mean was taken. They must be added.": lambda s: replace(
        s, average=True
    ),
    "Where stamps overlap, the largest number was kept. They must be added.": _laid(np.maximum),
    "Where stamps overlap, the first one stayed. They must be added.": _laid(
        lambda old, new: np.where(old == 0, new, old)
    ),
    "The stamps were taken away, not added: the sign is wrong.": _laid(np.subtract),
    "Only the last stamp is left: was the output made anew inside the loop?": lambda s: replace(
        s, lay=lambda old, new: new, images=_only(s.images, -1)
    ),
    "The numbers of the image are not in the stamps: each is image[y, x] * kernel.": c.images(
        np.ones_like
    ),
    "The number was added to the kernel. A stamp is the number times the kernel.": lambda s: (
        replace(s, images=np.ones_like(s.images), filters=s.filters + s.images.ravel()[0])
    ),
    "Rows and columns of the image are swapped.": lambda s: replace(
        c.both(lambda r, c: (_for_length_of(c, r), _for_length_of(r, c)))(s),
        images=s.images.swapaxes(1, 2),
    ),
    "Each number of the image was repeated stride times. Between them stand zeros.": (
        lambda s: _repeated(s)
    ),
    "Only the first row of the image was stamped.": c.images(lambda i: kept(i, 0, axis=1)),
    "The last row and the last column of the image were not stamped. Do the loops end early?": (
        c.images(lambda i: _emptied(i, -1))
    ),
    "Only every stride-th number of the image was stamped. All are: the stride lies between "
    "stamps.": lambda s: replace(
        c.axes(lambda lay: replace(lay, step=1))(s), images=s.images * _every(s)
    ),
    "The stride was applied a second time, to the result.": lambda s: replace(
        s, last=lambda out: out[:, :: s.rows.stride, :: s.columns.stride]
    ),
    "The last row and the last column of the image are missing, and the output is too short.": (
        lambda s: replace(
            c.axes(lambda lay: replace(lay, room=lay.room - 1))(s), images=_emptied(s.images, -1)
        )
    ),
    "Each number of the image was repeated, where zeros stand between them.": lambda s: _as_long(
        _repeated(s), s
    ),
    "Each number but the last was repeated. Between the numbers stand zeros.": lambda s: _as_long(
        _repeated(s, but_last=True), s
    ),
    "The first row and the first column of the image were not stamped: counting begins with 0.": (
        c.images(lambda i: _emptied(i, 0))
    ),
    "Output channel o was made of input channel o alone. All input channels are added.": (
        c.filters(lambda f: f * np.eye(*f.shape[2:]))
    ),
    "As many columns were stamped as the image has rows. Each axis has a length of its own.": (
        lambda s: replace(
            s,
            images=s.images[:, :, : s.rows.length],
            columns=_for_length_of(s.rows, s.columns),
        )
    ),
    "Only the first number of the image was stamped. Does a return come too early?": c.images(
        lambda i: _only(i, 0)
    ),
    "The input channels were averaged. They must be summed.": c.filters(lambda f: f / f.shape[2]),
    "Each stamp lost its fractions. The output must hold floats.": _laid(
        lambda old, new: np.trunc(old + new)
    ),
    "Each product lost its fractions. The output must hold floats.": _laid(
        lambda old, new: old + np.trunc(new)
    ),
}


def _for_length_of(other: Lay, lay: Lay) -> Lay:
    """Return a lay for the length of another axis."""
    more = (other.length - lay.length) * lay.stride
    return replace(lay, length=other.length, room=lay.room + more)


def _every(stamping: Stamping):
    """Return 1 at every stride-th row and column, and 0 elsewhere: (h, w, 1)."""
    stride = stamping.rows.stride
    rows, columns = (np.arange(n) % stride == 0 for n in stamping.images.shape[1:3])
    return (rows[:, None] & columns)[..., None]


def _as_long(stamping: Stamping, right: Stamping) -> Stamping:
    """Cut a result to the size of the right one."""
    rows = replace(stamping.rows, room=right.rows.room)
    return replace(stamping, rows=rows, columns=replace(stamping.columns, room=right.columns.room))


def _repeated(stamping: Stamping, but_last: bool = False) -> Stamping:
    """Repeat each number of the image stride times along both axes."""
    stride = stamping.rows.stride
    images = stamping.images.repeat(stride, 1).repeat(stride, 2)
    if but_last:
        images = images[:, : images.shape[1] + 1 - stride, : images.shape[2] + 1 - stride]
    longer = c.axes(lambda lay: replace(lay, step=1, room=lay.room + stride - 1))
    return replace(longer(stamping), images=images)


def _pulled(stamping: Stamping) -> Stamping:
    """Put zeros between the numbers of the kernel, and lay the stamps 1 apart."""
    stride = stamping.rows.stride
    kh, kw, *channels = stamping.filters.shape
    wide = np.zeros(((kh - 1) * stride + 1, (kw - 1) * stride + 1, *channels))
    wide[::stride, ::stride] = stamping.filters
    longer = c.both(
        lambda *axes: [
            replace(lay, step=1, room=lay.length - 1 + size)
            for lay, size in zip(axes, wide.shape[:2], strict=True)
        ]
    )
    return replace(longer(stamping), filters=wide)


def _turned(stamping: Stamping) -> Stamping:
    """Swap rows and columns of the kernel, and make room for it."""
    gap = stamping.filters.shape[1] - stamping.filters.shape[0]
    roomy = c.both(lambda r, c: (replace(r, room=r.room + gap), replace(c, room=c.room - gap)))
    return replace(roomy(stamping), filters=stamping.filters.swapaxes(0, 1))


def stampings(word: str, same: bool = False, sized: bool = False) -> list[Change]:
    """Return all changes of stamps.

    ``same`` tells whether they are cut as SAME asks; ``sized`` whether the output has a size that
    is given.
    """
    rooms = {} if sized else _ROOMS_FITTED if same else _ROOMS_WHOLE
    pulled = f"The stride pulled the {word} apart. It is the distance from stamp to stamp."
    return [
        *(one._replace(rule=_of_stamps(one.rule)) for one in kernels(word, True)[:-1]),
        Change("kernel", f"Rows and columns of the {word} are swapped.", _turned),
        Change("place", pulled, _pulled),
        *c.along(_STEPS | rooms),
        *changes("lay", _LAYS),
        *(one._replace(kind="lay") for one in of_images()),
    ]


def _of_stamps(rule: str) -> str:
    """Return the rule of a kernel that slides as that of one that is stamped."""
    return re.sub(r"TensorFlow (lays|flips) .*", "A stamp is the kernel as it is.", rule)
