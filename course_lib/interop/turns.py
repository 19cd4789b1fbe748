"""How each weight is turned on its way to PyTorch, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from .. import layers as kinds
from ..layers.base import Layer
from ..models import Sequential


@dataclass(frozen=True)
class Kernel:
    """A kernel (kh, kw, a, b) is (b, a, kh, kw) in PyTorch. Nothing is flipped."""

    rule: str = "(c_out, c_in, kh, kw)"

    def turn(self, array: np.ndarray) -> np.ndarray:
        """Return it as PyTorch has it."""
        return array.transpose(3, 2, 0, 1)

    def turn_back(self, array: np.ndarray, shape: tuple) -> np.ndarray:
        """Return it as it is here."""
        return array.transpose(2, 3, 1, 0)


@dataclass(frozen=True)
class Depthwise:
    """(kh, kw, c_in, mult) is (c_in·mult, 1, kh, kw): output channel c·mult + m stays so."""

    rule: str = "(c_in·mult, 1, kh, kw)"

    def turn(self, array: np.ndarray) -> np.ndarray:
        """Return it as PyTorch has it."""
        kh, kw, c_in, mult = array.shape
        return array.transpose(2, 3, 0, 1).reshape(c_in * mult, 1, kh, kw)

    def turn_back(self, array: np.ndarray, shape: tuple) -> np.ndarray:
        """Return it as it is here."""
        kh, kw, c_in, mult = shape
        return array.reshape(c_in, mult, kh, kw).transpose(2, 3, 0, 1)


@dataclass(frozen=True)
class Rows:
    """(in, out) is (out, in). After a Flatten of NHWC the rows also come in another order."""

    order: np.ndarray | None
    rule: str = "(out, in)"

    def turn(self, array: np.ndarray) -> np.ndarray:
        """Return it as PyTorch has it."""
        return (array if self.order is None else array[self.order]).T

    def turn_back(self, array: np.ndarray, shape: tuple) -> np.ndarray:
        """Return it as it is here."""
        return array.T if self.order is None else array.T[np.argsort(self.order)]


@dataclass(frozen=True)
class Vector:
    """A number for each channel; for each number of a row, if it comes after a Flatten."""

    order: np.ndarray | None = None
    rule: str = "(c,)"

    def turn(self, array: np.ndarray) -> np.ndarray:
        """Return it as PyTorch has it."""
        return array if self.order is None else array[self.order]

    def turn_back(self, array: np.ndarray, shape: tuple) -> np.ndarray:
        """Return it as it is here."""
        return array if self.order is None else array[np.argsort(self.order)]


TRANSPOSED = Kernel("(c_in, c_out, kh, kw)")


def order_of_rows(h: int, w: int, c: int) -> np.ndarray:
    """Return where each number of a flattened (c, h, w) stands in the flattened (h, w, c)."""
    return np.arange(h * w * c).reshape(h, w, c).transpose(2, 0, 1).ravel()


def turns(model: Sequential) -> Iterator[tuple[Layer, list[tuple[str, Any]]]]:
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


def _of_layer(layer: Layer, order: np.ndarray | None) -> list[tuple[str, Any]]:
    if isinstance(layer, kinds.BatchNormalization):
        named = ["weight"] * layer.scale + ["bias"] * layer.center + ["running_mean", "running_var"]
        return [(name, Vector(order)) for name in named]
    found: dict[type, list[tuple[str, Any]]] = {
        kinds.Conv2D: [("weight", Kernel())],
        kinds.Conv2DTranspose: [("weight", TRANSPOSED)],
        kinds.DepthwiseConv2D: [("weight", Depthwise())],
        kinds.SeparableConv2D: [
            ("depthwise.weight", Depthwise()),
            ("pointwise.weight", Kernel()),
        ],
        kinds.Dense: [("weight", Rows(order))],
    }
    if type(layer) not in found:
        raise ValueError(
            f"to_torch and from_torch: how to turn the weights of {layer.name}, a "
            f"{type(layer).__name__}, is not known. Carry them yourself"
        )
    mine = found[type(layer)]
    bias = "pointwise.bias" if isinstance(layer, kinds.SeparableConv2D) else "bias"
    return [*mine, (bias, Vector())] if len(layer.weights) > len(mine) else mine
