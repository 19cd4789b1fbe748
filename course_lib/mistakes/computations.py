"""The right computations that mistakes are changes of, made from the operators of the library."""

from __future__ import annotations

import numpy as np

from .. import nn
from ..nn.geometry import same_padding

windows_of = np.lib.stride_tricks.sliding_window_view


def correlate(image, kernel, stride=1, sides=((0, 0), (0, 0)), value=0.0):
    """Slide a kernel (kh, kw) over an image (h, w), with a value in the padding on its sides."""
    padded = np.pad(np.asarray(image, float), sides, constant_values=value)
    seen = windows_of(padded, np.shape(kernel))[::stride, ::stride]
    return np.einsum("yxij,ij->yx", seen, kernel)


def same_sides(shape, kernel, stride, first=False):
    """Return the padding of SAME along rows and columns; ``first`` puts an odd cell before."""
    steps = zip(shape, kernel, strict=True)
    sides = [same_padding(size, k, stride) for size, k in steps]
    return [side[::-1] for side in sides] if first else sides


def layer(images, filters, bias=0.0, stride=1):
    """Return a convolution VALID of images (n, h, w, c_in) with a bias."""
    images, filters = np.asarray(images, float), np.asarray(filters, float)
    return nn.conv2d(images, filters, stride, "VALID") + bias


def apart(images, filters, stride=1):
    """Return a depthwise convolution with an axis of channels and one of filters."""
    seen = windows_of(images, np.shape(filters)[:2], axis=(1, 2))[:, ::stride, ::stride]
    shape = (*np.shape(filters)[:2], np.shape(images)[3], np.shape(filters)[3])
    return np.einsum("nyxcij,ijcm->nyxcm", seen, np.broadcast_to(filters, shape))


def joined(results):
    """Put the axes of channels and of filters into one."""
    return results.reshape(*results.shape[:3], -1)


def padded(images, filters):
    """Return images with the zeros that SAME puts around them at stride 1."""
    sides = [((k - 1) // 2, k // 2) for k in np.shape(filters)[:2]]
    return np.pad(images, [(0, 0), *sides, (0, 0)])


def stamps(images, filters, stride, add=True, rule="nc,ijoc->nijo"):
    """Return the stamps of filters for images (n, h, w, c_in); ``rule`` makes those of a pixel."""
    images, filters = np.asarray(images), np.asarray(filters)
    (n, h, w, _), (kh, kw) = images.shape, filters.shape[:2]
    c_out = np.einsum(rule, images[:, 0, 0], filters).shape[3]
    out = np.zeros((n, (h - 1) * stride + kh, (w - 1) * stride + kw, c_out))
    for y, x in np.ndindex(h, w):
        place = np.s_[:, y * stride : y * stride + kh, x * stride : x * stride + kw]
        out[place] = np.einsum(rule, images[:, y, x], filters) + (out[place] if add else 0)
    return out


def stamp(image, kernel, stride, add=True):
    """Return the stamps of a kernel (kh, kw) for an image (h, w); each the last, if not added."""
    pair = np.asarray(image)[None, :, :, None], np.asarray(kernel)[:, :, None, None]
    return stamps(*pair, stride, add)[0, :, :, 0]


def pulled_apart(kernel, stride):
    """Return a kernel with ``stride − 1`` zeros between its cells."""
    kh, kw, *channels = np.shape(kernel)
    out = np.zeros(((kh - 1) * stride + 1, (kw - 1) * stride + 1, *channels))
    out[::stride, ::stride] = kernel
    return out


def fit(whole, rows, columns):
    """Cut an array at its end, or fill it up with zeros."""
    out = np.zeros((rows, columns))
    part = whole[:rows, :columns]
    out[: part.shape[0], : part.shape[1]] = part
    return out
