"""What the explorer of photographs can show: the photograph, a drawing, or a file of one's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import traitlets

from ..datasets import photograph
from .grids import clamp
from .pixels import WHITE, first_drawing, read_grey, read_picture, stroke

PHOTO, DRAWING, FILE = "the photograph", "a drawing, 28×28", "your file"


class OwnPictures:
    """Keeps the pictures, opens files and draws, as the page asks for.

    Attributes
    ----------
    images : dict
        Each picture (h, w) by its name; None for a file that was not opened yet.
    """

    source: str
    pen: int
    erase: bool
    pick: Callable
    refresh: Callable
    renew: Callable
    go_to_start: Callable
    _begin_again: Callable

    def take_pictures(self, image) -> None:
        """Take ``image`` (h, w), or the photograph if it is None."""
        self._given = photograph() if image is None else read_picture(image)
        self.forget_pictures()

    def forget_pictures(self) -> None:
        """Forget what was drawn and opened."""
        self.images = {PHOTO: self._given, DRAWING: first_drawing(), FILE: None}

    def there(self) -> list[str]:
        """Return the names of the pictures that are there."""
        return [name for name, image in self.images.items() if image is not None]

    @traitlets.validate("source")
    def _is_there(self, proposal):
        if self.images[proposal["value"]] is None:
            raise traitlets.TraitError("open a picture of your own first")
        return proposal["value"]

    def press(self, name):
        """Clear the drawing."""
        self.images[DRAWING] = np.zeros_like(self.images[DRAWING])
        self.renew()
        return True

    def orders(self, buffers):
        """Return what the page can ask for: to open a picture, and to draw."""
        return {"open": partial(self._open, buffers), "paint": self._paint, "turn": self._turn}

    def _open(self, buffers, name: str, width: int, height: int) -> None:
        self.images[FILE] = read_grey(name, width, height, buffers)
        self.renew()
        if self.source == FILE:
            self.go_to_start()
            self._begin_again()
        else:
            self.source = FILE

    def _paint(self, points: list) -> None:
        """Draw a line from pixel to pixel (row, column)."""
        self._may_draw()
        drawing = self.images[DRAWING].copy()
        places = [clamp(point, drawing.shape) for point in points]
        stroke(drawing, places, self.pen, 0.0 if self.erase else WHITE)
        self._show_drawing(drawing, places[-1])

    def _turn(self, row: int, column: int) -> None:
        """Make one pixel white, or black if it is not."""
        self._may_draw()
        drawing = self.images[DRAWING].copy()
        place = clamp((row, column), drawing.shape)
        drawing[place] = 0.0 if drawing[place] else WHITE
        self._show_drawing(drawing, place)

    def _may_draw(self):
        if self.source != DRAWING:
            raise ValueError(f"only the picture “{DRAWING}” can be drawn on")

    def _show_drawing(self, drawing: np.ndarray, place: tuple[int, int]) -> None:
        self.images[DRAWING] = drawing
        self.renew()
        self.pick("photo", *place)  # also where another pixel was kept: the cursor must follow
        self.refresh()
