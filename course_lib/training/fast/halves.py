"""Layers that two threads work through, each with one half of the images.

NumPy copies and compares on one core only, and the matrix products of small images are too small to
keep two cores busy. There are two halves on every machine, so results do not depend on its cores.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ...layers import Conv2D, MaxPooling2D
from ...nn.fast import share_out
from .conv_pool import ConvPool


class Halves:
    """Convolutions, each with the pooling that follows it, as one layer of a training.

    Parameters
    ----------
    pairs : list of (Conv2D, MaxPooling2D)
        Built, one after the other.
    first : bool
        Whether nothing comes before them: then no gradient with respect to the input is needed.
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

        return np.concatenate(self._side_by_side(forward, x))

    def backward(self, gradient: np.ndarray) -> np.ndarray | None:
        """Find the gradients with respect to the weights; return that with respect to the input."""

        def backward(half: Sequence[ConvPool], part: Any) -> np.ndarray | None:
            for layer in reversed(half):
                part = layer.backward(part)
            return part

        by_input = self._side_by_side(backward, gradient)
        for layer, *parts in zip(self._convolutions, *self._halves, strict=True):
            both = zip(*(part.gradients for part in parts), strict=True)
            layer.gradients = [one + other for one, other in both]
        return None if by_input[0] is None else np.concatenate(by_input)

    def _side_by_side(self, work: Callable, x: np.ndarray) -> list:
        """Call ``work`` on each half of the layers and of ``x``."""

        def quietly(number: int) -> Any:
            with np.errstate(all="ignore"):  # which each thread has to say for itself
                return work(self._halves[number], (x[:middle], x[middle:])[number])

        middle = len(x) // 2
        return share_out(quietly, [0, 1])
