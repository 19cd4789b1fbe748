"""Mistakes special to exercise 05; those that fit many tasks are listed in ``computed.py``."""

import numpy as np

from . import changes as c
from .computations import apart, joined
from .grouped_convolution import GROUPED

# The channels and the filters of task 1, as in the notebook.


def depthwise(images, filters, stride, join=joined):
    """Return the answer of task 3, with the axes of channels and filters joined in another way."""
    return join(apart(images, filters, stride))


ORDER = "The channels are in the order m·c_in + c. It is c·mult + m: a channel's filters first."
BY_TASK = {
    "1": [
        *c.values(
            "out_shape",
            {
                "mult is not the number of output channels: each of the c_in channels gets mult.": (
                    4,
                    5,
                    6,
                    4,
                ),
                "That has c_in channels. Each of them gets mult filters.": (4, 5, 6, 6),
                "6 and 4 were added. Multiply: each of the 6 channels gets 4 filters.": (
                    4,
                    5,
                    6,
                    10,
                ),
                "9 / 2 was rounded down. SAME rounds up: 5 rows.": (4, 4, 6, 24),
                "The channels come last: (n, oh, ow, c_in·mult).": (4, 24, 5, 6),
                "That is the shape under VALID. SAME rounds up.": (4, 4, 4, 24),
                "Height and width are swapped: it is (n, oh, ow, c_in·mult).": (4, 6, 5, 24),
                "The stride was ignored: divide by it, and round up.": (4, 9, 12, 24),
            },
        ),
        *c.values(
            "channel",
            {
                ORDER: (3, 3),
                "Channel and filter are swapped: the quotient is the channel.": (1, 5),
                "Channels and filters are counted from 0.": (6, 2),
                "Output channels are counted from 0: 21 is the twenty-second.": (5, 0),
            },
        ),
        *c.values(
            "weights",
            {
                "The conv2d makes 24 output channels too, so c_out is 24.": (360, 360),
                "The filters are (3, 5, 6, 4): four for each channel.": (90, 2160),
                "The biases are no part of the filters.": (384, 2184),
                "The two are swapped: first those of depthwise_conv2d.": (2160, 360),
            },
        ),
    ],
    "2": [],
    "3": c.mistakes(
        "depthwise",
        depthwise,
        c.option(
            "Channel and filter are two axes still. Put them into one: reshape to c_in·mult.",
            join=np.asarray,
        ),
        c.result(
            lambda out: np.broadcast_to(out.sum(axis=0), out.shape),
            "The images were added up. Each image has a result of its own: keep the axis n.",
        ),
    ),
    "4": c.mistakes(
        "separable",
        lambda images, depthwise_filter, pointwise_filter, stride: (
            joined(apart(images, depthwise_filter, stride)) @ pointwise_filter[0, 0]
        ),
        c.result(np.trunc, "The fractions are gone. The output must hold floats."),
    ),
    "5": GROUPED,
}
