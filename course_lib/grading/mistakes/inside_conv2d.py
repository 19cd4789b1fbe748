"""Known mistakes of exercise 03. The docstring of each is what the learner is told."""

import numpy as np

from .first_weights import BITS, LIMITS
from .kinds import Mistake, without_last

# The image, the kernel and the bias of task 1, as in the notebook.
BY_HAND = np.array([[2, -1, 3], [0, 4, -2], [1, -3, 5]])
BY_HAND_KERNEL = np.array([[1, -1], [2, 0]])


def relu_forgotten(images, kernel, bias):
    """There is no relu: put 0 in the place of negative outputs."""
    return _sums(images, kernel) + bias


def bias_inside_the_sum(images, kernel, bias):
    """The bias was added inside the sum, once for each product. Add it once, after the sum."""
    return _relu(_sums(images, kernel) + np.asarray(bias) * np.prod(np.shape(kernel)[:3]))


def bias_for_each_channel(images, kernel, bias):
    """The bias was added once for each input channel. Add it once, after the sum."""
    return _relu(_sums(images, kernel) + np.asarray(bias) * np.shape(kernel)[2])


def bias_after_relu(images, kernel, bias):
    """The bias was added after relu. It is added first, and relu comes last."""
    return _relu(_sums(images, kernel)) + bias


def bias_missing(images, kernel, bias):
    """The bias is missing: add bias[o] to output channel o."""
    return _relu(_sums(images, kernel))


def bias_taken_away(images, kernel, bias):
    """The bias was taken away. It must be added."""
    return _relu(_sums(images, kernel) - bias)


def relu_of_each_product(images, kernel, bias):
    """You applied relu to each product. It belongs after the sum and the bias."""
    products = np.einsum("nyxcij,ijco->nyxcijo", _windows(images, kernel), kernel)
    return _relu(_relu(products).sum(axis=(3, 4, 5)) + bias)


def relu_of_the_image(images, kernel, bias):
    """You applied relu to the image. It belongs after the sum and the bias."""
    return _sums(_relu(images), kernel) + bias


def absolute_values(images, kernel, bias):
    """Negative outputs lost their sign. relu puts 0 in their place."""
    return np.abs(_sums(images, kernel) + bias)


def smallest(images, kernel, bias):
    """You kept the negative numbers. Relu keeps the positive ones: np.maximum(x, 0)."""
    return np.minimum(_sums(images, kernel) + bias, 0)


def filters_first(images, kernel, bias):
    """The axes of the kernel were read as (c_out, kh, kw, c_in). They are (kh, kw, c_in, c_out)."""
    kh, kw, c_in, c_out = np.shape(kernel)
    other = np.reshape(kernel, (c_out, kh, kw, c_in)).transpose(1, 2, 3, 0)
    return _relu(_sums(images, other) + bias)


def channel_axes_swapped(images, kernel, bias):
    """The axes of the kernel were read as (kh, kw, c_out, c_in). They are (kh, kw, c_in, c_out)."""
    kh, kw, c_in, c_out = np.shape(kernel)
    other = np.reshape(kernel, (kh, kw, c_out, c_in)).swapaxes(2, 3)
    return _relu(_sums(images, other) + bias)


def width_first(images, kernel, bias):
    """The axes of the kernel were read as (kw, kh, c_in, c_out). They are (kh, kw, c_in, c_out)."""
    return _relu(_sums(images, np.swapaxes(kernel, 0, 1)) + bias)


def kernel_flipped(images, kernel, bias):
    """The kernel was flipped. TensorFlow lays it on the image as it is."""
    return _relu(_sums(images, np.asarray(kernel)[::-1, ::-1]) + bias)


def first_channel_only(images, kernel, bias):
    """Only the first input channel was used. Sum over all of them."""
    return _relu(_sums(np.asarray(images)[..., :1], np.asarray(kernel)[:, :, :1]) + bias)


def last_channel_only(images, kernel, bias):
    """Only the last input channel is left. Add the channels up: `+=`, not `=`."""
    return _relu(_sums(np.asarray(images)[..., -1:], np.asarray(kernel)[:, :, -1:]) + bias)


def one_channel_of_the_kernel(images, kernel, bias):
    """All channels met channel 0 of the kernel. Channel k of the image meets channel k."""
    return _relu(_sums(images, np.repeat(kernel[:, :, :1], np.shape(kernel)[2], axis=2)) + bias)


def first_bias_only(images, kernel, bias):
    """bias[0] was added everywhere. Output channel o gets bias[o]."""
    return _relu(_sums(images, kernel) + bias[0])


def last_window_lost(images, kernel, bias):
    """The last window is missing: range(h - kh + 1), and range(w - kw + 1)."""
    return _relu(without_last(_sums(images, kernel) + bias, (1, 2)))


def whole_numbers(images, kernel, bias):
    """The fractions are gone. The output must hold floats."""
    return _relu(_sums(images, kernel) + bias).astype(int)


def parts_added(image, kernel):
    """The parts were added up. Keep them apart: the first axis counts the channels."""
    return _parts(image, kernel).sum(axis=0)


def parts_channels_last(image, kernel):
    """The channels stand on the last axis. They belong on the first: (c, oh, ow)."""
    return np.moveaxis(_parts(image, kernel), 0, 2)


def parts_running(image, kernel):
    """Each part holds the parts before it, too. Begin each from 0."""
    return np.cumsum(_parts(image, kernel), axis=0)


def parts_backwards(image, kernel):
    """The channels are in the wrong order: part k belongs to channel k."""
    return _parts(image, kernel)[::-1]


def parts_one_kernel(image, kernel):
    """All channels met channel 0 of the filter. Channel k of the image meets channel k."""
    first = np.asarray(kernel)[..., :1]
    return _parts(image, np.repeat(first, np.shape(kernel)[2], axis=2))


def parts_crossed(image, kernel):
    """The channels met in the wrong order: channel k of the image meets channel k of the filter."""
    return _parts(image, np.asarray(kernel)[..., ::-1])


def parts_flipped(image, kernel):
    """The filter was flipped. TensorFlow lays it on the image as it is."""
    return _parts(image, np.asarray(kernel)[::-1, ::-1])


def parts_swapped(image, kernel):
    """Rows and columns are swapped: axis 1 is the height, axis 2 the width."""
    return _parts(image, kernel).swapaxes(1, 2)


def parts_whole_image(image, kernel):
    """Each channel of the filter met the whole image. Part k needs channel k of the image only."""
    return _parts(np.repeat(image.sum(axis=2, keepdims=True), image.shape[2], axis=2), kernel)


def parts_last_window_lost(image, kernel):
    """The last window is missing: range(h - kh + 1), and range(w - kw + 1)."""
    return without_last(_parts(image, kernel), (1, 2))


def parts_whole_numbers(image, kernel):
    """The fractions are gone. The parts must hold floats."""
    return _parts(image, kernel).astype(int)


def _windows(images, kernel):
    size = np.shape(kernel)[:2]
    return np.lib.stride_tricks.sliding_window_view(images, size, axis=(1, 2))


def _sums(images, kernel):
    return np.einsum("nyxcij,ijco->nyxo", _windows(images, kernel), kernel)


def _relu(numbers):
    return np.maximum(numbers, 0)


def _parts(image, kernel):
    size = np.shape(kernel)[:2]
    windows = np.lib.stride_tricks.sliding_window_view(image, size, axis=(0, 1))
    return np.einsum("yxcij,ijc->cyx", windows, kernel)


def _by_hand(mistake):
    """Return what a mistake in the layer gives for the image of task 1."""
    images, kernel = BY_HAND.reshape(1, 3, 3, 1), BY_HAND_KERNEL.reshape(2, 2, 1, 1)
    return Mistake.value("by_hand", mistake(images, kernel, [1])[0, :, :, 0], mistake.__doc__)


BY_TASK = {
    "1": [
        *(
            _by_hand(f)
            for f in (relu_forgotten, bias_inside_the_sum, bias_after_relu, bias_missing)
        ),
        _by_hand(kernel_flipped),
        Mistake.value(
            "kernel_shape", (6, 3, 5, 4), "The number of filters comes last: (kh, kw, c_in, c_out)."
        ),
        Mistake.value(
            "kernel_shape", (3, 5, 6, 4), "c_in and c_out are swapped: it is (kh, kw, c_in, c_out)."
        ),
        Mistake.value("kernel_shape", (5, 3, 4, 6), "Height and width of the kernel are swapped."),
        Mistake.value(
            "kernel_shape", (3, 5, 8, 6), "8 is the number of images. c_in is their channels."
        ),
        Mistake.value("parameters", 360, "The biases are missing: one for each filter."),
        Mistake.value(
            "parameters", 361, "There is one bias for each filter, and there are 6 filters."
        ),
        Mistake.value("parameters", 96, "The input channels are missing: each filter is 3×5×4."),
        Mistake.value(
            "parameters", 364, "There is one bias for each filter, not for each channel."
        ),
    ],
    "2": [
        Mistake.of("conv_relu", f)
        for f in (
            relu_forgotten,
            bias_inside_the_sum,
            bias_for_each_channel,
            bias_after_relu,
            bias_missing,
            bias_taken_away,
            relu_of_each_product,
            relu_of_the_image,
            absolute_values,
            smallest,
            filters_first,
            channel_axes_swapped,
            width_first,
            kernel_flipped,
            first_channel_only,
            last_channel_only,
            one_channel_of_the_kernel,
            first_bias_only,
            last_window_lost,
            whole_numbers,
        )
    ],
    "3": [Mistake.of("glorot_limit", f) for f in LIMITS],
    "4": [
        Mistake.of("channel_parts", f)
        for f in (
            parts_added,
            parts_channels_last,
            parts_running,
            parts_backwards,
            parts_one_kernel,
            parts_crossed,
            parts_flipped,
            parts_swapped,
            parts_whole_image,
            parts_last_window_lost,
            parts_whole_numbers,
        )
    ],
    "5": [Mistake.of("weights_from_bits", f) for f in BITS],
}
