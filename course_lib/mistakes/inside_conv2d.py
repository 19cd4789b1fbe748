"""Known mistakes of exercise 03."""

import numpy as np

from . import changes as c
from .computations import layer, windows_of
from .first_weights import BITS, LIMITS

# The image, the kernel and the bias of task 1, as in the notebook.
BY_HAND = (
    np.array([[2, -1, 3], [0, 4, -2], [1, -3, 5]]).reshape(1, 3, 3, 1),
    np.array([[1, -1], [2, 0]]).reshape(2, 2, 1, 1),
    np.array([1]),
)


def relu(numbers):
    """Put 0 in the place of negative numbers."""
    return np.maximum(numbers, 0)


def conv_relu(images, kernel, bias, last=relu):
    """Return the answer of task 2, or another function of the sums."""
    return last(layer(images, kernel, bias))


def channel_parts(image, kernel):
    """Return the answer of task 4."""
    seen = windows_of(image, np.shape(kernel)[:2], axis=(0, 1))
    return np.einsum("yxcij,ijc->cyx", seen, kernel)


def bias_times(count, rule):
    """Add the bias several times: as often as ``count`` says for the shape of the kernel."""
    return c.Change(
        rule,
        lambda right, given: right(
            **given | {"bias": np.asarray(given["bias"]) * count(given["kernel"].shape)}
        ),
    )


def sums(images, kernel, bias):
    """Return the convolution without bias."""
    return layer(images, kernel)


PRODUCTS = bias_times(
    lambda shape: np.prod(shape[:3]),
    "The bias was added inside the sum, once for each product. Add it once, after the sum.",
)
NO_RELU = c.option("There is no relu: put 0 in the place of negative outputs.", last=lambda s: s)
AFTER = c.special(
    lambda images, kernel, bias: relu(layer(images, kernel)) + bias,
    "The bias was added after relu. It is added first, and relu comes last.",
)
NO_BIAS = c.argument(
    "bias", lambda bias: 0, "The bias is missing: add bias[o] to output channel o."
)


def _prefixed(name, found):
    return [c.Mistake(m.name, m.answer[0, :, :, 0], f"{name}: {m.rule}") for m in found]


BY_TASK = {
    "1": [
        *_prefixed(
            "by_hand",
            c.by_hand(
                *("by_hand", conv_relu, BY_HAND), NO_RELU, PRODUCTS, AFTER, NO_BIAS, c.flipped()
            ),
        ),
        *c.values(
            "kernel_shape",
            {
                "The number of filters comes last: (kh, kw, c_in, c_out).": (6, 3, 5, 4),
                "c_in and c_out are swapped: it is (kh, kw, c_in, c_out).": (3, 5, 6, 4),
                "Height and width of the kernel are swapped.": (5, 3, 4, 6),
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
            },
            prefix=True,
        ),
    ],
    "2": c.mistakes(
        "conv_relu",
        conv_relu,
        NO_RELU,
        AFTER,
        c.special(
            lambda images, kernel, bias: layer(relu(images), kernel, bias),
            "You applied relu to the image. It belongs after the sum and the bias.",
        ),
        c.option("Negative outputs lost their sign. relu puts 0 in their place.", last=np.abs),
        c.option(
            "You kept the negative numbers. Relu keeps the positive ones: np.maximum(x, 0).",
            last=lambda numbers: np.minimum(numbers, 0),
        ),
    ),
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
