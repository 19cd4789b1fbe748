"""Changes that fit every sliding computation: of images, kernels, sums, and biases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from .sliding import Slide, apart, products, sizes_swapped


class Family(NamedTuple):
    """A change of a sliding computation, and the rule that it breaks.

    Two changes of the same ``kind`` are not tried together.
    """

    kind: str
    rule: str
    change: Callable[[Slide], Slide]


def _filters(change):
    return lambda slide: replace(slide, filters=change(slide.filters))


def _images(change):
    return lambda slide: replace(slide, images=change(slide.images))


def _bias(change):
    return lambda slide: replace(slide, bias=change(slide))


def _reduce(reduce):
    return lambda slide: replace(slide, reduce=reduce)


def _last(last):
    return lambda slide: replace(slide, last=lambda out: last(slide.last(out)))


def _read_as(order):
    """Return a change that reads the numbers of filters as if their axes stood in that order."""

    def change(filters):
        shape = [filters.shape[axis] for axis in order]
        return filters.reshape(shape).transpose(np.argsort(order))

    return change


def _turned(slide: Slide) -> Slide:
    """Swap rows and columns of the kernel, and of the windows with it."""
    return replace(sizes_swapped(slide), filters=slide.filters.swapaxes(0, 1))


def kernels(word: str) -> list[Family]:
    """Return changes of what images are multiplied by; ``word`` is kernel or filters."""
    many = word.endswith("s")
    was = "were" if many else "was"
    as_is = "them on the image as they are" if many else "it on the image as it is"
    rules = {
        f"The {word} {was} flipped. TensorFlow lays {as_is}.": lambda f: f[::-1, ::-1],
        f"The {word} {was} flipped upside down. TensorFlow flips nothing.": lambda f: f[::-1],
        f"The {word} {was} flipped left to right. TensorFlow flips nothing.": lambda f: f[:, ::-1],
        f"The {word} {was} flipped along the channels, too. TensorFlow flips nothing.": (
            lambda f: f[::-1, ::-1, ::-1]
        ),
        f"The {word} {was} flipped along all axes. TensorFlow flips nothing.": np.flip,
        "The channels met in the wrong order: channel c of the image meets channel c of the "
        f"{word}.": lambda f: f[:, :, ::-1],
        f"Rows and columns of the {word} are swapped.": lambda f: f.swapaxes(0, 1),
        f"Rows and columns of the {word} are swapped: the numbers were reshaped.": (
            lambda f: f.reshape(f.shape[1], f.shape[0], *f.shape[2:]).swapaxes(0, 1)
        ),
        f"The {word} {was} flipped, and rows and columns are swapped.": (
            lambda f: f[::-1, ::-1].swapaxes(0, 1)
        ),
        f"The {word} {was} turned by a quarter.": np.rot90,
        f"The {word} {was} turned by a quarter, the other way round.": lambda f: np.rot90(f, -1),
        f"The sum was divided by the sum of the {word}. The numbers stay as they are.": (
            lambda f: f / f.sum(axis=(0, 1), keepdims=True)
        ),
        f"The sum was divided by the sum of all numbers of the {word}.": lambda f: f / f.sum(),
        f"The signs of the {word} are gone.": np.abs,
        f"The {word} {was} left out: the numbers of each window were added up as they are.": (
            np.ones_like
        ),
        f"The {word} {was} taken away, not added: the sign is wrong.": np.negative,
        f"The {word} {was} squared.": np.square,
        f"The numbers of the {word} lost their fractions.": np.trunc,
        f"All channels met channel 0 of the {word}. Each meets its own.": lambda f: np.repeat(
            f[:, :, :1], f.shape[2], axis=2
        ),
        f"All channels met the last channel of the {word}. Each meets its own.": (
            lambda f: np.repeat(f[:, :, -1:], f.shape[2], axis=2)
        ),
        f"Only the first channel of the {word} was used.": lambda f: _kept(f, 2, 0),
        f"Only the last channel of the {word} was used.": lambda f: _kept(f, 2, -1),
        "All outputs were made by the first filter. Each has its own.": lambda f: np.repeat(
            f[..., :1], f.shape[-1], axis=-1
        ),
        "All outputs were made by the last filter. Each has its own.": lambda f: np.repeat(
            f[..., -1:], f.shape[-1], axis=-1
        ),
        "The filters were used in reverse order.": lambda f: f[..., ::-1],
        "The axes of the filters were mixed up: they were read as (kh, kw, c_out, c_in).": (
            _read_as((0, 1, 3, 2))
        ),
        "The axes of the filters were mixed up: they were read as (c_out, c_in, kh, kw).": (
            _read_as((3, 2, 0, 1))
        ),
        "The axes of the filters were mixed up: they were read as (c_out, kh, kw, c_in).": (
            _read_as((3, 0, 1, 2))
        ),
        "The axes of the filters were mixed up: they were read as (c_in, kh, kw, c_out).": (
            _read_as((2, 0, 1, 3))
        ),
        "The axes of the filters were mixed up: they were read as (c_in, c_out, kh, kw).": (
            _read_as((2, 3, 0, 1))
        ),
        "The axes of the filters were mixed up: they were read as (kw, kh, c_in, c_out).": (
            _read_as((1, 0, 2, 3))
        ),
    }
    turned = Family(
        "kernel",
        f"Rows and columns of the {word} are swapped: it is as high as it should be wide.",
        _turned,
    )
    return [*(Family("kernel", rule, _filters(f)) for rule, f in rules.items()), turned]


def _kept(array, axis, index):
    """Return an array that is 0 but for one index of an axis."""
    out = np.zeros_like(array)
    place = (slice(None),) * axis + (index,)
    out[place] = array[place]
    return out


def _cells(windows):
    return windows.shape[3] * windows.shape[4]


def _running(out):
    """Add to each window what the windows before it gave, row by row, for each image and filter."""
    flat = out.reshape(len(out), -1, *out.shape[3:])
    return flat.cumsum(axis=1).reshape(out.shape)


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
    "The largest product of each window was taken. All are added up.": lambda w, f: np.einsum(
        "nyxijc,ijco->nyxijco", w, f
    ).max(axis=(3, 4, 5)),
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
    "The trace of a matrix product was taken. Window and kernel are multiplied cell by cell: *.": (
        _matrix_product("nyxikc,kico->nyxo")
    ),
    "The products were multiplied with each other. They are added up.": lambda w, f: np.einsum(
        "nyxijc,ijco->nyxijco", w, f
    ).prod(axis=(3, 4, 5)),
    "The squares of the products were added up.": lambda w, f: (
        np.einsum("nyxijc,ijco->nyxijco", w, f) ** 2
    ).sum(axis=(3, 4, 5)),
    "The signs of the products are gone.": lambda w, f: np.abs(
        np.einsum("nyxijc,ijco->nyxijco", w, f)
    ).sum(axis=(3, 4, 5)),
    "Negative products were set to 0.": lambda w, f: np.maximum(
        np.einsum("nyxijc,ijco->nyxijco", w, f), 0
    ).sum(axis=(3, 4, 5)),
    "The total was never set back to 0: each window goes on from the one before.": lambda w, f: (
        _running(products(w, f))
    ),
    "The channels were not summed. One number per window and filter is left.": lambda w, f: (
        np.einsum("nyxijc,ijco->nyxco", w, f)
    ),
    "The channels were not summed, and stand beside the filters.": lambda w, f: np.einsum(
        "nyxijc,ijco->nyxco", w, f
    ).reshape(*w.shape[:3], -1),
    "The filters were added up. Each makes an output channel of its own.": lambda w, f: products(
        w, f.sum(axis=3, keepdims=True)
    ),
    "Each filter met all channels, whichever its own are: the channels were added up first.": (
        lambda w, f: products(w.sum(axis=5, keepdims=True), f[:, :, :1])
    ),
    "The windows were not added up: their products are still there.": lambda w, f: np.einsum(
        "nyxijc,ijco->nyxijco", w, f
    ),
}
APART = {
    "The mean of the products was taken. They are added up.": lambda w, f: apart(w, f) / _cells(w),
    "The largest product of each window was taken. All are added up.": lambda w, f: np.einsum(
        "nyxijc,ijcm->nyxijcm", w, f
    ).max(axis=(3, 4)),
    "The channels were added up, as conv2d does. Here each stays a channel of its own.": (
        lambda w, f: apart(w, f).sum(axis=3)
    ),
    "The filters of each channel were added up. Each makes an output channel of its own.": (
        lambda w, f: apart(w, f).sum(axis=4)
    ),
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
    "The windows were not added up: their products are still there.": lambda w, f: np.einsum(
        "nyxijc,ijcm->nyxijcm", w, f
    ),
    "The signs of the products are gone.": lambda w, f: np.abs(
        np.einsum("nyxijc,ijcm->nyxijcm", w, f)
    ).sum(axis=(3, 4)),
}
_LARGEST = "Max pooling keeps the largest number."
POOLS = {
    f"You took the mean of each window. {_LARGEST}": lambda w, _: w.mean(axis=(3, 4)),
    f"You took the mean of each window's own cells. {_LARGEST}": lambda w, _: (
        np.where(np.isfinite(w), w, 0).sum(axis=(3, 4)) / np.isfinite(w).sum(axis=(3, 4))
    ),
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

BIASES = {
    "The bias is missing: add bias[o] to output channel o.": lambda s: 0 * s.bias,
    "bias[0] was added everywhere. Output channel o gets bias[o].": lambda s: s.bias[0],
    "The last bias was added everywhere. Output channel o gets bias[o].": lambda s: s.bias[-1],
    "The biases were added up, and their sum went to every channel. Channel o gets bias[o].": (
        lambda s: np.sum(s.bias)
    ),
    "The mean of the biases went to every channel. Channel o gets bias[o].": lambda s: np.mean(
        s.bias
    ),
    "The bias was added once for each input channel. Add it once, after the sum.": lambda s: (
        s.bias * s.filters.shape[2]
    ),
    "The bias was added inside the sum, once for each product. Add it once, after the sum.": (
        lambda s: s.bias * np.prod(s.filters.shape[:3])
    ),
    "The bias was added once for each cell of the window. Add it once, after the sum.": lambda s: (
        s.bias * np.prod(s.filters.shape[:2])
    ),
    "The bias was taken away. It must be added.": lambda s: -s.bias,
    "The bias was added twice.": lambda s: 2 * s.bias,
    "The biases were added in reverse order.": lambda s: s.bias[::-1],
    "The bias lost its fractions.": lambda s: np.trunc(s.bias),
}
IMAGES = {
    "The image was flipped upside down.": lambda i: i[:, ::-1],
    "The image was flipped left to right.": lambda i: i[:, :, ::-1],
    "The image was turned by half.": lambda i: i[:, ::-1, ::-1],
    "The channels of the image were taken in reverse order (BGR for RGB?).": lambda i: i[..., ::-1],
    "Only the first channel of the image was used.": lambda i: _kept(i, 3, 0),
    "All channels hold channel 0 of the image.": lambda i: np.repeat(i[..., :1], i.shape[3], 3),
    "All images hold the first one.": lambda i: np.repeat(i[:1], len(i), 0),
    "The signs of the image are gone.": np.abs,
    "Negative numbers of the image were set to 0.": lambda i: np.maximum(i, 0),
    "The mean was taken away from the image.": lambda i: i - i.mean(),
    "The image was divided by 255.": lambda i: i / 255,
    "The numbers of the image lost their fractions.": np.trunc,
    "The axes of the images were mixed up: they were read as (n, c, h, w). They are "
    "(n, h, w, c).": lambda i: i.reshape(i.shape[0], i.shape[3], i.shape[1], i.shape[2]).transpose(
        0, 2, 3, 1
    ),
}
LASTS = {
    "ReLU was applied: negative numbers were set to 0. Nothing like that is asked for here.": (
        lambda o: np.maximum(o, 0)
    ),
    "The signs are gone.": np.abs,
    "The fractions are gone. The output must hold floats.": np.trunc,
    "The numbers were rounded. The output must hold floats.": np.round,
    "The numbers were rounded down. The output must hold floats.": np.floor,
    "Positive numbers were set to 0.": lambda o: np.minimum(o, 0),
}


def _family(kind, wrap, rules) -> list[Family]:
    return [Family(kind, rule, wrap(change)) for rule, change in rules.items()]


def of_convolution(word: str) -> list[Family]:
    """Return all changes of a convolution's images, kernel, sums, and result."""
    return [
        *kernels(word),
        *_family("sum", _reduce, SUMS),
        *_family("images", _images, IMAGES),
        *_family("last", _last, LASTS),
    ]


def of_depthwise(word: str) -> list[Family]:
    """Return all changes of a depthwise convolution."""
    return [
        *kernels(word),
        *_family("sum", _reduce, APART),
        *_family("images", _images, IMAGES),
        *_family("last", _last, LASTS),
    ]


def of_pooling() -> list[Family]:
    """Return all changes of max pooling."""
    return [
        *_family("sum", _reduce, POOLS),
        *_family("images", _images, IMAGES),
        *_family("last", _last, LASTS),
    ]


def of_bias() -> list[Family]:
    """Return all changes of a bias."""
    return _family("bias", _bias, BIASES)


def of_images() -> list[Family]:
    """Return all changes of what windows are cut out of, and of the result."""
    return [*_family("images", _images, IMAGES), *_family("last", _last, LASTS)]
