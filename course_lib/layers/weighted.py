"""What layers with weights share: kernels, a bias for each channel, and an activation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from .. import initializers
from ..nn.arguments import check_count, read_numbers, read_switch
from ..nn.geometry import read_axes
from . import activations
from .activations import Activate
from .base import Layer
from .images import ImageLayer, Pair, read_padding, read_two

Initialize = Callable[[Sequence[int]], ArrayLike]


class Weighted(Layer):
    """Products with weights, a bias for each output channel, an activation.

    A subclass says what its weights are in :meth:`_kernel_shapes`, and multiplies.
    """

    kernel_axis = 2  # which axis of the first weight counts the input's channels
    _format = "NHWC"
    groups = 1  # into which the input's channels are cut; a kernel sees those of one group

    def __init__(
        self,
        name: str | None,
        input_shape: Sequence[int] | None,
        activation: Activate | str | None,
        use_bias: bool,
        **first_values: Initialize | str,
    ):
        kind = type(self).__name__
        self.activation = activations.get(activation, f"{kind}: activation")
        self.use_bias = read_switch(kind, "use_bias", use_bias)
        keep_initializers(self, first_values)
        super().__init__(name=name, input_shape=input_shape)

    def _channel_axis(self, shape: tuple) -> int:
        return 1 if self._format == "NCHW" else len(shape) - 1

    def _check_shape(self, input_shape: tuple) -> None:
        axis = self._channel_axis(input_shape)
        channels = input_shape[axis]
        if channels == 0:
            raise ValueError(f"{self.name}: input has no channels (axis {axis} of {input_shape})")
        kernel = self.weights[0].shape if self.built else ()
        if kernel and channels != kernel[self.kernel_axis] * self.groups:
            times = f"{self.groups} groups times " if self.groups > 1 else ""
            raise ValueError(
                f"{self.name}: the first call made weights for "
                f"c_in={kernel[self.kernel_axis] * self.groups} ({times}"
                f"axis {self.kernel_axis} of {kernel}), this input has {channels} channels "
                f"(axis {axis} of {input_shape}). Make another layer for it"
            )

    def _build(self, input_shape: tuple) -> None:
        c_in = input_shape[self._channel_axis(input_shape)]
        shapes = self._kernel_shapes(c_in)
        if self.use_bias:
            shapes["bias"] = (self._output_channels(c_in),)
        self.weights = [first_values(self, weight, shape) for weight, shape in shapes.items()]

    def _kernel_shapes(self, c_in: int) -> dict[str, tuple[int, ...]]:
        """Return the names and shapes of the weights but the bias."""
        raise NotImplementedError

    def _output_channels(self, c_in: int) -> int:
        """Return the number of output channels."""
        raise NotImplementedError

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        in_place = activations.in_place(self.activation)
        out = self._multiply_and_add(x, in_place)
        return out if in_place else self.activation(out)

    def _multiply_and_add(self, x: np.ndarray, finish: Activate | None) -> np.ndarray:
        """Return the products and the bias, changed in place by ``finish`` if it is given."""
        out = self._multiply(x)
        if self.use_bias:
            channels_last = np.moveaxis(out, self._channel_axis(out.shape), -1)
            channels_last += self.weights[-1]
        if finish:
            finish(out)
        return out

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        gradient = activations.backward(self.activation, outputs, gradient, self.name)
        by_input, *by_kernels = self._multiply_back(x, gradient)
        if self.use_bias:
            axis = self._channel_axis(gradient.shape)
            others = tuple(i for i in range(gradient.ndim) if i != axis)
            by_kernels.append(gradient.sum(axis=others))
        self.gradients = by_kernels
        return by_input

    def _multiply(self, x: np.ndarray) -> np.ndarray:
        """Return the output without bias and activation."""
        raise NotImplementedError

    def _multiply_back(self, x: np.ndarray, gradient: np.ndarray) -> list[np.ndarray]:
        """Return the gradients with respect to ``x`` and to each of the kernels."""
        raise NotImplementedError


def keep_initializers(layer: Layer, by_weight: Mapping[str, Initialize | str]) -> None:
    """Read the initializers of a layer's weights; they become its attributes."""
    for weight, initializer in by_weight.items():
        argument = f"{weight}_initializer"
        what = f"{type(layer).__name__}: {argument}"
        setattr(layer, argument, initializers.get(initializer, what=what))


def first_values(layer: Layer, weight: str, shape: tuple[int, ...]) -> np.ndarray:
    """Return the first values of a weight, from the initializer that the layer has for it."""
    name = f"{weight}_initializer"
    check_count(layer.name, weight, shape)
    values = read_numbers(layer.name, f"what {name} returns", getattr(layer, name)(shape))
    if values.shape != shape:
        raise ValueError(f"{layer.name}: {name} must return shape {shape}, got {values.shape}")
    return values.astype(np.float32)


class Convolution(Weighted, ImageLayer):
    """Kernels that slide over images. The options are those of :class:`Conv2D`."""

    filters: int  # output channels, in the layers that let them be chosen

    def _read_options(
        self,
        kernel_size: Pair,
        strides: Pair,
        padding: str,
        data_format: str | None,
        dilation_rate: Pair,
    ) -> None:
        """Read how the kernels slide."""
        kind = type(self).__name__
        self._set_format(data_format, "c_in")
        self.kernel_size = read_two(kind, "kernel_size", kernel_size)
        self.strides = read_two(kind, "strides", strides)
        self.padding = read_padding(kind, padding)
        self.dilation_rate = read_two(kind, "dilation_rate", dilation_rate)

    def _refuse_both(self, operator: str) -> None:
        """Raise an error for a stride and a dilation, both above 1; ``operator`` computes them."""
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise ValueError(
                f"{type(self).__name__}: strides or dilation_rate must be 1, as in Keras; received "
                f"strides={self.strides} and dilation_rate={self.dilation_rate}. cl.nn.{operator} "
                f"computes both at once, as tf.nn.{operator} does"
            )

    def _output_channels(self, c_in: int) -> int:
        return self.filters

    def _steps(self) -> tuple:
        """Return what the operators take after images and filters."""
        return self.strides, self.padding.upper(), self._format, self.dilation_rate

    def _output_size(self, size: Sequence[int]) -> Sequence[int]:
        steps = (self.strides, self.dilation_rate)
        axes = read_axes(self.name, self.padding.upper(), size, self.kernel_size, *steps)
        return [axis.out for axis in axes]
