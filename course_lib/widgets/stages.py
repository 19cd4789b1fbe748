"""A network as its steps: what each makes of one picture, and where each number comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from .. import explain, layers
from ..explain import Explanation
from ..layers.activations import linear, softmax
from ..nn.geometry import Axis, read_axes

POOLINGS: dict[type, Callable] = {
    layers.MaxPooling2D: explain.max_pool2d,
    layers.AveragePooling2D: explain.avg_pool2d,
}
AFTER = (layers.Activation, layers.LeakyReLU, layers.Dropout)  # they change each number alone
KNOWN = (
    "Network: a model has layers Conv2D, MaxPool2D or AveragePooling2D, then Flatten and one "
    "Dense, and after each of them at most an activation or Dropout"
)


@dataclass(frozen=True)
class Stage:
    """One step of a network.

    A dense layer after ``Flatten`` counts as a convolution whose window is the whole map.

    Attributes
    ----------
    layer : Layer
    shape : (h, w, c)
        Of what goes in.
    after : list of Layer
        What changes each number alone, such as an activation.
    """

    layer: layers.Layer
    shape: tuple[int, int, int]
    after: list[layers.Layer] = field(default_factory=list)

    @property
    def is_pooling(self) -> bool:
        """Whether each map is made from one map only."""
        return type(self.layer) in POOLINGS

    @property
    def is_dense(self) -> bool:
        """Whether a window is all there is."""
        return isinstance(self.layer, layers.Dense)

    @cached_property
    def axes(self) -> tuple[Axis, Axis]:
        """Where the windows lie, along the rows and along the columns."""
        h, w, _ = self.shape
        if self.is_dense:
            return Axis(h, h), Axis(w, w)
        layer = self.layer
        steps = (
            (layer.pool_size, layer.strides)
            if self.is_pooling
            else (layer.kernel_size, layer.strides, layer.dilation_rate)
        )
        return read_axes(layer.name, layer.padding.upper(), (h, w), *steps)

    @property
    def out(self) -> tuple[int, int, int]:
        """The shape (oh, ow, c) of what comes out."""
        rows, columns = self.axes
        channels = self.shape[2] if self.is_pooling else self.layer.weights[0].shape[-1]
        return rows.out, columns.out, channels

    @property
    def name(self) -> str:
        """What it is called above its maps."""
        kind = {layers.MaxPooling2D: "MaxPool2D"}.get(type(self.layer), type(self.layer).__name__)
        if self.is_dense:
            return kind
        rows, columns = self.axes
        return f"{kind} {rows.kernel}×{columns.kernel}"

    @property
    def kernel(self) -> np.ndarray:
        """The weights (kh, kw, c_in, c_out) of what multiplies."""
        weights = self.layer.weights[0]
        return weights.reshape(*self.shape, -1) if self.is_dense else weights

    def apply(self, x: np.ndarray) -> np.ndarray:
        """Return what the step makes of maps (h, w, c): maps (oh, ow, c)."""
        batch = x.reshape(1, -1) if self.is_dense else x[None]
        for layer in (self.layer, *self.after):
            batch = layer(batch)
        return batch[0].reshape(self.out)

    def explain(self, x: np.ndarray, at: Sequence[int]) -> Explanation:
        """Return the number at (y, x, channel), before its activation, as its arithmetic."""
        y, column, c = at
        layer, place = self.layer, (0, y, column, 0)
        if self.is_pooling:
            how = layer.pool_size, layer.strides, layer.padding.upper()
            return POOLINGS[type(layer)](x[None, ..., c : c + 1], *how, at=place)
        steps = (1, "VALID") if self.is_dense else (layer.strides, layer.padding.upper())
        how = {
            "dilations": 1 if self.is_dense else layer.dilation_rate,
            "bias": layer.weights[1][c : c + 1] if layer.use_bias else None,
        }
        with np.errstate(all="ignore"):
            return explain.conv2d(x[None], self.kernel[..., c : c + 1], *steps, at=place, **how)

    def scores(self, x: np.ndarray) -> np.ndarray:
        """Return the sums of all classes before the activation, of the dense layer."""
        shape = self.out[2]
        return np.array([self.explain(x, (0, 0, c)).total for c in range(shape)])

    def finish(self, value: float) -> float:
        """Return what the activation makes of one number; not for softmax, which needs all."""
        x = np.full((1, 1, 1, 1), value)
        x = x if self.is_pooling else self.layer.activation(x)
        for layer in self.after:
            x = layer(x)
        return float(x[0, 0, 0, 0])

    @property
    def activations(self) -> list[str]:
        """The names of what changes each number after the sum."""
        own = linear if self.is_pooling else self.layer.activation
        later = [getattr(one, "activation", type(one)) for one in self.after]
        return [
            {"relu": "ReLU"}.get(each.__name__, each.__name__)
            for each in (own, *later)
            if each is not linear and each is not layers.Dropout
        ]


def stages_of(model, shape: tuple[int, int, int]) -> list[Stage]:
    """Return the steps of a model for pictures of ``shape`` (h, w, c).

    Raises
    ------
    ValueError
        If it has layers that no picture here can show.

    Examples
    --------
    >>> from course_lib.widgets.trained import small
    >>> [stage.out for stage in stages_of(small(20, 10).model, (28, 28, 1))]
    [(26, 26, 8), (13, 13, 8), (11, 11, 8), (5, 5, 8), (1, 1, 10)]
    """
    check_layers(model)
    found: list[Stage] = []
    for layer in model.layers:
        if isinstance(layer, AFTER):
            found[-1].after.append(layer)
        elif not isinstance(layer, layers.Flatten):
            found.append(Stage(layer, found[-1].out if found else shape))
    return found


def check_layers(model) -> None:
    """Refuse a model with layers that cannot be shown, or in an order that cannot."""
    before, dense = [], [one for one in model.layers if isinstance(one, layers.Dense)]
    for layer in model.layers:
        if not _fits(layer, before):
            raise ValueError(f"{KNOWN}; received {layer.name}, a {type(layer).__name__}")
        before.append(layer)
    if len(dense) != 1:
        raise ValueError(f"{KNOWN}; received {len(dense)} dense layers")


def check_last(model, names: Sequence[str]) -> None:
    """Refuse a model, built, that does not end with a share for each of some classes."""
    shape = model.output_shape[1:]
    if shape != (len(names),):
        raise ValueError(
            f"Network: a name for each class; received {len(names)} names, {shape[-1]} classes"
        )
    activation = getattr(model.layers[-1], "activation", None)
    if activation is not softmax:
        raise ValueError("Network: the last activation is softmax, so that bars are shares")


def _fits(layer, before: list) -> bool:
    """Tell whether a layer can be shown after some others."""
    flat = any(isinstance(one, layers.Flatten) for one in before)
    if isinstance(layer, layers.Dense):
        return flat
    if isinstance(layer, AFTER):
        return bool(before) and not isinstance(before[-1], layers.Flatten)
    if isinstance(layer, layers.Flatten):
        return not flat and bool(before)
    known = (type(layer) is layers.Conv2D and layer.groups == 1) or type(layer) in POOLINGS
    return known and not flat and layer.data_format == "channels_last"


def forward(stages: Sequence[Stage], picture: np.ndarray) -> list[np.ndarray]:
    """Return a picture (h, w, c), and what each step makes of it."""
    found = [picture]
    with np.errstate(all="ignore"):  # weights may have run away in a training
        for stage in stages:
            found.append(stage.apply(found[-1]))
    return found
