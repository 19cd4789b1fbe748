"""Mistakes special to exercise 03; those that fit many tasks are listed in ``computed.py``."""

import numpy as np

from . import changes as c
from .computations import windows_of
from .first_weights import BITS, LIMITS


def channel_parts(image, kernel):
    """Return the answer of task 4."""
    seen = windows_of(image, np.shape(kernel)[:2], axis=(0, 1))
    return np.einsum("yxcij,ijc->cyx", seen, kernel)


BY_TASK = {
    "1": [
        *c.values(
            "kernel_shape",
            {
                "The number of filters comes last: (kh, kw, c_in, c_out).": (6, 3, 5, 4),
                "c_in and c_out are swapped: it is (kh, kw, c_in, c_out).": (3, 5, 6, 4),
                "Height and width of the kernel are swapped.": (5, 3, 4, 6),
                "The axes are those of PyTorch, (c_out, c_in, kh, kw). Here they are "
                "(kh, kw, c_in, c_out).": (6, 4, 3, 5),
                "8 is the number of images. c_in is their channels.": (3, 5, 8, 6),
            },
            prefix=True,
        ),
        *c.values(
            "parameters",
            {
                "The biases are missing: one for each filter.": 360,
                "There is one bias for each filter, and there are 6 filters.": 361,
                "The input channels are missing: each filter is 3×5×4.": 96,
                "There is one bias for each filter, not for each channel.": 364,
                "There is one bias for each filter, not for each channel of each filter.": 384,
            },
            prefix=True,
        ),
    ],
    "2": [],
    "3": c.mistakes("glorot_limit", *LIMITS),
    "4": c.mistakes(
        "channel_parts",
        channel_parts,
        c.result(
            lambda parts: parts.sum(axis=0),
            "The parts were added up. Keep them apart: the first axis counts the channels.",
        ),
        c.result(
            lambda parts: np.moveaxis(parts, 0, 2),
            "The channels stand on the last axis. They belong on the first: (c, oh, ow).",
        ),
        c.result(
            lambda parts: np.moveaxis(parts, 0, 2).reshape(parts.shape),
            "The result was reshaped to (c, oh, ow), which mixes its numbers. Turn the axes with "
            "transpose.",
        ),
        c.result(
            lambda parts: parts / len(parts),
            "The parts were divided by the number of channels. Nothing is averaged here.",
        ),
        c.result(
            lambda parts: np.cumsum(parts, axis=0),
            "Each part holds the parts before it, too. Begin each from 0.",
        ),
        c.result(
            lambda parts: parts[::-1],
            "The channels are in the wrong order: part k belongs to channel k.",
        ),
        c.result(
            lambda parts: parts.swapaxes(1, 2),
            "Rows and columns are swapped: axis 1 is the height, axis 2 the width.",
        ),
        c.argument(
            "image",
            lambda image: np.repeat(image.sum(axis=2, keepdims=True), image.shape[2], axis=2),
            "Each channel of the filter met the whole image. Part k needs channel k of the image "
            "only.",
        ),
    ),
    "5": c.mistakes("weights_from_bits", *BITS),
}
