"""Drawing on a picture, with a pen that the page moves, or taking one from a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from .explorer import Explorer
from .pixels import dot, read_grey


class Drawn(Explorer):
    """Draws on a picture, and opens another, as the page asks for.

    Attributes
    ----------
    pen : int
        Pixels that the pen is wide.
    rub : bool
        Whether it rubs out.
    """

    # What a kind of explorer has to tell.

    def paper(self) -> tuple[np.ndarray, float, float]:
        """Return the picture (h, w) that is drawn on, and its numbers for black and for white.

        Raises
        ------
        ValueError
            If there is nothing now that can be drawn on.
        """
        raise NotImplementedError

    def take_drawing(self, drawing: np.ndarray, place: tuple[int, int]) -> None:
        """Take the picture after a stroke, and where the pen is now."""
        raise NotImplementedError

    def take_file(self, image: np.ndarray) -> None:
        """Take a picture (h, w) from a file, from 0 to 255, and show it."""
        raise NotImplementedError

    # What they share.

    def orders(self, buffers):
        """Return what the page can ask for: to draw, and to open a picture."""
        return {"draw": self._draw, "open": partial(self._open, buffers)} | super().orders(buffers)

    def _draw(self, _key: str, dots: Sequence[tuple[int, int]]) -> None:
        """Draw dots (row, column), or rub them out."""
        image, black, white = self.paper()
        drawing, (h, w) = image.copy(), image.shape
        for row, column in dots:
            if not (0 <= row < h and 0 <= column < w):
                raise ValueError(f"there is no pixel at row {row}, column {column}")
            dot(drawing, row, column, self.pen, black if self.rub else white)
        self.take_drawing(drawing, tuple(dots[-1]))
        self.refresh()

    def _open(self, buffers, name: str, width: int, height: int) -> None:
        self.take_file(read_grey(name, width, height, buffers))
