"""Known mistakes of exercise 02. The docstring of each is what the learner is told."""

import math

import numpy as np

from .kinds import Mistake

# The image and the kernel of task 1, as in the notebook.
BY_HAND = np.array([[1, 2, 0], [3, -1, 4], [0, 5, -2]])
BY_HAND_KERNEL = np.array([[1, 0], [-1, 2]])


def flipped(image, kernel):
    """The kernel was flipped. TensorFlow lays it on the image as it is."""
    return _slide(image, np.asarray(kernel)[::-1, ::-1])


def transposed_kernel(image, kernel):
    """Rows and columns of the kernel are swapped."""
    return _slide(image, np.asarray(kernel).T)


def swapped(image, kernel):
    """Rows and columns of the output are swapped: the first axis is the height."""
    return _slide(image, kernel).T


def whole_numbers(image, kernel):
    """The fractions are gone. The output must hold floats."""
    return _slide(image, kernel).astype(int)


def last_window_lost(image, kernel):
    """The last window is missing: there are h - kh + 1 of them along the height."""
    return _slide(image, kernel)[:-1, :-1]


def same_flipped(image, kernel, stride):
    """The kernel was flipped. TensorFlow lays it on the image as it is."""
    return _slide_same(image, np.asarray(kernel)[::-1, ::-1], stride)


def same_padding_first(image, kernel, stride):
    """The odd row or column of padding went to the top or left, not to the bottom or right."""
    return _slide_same(image, kernel, stride, first=True)


def same_stride_ignored(image, kernel, stride):
    """The stride was ignored: the window moved by 1."""
    return _slide_same(image, kernel, 1)


def same_stride_not_in_start(image, kernel, stride):
    """The window of row y starts at row y. It must start at row y * stride; columns likewise."""
    oh, ow = (-(-length // stride) for length in np.shape(image))
    return _slide_same(image, kernel, stride, move=1)[:oh, :ow]


def same_padded_with_infinity(image, kernel, stride):
    """The padding was −∞. That is for max pooling: for sums it is 0."""
    return _slide_same(image, kernel, stride, value=-np.inf)


def same_padding_for_stride_one(image, kernel, stride):
    """The padding was that of stride 1. Under SAME it depends on the stride."""
    return _slide_same(image, kernel, stride, padding_stride=1)


def same_swapped(image, kernel, stride):
    """Rows and columns of the output are swapped: the first axis is the height."""
    return _slide_same(image, kernel, stride).T


def valid_for_same(image, kernel, stride):
    """There is no padding: that is VALID."""
    return _slide(image, kernel)[::stride, ::stride]


def channels_first_only(image, kernel):
    """Only the first channel was used. Sum over all of them."""
    return _slide_block(np.asarray(image)[..., :1], np.asarray(kernel)[..., :1]).sum(axis=2)


def channels_kept(image, kernel):
    """The channels were not summed. One number per window is left, so the output has two axes."""
    return _slide_block(image, kernel)


def channels_averaged(image, kernel):
    """The channels were averaged. They must be summed."""
    return _slide_block(image, kernel).mean(axis=2)


def channels_flipped(image, kernel):
    """The kernel was flipped. TensorFlow lays it on the image as it is."""
    return _slide_block(image, np.asarray(kernel)[::-1, ::-1]).sum(axis=2)


def channels_crossed(image, kernel):
    """The channels met in the wrong order: channel c of the image meets channel c of the kernel."""
    return _slide_block(image, np.asarray(kernel)[..., ::-1]).sum(axis=2)


def channels_swapped(image, kernel):
    """Rows and columns of the output are swapped: the first axis is the height."""
    return _slide_block(image, kernel).sum(axis=2).T


def layer_flipped(images, filters, bias, stride):
    """The filters were flipped. TensorFlow lays them on the image as they are."""
    return _layer(images, np.asarray(filters)[::-1, ::-1], bias, stride)


def layer_without_bias(images, filters, bias, stride):
    """The bias is missing: add bias[o] to output channel o."""
    return _layer(images, filters, np.zeros_like(bias), stride)


def layer_bias_each_channel(images, filters, bias, stride):
    """The bias was added once for each input channel. Add it once, after the sum."""
    return _layer(images, filters, np.asarray(bias) * np.shape(images)[3], stride)


def layer_first_channel(images, filters, bias, stride):
    """Only the first input channel was used. Sum over all of them."""
    return _layer(np.asarray(images)[..., :1], np.asarray(filters)[:, :, :1], bias, stride)


def layer_mean_of_channels(images, filters, bias, stride):
    """The input channels were averaged. They must be summed."""
    return _layer(images, np.asarray(filters) / np.shape(images)[3], bias, stride)


def layer_stride_ignored(images, filters, bias, stride):
    """The stride was ignored: the window moved by 1."""
    return _layer(images, filters, bias, 1)


def layer_stride_not_in_start(images, filters, bias, stride):
    """The window of row y starts at row y. It must start at row y * stride; columns likewise."""
    oh, ow = _layer(images, filters, bias, stride).shape[1:3]
    return _layer(images, filters, bias, 1)[:, :oh, :ow]


def layer_whole_numbers(images, filters, bias, stride):
    """The fractions are gone. The output must hold floats."""
    return _layer(images, filters, bias, stride).astype(int)


def layer_first_image(images, filters, bias, stride):
    """Only the first image was used. The output has as many images as the input."""
    return _layer(images[:1], filters, bias, stride)


def layer_swapped(images, filters, bias, stride):
    """Height and width of the output are swapped. Axis 1 is the height, axis 2 the width."""
    return _layer(images, filters, bias, stride).transpose(0, 2, 1, 3)


def layer_channel_axes_swapped(images, filters, bias, stride):
    """Input and output channels of the filters were mixed up: they are (kh, kw, c_in, c_out)."""
    filters = np.asarray(filters)
    kh, kw, c_in, c_out = filters.shape
    return _layer(images, filters.reshape(kh, kw, c_out, c_in).swapaxes(2, 3), bias, stride)


def _slide(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, np.shape(kernel))
    return np.einsum("yxij,ij->yx", windows, kernel)


def _slide_block(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, np.shape(kernel)[:2], axis=(0, 1))
    return np.einsum("yxcij,ijc->yxc", windows, kernel)


def _slide_same(image, kernel, stride, first=False, padding_stride=None, value=0, move=None):
    pads = []
    for length, size in zip(np.shape(image), np.shape(kernel), strict=True):
        step = padding_stride or stride
        total = max((math.ceil(length / step) - 1) * step + size - length, 0)
        small, large = total // 2, total - total // 2
        pads.append((large, small) if first else (small, large))
    padded = np.pad(np.asarray(image, float), pads, constant_values=value)
    with np.errstate(invalid="ignore"):  # 0 times infinity, in one of the mistakes
        return _slide(padded, kernel)[:: move or stride, :: move or stride]


def _layer(images, filters, bias, stride):
    kh, kw = np.shape(filters)[:2]
    windows = np.lib.stride_tricks.sliding_window_view(images, (kh, kw), axis=(1, 2))
    windows = windows[:, ::stride, ::stride]
    return np.einsum("nyxcij,ijco->nyxo", windows, filters) + bias


BY_TASK = {
    "1": [
        Mistake("by_hand", flipped(BY_HAND, BY_HAND_KERNEL), flipped.__doc__),
        Mistake("by_hand", swapped(BY_HAND, BY_HAND_KERNEL), swapped.__doc__),
        Mistake("by_hand", transposed_kernel(BY_HAND, BY_HAND_KERNEL), transposed_kernel.__doc__),
        Mistake(
            "out_shape", (4, 5, 7, 8), "That is the shape under SAME: VALID needs whole windows."
        ),
        Mistake(
            "out_shape", (4, 5, 4, 8), "Height and width are swapped: it is (n, oh, ow, c_out)."
        ),
        Mistake("out_shape", (4, 7, 10, 8), "The stride was ignored: divide by it, and round up."),
        Mistake(
            "out_shape", (4, 4, 5, 3), "The channels are those of the input. Each filter makes one."
        ),
    ],
    "2": [
        Mistake.of("correlate", f)
        for f in (flipped, transposed_kernel, swapped, last_window_lost, whole_numbers)
    ],
    "3": [
        Mistake.of("correlate_same", f)
        for f in (
            same_flipped,
            same_padding_first,
            same_stride_ignored,
            same_stride_not_in_start,
            same_padded_with_infinity,
            same_padding_for_stride_one,
            same_swapped,
            valid_for_same,
        )
    ],
    "4": [
        Mistake.of("conv_channels", f)
        for f in (
            channels_first_only,
            channels_kept,
            channels_averaged,
            channels_flipped,
            channels_crossed,
            channels_swapped,
        )
    ],
    "5": [
        Mistake.of("conv_layer", f)
        for f in (
            layer_flipped,
            layer_without_bias,
            layer_bias_each_channel,
            layer_first_channel,
            layer_mean_of_channels,
            layer_stride_ignored,
            layer_stride_not_in_start,
            layer_whole_numbers,
            layer_first_image,
            layer_swapped,
            layer_channel_axes_swapped,
        )
    ],
}
