"""Layers that two threads work through, each with one half.

NumPy copies and compares on one core only. The BLAS library multiplies on all of them, but its
threads wait for the next product at full speed, and take a core from whoever works meanwhile. Here
it keeps to one thread for each half. There are two halves on every machine, so results do not
depend on the number of its cores.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ...layers import Conv2D, Dense, Layer, MaxPooling2D, activations
from ...nn.fast import share_out
from .conv_pool import ConvPool

MANY = 131072  # weights of a Dense layer from which two threads are faster


def faster(layers: Sequence[Layer]) -> list | None:
    """Return layers that do what these do, but faster; None if there are none.

    Weights and gradients are those of the layers given. A layer before which there are no weights
    returns None as the gradient with respect to its input.

    >>> from course_lib.layers import Conv2D, Flatten, MaxPooling2D
    >>> [type(layer).__name__ for layer in faster([Conv2D(4, 2), MaxPooling2D(), Flatten()])]
    ['Halves', 'Flatten']
    >>> faster([Flatten()])
    """
    found: list = []
    left: list = list(layers)
    while left:
        first, pairs = not any(layer.weights for layer in found), []
        while len(left) > 1 and fits(left[0], left[1]):
            pairs.append((left.pop(0), left.pop(0)))
        if pairs:
            found.append(Halves(pairs, first))
        else:
            layer = left.pop(0)
            found.append(WideDense(layer, first) if is_wide(layer) else layer)
    return None if found == list(layers) else found


def fits(first: Layer, second: Layer) -> bool:
    """Tell whether two layers are a convolution and a pooling that can be made in one."""
    return (
        type(first) is Conv2D
        and type(second) is MaxPooling2D
        and first.data_format == second.data_format == "channels_last"
        and first.padding == second.padding == "valid"
        and first.strides == first.dilation_rate == (1, 1)
        and first.groups == 1
        and second.strides == second.pool_size
        and first.activation in (activations.relu, activations.linear)
    )


def is_wide(layer: Layer) -> bool:
    """Tell whether a layer multiplies rows with so many weights that two threads are faster."""
    return (
        type(layer) is Dense
        and len(layer.output_shape or ()) == 2
        and layer.weights[0].size >= MANY
        and layer.activation in (activations.relu, activations.linear)
    )


class Halves:
    """Convolutions, each with the pooling that follows it: each thread takes half of the images.

    Where they are the ``first`` layers, no gradient with respect to the input is needed.
    """

    def __init__(self, pairs: Sequence[tuple[Conv2D, MaxPooling2D]], first: bool):
        self._convolutions = [convolution for convolution, _ in pairs]
        self._halves = [
            [ConvPool(*pair, first and pair is pairs[0], half) for pair in pairs] for half in (0, 1)
        ]

    @property
    def weights(self) -> list[np.ndarray]:
        """Those of the convolutions."""
        return [weight for layer in self._convolutions for weight in layer.weights]

    trainable_weights = weights

    @property
    def gradients(self) -> list[np.ndarray]:
        """Those of the convolutions."""
        return [gradient for layer in self._convolutions for gradient in layer.gradients]

    def __call__(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """Return the output of the last pooling (n, oh, ow, c_out)."""

        def forward(half: Sequence[ConvPool], images: np.ndarray) -> np.ndarray:
            for layer in half:
                images = layer(images, training)
            return images

        return np.concatenate(self._of_halves(forward, x))

    def backward(self, gradient: np.ndarray) -> np.ndarray | None:
        """Find the gradients with respect to the weights; return that with respect to the input."""

        def backward(half: Sequence[ConvPool], part: Any) -> np.ndarray | None:
            for layer in reversed(half):
                part = layer.backward(part)
            return part

        by_input = self._of_halves(backward, gradient)
        for layer, *parts in zip(self._convolutions, *self._halves, strict=True):
            both = zip(*(part.gradients for part in parts), strict=True)
            layer.gradients = [one + other for one, other in both]
        return None if by_input[0] is None else np.concatenate(by_input)

    def _of_halves(self, work: Callable, x: np.ndarray) -> list:
        """Return what ``work`` makes of each half of the layers and of ``x``."""
        layers, places = self._halves, halves(len(x))
        return side_by_side(lambda half: work(layers[half], x[places[half]]), [0, 1])


class WideDense:
    """A Dense layer with many weights: each thread takes half of them.

    The images stay together. With few rows a product spends its time on reading the weights, so
    half of the rows would take nearly as long.
    """

    def __init__(self, layer: Dense, first: bool):
        self._layer, self._first = layer, first
        self.weights = self.trainable_weights = layer.weights

    @property
    def gradients(self) -> list[np.ndarray]:
        """Those of the layer."""
        return self._layer.gradients

    def __call__(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """Return the layer's output (n, units)."""
        kernel, *bias = self.weights
        out = np.empty((len(x), kernel.shape[1]), np.float32)
        in_place = activations.in_place(self._layer.activation)

        def multiply(units: slice) -> None:
            part = out[:, units]
            np.matmul(x, kernel[:, units], out=part)
            for shift in bias:
                part += shift[units]
            if in_place:
                in_place(part)

        side_by_side(multiply, halves(kernel.shape[1]))
        self._kept = x, out
        return out

    def backward(self, gradient: np.ndarray) -> np.ndarray | None:
        """Find the gradients with respect to the weights; return that with respect to the input."""
        (x, out), kernel = self._kept, self.weights[0]
        gradient = activations.backward(self._layer.activation, out, gradient)
        by_kernel, by_input = np.empty_like(kernel), None if self._first else np.empty_like(x)

        def multiply(rows: slice) -> None:
            np.matmul(x[:, rows].T, gradient, out=by_kernel[rows])
            if by_input is not None:
                np.matmul(gradient, kernel[rows].T, out=by_input[:, rows])

        side_by_side(multiply, halves(len(kernel)))
        by_bias = [gradient.sum(axis=0)] if self._layer.use_bias else []
        self._layer.gradients = [by_kernel, *by_bias]
        return by_input


def halves(count: int) -> list[slice]:
    """Return the first and the second half of so many."""
    return [slice(count // 2), slice(count // 2, count)]


def side_by_side(work: Callable, parts: list) -> list:
    """Return what ``work`` returns for each part, on a thread of its own."""

    def quietly(part: Any) -> Any:
        with np.errstate(all="ignore"):  # each thread must be told; the step looks for such numbers
            return work(part)

    return share_out(quietly, parts)
