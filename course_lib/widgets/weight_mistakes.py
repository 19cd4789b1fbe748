"""Known mistakes with the weights of a layer, as numbers for one place of its output."""

from __future__ import annotations

import numpy as np

from .. import nn
from ..layers import activations
from .mistakes import computed, of_convolution
from .quiz import Wrong


def of_conv2d_layer(image, kernel, bias, relu: bool, axes, place) -> list[Wrong]:
    """Return known mistakes of a layer ``Conv2D`` without padding.

    Parameters
    ----------
    image : array (1, h, w, c_in)
    kernel : array (kh, kw, c_in, c_out)
    bias : array (c_out,)
    relu : bool
    axes : (Axis, Axis)
    place : (y, x, o)
        Row, column and output channel.
    """
    o = place[2]
    one = of_convolution(image, kernel[..., o : o + 1], bias[o], axes, place[:2])
    mistakes = [
        *_of_kernel(image, kernel, bias, place),
        *_of_bias(image, kernel, bias, place),
        *one,
    ]
    if not relu:
        return mistakes
    after = [Wrong(rule, float(activations.relu(np.array(value)))) for rule, value in mistakes]
    return [*after, *_of_relu(image, kernel, bias, place)]


def _of_kernel(image, kernel, bias, place) -> list[Wrong]:
    kh, kw, c_in, c_out = kernel.shape
    orders = {
        "(c_out, kh, kw, c_in)": kernel.reshape(c_out, kh, kw, c_in).transpose(1, 2, 3, 0),
        "(kh, kw, c_out, c_in)": kernel.reshape(kh, kw, c_out, c_in).swapaxes(2, 3),
        "(c_in, c_out, kh, kw)": kernel.reshape(c_in, c_out, kh, kw).transpose(2, 3, 0, 1),
    }
    read = "The axes of the kernel were read as {}. They are (kh, kw, c_in, c_out)."
    return computed(
        place,
        [
            (read.format(order), lambda other=other: _sums(image, other) + bias)
            for order, other in orders.items()
        ],
    )


def _of_bias(image, kernel, bias, place) -> list[Wrong]:
    products, channels = kernel[..., 0].size, kernel.shape[2]
    inside = "The bias was added inside the sum, once for each {}. Add it once, after the sum."
    mistakes = [
        (inside.format("product"), lambda: _sums(image, kernel) + products * bias),
        (inside.format("channel"), lambda: _sums(image, kernel) + channels * bias),
        ("The bias was taken away. It must be added.", lambda: _sums(image, kernel) - bias),
        (
            "The bias of output channel 0 was added. Each output channel has its own.",
            lambda: _sums(image, kernel) + bias[0],
        ),
    ]
    return computed(place, mistakes)


def _of_relu(image, kernel, bias, place) -> list[Wrong]:
    mistakes = [
        (
            "Relu was forgotten: it puts 0 in the place of a negative number.",
            lambda: _sums(image, kernel) + bias,
        ),
        (
            "The bias was added after relu. It is added first, and relu comes last.",
            lambda: activations.relu(_sums(image, kernel)) + bias,
        ),
        (
            "The number lost its sign. Relu puts 0 in the place of a negative number.",
            lambda: np.abs(_sums(image, kernel) + bias),
        ),
    ]
    return computed(place, mistakes)


def _sums(image, kernel) -> np.ndarray:
    """Return the sums of products (oh, ow, c_out)."""
    return nn.conv2d(image, kernel, 1, "VALID")[0]
