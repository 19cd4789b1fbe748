"""Known mistakes of exercise 03. The docstring of each is what the learner is told."""

import numpy as np

from .kinds import Mistake

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


def whole_numbers(images, kernel, bias):
    """The fractions are gone. The output must hold floats."""
    return _relu(_sums(images, kernel) + bias).astype(int)


def limit_without_window(shape):
    """The fans miss the size of the window: fan-in is kh·kw·c_in, fan-out kh·kw·c_out."""
    return np.sqrt(6 / (shape[2] + shape[3]))


def limit_fan_in_short(shape):
    """fan-in misses the size of the window: it is kh·kw·c_in."""
    kh, kw, c_in, c_out = shape
    return np.sqrt(6 / (c_in + kh * kw * c_out))


def limit_fan_out_short(shape):
    """fan-out misses the size of the window: it is kh·kw·c_out."""
    kh, kw, c_in, c_out = shape
    return np.sqrt(6 / (kh * kw * c_in + c_out))


def limit_fan_in_only(shape):
    """Only fan-in was used. Glorot's rule adds fan-out to it."""
    return np.sqrt(6 / np.prod(shape[:3]))


def limit_all_weights(shape):
    """You divided by the number of weights. Divide by fan-in plus fan-out."""
    return np.sqrt(6 / np.prod(shape))


def limit_mean_of_fans(shape):
    """You divided by the mean of the fans. Divide by their sum."""
    return np.sqrt(6 / (_fans(shape) / 2))


def limit_squared(shape):
    """The square root is missing."""
    return 6 / _fans(shape)


def limit_normal(shape):
    """The number to divide is 6. With 2 it is the rule for a bell curve."""
    return np.sqrt(2 / _fans(shape))


def limit_filters_first(shape):
    """The axes were read as (c_out, c_in, kh, kw). They are (kh, kw, c_in, c_out)."""
    return np.sqrt(6 / (shape[2] * shape[3] * (shape[0] + shape[1])))


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


def parts_whole_numbers(image, kernel):
    """The fractions are gone. The parts must hold floats."""
    return _parts(image, kernel).astype(int)


def bits_as_given(words, shape):
    """That is what the given code gives. Three lines are wrong: limit, shares and weights."""
    limit = limit_without_window(shape)
    return np.reshape(_fraction(words, 2**32) * limit - limit, shape)


def bits_fans(words, shape):
    """The line with limit is wrong: fan-in is kh·kw·c_in, fan-out kh·kw·c_out."""
    return _stretched(_shares(words), limit_without_window(shape), shape)


def bits_all_of_them(words, shape):
    """The line with shares is wrong: only the last 23 bits count, divided by 2**23."""
    return _stretched(_fraction(words, 2**32), _limit(shape), shape)


def bits_not_cut(words, shape):
    """The first 9 bits are still there. Only the last 23 count: words % 2**23."""
    return _stretched(np.asarray(words) / 2**23, _limit(shape), shape)


def bits_half_stretched(words, shape):
    """The line with weights is wrong: a share of 1 must give limit, so stretch by 2 * limit."""
    limit = _limit(shape)
    return np.reshape(_shares(words) * limit - limit, shape)


def bits_not_shifted(words, shape):
    """No weight is negative. A share of 0 must give -limit: take limit away at the end."""
    return np.reshape(_shares(words) * 2 * _limit(shape), shape)


def bits_other_order(words, shape):
    """The weights stand in the wrong order: reshape(shape) was right, the last axis runs first."""
    return np.reshape(_stretched(_shares(words), _limit(shape), (-1,)), shape, order="F")


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


def _fans(shape):
    return shape[0] * shape[1] * (shape[2] + shape[3])


def _limit(shape):
    return np.sqrt(6 / _fans(shape))


def _fraction(words, whole):
    return np.asarray(words) / whole


def _shares(words):
    return _fraction(np.asarray(words) % 2**23, 2**23)


def _stretched(shares, limit, shape):
    return np.reshape(shares * 2 * limit - limit, shape)


def _by_hand(mistake):
    """Return what a mistake in the layer gives for the image of task 1."""
    images, kernel = BY_HAND.reshape(1, 3, 3, 1), BY_HAND_KERNEL.reshape(2, 2, 1, 1)
    return Mistake("by_hand", mistake(images, kernel, [1])[0, :, :, 0], mistake.__doc__)


BY_TASK = {
    "1": [
        *(
            _by_hand(f)
            for f in (relu_forgotten, bias_inside_the_sum, bias_after_relu, bias_missing)
        ),
        _by_hand(kernel_flipped),
        Mistake(
            "kernel_shape", (6, 3, 5, 4), "The number of filters comes last: (kh, kw, c_in, c_out)."
        ),
        Mistake(
            "kernel_shape", (3, 5, 6, 4), "c_in and c_out are swapped: it is (kh, kw, c_in, c_out)."
        ),
        Mistake("kernel_shape", (5, 3, 4, 6), "Height and width of the kernel are swapped."),
        Mistake("kernel_shape", (3, 5, 8, 6), "8 is the number of images. c_in is their channels."),
        Mistake("parameters", 360, "The biases are missing: one for each filter."),
        Mistake("parameters", 361, "There is one bias for each filter, and there are 6 filters."),
        Mistake("parameters", 96, "The input channels are missing: each filter is 3×5×4."),
        Mistake("parameters", 364, "There is one bias for each filter, not for each channel."),
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
            whole_numbers,
        )
    ],
    "3": [
        Mistake.of("glorot_limit", f)
        for f in (
            limit_without_window,
            limit_fan_in_short,
            limit_fan_out_short,
            limit_fan_in_only,
            limit_all_weights,
            limit_mean_of_fans,
            limit_squared,
            limit_normal,
            limit_filters_first,
        )
    ],
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
            parts_whole_numbers,
        )
    ],
    "5": [
        Mistake.of("weights_from_bits", f)
        for f in (
            bits_as_given,
            bits_fans,
            bits_all_of_them,
            bits_not_cut,
            bits_half_stretched,
            bits_not_shifted,
            bits_other_order,
        )
    ],
}
