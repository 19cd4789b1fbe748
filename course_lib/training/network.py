"""One step of training: forward, loss, backward, over the layers of a model."""

from __future__ import annotations

import copy
from itertools import pairwise

import numpy as np

from ..layers import activations
from ..layers.elementwise import Activation, Softmax
from ..nn.fast import share_out, undivided
from .options import options
from .shares import Share, count_threads
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
        self._layers = list(model.layers)
        self._options = [options(layer) for layer in self._layers]
        self.flat = FlatWeights(self._layers)
        layers = list(self._layers)
        before_softmax = loss.on_logits()
        self.ends_in_softmax = before_softmax is not None and _leave_softmax(layers)
        self.loss = before_softmax if self.ends_in_softmax else loss
        self._shares = self._make_shares(layers, model.weights)

    def _make_shares(self, layers, weights):
        gradient = self.flat.gradient
        count = count_threads(layers)
        if count == 1:
            return [Share(layers, self.loss, weights, gradient, piece=None)]
        return [
            Share([copy.copy(layer) for layer in layers], self.loss, weights, slopes)
            for slopes in [gradient, *[None] * (count - 1)]
        ]

    def is_of(self, model) -> bool:
        """Tell whether the layers of a model still are those, with those options and weights."""
        same = len(model.layers) == len(self._layers) and all(
            ours is theirs for ours, theirs in zip(self._layers, model.layers, strict=True)
        )
        return (
            same
            and self.flat.in_place()
            and self._options == [options(layer) for layer in self._layers]
        )

    def forward(self, x):
        """Return what the loss takes, and the model's outputs."""
        found = self._side_by_side(len(x), lambda share, place: share.outputs(x[place]))
        return self._ended(found)

    def slopes(self, x, y):
        """Return the loss of a batch and the outputs; put the gradients into ``flat``."""
        count = len(x)
        found = self._side_by_side(count, lambda share, p: share.slopes(x[p], y[p], count))
        for share in self._shares[1 : len(found)]:
            self.flat.gradient += share.gradient
        taken, outputs = self._ended(found)
        return self.loss(y, taken), outputs

    def _side_by_side(self, count: int, work) -> list:
        """Call ``work`` on the shares and their parts of ``count`` images."""
        shares = self._shares[:count]
        edges = [count * i // len(shares) for i in range(len(shares) + 1)]
        places = [slice(*pair) for pair in pairwise(edges)]
        tasks = list(zip(shares, places, strict=True))
        if len(self._shares) == 1:
            return [work(*task) for task in tasks]

        def alone(task):
            with undivided():
                return work(*task)

        return share_out(alone, tasks)

    def _ended(self, found):
        """Return what the loss takes, and the outputs, from those of all shares."""
        taken = found[0] if len(found) == 1 else np.concatenate(found)
        return taken, activations.softmax(taken) if self.ends_in_softmax else taken


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
        layers[-1] = copy.copy(last)
        layers[-1].activation = activations.linear
    return True
