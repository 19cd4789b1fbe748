"""All weights of a model in one vector, so that an optimizer changes them in one go."""

from __future__ import annotations

import numpy as np


class FlatWeights:
    """One vector that holds all weights; the layers look at their parts of it.

    Attributes
    ----------
    vector, gradient : float32 array (size,)
        All weights, and a place for all gradients, in the order of the layers.
    gradients : list of arrays
        The parts of ``gradient`` in the shapes of the weights.

    Examples
    --------
    >>> from course_lib.layers import Dense
    >>> layer = Dense(2)
    >>> layer.build((None, 3))
    >>> flat = FlatWeights([layer])
    >>> flat.vector[:] = 1
    >>> layer.weights[0].sum(), flat.in_place()
    (np.float32(6.0), True)
    """

    def __init__(self, layers):
        self._layers = list(layers)
        weights = [weight for layer in layers for weight in layer.weights]
        self.vector = np.concatenate([np.zeros(0, np.float32), *(w.ravel() for w in weights)])
        self.gradient = np.zeros_like(self.vector)
        self._views = parts(self.vector, weights)
        self.gradients = parts(self.gradient, weights)
        views, slopes = iter(self._views), iter(self.gradients)
        for layer in layers:
            layer.weights = [next(views) for _ in layer.weights]
            layer.gradients = [next(slopes) for _ in layer.weights]

    def in_place(self) -> bool:
        """Tell whether the layers still look at the vector: ``set_weights`` gives them others."""
        held = [weight for layer in self._layers for weight in layer.weights]
        return len(held) == len(self._views) and all(
            ours is theirs for ours, theirs in zip(self._views, held, strict=True)
        )


def parts(vector, like) -> list[np.ndarray]:
    """Return views of a vector, one after the other, in the shapes of other arrays."""
    ends = np.cumsum([array.size for array in like])[:-1]
    return (
        [
            part.reshape(array.shape)
            for part, array in zip(np.split(vector, ends), like, strict=True)
        ]
        if like
        else []
    )
