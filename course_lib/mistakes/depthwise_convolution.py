"""Known mistakes of exercise 05."""

import numpy as np

from . import changes as c
from .computations import apart, joined
from .grouped_convolution import GROUPED, SAME

# The channels and the filters of task 1, as in the notebook.
BY_HAND = np.array([[[1, -2], [3, 0]], [[2, 1], [-1, 4]]])
BY_HAND_FILTERS = np.array(
    [[[[1, 0], [2, -1]], [[0, 1], [-1, 3]]], [[[2, -1], [0, 2]], [[1, 1], [2, 0]]]]
)


def filter_each(images, filters):
    """Return the answer of task 2."""
    return apart(images, filters[..., None])[..., 0]


def depthwise(images, filters, stride, join=joined):
    """Return the answer of task 3, with the axes of channels and filters joined in another way."""
    return join(apart(images, filters, stride))


def separable(images, depthwise_filter, pointwise_filter, stride, mix=np.asarray):
    """Return the answer of task 4, with another matrix to mix the channels by."""
    between = joined(apart(images, depthwise_filter, stride))
    return between @ mix(pointwise_filter[0, 0])


def four_numbers(change=np.asarray, order="cm"):
    """Return the four numbers of task 1 for changed filters, in another order of the axes."""
    images, filters = np.moveaxis(BY_HAND, 0, 2)[None], BY_HAND_FILTERS.transpose(2, 3, 0, 1)
    out = apart(images, change(filters))[0, 0, 0]
    return np.einsum(f"cm->{order}", out).ravel().tolist()


def fault_left(images, depthwise_filter, pointwise_filter, stride):
    """Return what task 4 begins with: mixing in the order m·c_in + c."""
    c_in, mult = depthwise_filter.shape[2:]
    mixing = pointwise_filter.reshape(mult, c_in, -1)
    return np.einsum("nyxcm,mco->nyxo", apart(images, depthwise_filter, stride), mixing)


def first_of_each(images, depthwise_filter, pointwise_filter, stride):
    """Mix only what the first filter of each channel makes."""
    between = joined(apart(images, depthwise_filter, stride))
    every = slice(None, None, depthwise_filter.shape[3])
    return between[..., every] @ pointwise_filter[0, 0, every]


ORDER = "The channels are in the order m·c_in + c. It is c·mult + m: a channel's filters first."
SUMMED = "The channels were added up, as conv2d does. Here each stays a channel of its own."
FILTERS_SUMMED = (
    "The filters of each channel were added up. Each makes an output channel of its own."
)
BY_TASK = {
    "1": [
        *c.values(
            "by_hand",
            {
                ORDER: four_numbers(order="mc"),
                SUMMED: four_numbers(order="m"),
                FILTERS_SUMMED: four_numbers(order="c"),
                c.flipped("filters").rule: four_numbers(lambda filters: filters[::-1, ::-1]),
            },
        ),
        *c.values(
            "out_shape",
            {
                "mult is not the number of output channels: each of the c_in channels gets mult.": (
                    4,
                    5,
                    6,
                    4,
                ),
                "The channels are those of the input. Each gets mult.": (4, 5, 6, 6),
                "6 and 4 were added. Multiply: each of the 6 channels gets 4 filters.": (
                    4,
                    5,
                    6,
                    10,
                ),
                "9 / 2 was rounded down. SAME rounds up: 5 rows.": (4, 4, 6, 24),
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
    "2": c.mistakes(
        "filter_each",
        filter_each,
        c.result(lambda out: out.sum(axis=3), SUMMED),
        c.flipped("filters"),
        c.argument(
            "filters",
            lambda f: f / (f.shape[0] * f.shape[1]),
            "The products were averaged. They must be summed.",
        ),
        c.argument(
            "filters",
            lambda f: f[..., ::-1],
            "The channels met in the wrong order: channel c of the image meets filter c.",
        ),
        c.argument(
            "filters",
            lambda f: f[..., :1],
            "All channels met the filter of channel 0. Each channel has its own.",
        ),
        c.LAST_WINDOW_LOST,
        c.first_image(),
        c.HEIGHT_AND_WIDTH_SWAPPED,
        c.WHOLE_NUMBERS,
        SAME,
        c.result(
            lambda out: out[:, :, : out.shape[1]],
            "The output was made as wide as it is high. It has w - kw + 1 columns.",
        ),
    ),
    "3": c.mistakes(
        "depthwise",
        depthwise,
        c.option(ORDER, join=lambda out: joined(out.swapaxes(3, 4))),
        c.option(
            "The channels were added up, and mult was taken for the number of output channels.",
            join=lambda out: out.sum(axis=3),
        ),
        c.option(FILTERS_SUMMED, join=lambda out: out.sum(axis=4)),
        c.option(
            "Channel and filter are two axes still. Put them into one: reshape to c_in·mult.",
            join=np.asarray,
        ),
        c.argument(
            "filters",
            lambda f: f[..., :1],
            "Only the first filter of each channel was used. Each channel has mult of them.",
        ),
        c.argument(
            "filters",
            lambda f: np.repeat(f[:, :, :1], f.shape[2], axis=2),
            "All channels met the filters of channel 0. Each channel has its own.",
        ),
        c.flipped("filters"),
        c.stride_ignored(),
        c.STRIDE_NOT_IN_START,
        c.Change(
            "The stride skipped pixels of the image. It skips windows, and a window skips no "
            "pixels.",
            lambda right, given: right(
                given["images"][:, :: given["stride"], :: given["stride"]], given["filters"], 1
            ),
        ),
        c.result(
            lambda out: np.broadcast_to(out.sum(axis=0), out.shape),
            "The images were added up. Each image has a result of its own: keep the axis n.",
        ),
        c.first_image(),
        c.HEIGHT_AND_WIDTH_SWAPPED,
        c.WHOLE_NUMBERS,
    ),
    "4": c.mistakes(
        "separable",
        separable,
        c.special(
            fault_left,
            "The fault is still there: mixing is not in the order c·mult + m of the first step.",
        ),
        c.option(
            "The axes of pointwise_filter were mixed up: they are (1, 1, c_in·mult, c_out).",
            mix=lambda matrix: matrix.reshape(matrix.shape[::-1]).T,
        ),
        c.special(
            first_of_each,
            "Only the first filter of each channel was mixed. All c_in·mult channels are.",
        ),
        c.option(
            "The channels were averaged in the second step. They must be summed.",
            mix=lambda matrix: matrix / len(matrix),
        ),
        c.option(
            "That is the first step alone: the channels were not mixed.",
            mix=lambda matrix: np.eye(len(matrix)),
        ),
        c.stride_ignored(),
        c.WHOLE_NUMBERS,
    ),
    "5": GROUPED,
}
