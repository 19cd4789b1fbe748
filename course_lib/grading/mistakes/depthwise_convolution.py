"""Known mistakes of exercise 05. The docstring of each is what the learner is told."""

import numpy as np

from .filtering import apart, join, padded
from .grouped_convolution import GROUPED
from .kinds import Mistake

# The channels and the filters of task 1, as in the notebook.
BY_HAND = np.array([[[1, -2], [3, 0]], [[2, 1], [-1, 4]]])
BY_HAND_FILTERS = np.array(
    [[[[1, 0], [2, -1]], [[0, 1], [-1, 3]]], [[[2, -1], [0, 2]], [[1, 1], [2, 0]]]]
)


def each_summed(images, filters):
    """The channels were added up, as conv2d does. Here each stays a channel of its own."""
    return _each(images, filters).sum(axis=3)


def each_flipped(images, filters):
    """The filters were flipped. TensorFlow lays them on the image as they are."""
    return _each(images, np.asarray(filters)[::-1, ::-1])


def each_averaged(images, filters):
    """The products were averaged. They must be summed."""
    kh, kw, _ = np.shape(filters)
    return _each(images, filters) / (kh * kw)


def each_crossed(images, filters):
    """The channels met in the wrong order: channel c of the image meets filter c."""
    return _each(images, np.asarray(filters)[..., ::-1])


def each_first_filter(images, filters):
    """All channels met the filter of channel 0. Each channel has its own."""
    return _each(images, np.asarray(filters)[..., :1])


def each_last_window_lost(images, filters):
    """The last window is missing: there are h - kh + 1 of them along the height."""
    return _each(images, filters)[:, :-1, :-1]


def each_first_image(images, filters):
    """Only the first image was used. The output has as many images as the input."""
    return _each(images[:1], filters)


def each_swapped(images, filters):
    """Height and width of the output are swapped. Axis 1 is the height, axis 2 the width."""
    return _each(images, filters).transpose(0, 2, 1, 3)


def each_whole_numbers(images, filters):
    """The fractions are gone. The output must hold floats."""
    return _each(images, filters).astype(int)


def each_same(images, filters):
    """That is padding SAME. Under VALID the filter stays inside: h - kh + 1 rows come out."""
    return _each(padded(images, filters), filters)


def each_square(images, filters):
    """The output was made as wide as it is high. It has w - kw + 1 columns."""
    out = _each(images, filters)
    return out[:, :, : out.shape[1]]


def filter_by_filter(images, filters, stride):
    """The channels are in the order m·c_in + c. It is c·mult + m: a channel's filters first."""
    return join(apart(images, filters, stride).swapaxes(3, 4))


def like_conv2d(images, filters, stride):
    """The channels were added up, and mult was taken for the number of output channels."""
    return apart(images, filters, stride).sum(axis=3)


def filters_summed(images, filters, stride):
    """The filters of each channel were added up. Each makes an output channel of its own."""
    return apart(images, filters, stride).sum(axis=4)


def not_joined(images, filters, stride):
    """Channel and filter are two axes still. Put them into one: reshape to c_in·mult."""
    return apart(images, filters, stride)


def first_filter_only(images, filters, stride):
    """Only the first filter of each channel was used. Each channel has mult of them."""
    return join(apart(images, np.asarray(filters)[..., :1], stride))


def filters_of_channel_zero(images, filters, stride):
    """All channels met the filters of channel 0. Each channel has its own."""
    filters = np.asarray(filters)
    return join(apart(images, np.repeat(filters[:, :, :1], filters.shape[2], axis=2), stride))


def depthwise_flipped(images, filters, stride):
    """The filters were flipped. TensorFlow lays them on the image as they are."""
    return join(apart(images, np.asarray(filters)[::-1, ::-1], stride))


def stride_ignored(images, filters, stride):
    """The stride was ignored: the window moved by 1."""
    return join(apart(images, filters, 1))


def stride_not_in_start(images, filters, stride):
    """The window of row y starts at row y. It must start at row y * stride; columns likewise."""
    oh, ow = apart(images, filters, stride).shape[1:3]
    return join(apart(images, filters, 1))[:, :oh, :ow]


def stride_in_image(images, filters, stride):
    """The stride skipped pixels of the image. It skips windows, and a window skips no pixels."""
    return join(apart(np.asarray(images)[:, ::stride, ::stride], filters, 1))


def images_added(images, filters, stride):
    """The images were added up. Each image has a result of its own: keep the axis n."""
    out = join(apart(images, filters, stride))
    return np.broadcast_to(out.sum(axis=0), out.shape)


def depthwise_first_image(images, filters, stride):
    """Only the first image was used. The output has as many images as the input."""
    return join(apart(images[:1], filters, stride))


def depthwise_swapped(images, filters, stride):
    """Height and width of the output are swapped. Axis 1 is the height, axis 2 the width."""
    return join(apart(images, filters, stride)).transpose(0, 2, 1, 3)


def depthwise_whole_numbers(images, filters, stride):
    """The fractions are gone. The output must hold floats."""
    return join(apart(images, filters, stride)).astype(int)


def fault_still_there(images, depthwise_filter, pointwise_filter, stride):
    """The fault is still there: mixing is not in the order c·mult + m of the first step."""
    c_in, mult = np.shape(depthwise_filter)[2:]
    mixing = np.asarray(pointwise_filter).reshape(mult, c_in, -1)
    between = apart(images, depthwise_filter, stride)
    return np.einsum("nyxcm,mco->nyxo", between, mixing)


def mixed_by_output(images, depthwise_filter, pointwise_filter, stride):
    """The axes of pointwise_filter were mixed up: they are (1, 1, c_in·mult, c_out)."""
    matrix = np.asarray(pointwise_filter)[0, 0]
    between = join(apart(images, depthwise_filter, stride))
    return between @ matrix.reshape(matrix.shape[::-1]).T


def one_filter_mixed(images, depthwise_filter, pointwise_filter, stride):
    """Only the first filter of each channel was mixed. All c_in·mult channels are."""
    mult = np.shape(depthwise_filter)[3]
    between = join(apart(images, depthwise_filter, stride))
    return between[..., ::mult] @ np.asarray(pointwise_filter)[0, 0, ::mult]


def mixed_averaged(images, depthwise_filter, pointwise_filter, stride):
    """The channels were averaged in the second step. They must be summed."""
    matrix = np.asarray(pointwise_filter)[0, 0]
    return join(apart(images, depthwise_filter, stride)) @ matrix / len(matrix)


def not_mixed(images, depthwise_filter, pointwise_filter, stride):
    """That is the first step alone: the channels were not mixed."""
    return join(apart(images, depthwise_filter, stride))


def mixed_stride_ignored(images, depthwise_filter, pointwise_filter, stride):
    """The stride was ignored: the window moved by 1."""
    return join(apart(images, depthwise_filter, 1)) @ np.asarray(pointwise_filter)[0, 0]


def mixed_whole_numbers(images, depthwise_filter, pointwise_filter, stride):
    """The fractions are gone. The output must hold floats."""
    between = join(apart(images, depthwise_filter, stride))
    return (between @ np.asarray(pointwise_filter)[0, 0]).astype(int)


def _each(images, filters):
    return apart(images, np.asarray(filters)[..., None], 1)[..., 0]


def _by_hand(change=np.asarray, order="cm"):
    """Return the four numbers of task 1 for changed filters, in another order of the axes."""
    images, filters = np.moveaxis(BY_HAND, 0, 2)[None], BY_HAND_FILTERS.transpose(2, 3, 0, 1)
    out = apart(images, change(filters), 1)[0, 0, 0]
    return np.einsum(f"cm->{order}", out).ravel().tolist()


BY_TASK = {
    "1": [
        Mistake("by_hand", _by_hand(order="mc"), " ".join(filter_by_filter.__doc__.split())),
        Mistake("by_hand", _by_hand(order="m"), each_summed.__doc__),
        Mistake("by_hand", _by_hand(order="c"), filters_summed.__doc__),
        Mistake("by_hand", _by_hand(lambda f: f[::-1, ::-1]), each_flipped.__doc__),
        Mistake(
            "out_shape",
            (4, 5, 6, 4),
            "mult is not the number of output channels: each of the c_in channels gets mult.",
        ),
        Mistake("out_shape", (4, 5, 6, 6), "The channels are those of the input. Each gets mult."),
        Mistake(
            "out_shape",
            (4, 5, 6, 10),
            "6 and 4 were added. Multiply: each of the 6 channels gets 4 filters.",
        ),
        Mistake("out_shape", (4, 4, 6, 24), "9 / 2 was rounded down. SAME rounds up: 5 rows."),
        Mistake("out_shape", (4, 4, 4, 24), "That is the shape under VALID. SAME rounds up."),
        Mistake(
            "out_shape",
            (4, 6, 5, 24),
            "Height and width are swapped: it is (n, oh, ow, c_in·mult).",
        ),
        Mistake("out_shape", (4, 9, 12, 24), "The stride was ignored: divide by it, and round up."),
        Mistake("channel", (3, 3), " ".join(filter_by_filter.__doc__.split())),
        Mistake("channel", (1, 5), "Channel and filter are swapped: the quotient is the channel."),
        Mistake("channel", (6, 2), "Channels and filters are counted from 0."),
        Mistake("channel", (5, 0), "Output channels are counted from 0: 21 is the twenty-second."),
        Mistake("weights", (360, 360), "The conv2d makes 24 output channels too, so c_out is 24."),
        Mistake("weights", (90, 2160), "The filters are (3, 5, 6, 4): four for each channel."),
        Mistake("weights", (384, 2184), "The biases are no part of the filters."),
        Mistake("weights", (2160, 360), "The two are swapped: first those of depthwise_conv2d."),
    ],
    "2": [
        Mistake.of("filter_each", f)
        for f in (
            each_summed,
            each_flipped,
            each_averaged,
            each_crossed,
            each_first_filter,
            each_last_window_lost,
            each_first_image,
            each_swapped,
            each_whole_numbers,
            each_same,
            each_square,
        )
    ],
    "3": [
        Mistake.of("depthwise", f)
        for f in (
            filter_by_filter,
            like_conv2d,
            filters_summed,
            not_joined,
            first_filter_only,
            filters_of_channel_zero,
            depthwise_flipped,
            stride_ignored,
            stride_not_in_start,
            stride_in_image,
            images_added,
            depthwise_first_image,
            depthwise_swapped,
            depthwise_whole_numbers,
        )
    ],
    "4": [
        Mistake.of("separable", f)
        for f in (
            fault_still_there,
            mixed_by_output,
            one_filter_mixed,
            mixed_averaged,
            not_mixed,
            mixed_stride_ignored,
            mixed_whole_numbers,
        )
    ],
    "5": GROUPED,
}
