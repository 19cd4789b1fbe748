"""Mistakes special to exercise 05; those that fit many tasks are listed in ``computed.py``."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .changes import mistakes

ORDER = "The channels are in the order m·c_in + c. It is c·mult + m: a channel's filters first."
VALUES = {
    "out_shape": {
        "mult is not the number of output channels: each of the c_in channels gets mult.": (
            *(4, 5, 6, 4),
        ),
        "That has c_in channels. Each of them gets mult filters.": (4, 5, 6, 6),
        "6 and 4 were added. Multiply: each of the 6 channels gets 4 filters.": (4, 5, 6, 10),
        "9 / 2 was rounded down. SAME rounds up: 5 rows.": (4, 4, 6, 24),
        "The channels come last: (n, oh, ow, c_in·mult).": (4, 24, 5, 6),
        "That is the shape under VALID. SAME rounds up.": (4, 4, 4, 24),
        "Height and width are swapped: it is (n, oh, ow, c_in·mult).": (4, 6, 5, 24),
        "The stride was ignored: divide by it, and round up.": (4, 9, 12, 24),
    },
    "channel": {
        ORDER: (3, 3),
        "Channel and filter are swapped: the quotient is the channel.": (1, 5),
        "Channels and filters are counted from 0.": (6, 2),
        "Output channels are counted from 0: 21 is the twenty-second.": (5, 0),
    },
    "weights": {
        "The conv2d makes 24 output channels too, so c_out is 24.": (360, 360),
        "The filters are (3, 5, 6, 4): four for each channel.": (90, 2160),
        "The biases are no part of the filters.": (384, 2184),
        "The two are swapped: first those of depthwise_conv2d.": (2160, 360),
    },
}
AXES = {
    "Channel and filter are two axes still. Put them into one: reshape to c_in·mult.": (
        lambda slide: replace(slide, form=np.asarray)
    ),
}
BY_TASK = {"1": mistakes(VALUES)}
