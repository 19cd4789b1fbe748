"""Checking that the arguments of an operator fit each other."""

from __future__ import annotations

import numpy as np

from .arguments import DEPTHWISE_ORDER, FORMATS


def check_channels(op, filter_name, order, filter_shape, name, shape, data_format, axis=2):
    """Check that images have as many channels as there are along an axis of the filters.

    ``shape`` is in the order of ``data_format``, ``filter_shape`` in that of ``order``.
    """
    letter, channel_axis = order.split(", ")[axis], data_format.index("C")
    if filter_shape[axis] != shape[channel_axis]:
        verb = "expect" if filter_name.endswith("s") else "expects"
        raise ValueError(
            f"{op}: {filter_name} {verb} {letter}={filter_shape[axis]} "
            f"(axis {axis} of {filter_shape}), {name} has {shape[channel_axis]} channels "
            f"(axis {channel_axis} of {shape})"
        )


def check_dtypes(op: str, **arrays: np.ndarray) -> None:
    """Check that all arrays have the dtype of the first; they are given by name."""
    (first, model), *others = arrays.items()
    for name, array in others:
        if array.dtype != model.dtype:
            verb = "are" if name.endswith("s") else "is"
            raise TypeError(
                f"{op}: {first} is {model.dtype} and {name} {verb} {array.dtype}; they must agree. "
                f"Convert one: {name}.astype('{model.dtype}')"
            )


def check_gradient(op, gradient, shape, data_format, channels="c_out") -> None:
    """Check that ``out_backprop`` has the shape (n, oh, ow, c) of the operator's output."""
    wanted = in_format(shape, data_format)
    if gradient.shape != wanted:
        axes = output_axes(data_format, channels)
        raise ValueError(
            f"{op}: out_backprop must have the shape of the output, {wanted} ({axes}), "
            f"received shape {gradient.shape}"
        )


def output_axes(data_format: str, channels: str = "c_out") -> str:
    """Return the axes of an output, in the order of ``data_format``."""
    return FORMATS[data_format].replace("h, w", "oh, ow").replace("c_in", channels)


def in_format(shape, data_format: str) -> tuple[int, ...]:
    """Return (n, h, w, c) in the order of ``data_format``."""
    return tuple(shape["NHWC".index(letter)] for letter in data_format)


def output_channels(order: str, filter_shape) -> int:
    """Return how many channels filters make."""
    last = filter_shape[3]
    return filter_shape[2] * last if order == DEPTHWISE_ORDER else last
