"""How each weight is turned on its way to PyTorch, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from .. import layers as kinds
from ..layers.base import Layer
from ..models import Sequential


@dataclass(frozen=True)
class Turn:
    """How a weight goes to PyTorch, and how it comes back to the shape that it has here."""

    rule: str  # what its shape is there
    turn: Callable[[np.ndarray], np.ndarray]
    turn_back: Callable[[np.ndarray, tuple], np.ndarray]


def kernel(rule: str = "(c_out, c_in, kh, kw)") -> Turn:
    """Turn a kernel (kh, kw, a, b) to (b, a, kh, kw). Nothing is flipped."""
    return Turn(
        rule,
        lambda array: array.transpose(3, 2, 0, 1),
        lambda array, shape: array.transpose(2, 3, 1, 0),
    )


def depthwise() -> Turn:
    """Turn (kh, kw, c_in, mult) to (c_in·mult, 1, kh, kw): output channel c·mult + m stays so."""
    return Turn(
        "(c_in·mult, 1, kh, kw)",
        lambda array: array.transpose(2, 3, 0, 1).reshape(-1, 1, *array.shape[:2]),
        lambda array, shape: array.reshape(*shape[2:], *shape[:2]).transpose(2, 3, 0, 1),
    )


def rows(order: np.ndarray | None) -> Turn:
    """Turn (in, out) to (out, in). After a Flatten of NHWC the rows also come in another order."""
    there, back = _both_ways(order)
    return Turn("(out, in)", lambda array: array[there].T, lambda array, shape: array.T[back])


def vector(order: np.ndarray | None = None) -> Turn:
    """Keep a number for each channel; after a Flatten one for each number of a row, reordered."""
    there, back = _both_ways(order)
    return Turn("(c,)", lambda array: array[there], lambda array, shape: array[back])


def _both_ways(order: np.ndarray | None) -> tuple[Any, Any]:
    return (slice(None), slice(None)) if order is None else (order, np.argsort(order))


def order_of_rows(h: int, w: int, c: int) -> np.ndarray:
    """Return where each number of a flattened (c, h, w) stands in the flattened (h, w, c)."""
    return np.arange(h * w * c).reshape(h, w, c).transpose(2, 0, 1).ravel()


def turns(model: Sequential) -> Iterator[tuple[Layer, list[tuple[str, Turn]]]]:
    """Yield each layer with weights, and for each of them PyTorch's name and its turn."""
    shape: tuple | None = model.input_shape
    order = None
    for layer in model.layers:
        if isinstance(layer, kinds.Flatten) and shape is not None and len(shape) == 4:
            order = order_of_rows(*shape[1:]) if _channels_last(model, layer) else None
        elif isinstance(layer, kinds.Reshape):
            order = None
        if layer.weights:
            yield layer, _of_layer(layer, order)
        if isinstance(layer, kinds.Dense):
            order = None
        shape = layer.output_shape


def _channels_last(model: Sequential, last: Layer) -> bool:
    """Tell whether images come to a layer with their channels last."""
    found = "channels_last"
    for layer in model.layers[: model.layers.index(last)]:
        found = getattr(layer, "data_format", found)
    return found == "channels_last"


def _of_layer(layer: Layer, order: np.ndarray | None) -> list[tuple[str, Turn]]:
    if isinstance(layer, kinds.BatchNormalization):
        named = ["weight"] * layer.scale + ["bias"] * layer.center + ["running_mean", "running_var"]
        return [(name, vector(order)) for name in named]
    found: dict[type, list[tuple[str, Turn]]] = {
        kinds.Conv2D: [("weight", kernel())],
        kinds.Conv2DTranspose: [("weight", kernel("(c_in, c_out, kh, kw)"))],
        kinds.DepthwiseConv2D: [("weight", depthwise())],
        kinds.SeparableConv2D: [("depthwise.weight", depthwise()), ("pointwise.weight", kernel())],
        kinds.Dense: [("weight", rows(order))],
    }
    if type(layer) not in found:
        raise ValueError(
            f"to_torch and from_torch: how to turn the weights of {layer.name}, a "
            f"{type(layer).__name__}, is not known. Carry them yourself"
        )
    mine = found[type(layer)]
    bias = "pointwise.bias" if isinstance(layer, kinds.SeparableConv2D) else "bias"
    return [*mine, (bias, vector())] if len(layer.weights) > len(mine) else mine
