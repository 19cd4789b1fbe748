"""Convolution and pooling in two lines each, as a reader of this course would write them."""

from __future__ import annotations

import numpy as np
from cases import Case
from numpy.lib.stride_tricks import sliding_window_view

NAME = "two lines"
VERSION = "the two lines"


def windows(x, size, stride, before, after=None):
    """Return all windows of images (n, h, w, c), with zeros around them: (n, oh, ow, c, kh, kw)."""
    sides = [(before[axis], (after or before)[axis]) for axis in (0, 1)]
    padded = np.pad(x, [(0, 0), *sides, (0, 0)]) if any(map(any, sides)) else x
    return sliding_window_view(padded, size, axis=(1, 2))[:, ::stride, ::stride]


def calls(case: Case):
    """Return two functions: forward, and backward by input and filters; None where it has none."""
    x, w, g = case.arrays()
    size, stride, pads = case.kernel[:2], case.stride, (case.pad, case.pad)
    if case.operator == "max pooling":
        return (lambda: (windows(x, size, stride, pads).max((4, 5)),)), None
    if case.operator != "conv2d":
        return None, None

    def forward():
        seen = windows(x, size, stride, pads)
        return (np.tensordot(seen, w, ((4, 5, 3), (0, 1, 2))),)

    def backward():
        spread = np.zeros((len(g), *_spread(g, stride), g.shape[3]), g.dtype)
        spread[:, ::stride, ::stride] = g
        before = [k - 1 - case.pad for k in size]
        sizes = zip(x.shape[1:3], spread.shape[1:3], size, before, strict=True)
        after = [length + k - 1 - s - b for length, s, k, b in sizes]
        stamps = windows(spread, size, 1, before, after)
        by_input = np.tensordot(stamps, w[::-1, ::-1], ((4, 5, 3), (0, 1, 3)))
        by_filter = np.tensordot(windows(x, size, stride, pads), g, ((0, 1, 2), (0, 1, 2)))
        return by_input, by_filter.transpose(1, 2, 0, 3)

    return forward, backward


def _spread(g, stride):
    return [(length - 1) * stride + 1 for length in g.shape[1:3]]


def to_numpy(results) -> list[np.ndarray]:
    """Return results of a call as arrays: NHWC, filters in TensorFlow's order."""
    return list(results)
