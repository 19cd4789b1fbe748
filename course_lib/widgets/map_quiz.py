"""The quiz of the explorer of training: it asks for numbers in maps of the first layer."""

from __future__ import annotations

import numpy as np

from .explorer import Explorer
from .grids import clamp
from .mistakes import of_convolution
from .quiz import Wrong
from .training_parts import MOST

PLACES = [(13, 13), (5, 12), (20, 8), (12, 20), (3, 3)]  # that are asked for


class AsksOfMaps(Explorer):
    """The map of a picture and a filter, the number picked in it, and the questions.

    Attributes
    ----------
    shown_picture, filter, at
        The number of the test picture, of the filter, and the place (row, column) in its map.
    """

    def first_map(self) -> np.ndarray:
        """Return the map (h, w) of the first layer for picture and filter."""
        return self.trained.maps(self.shown_picture)[0][..., self.filter]

    def number(self) -> float:
        """Return the number of the first layer at the picked place."""
        return self.first_map()[self.at].item()

    def questions(self):
        """Return some places in the maps of the first layer."""
        inside = [at for at in PLACES if clamp(at, self.first_map().shape) == at]
        filters = range(min(len(self.trained.kernels), MOST))
        return [(self.shown_picture, k, *at) for k in filters for at in inside]

    def spot(self, place):
        """Return the map of a question, and its place there."""
        return place[:2], place[2:]

    def called(self, grid):
        """Return how a number at the same place of another map is called."""
        return f"of map {grid[1]}"

    def number_at(self, place):
        """Return a number of a map of the first layer."""
        picture, k, *at = place
        return self.trained.maps(picture)[0][(*at, k)].item()

    def ask(self, place):
        """Ask for a number of a map of the first layer."""
        self.shown_picture, self.filter, *at = place
        self.at = tuple(at)
        label = f"Which number stands in map {self.filter} at row {at[0]}, column {at[1]}?"
        return label, self.number(), self._mistakes()

    def _mistakes(self) -> list[Wrong]:
        """Return what is known to go wrong with the number asked for."""
        e = self.trained.explain(self.shown_picture, self.filter, self.at)
        picture = self.trained.test[0][self.shown_picture : self.shown_picture + 1]
        kernel, *biases = (
            w[..., self.filter : self.filter + 1] for w in self.trained.model.layers[0].weights
        )
        bias, axes = (biases[0] if biases else np.zeros(1)), (e.rows, e.columns)
        found = of_convolution(picture, kernel, bias, axes, self.at, relu=True)
        found.append(Wrong("Bias and ReLU were left out.", e.total - bias.item()))
        if self.trained.pixels == (0, 1):
            rule = "The pixels were taken from 0 to 255. This network gets them divided by 255."
            large = max((e.total - bias.item()) * 255 + bias.item(), 0.0)
            found.append(Wrong(rule, large))
        return found
