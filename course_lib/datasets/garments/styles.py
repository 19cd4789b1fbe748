"""Styles: from which range each measure of a garment is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import numpy as np

Range = tuple[float, float]


class Styles:
    """Styles of one kind of garment, and how often each class wears them.

    ``usual`` has the range of every measure, ``styles`` the ranges in which each style differs, and
    ``shares`` for each class its styles and their shares, which add up to 1. A measure that may be
    missing has a range that begins below 0: what is drawn below 0 counts as 0. So (-1, 1) is
    missing in half of the pictures.
    """

    def __init__(self, usual: Mapping[str, Range], styles, shares):
        names = list(styles)
        ranges = [[(usual | styles[name])[measure] for measure in usual] for name in names]
        self.measures = tuple(usual)
        self.classes = tuple(shares)
        self._low, high = np.moveaxis(np.array(ranges, np.float32), 2, 0)
        self._width = high - self._low
        self._steps = {
            label: np.cumsum([share.get(name, 0) for name in names])[:-1].astype(np.float32)
            for label, share in shares.items()
        }

    def draw(self, labels: np.ndarray, fractions: np.ndarray) -> SimpleNamespace:
        """Return each measure as a float32 array (n, 1, 1), for random numbers from 0 up to 1."""
        style = np.zeros(len(labels), int)
        for label, steps in self._steps.items():
            own = labels == label
            style[own] = np.searchsorted(steps, fractions[own, 0], side="right")
        share = fractions[:, 1 : 1 + len(self.measures)]
        drawn = self._low[style] + self._width[style] * share
        columns = drawn.T.reshape(len(self.measures), len(labels), 1, 1)
        return SimpleNamespace(**dict(zip(self.measures, columns, strict=True)))
