"""Stamps, of which exercise 06 is made: right ones, and some that are laid or cut wrongly."""

from __future__ import annotations

import numpy as np


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


def fit(whole, rows, columns):
    """Cut an array at its end, or fill it up with zeros."""
    out = np.zeros((rows, columns))
    part = whole[:rows, :columns]
    out[: part.shape[0], : part.shape[1]] = part
    return out


def stamp_same(image, kernel, stride, share=lambda total: total // 2, add=True):
    """Return the answer of task 5: what SAME keeps of the stamps."""
    (h, w), (kh, kw) = np.shape(image), np.shape(kernel)
    top, left = share(max(kh - stride, 0)), share(max(kw - stride, 0))
    return fit(stamp(image, kernel, stride, add)[top:, left:], h * stride, w * stride)


def columns_like_rows(image, kernel, stride):
    """Cut columns as rows are cut."""
    (h, w), cut = np.shape(image), max(len(kernel) - stride, 0) // 2
    return fit(stamp(image, kernel, stride)[cut:, cut:], h * stride, w * stride)


def cut_to_minus_zero(image, kernel, stride):
    """Cut with a slice whose end is -0 where nothing is to be cut."""
    (h, w), whole = np.shape(image), stamp(image, kernel, stride)
    cuts = [max(k - stride, 0) for k in np.shape(kernel)]
    rows, columns = (slice(cut // 2, -(cut - cut // 2)) for cut in cuts)
    return fit(whole[rows, columns], h * stride, w * stride)
