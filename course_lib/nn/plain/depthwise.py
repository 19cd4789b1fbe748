"""Depthwise and separable convolution and their gradients, from plain convolutions of one channel.

Each channel is convolved by itself with filters of its own. So all that is new is which channel of
the output belongs to which channel of the input: those from ``c·mult`` to ``c·mult + mult - 1``
belong to channel ``c``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arguments import Padding, Sizes
from .convolution import conv2d, conv2d_backprop_filter, conv2d_backprop_input


def own(c, mult):
    """Return which channels of the output belong to channel ``c`` of the input.

    >>> own(1, 3)
    slice(3, 6, None)
    """
    return slice(c * mult, (c + 1) * mult)


def depthwise_conv2d(
    input: np.ndarray, filter: np.ndarray, strides: Sizes, padding: Padding, dilations: Sizes = 1
) -> np.ndarray:
    """Convolve each channel with its own ``mult`` filters, and lay the results side by side.

    The plain form of :func:`course_lib.nn.depthwise_conv2d`, NHWC only.

    Examples
    --------
    >>> depthwise_conv2d(np.array([[[[1.0, 10]]]]), np.array([[[[1.0, -1], [3, 5]]]]), 1, "VALID")
    array([[[[ 1., -1., 30., 50.]]]])
    """
    steps = strides, padding, dilations
    channels = range(input.shape[3])
    results = [conv2d(input[..., [c]], filter[:, :, [c]], *steps) for c in channels]
    return np.concatenate(results, axis=3)


def depthwise_conv2d_backprop_input(
    input_sizes: Sequence[int],
    filter: np.ndarray,
    out_backprop: np.ndarray,
    strides: Sizes,
    padding: Padding,
    dilations: Sizes = 1,
) -> np.ndarray:
    """Compute the gradient with respect to each channel of the input separately.

    The plain form of :func:`course_lib.nn.depthwise_conv2d_backprop_input`.

    Examples
    --------
    >>> filter, gradient = np.array([[[[1.0, -1], [3, 5]]]]), np.array([[[[10.0, 1, 1, 0]]]])
    >>> depthwise_conv2d_backprop_input([1, 1, 1, 2], filter, gradient, 1, "VALID")
    array([[[[9., 3.]]]])
    """
    mult, one = filter.shape[3], [*input_sizes[:3], 1]
    gradient = np.zeros(input_sizes)
    for c in range(input_sizes[3]):
        numbers = out_backprop[..., own(c, mult)]
        gradient[..., [c]] = conv2d_backprop_input(
            one, filter[:, :, [c]], numbers, strides, padding, dilations
        )
    return gradient


def depthwise_conv2d_backprop_filter(
    input: np.ndarray,
    filter_sizes: Sequence[int],
    out_backprop: np.ndarray,
    strides: Sizes,
    padding: Padding,
    dilations: Sizes = 1,
) -> np.ndarray:
    """Compute the gradient with respect to the filters of each channel separately.

    The plain form of :func:`course_lib.nn.depthwise_conv2d_backprop_filter`.

    Examples
    --------
    >>> image, gradient = np.array([[[[1.0, 10]]]]), np.array([[[[1.0, 0, 0, 1]]]])
    >>> depthwise_conv2d_backprop_filter(image, [1, 1, 2, 2], gradient, 1, "VALID")
    array([[[[ 1.,  0.],
             [ 0., 10.]]]])
    """
    kh, kw, c_in, mult = filter_sizes
    gradient = np.zeros(filter_sizes)
    for c in range(c_in):
        numbers = out_backprop[..., own(c, mult)]
        gradient[:, :, [c]] = conv2d_backprop_filter(
            input[..., [c]], [kh, kw, 1, mult], numbers, strides, padding, dilations
        )
    return gradient


def separable_conv2d(
    input: np.ndarray,
    depthwise_filter: np.ndarray,
    pointwise_filter: np.ndarray,
    strides: Sizes,
    padding: Padding,
    dilations: Sizes = 1,
) -> np.ndarray:
    """Convolve each channel by itself, then mix the results pixel by pixel.

    The plain form of :func:`course_lib.nn.separable_conv2d`.

    Examples
    --------
    >>> image, filter = np.array([[[[1.0, 10]]]]), np.array([[[[1.0, -1], [3, 5]]]])
    >>> separable_conv2d(image, filter, np.ones((1, 1, 4, 1)), 1, "VALID")
    array([[[[80.]]]])
    """
    between = depthwise_conv2d(input, depthwise_filter, strides, padding, dilations)
    return conv2d(between, pointwise_filter, 1, "VALID")


def separable_conv2d_backprop_input(
    input_sizes: Sequence[int],
    depthwise_filter: np.ndarray,
    pointwise_filter: np.ndarray,
    out_backprop: np.ndarray,
    strides: Sizes,
    padding: Padding,
    dilations: Sizes = 1,
) -> np.ndarray:
    """Go back through the pointwise convolution, then through the depthwise one.

    The plain form of :func:`course_lib.nn.separable_conv2d_backprop_input`.

    Examples
    --------
    >>> filter, pointwise = np.array([[[[1.0, -1], [3, 5]]]]), np.ones((1, 1, 4, 1))
    >>> separable_conv2d_backprop_input(
    ...     [1, 1, 1, 2], filter, pointwise, np.ones((1, 1, 1, 1)), 1, "VALID"
    ... )
    array([[[[0., 8.]]]])
    """
    sizes = [*out_backprop.shape[:3], pointwise_filter.shape[2]]
    between = conv2d_backprop_input(sizes, pointwise_filter, out_backprop, 1, "VALID")
    return depthwise_conv2d_backprop_input(
        input_sizes, depthwise_filter, between, strides, padding, dilations
    )


def separable_conv2d_backprop_filters(
    input: np.ndarray,
    depthwise_filter: np.ndarray,
    pointwise_filter: np.ndarray,
    out_backprop: np.ndarray,
    strides: Sizes,
    padding: Padding,
    dilations: Sizes = 1,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the gradients with respect to the depthwise and to the pointwise filter.

    The plain form of :func:`course_lib.nn.separable_conv2d_backprop_filters`.

    Examples
    --------
    >>> image, filter = np.array([[[[1.0, 10]]]]), np.array([[[[1.0, -1], [3, 5]]]])
    >>> by_depthwise, by_pointwise = separable_conv2d_backprop_filters(
    ...     image, filter, np.ones((1, 1, 4, 1)), np.ones((1, 1, 1, 1)), 1, "VALID"
    ... )
    >>> by_depthwise.ravel(), by_pointwise.ravel()
    (array([ 1.,  1., 10., 10.]), array([ 1., -1., 30., 50.]))
    """
    steps = strides, padding, dilations
    seen = depthwise_conv2d(input, depthwise_filter, *steps)
    by_pointwise = conv2d_backprop_filter(seen, pointwise_filter.shape, out_backprop, 1, "VALID")
    between = conv2d_backprop_input(seen.shape, pointwise_filter, out_backprop, 1, "VALID")
    shape = depthwise_filter.shape
    return depthwise_conv2d_backprop_filter(input, shape, between, *steps), by_pointwise
