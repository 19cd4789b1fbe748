"""A batch shared out to two threads, each with stages and gradients of its own.

NumPy copies and compares on one core only, and its matrix products are too small here to keep two
busy. So each thread takes a part of the images all the way forward and back, and the BLAS library
keeps to one thread for each. Their gradients are added at the end, always in the same order:
there are two parts on every machine, and no layer divides its part further, so results do not
depend on the number of its cores. A model with dropout or with layers of its own is not shared out;
then each layer uses all cores as it likes, and the last digits may depend on their number.
"""

from __future__ import annotations

import numpy as np

from .. import layers as kinds
from .stages import stages
from .weights import parts

SHARES = 2
PIECE = 128  # images that a share takes at a time: bounds its memory, however large the batch
_SAFE = {getattr(kinds, name) for name in kinds.__all__} - {kinds.Dropout, kinds.Layer}


def count_threads(layers) -> int:
    """Return into how many shares the batches of a model are divided.

    Dropout draws random numbers, whose order must not be left to chance, and of layers that are
    not of this library it is not known what their copies share.
    """
    return SHARES if all(type(layer) in _SAFE for layer in layers) else 1


class Share:
    """The stages of one share of each batch, and its gradients.

    Parameters
    ----------
    layers : list of Layer
    loss : Loss
    weights : list of arrays
        Of all layers.
    gradient : array (size,), optional
        Where to put the gradients by all weights.
    piece : int or None
        The most images at a time.
    """

    def __init__(self, layers, loss, weights, gradient=None, piece=PIECE):
        size = sum(weight.size for weight in weights)
        self.gradient = np.zeros(size, np.float32) if gradient is None else gradient
        self._loss, self._piece = loss, piece
        self._now = np.zeros(size, np.float32) if piece else self.gradient
        self._stages = stages(layers, parts(self._now, weights))

    def outputs(self, x):
        """Return what the last stage makes of images."""
        with np.errstate(all="ignore"):
            return np.concatenate(  # copies: a stage may use the same memory for the next piece
                [self._forward(x[place], False).copy() for place in self._pieces(x)]
            )

    def slopes(self, x, y, images: int):
        """Return what the loss takes; put into ``gradient`` what the images add to that by weights.

        ``images`` is the size of the whole batch, whose mean the loss is.
        """
        taken = []
        for place in self._pieces(x):
            with np.errstate(all="ignore"):  # what is not finite is found at the end of the step
                out = self._forward(x[place], True)
                part = np.float32(len(out) / images)
                self._backward(self._loss.gradient(y[place], out) * part)
            if not taken:
                self.gradient[:] = self._now
            else:
                self.gradient += self._now
            taken.append(out.copy())  # the memory may be used for the next piece
        return np.concatenate(taken)

    def _pieces(self, x) -> list[slice]:
        step = self._piece or len(x)
        return [slice(first, first + step) for first in range(0, len(x), step)]

    def _forward(self, x, training):
        for stage in self._stages:
            x = stage.forward(x, training)
        return x

    def _backward(self, gradient):
        for number in reversed(range(len(self._stages))):
            gradient = self._stages[number].backward(gradient, number > 0)
