"""Known mistakes of exercise 06. The docstring of each is what the learner is told."""

import numpy as np

from .kinds import Mistake
from .sliding_and_same import SAME, SLIDING
from .stamping import fit, pulled_apart, stamp, stamp_channels

# The image and the kernel of task 1, as in the notebook.
BY_HAND = np.array([[2, -1], [3, 1]])
BY_HAND_KERNEL = np.array([[1, -2], [0, 3]])


def flipped(image, kernel, stride):
    """The kernel was flipped: that makes 603 where 67 belongs. A stamp is the kernel as it is."""
    return stamp(image, np.asarray(kernel)[::-1, ::-1], stride)


def transposed_kernel(image, kernel, stride):
    """Rows and columns of the kernel are swapped."""
    return stamp(image, np.asarray(kernel).T, stride)


def overwritten(image, kernel, stride):
    """Where stamps overlap, the last one overwrote the others. They must be added: += and not =."""
    return stamp(image, kernel, stride, add=False)


def averaged(image, kernel, stride):
    """Where stamps overlap, their mean was taken. They must be added."""
    count = stamp(np.ones(np.shape(image)), np.ones(np.shape(kernel)), stride)
    return stamp(image, kernel, stride) / np.maximum(count, 1)


def stride_in_kernel(image, kernel, stride):
    """The stride pulled the kernel apart. It is the distance from stamp to stamp."""
    return stamp(image, pulled_apart(kernel, stride), 1)


def stride_ignored(image, kernel, stride):
    """The stride was ignored: the stamps lie 1 apart."""
    return stamp(image, kernel, 1)


def cut_to_multiple(image, kernel, stride):
    """The output has h * stride rows. Under VALID it has (h - 1) * stride + kh."""
    h, w = np.shape(image)
    return fit(stamp(image, kernel, stride), h * stride, w * stride)


def too_long(image, kernel, stride):
    """There are zeros behind the last stamp. The output has (h - 1) * stride + kh rows."""
    return np.pad(stamp(image, kernel, stride), (0, stride - 1))


def swapped(image, kernel, stride):
    """Rows and columns of the output are swapped: the first axis is the height."""
    return stamp(image, kernel, stride).T


def whole_numbers(image, kernel, stride):
    """The fractions are gone. The output must hold floats."""
    return stamp(image, kernel, stride).astype(int)


def channels_as_for_conv2d(images, filters, stride):
    """The filters were read as (kh, kw, c_in, c_out). Here they are (kh, kw, c_out, c_in)."""
    return stamp_channels(images, filters, stride, rule="nc,ijco->nijo")


def channels_first_only(images, filters, stride):
    """Only the first input channel was stamped. The stamps of all of them are added."""
    return stamp_channels(np.asarray(images)[..., :1], np.asarray(filters)[..., :1], stride)


def channels_last_only(images, filters, stride):
    """Each input channel overwrote the one before, so the last is left. Add them: += and not =."""
    return stamp_channels(np.asarray(images)[..., -1:], np.asarray(filters)[..., -1:], stride)


def channels_summed_first(images, filters, stride):
    """The input channels were added up before stamping. Each meets its own kernel first."""
    images = np.asarray(images).sum(axis=3, keepdims=True)
    return stamp_channels(images, np.asarray(filters).sum(axis=3, keepdims=True), stride)


def channels_averaged(images, filters, stride):
    """The input channels were averaged. They must be summed."""
    return stamp_channels(images, filters, stride) / np.shape(images)[3]


def channels_flipped(images, filters, stride):
    """The filters were flipped. A stamp is the filter as it is."""
    return stamp_channels(images, np.asarray(filters)[::-1, ::-1], stride)


def channels_overwritten(images, filters, stride):
    """Where stamps overlap, the last one overwrote the others. They must be added: += and not =."""
    return stamp_channels(images, filters, stride, add=False)


def channels_stride_in_kernel(images, filters, stride):
    """The stride pulled the filters apart. It is the distance from stamp to stamp."""
    return stamp_channels(images, pulled_apart(filters, stride), 1)


def channels_stride_ignored(images, filters, stride):
    """The stride was ignored: the stamps lie 1 apart."""
    return stamp_channels(images, filters, 1)


def channels_first_image(images, filters, stride):
    """Only the first image was used. The output has as many images as the input."""
    return stamp_channels(images[:1], filters, stride)


def channels_swapped(images, filters, stride):
    """Height and width of the output are swapped. Axis 1 is the height, axis 2 the width."""
    return stamp_channels(images, filters, stride).transpose(0, 2, 1, 3)


def channels_whole_numbers(images, filters, stride):
    """The fractions are gone. The output must hold floats."""
    return stamp_channels(images, filters, stride).astype(int)


BY_TASK = {
    "1": [
        Mistake(
            "by_hand",
            flipped(BY_HAND, BY_HAND_KERNEL, 1),
            "The kernel was flipped. A stamp is the kernel as it is.",
        ),
        Mistake(
            "by_hand",
            overwritten(BY_HAND, BY_HAND_KERNEL, 1),
            "Where stamps overlap, they are added.",
        ),
        Mistake(
            "by_hand", transposed_kernel(BY_HAND, BY_HAND_KERNEL, 1), transposed_kernel.__doc__
        ),
        Mistake("by_hand", swapped(BY_HAND, BY_HAND_KERNEL, 1), swapped.__doc__),
        Mistake(
            "by_hand",
            stamp(BY_HAND, BY_HAND_KERNEL, 2),
            "The stamps lie 2 apart. With stride 1 they overlap.",
        ),
        Mistake(
            "stamps_on",
            [1, 1, 1],
            "Stamps overlap: with stride 2, two of them share a row or column.",
        ),
        Mistake("stamps_on", [4, 2, 3], "That is for stride 1. The stamps lie 2 apart."),
        Mistake(
            "stamps_on", [1, 2, 2], "Where two stamps share a row and two a column, four meet."
        ),
        Mistake(
            "out_shape",
            (8, 14, 22, 16),
            "The channels are those of the input. The filters are (kh, kw, c_out, c_in).",
        ),
        Mistake(
            "out_shape", (8, 22, 14, 6), "Height and width are swapped: it is (n, oh, ow, c_out)."
        ),
        Mistake(
            "out_shape",
            (8, 12, 21, 6),
            "That is the shape under SAME: VALID has (h - 1) * stride + kh rows.",
        ),
        Mistake("out_shape", (8, 8, 10, 6), "The stride was ignored: the stamps lie 3 apart."),
        Mistake(
            "out_shape",
            (8, 1, 2, 6),
            "That is the shape of a convolution. A transposed one leads to a larger output.",
        ),
        Mistake(
            "sizes",
            [14],
            "There are more. A convolution with stride 3 takes three sizes to the same output.",
        ),
        Mistake("sizes", [12, 13, 14], "14 is the smallest: the last of the 4 stamps needs it."),
        Mistake(
            "sizes",
            [15, 16, 17],
            "14 rows have room for 4 windows already, and 17 for a fifth.",
        ),
        Mistake(
            "sizes",
            [14, 15, 16, 17],
            "Of 17 rows a convolution makes 5: there is room for one window more.",
        ),
    ],
    "2": [
        Mistake.of("stamp", f)
        for f in (
            flipped,
            transposed_kernel,
            overwritten,
            averaged,
            stride_in_kernel,
            stride_ignored,
            cut_to_multiple,
            too_long,
            swapped,
            whole_numbers,
        )
    ],
    "3": [
        Mistake.of("stamp_channels", f)
        for f in (
            channels_as_for_conv2d,
            channels_first_only,
            channels_last_only,
            channels_summed_first,
            channels_averaged,
            channels_flipped,
            channels_overwritten,
            channels_stride_in_kernel,
            channels_stride_ignored,
            channels_first_image,
            channels_swapped,
            channels_whole_numbers,
        )
    ],
    "4": SLIDING,
    "5": SAME,
}
