"""The layers of a model as stages of a training step."""

from __future__ import annotations

import numpy as np

from ..layers import Dense, activations
from . import conv_pool


class LayerStage:
    """Any layer, worked as it is."""

    def __init__(self, layer, slopes):
        self._layer, self._slopes = layer, slopes

    def forward(self, x, training):
        """Return the layer's output."""
        return self._layer(x, training=training)

    def backward(self, gradient, wanted):
        """Put the gradients by the weights in their places; return the one by the input."""
        gradient = self._layer.backward(gradient)
        for place, slope in zip(self._slopes, self._layer.gradients, strict=True):
            place[...] = slope
        return gradient


class DenseStage:
    """A Dense layer on rows, whose gradients are computed where they belong."""

    def __init__(self, layer, slopes):
        self._layer, self._slopes = layer, slopes

    @staticmethod
    def fits(layer) -> bool:
        """Tell whether a layer is such a one."""
        simple = (activations.relu, activations.linear)
        return type(layer) is Dense and len(layer.output_shape) == 2 and layer.activation in simple

    def forward(self, x, training):
        """Return the layer's output."""
        kernel, *bias = self._layer.weights
        out = x @ kernel
        for shift in bias:
            out += shift
        if self._layer.activation is activations.relu:
            np.maximum(out, 0, out=out)
        self._kept = x, out
        return out

    def backward(self, gradient, wanted):
        """Put the gradients by the weights in their places; return the one by the input."""
        x, out = self._kept
        if self._layer.activation is activations.relu:
            gradient = gradient * (out > 0)
        by_kernel, *by_bias = self._slopes
        np.matmul(x.T, gradient, out=by_kernel)
        for slope in by_bias:
            np.sum(gradient, axis=0, out=slope)
        return gradient @ self._layer.weights[0].T if wanted else None


def stages(layers, slopes) -> list:
    """Return the stages that work as the layers do; neighbours that fit are made in one.

    Parameters
    ----------
    layers : list of Layer
        Built.
    slopes : list of arrays
        Where to put the gradients by the weights of all layers.
    """
    places, found, left = iter(slopes), [], list(layers)
    while left:
        layer = left.pop(0)
        own = [next(places) for _ in layer.weights]
        if left and conv_pool.fits(layer, left[0]):
            found.append(conv_pool.ConvPool(layer, left.pop(0), own))
        elif DenseStage.fits(layer):
            found.append(DenseStage(layer, own))
        else:
            found.append(LayerStage(layer, own))
    return found
