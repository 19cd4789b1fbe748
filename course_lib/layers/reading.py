"""Reading the shapes and weights that layers are given, and saying what is wrong with them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..nn.arguments import is_real, is_whole, read_numbers


def read_number(what: str, value: float, most: float | None = None) -> float:
    """Return a number that is not below 0, nor above another if there is one."""
    largest = float(np.finfo(np.float32).max) if most is None else most
    if not is_real(value) or not 0 <= value <= largest:
        limit = "of 0 or more" if most is None else f"from 0 to {most}"
        raise ValueError(f"{what} must be a number {limit}, received {value!r}")
    return float(value)


def read_weights(
    op: str, weights: Sequence[ArrayLike], present: list[np.ndarray]
) -> list[np.ndarray]:
    """Return a list of arrays that have the shapes of the present weights."""
    if not isinstance(weights, list | tuple):
        kind = type(weights).__name__
        raise TypeError(f"{op}: weights must be a list of arrays, received {kind}")
    arrays = [read_numbers(op, "weights", weight) for weight in weights]
    received, wanted = ([w.shape for w in group] for group in (arrays, present))
    if received != wanted:
        raise ValueError(f"{op}: weights must have shapes {wanted}, received {received}")
    return arrays


def read_layers(op: str, layers: Sequence | None) -> list:
    """Return the layers that a model is made with; none if it is made without."""
    if not isinstance(layers, Iterable | None):
        raise TypeError(
            f"{op}: layers is a list, such as [cl.layers.Flatten()], received {layers!r}"
        )
    return list(layers or [])


def check_one_input(op: str, layer: Callable) -> None:
    """Refuse a layer of one's own that has to be given more than one array."""
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    needed = [
        word.name
        for word in inspect.signature(layer).parameters.values()
        if word.kind in kinds and word.default is inspect.Parameter.empty
    ]
    if len(needed) != 1:
        raise ValueError(
            f"{op}: in a row each layer takes one input, and {type(layer).__name__} takes "
            f"{', '.join(needed) or 'none'}"
        )


def read_input_shape(op: str, input_shape: Sequence[int] | None) -> tuple[int, ...] | None:
    """Return the shape of one input; None if it is not given."""
    if input_shape is None:
        return None
    sizes = tuple(input_shape) if isinstance(input_shape, list | tuple) else ()
    if not sizes or not all(is_whole(size) and size >= 0 for size in sizes):
        raise ValueError(
            f"{op}: input_shape is the shape of one input, a tuple of whole numbers without the "
            f"number of images, such as (28, 28, 1) or (784,), received {input_shape!r}"
        )
    return sizes


def read_shape(op: str, input_shape: Sequence[int | None], axes: str | None) -> tuple:
    """Return the shape of a batch, with one size for each of ``axes``; None stands for ``n``."""
    shape = tuple(input_shape) if isinstance(input_shape, list | tuple) else ()
    sizes = shape[1:] if shape else (None,)
    images = shape[:1] if shape and shape[0] is not None else ()
    if not all(is_whole(size) and size >= 0 for size in (*images, *sizes)):
        raise ValueError(
            f"{op}: an input shape is a list of whole numbers, or None for the number of images, "
            f"such as (None, 28, 28, 1), received {input_shape!r}"
        )
    if axes and len(shape) != len(axes.split(",")):
        raise ValueError(
            f"{op}: input must have {len(axes.split(','))} axes ({axes}), received shape {shape}"
        )
    return shape
