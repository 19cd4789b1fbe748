"""How windows and kernels become numbers in wrong ways: what is multiplied, added, or kept."""

from __future__ import annotations

import numpy as np

from .sliding import apart, products


def _cells(windows):
    return windows.shape[3] * windows.shape[4]


def _running(out):
    """Add to each window what the windows before it gave, row by row, for each image and filter."""
    flat = out.reshape(len(out), -1, *out.shape[3:])
    return flat.cumsum(axis=1).reshape(out.shape)


def _each(windows, filters):
    """Return the products, which are not added up: (n, oh, ow, kh, kw, c, c_out)."""
    return windows[..., None] * filters


def _by_channel(windows, filters):
    """Return the sums for each channel and filter: (n, oh, ow, c, c_out)."""
    return np.einsum("nyxijc,ijco->nyxco", windows, filters)


def _matrix_product(order):
    return lambda windows, filters: np.einsum(order, windows, filters)


SUMS = {
    "The mean of the products was taken. They are added up.": lambda w, f: (
        products(w, f) / (_cells(w) * w.shape[5])
    ),
    "The mean over each window was taken. All products are added up.": lambda w, f: (
        products(w, f) / _cells(w)
    ),
    "The channels were averaged. They must be summed.": lambda w, f: products(w, f) / w.shape[5],
    "The largest product of each window was taken. All are added up.": lambda w, f: _each(w, f).max(
        axis=(3, 4, 5)
    ),
    "Only the last product of each window is left. Add them up: += and not =.": lambda w, f: (
        np.einsum("nyxc,co->nyxo", w[:, :, :, -1, -1, -1:], f[-1, -1, -1:])
    ),
    "Only the last product of each channel is left. Add them up: += and not =.": lambda w, f: (
        np.einsum("nyxc,co->nyxo", w[:, :, :, -1, -1], f[-1, -1])
    ),
    "Only the first product of each window is there: a return, or the end of a loop, comes too "
    "early.": lambda w, f: np.einsum("nyxc,co->nyxo", w[:, :, :, 0, 0, :1], f[0, 0, :1]),
    "Only the first channel was used. Sum over all of them.": lambda w, f: products(
        w[..., :1], f[:, :, :1]
    ),
    "Only the last channel is left. Add the channels up: += and not =.": lambda w, f: products(
        w[..., -1:], f[:, :, -1:]
    ),
    "The first channel was left out: counting begins with 0.": lambda w, f: products(
        w[..., 1:], f[:, :, 1:]
    ),
    "Only the first two channels were used. Sum over all of them, however many.": lambda w, f: (
        products(w[..., :2], f[:, :, :2])
    ),
    "Only the first row of each window was used.": lambda w, f: products(w[:, :, :, :1], f[:1]),
    "Only the rows of each window were added up: its columns are still there.": lambda w, f: (
        np.einsum("nyxijc,ijco->nyxjco", w, f)
    ),
    "Only the last row of each window is left. Add the rows up: += and not =.": lambda w, f: (
        products(w[:, :, :, -1:], f[-1:])
    ),
    "Only the first column of each window was used.": lambda w, f: products(
        w[:, :, :, :, :1], f[:, :1]
    ),
    "Only the last column of each window is left. Add the columns up: += and not =.": (
        lambda w, f: products(w[:, :, :, :, -1:], f[:, -1:])
    ),
    "The window and the kernel were added. Multiply them, cell by cell.": lambda w, f: (
        w.sum(axis=(3, 4, 5))[..., None] + f.sum(axis=(0, 1, 2))
    ),
    "The kernel was taken away from the window. Multiply them, cell by cell.": lambda w, f: (
        w.sum(axis=(3, 4, 5))[..., None] - f.sum(axis=(0, 1, 2))
    ),
    "Window and kernel were added up first, then multiplied. Multiply cell by cell, then add up.": (
        lambda w, f: w.sum(axis=(3, 4, 5))[..., None] * f.sum(axis=(0, 1, 2))
    ),
    "The channels were added up first, then multiplied. Each channel meets its own kernel first.": (
        lambda w, f: np.einsum("nyxij,ijo->nyxo", w.sum(axis=5), f.sum(axis=2))
    ),
    "The rows of the window and of the kernel were added up first. Multiply cell by cell, then "
    "add up.": lambda w, f: np.einsum("nyxjc,jco->nyxo", w.sum(axis=3), f.sum(axis=0)),
    "The matrix product @ was taken. Window and kernel are multiplied cell by cell: *.": (
        _matrix_product("nyxikc,kjco->nyxo")
    ),
    "The matrix product with the kernel turned was taken. Window and kernel are multiplied cell "
    "by cell: *.": _matrix_product("nyxikc,jkco->nyxo"),
    "The matrix product of kernel and window was taken. They are multiplied cell by cell: *.": (
        _matrix_product("nyxkjc,ikco->nyxo")
    ),
    "Only the diagonal was added up. All cells of window times kernel are.": _matrix_product(
        "nyxiic,iico->nyxo"
    ),
    "The products were multiplied with each other. They are added up.": lambda w, f: _each(
        w, f
    ).prod(axis=(3, 4, 5)),
    "The squares of the products were added up.": lambda w, f: (_each(w, f) ** 2).sum(
        axis=(3, 4, 5)
    ),
    "The signs of the products are gone.": lambda w, f: np.abs(_each(w, f)).sum(axis=(3, 4, 5)),
    "Negative numbers were set to 0 channel by channel, before the channels were added up.": (
        lambda w, f: np.maximum(_by_channel(w, f), 0).sum(axis=3)
    ),
    "Negative products were set to 0.": lambda w, f: np.maximum(_each(w, f), 0).sum(axis=(3, 4, 5)),
    "The total was never set back to 0: each window goes on from the one before.": lambda w, f: (
        _running(products(w, f))
    ),
    "The channels were not summed. One number per window and filter is left.": lambda w, f: (
        _by_channel(w, f)
    ),
    "The channels were not summed, and stand beside the filters.": lambda w, f: _by_channel(
        w, f
    ).reshape(*w.shape[:3], -1),
    "The filters were added up. Each makes an output channel of its own.": lambda w, f: products(
        w, f.sum(axis=3, keepdims=True)
    ),
    "All channels of the images met channel 0 of the filters. Each meets its own.": (
        lambda w, f: products(w.sum(axis=5, keepdims=True), f[:, :, :1])
    ),
    "The windows were not added up: their products are still there.": lambda w, f: _each(w, f),
}
# With a square kernel the same as a kernel whose rows and columns are swapped, which is likelier
TRACES = {
    "The trace of a matrix product was taken. Window and kernel are multiplied cell by cell: *.": (
        _matrix_product("nyxikc,kico->nyxo")
    ),
}


def _tiled(windows, filters):
    """Return what filter k makes of channel k % c, in the place of channel k // mult."""
    channels, many = filters.shape[2:]
    met = (np.arange(channels * many) % channels).reshape(channels, many)
    return np.einsum("nyxijcm,ijcm->nyxcm", windows[..., met], filters)


APART = {
    "The mean of the products was taken. They are added up.": lambda w, f: apart(w, f) / _cells(w),
    "The largest product of each window was taken. All are added up.": lambda w, f: _each(w, f).max(
        axis=(3, 4)
    ),
    "The channels were added up, as conv2d does. Here each stays a channel of its own.": (
        lambda w, f: apart(w, f).sum(axis=3)
    ),
    "The channels were added up, and each output holds their sum. Each channel has its own.": (
        lambda w, f: np.repeat(apart(w, f).sum(axis=3, keepdims=True), w.shape[5], axis=3)
    ),
    "The filters of each channel were added up. Each makes an output channel of its own.": (
        lambda w, f: apart(w, f).sum(axis=4)
    ),
    "The channels were laid one after another, as np.tile does. Each is repeated mult times: "
    "np.repeat.": lambda w, f: _tiled(w, f),
    "The channels are in the order m·c_in + c. It is c·mult + m: a channel's filters first.": (
        lambda w, f: apart(w, f).swapaxes(3, 4)
    ),
    "All channels met the filters of channel 0. Each has its own.": lambda w, f: apart(
        w, np.repeat(f[:, :, :1], f.shape[2], axis=2)
    ),
    "Only the first filter of each channel was used.": lambda w, f: apart(w, f[..., :1]),
    "All filters met channel 0 of the images. Each meets its own.": lambda w, f: apart(
        np.repeat(w[..., :1], w.shape[5], axis=5), f
    ),
    "Only the last product of each window is left. Add them up: += and not =.": lambda w, f: (
        w[:, :, :, -1, -1, :, None] * f[-1, -1]
    ),
    "Only the first row of each window was used.": lambda w, f: apart(w[:, :, :, :1], f[:1]),
    "Only the last row of each window is left. Add the rows up: += and not =.": lambda w, f: apart(
        w[:, :, :, -1:], f[-1:]
    ),
    "Window and filter were added up first, then multiplied. Multiply cell by cell, then add up.": (
        lambda w, f: w.sum(axis=(3, 4))[..., None] * f.sum(axis=(0, 1))
    ),
    "The window and the filter were added. Multiply them, cell by cell.": lambda w, f: (
        w.sum(axis=(3, 4))[..., None] + f.sum(axis=(0, 1))
    ),
    "The matrix product @ was taken. Window and filter are multiplied cell by cell: *.": (
        _matrix_product("nyxikc,kjcm->nyxcm")
    ),
    "The total was never set back to 0: each window goes on from the one before.": lambda w, f: (
        _running(apart(w, f))
    ),
    "The windows were not added up: their products are still there.": lambda w, f: _each(w, f),
    "The signs of the products are gone.": lambda w, f: np.abs(_each(w, f)).sum(axis=(3, 4)),
}
_LARGEST = "Max pooling keeps the largest number."


def _farthest(windows):
    """Return the number of each window that is farthest from 0, with its sign."""
    flat = windows.reshape(*windows.shape[:3], -1, windows.shape[5])
    place = np.where(np.isfinite(flat), np.abs(flat), -1).argmax(axis=3)[:, :, :, None]
    return np.take_along_axis(flat, place, axis=3)[:, :, :, 0]


POOLS = {
    f"You took the mean of each window. {_LARGEST}": lambda w, _: w.mean(axis=(3, 4)),
    f"You took the mean of each window's own cells. {_LARGEST}": lambda w, _: (
        np.where(np.isfinite(w), w, 0).sum(axis=(3, 4)) / np.isfinite(w).sum(axis=(3, 4))
    ),
    "You took the number that is farthest from 0. Max pooling keeps the largest number: 1 is "
    "larger than -5.": lambda w, _: _farthest(w),
    f"You took the smallest number of each window. {_LARGEST}": lambda w, _: w.min(axis=(3, 4)),
    f"You added up the numbers of each window. {_LARGEST}": lambda w, _: w.sum(axis=(3, 4)),
    f"You took the median of each window. {_LARGEST}": lambda w, _: np.median(w, axis=(3, 4)),
    f"You took the number at the top left of each window. {_LARGEST}": lambda w, _: w[
        :, :, :, 0, 0
    ],
    f"You took the number at the bottom right of each window. {_LARGEST}": (
        lambda w, _: w[:, :, :, -1, -1]
    ),
    f"You took the number in the middle of each window. {_LARGEST}": (
        lambda w, _: w[:, :, :, w.shape[3] // 2, w.shape[4] // 2]
    ),
    "You took the number that is farthest from 0, and dropped its sign. Max pooling keeps the "
    "largest number, and its sign.": lambda w, _: np.abs(w).max(axis=(3, 4)),
    "Your largest number starts at 0, so a window of negative numbers gives 0.": lambda w, _: (
        np.maximum(w.max(axis=(3, 4)), 0)
    ),
    "Your largest number starts at −1, so a window of smaller numbers gives −1.": lambda w, _: (
        np.maximum(w.max(axis=(3, 4)), -1)
    ),
    "You took the place of the largest number. The number itself is asked for.": lambda w, _: (
        w.reshape(*w.shape[:3], -1, w.shape[5]).argmax(axis=3)
    ),
    "You took the second largest number of each window.": lambda w, _: np.sort(
        w.reshape(*w.shape[:3], -1, w.shape[5]), axis=3
    )[:, :, :, -2],
    "Only the four corners of each window were looked at.": lambda w, _: w[
        :, :, :, :: w.shape[3] - 1, :: w.shape[4] - 1
    ].max(axis=(3, 4)),
    "Only the first row of each window was looked at.": lambda w, _: w[:, :, :, 0].max(axis=3),
    "Only the last row of each window was looked at.": lambda w, _: w[:, :, :, -1].max(axis=3),
    "Only the first column of each window was looked at.": lambda w, _: w[:, :, :, :, 0].max(
        axis=3
    ),
    "Only the last column of each window was looked at.": lambda w, _: w[:, :, :, :, -1].max(
        axis=3
    ),
    "The largest number was never set back: each window goes on from those before.": lambda w, _: (
        np.maximum.accumulate(w.max(axis=(3, 4)).reshape(len(w), -1, w.shape[5]), axis=1).reshape(
            *w.shape[:3], -1
        )
    ),
    "The largest of each row of the windows was taken. Take it of the whole window.": (
        lambda w, _: w.max(axis=4)
    ),
    "The largest of each column of the windows was taken. Take it of the whole window.": (
        lambda w, _: w.max(axis=3)
    ),
    "The windows were not reduced: they are still there.": lambda w, _: w,
    "The channels were mixed: one maximum over all of them. Each channel is pooled alone.": (
        lambda w, _: w.max(axis=(3, 4, 5))
    ),
    "The channels were mixed: one maximum over all of them, kept as an axis. Each channel is "
    "pooled alone.": lambda w, _: w.max(axis=(3, 4, 5))[..., None],
    "All channels hold the maximum over all channels. Each channel is pooled alone.": (
        lambda w, _: np.broadcast_to(w.max(axis=(3, 4, 5))[..., None], (*w.shape[:3], w.shape[5]))
    ),
    "All images hold the maximum over all images. Each image is pooled alone.": lambda w, _: (
        np.broadcast_to(w.max(axis=(0, 3, 4)), (*w.shape[:3], w.shape[5]))
    ),
    "The images were mixed: one maximum over all of them. Each image is pooled alone.": (
        lambda w, _: w.max(axis=(0, 3, 4))
    ),
    "Every window holds the largest number of the whole image.": lambda w, _: np.broadcast_to(
        w.max(axis=(1, 2, 3, 4), keepdims=True)[:, :, :, 0, 0], (*w.shape[:3], w.shape[5])
    ),
}
