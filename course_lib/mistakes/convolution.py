"""Mistakes special to exercise 02; those that fit many tasks are listed in ``computed.py``."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .changes import mistakes

VALUES = {
    "out_shape": {
        "That is the shape under SAME: VALID needs whole windows.": (4, 5, 7, 8),
        "Height and width are swapped: it is (n, oh, ow, c_out).": (4, 5, 4, 8),
        "The stride was ignored: there are (h - kh) // stride + 1 rows.": (4, 7, 10, 8),
        "One window more fits: there are (h - kh) // stride + 1 rows.": (4, 3, 4, 8),
        "A window must fit wholly: round (h - kh) / stride down, then add 1.": (4, 4, 6, 8),
        "The channels are those of the input. Each filter makes one.": (4, 4, 5, 3),
        "The channels come last: (n, oh, ow, c_out).": (4, 8, 4, 5),
        "3 and 8 were multiplied. Each filter makes one channel.": (4, 4, 5, 24),
        "The filters were read as (c_out, c_in, kh, kw). They are (kh, kw, c_in, c_out).": (
            *(4, 4, 4, 3),
        ),
    },
}
CHANNELS = {
    "The channels were not summed. One number per window is left, so the output has two axes.": (
        lambda slide: replace(
            slide,
            reduce=lambda w, f: np.einsum("nyxijc,ijco->nyxc", w, f),
            form=lambda out: out[0],
        )
    ),
}
BY_TASK = {"1": mistakes(VALUES)}
