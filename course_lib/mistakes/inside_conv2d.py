"""Mistakes special to exercise 03; those that fit many tasks are listed in ``computed.py``."""

from __future__ import annotations

import numpy as np

from . import changes as c

VALUES = {
    "kernel_shape": {
        "The number of filters comes last: (kh, kw, c_in, c_out).": (6, 3, 5, 4),
        "c_in and c_out are swapped: it is (kh, kw, c_in, c_out).": (3, 5, 6, 4),
        "Height and width of the kernel are swapped.": (5, 3, 4, 6),
        "The axes are those of PyTorch, (c_out, c_in, kh, kw). Here they are "
        "(kh, kw, c_in, c_out).": (6, 4, 3, 5),
        "8 is the number of images. c_in is their channels.": (3, 5, 8, 6),
    },
    "parameters": {
        "The biases are missing: one for each filter.": 360,
        "There is one bias for each filter, and there are 6 filters.": 361,
        "The input channels are missing: each filter is 3×5×4.": 96,
        "There is one bias for each filter, not for each channel.": 364,
        "There is one bias for each filter, not for each channel of each filter.": 384,
    },
}
# Of the parts that channels give: (c, oh, ow)
PARTS = {
    "The parts were added up. Keep them apart: the first axis counts the channels.": c.form(
        lambda parts: parts.sum(axis=0)
    ),
    "The channels stand on the last axis. They belong on the first: (c, oh, ow).": c.form(
        lambda parts: np.moveaxis(parts, 0, 2)
    ),
    "The result was reshaped to (c, oh, ow), which mixes its numbers. Turn the axes with "
    "transpose.": c.form(lambda parts: np.moveaxis(parts, 0, 2).reshape(parts.shape)),
    "The parts were divided by the number of channels. Nothing is averaged here.": c.form(
        lambda parts: parts / len(parts)
    ),
    "Each part holds the parts before it, too. Begin each from 0.": c.form(
        lambda parts: np.cumsum(parts, axis=0)
    ),
    "The channels are in the wrong order: part k belongs to channel k.": c.form(
        lambda parts: parts[::-1]
    ),
    "Rows and columns are swapped: axis 1 is the height, axis 2 the width.": c.form(
        lambda parts: parts.swapaxes(1, 2)
    ),
    "Each channel of the filter met the whole image. Part k needs channel k of the image only.": (
        c.images(lambda i: np.broadcast_to(i.sum(axis=3, keepdims=True), i.shape))
    ),
}
BY_TASK = {"1": c.mistakes(VALUES, prefix=True)}
