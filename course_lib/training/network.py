"""One step of training: forward, loss, backward, over the layers of a model."""

from __future__ import annotations

import copy

from ..layers import activations
from ..layers.elementwise import Activation, Softmax
from .weights import FlatWeights


class Network:
    """The layers of a model as they are trained.

    The last softmax is left to the loss, as Keras does: from what goes into softmax, the loss and
    its slope are exact, also where a share is so small that its logarithm is lost.

    Parameters
    ----------
    model : Sequential
        Built.
    loss : Loss
    """

    def __init__(self, model, loss):
        self._model = model
        self.flat = FlatWeights(model.layers)
        layers = [copy.copy(layer) for layer in model.layers]  # they look at the same weights
        before_softmax = loss.on_logits()
        self.ends_in_softmax = before_softmax is not None and _leave_softmax(layers)
        self.loss = before_softmax if self.ends_in_softmax else loss
        self._layers = layers

    def is_of(self, model) -> bool:
        """Tell whether the layers of a model still are those, with those weights."""
        return len(model.layers) == len(self._layers) and self.flat.in_place()

    def forward(self, x, training=False):
        """Return what the loss takes, and the model's outputs."""
        for layer in self._layers:
            x = layer(x, training=training)
        return x, activations.softmax(x) if self.ends_in_softmax else x

    def slopes(self, x, y):
        """Return the loss of a batch and the outputs; put the gradients into ``flat``."""
        taken, outputs = self.forward(x, training=True)
        loss = self.loss(y, taken)
        gradient = self.loss.gradient(y, taken)
        for layer in reversed(self._layers):
            gradient = layer.backward(gradient)
        found = [slope for layer in self._layers for slope in layer.gradients]
        for place, slope in zip(self.flat.gradients, found, strict=True):
            place[...] = slope
        return loss, outputs


def _leave_softmax(layers) -> bool:
    """Take softmax over the last axis away from the end of the layers; tell whether it was."""
    last = layers[-1]
    if getattr(last, "activation", None) is not activations.softmax:
        return False
    if isinstance(last, Softmax) and last.axis not in (-1, len(last.output_shape) - 1):
        return False
    if isinstance(last, Activation):
        layers.pop()
    else:
        last.activation = activations.linear
    return True
