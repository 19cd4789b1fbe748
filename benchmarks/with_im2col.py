"""Convolution by im2col, channels first: a copy for each cell of the kernel, then one product."""

from __future__ import annotations

from itertools import product

import numpy as np
from cases import Case

NAME = "im2col NCHW"
VERSION = "im2col with the channels first"


def calls(case: Case):
    """Return two functions: forward, and backward by input and filters; None where it has none."""
    if case.operator != "conv2d":
        return None, None
    x, w, g = case.arrays()
    x, g = (np.ascontiguousarray(array.transpose(0, 3, 1, 2)) for array in (x, g))
    w = np.ascontiguousarray(w.transpose(3, 2, 0, 1))
    h, width = x.shape[2:]
    corners = [
        (
            slice(i, i + case.stride * (case.out[1] - 1) + 1, case.stride),
            slice(j, j + case.stride * (case.out[2] - 1) + 1, case.stride),
        )
        for i, j in product(range(w.shape[2]), range(w.shape[3]))
    ]
    inside = (slice(case.pad, case.pad + h), slice(case.pad, case.pad + width))

    def im2col():
        sides = (case.pad, case.pad)
        padded = np.pad(x, ((0, 0), (0, 0), sides, sides)) if case.pad else x
        columns = np.empty((len(x), x.shape[1], len(corners), *g.shape[2:]), x.dtype)
        for k, (rows, line) in enumerate(corners):
            columns[:, :, k] = padded[:, :, rows, line]
        return columns

    flat = w.reshape(len(w), w.shape[1], -1)

    def forward():
        return (np.moveaxis(np.tensordot(im2col(), flat, ((1, 2), (1, 2))), 3, 1),)

    def backward():
        by_filter = np.tensordot(g, im2col(), ((0, 2, 3), (0, 3, 4))).reshape(w.shape)
        stamps = np.moveaxis(np.tensordot(flat, g, (0, 1)), 2, 0)
        total = np.zeros((*x.shape[:2], h + 2 * case.pad, width + 2 * case.pad), x.dtype)
        for k, (rows, line) in enumerate(corners):
            total[:, :, rows, line] += stamps[:, :, k]
        return total[:, :, *inside], by_filter

    return forward, backward


def to_numpy(results) -> list[np.ndarray]:
    """Return results of a call as arrays: NHWC, filters in TensorFlow's order."""
    first, *filters = results
    return [first.transpose(0, 2, 3, 1), *(f.transpose(2, 3, 1, 0) for f in filters)]
