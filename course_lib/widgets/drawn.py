"""A picture that is drawn on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


class Drawn:
    """Dots of a pen on a picture.

    Attributes
    ----------
    values : array (h, w, 1)
        The picture.
    pictures : array (n, h, w, 1)
        Those that were given: their largest number is what the pen draws, their smallest is empty.
    brush : int
        Pixels that the pen is wide.
    rub : bool
        Whether it rubs out.
    """

    values: np.ndarray
    pictures: np.ndarray
    brush: int
    rub: bool
    refresh: Callable

    def renew(self) -> None:
        """Work out what follows from the picture."""
        raise NotImplementedError

    def paint(self, row: int, column: int) -> None:
        """Draw one dot, or rub it out.

        Raises
        ------
        ValueError
            If there is no such pixel.
        """
        h, w = self.values.shape[:2]
        if not (0 <= row < h and 0 <= column < w):
            raise ValueError(f"there is no pixel at row {row}, column {column}")
        first = [place - (self.brush - 1) // 2 for place in (row, column)]
        rows, columns = (slice(max(i, 0), i + self.brush) for i in first)
        self.values[rows, columns] = self.pictures.min() if self.rub else self.pictures.max()

    def _draw(self, _key: str, cells: list) -> None:
        """Draw the dots (row, column) of a stroke, and show them."""
        for row, column in cells:
            self.paint(row, column)
        self.renew()
        self.refresh()
