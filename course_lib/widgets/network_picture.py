"""The picture that a network is given: one of several, what was drawn on it, or a file."""

from __future__ import annotations

import numpy as np

from .drawn import Drawn
from .grids import write
from .pixels import fitted


class NetworkPicture(Drawn):
    """Keeps the picture, and where the pen is.

    Attributes
    ----------
    values : array (h, w, 1)
        The picture.
    pictures : array (n, h, w, 1)
        Those that were given: their largest number is what the pen draws, their smallest is empty.
    titles : list of str
        What they are called.
    garment : str
        Which of them was chosen.
    cursor, pen_moved
        The pixel (row, column) that the pen is at; whether it was moved last.
    """

    def take_pictures(self, pictures, names, labels) -> None:
        """Take the pictures that are given; the pen is in the middle."""
        self.pictures = read_pictures(pictures)
        self.titles = titles(len(self.pictures), names, labels)
        h, w = self.pictures.shape[1:3]
        self.cursor, self.pen_moved = (h // 2, w // 2), False

    def take_chosen(self) -> None:
        """Show the picture that is chosen, as it was given."""
        self._show(self.pictures[self.titles.index(self.garment)])

    def take_file(self, image):
        _, black, white = self.paper()
        self._show(black + fitted(image, *self.pictures.shape[1:3]) / 255 * (white - black))
        self.refresh()

    def empty_it(self) -> None:
        """Show a picture without anything."""
        self._show(np.full(self.pictures.shape[1:], self.pictures.min()))

    def swap_it(self) -> None:
        """Make black white, and white black."""
        self._show(self.pictures.min() + self.pictures.max() - self.values)

    def paper(self):
        return self.values[..., 0], self.pictures.min(), self.pictures.max()

    def take_drawing(self, drawing, place):
        self._show(drawing)
        self.cursor, self.pen_moved = place, True

    def _show(self, values: np.ndarray) -> None:
        self.values = values.reshape(self.pictures.shape[1:]).astype(np.float32)
        self.pen_moved = False
        self.renew()

    def told_pixel(self) -> str:
        """Return the number of the pixel that the pen is at."""
        row, column = self.cursor
        return f"Row {row}, column {column}: {write(self.values[row, column, 0].item())}."


def read_pictures(pictures) -> np.ndarray:
    """Return grey pictures (n, h, w, 1)."""
    found = np.asarray(pictures)
    found = found[..., None] if found.ndim == 3 else found
    if found.ndim != 4 or found.shape[3] != 1 or not len(found):
        raise ValueError(
            "Network: pictures are grey, of shape (n, h, w) or (n, h, w, 1), "
            f"received {np.shape(pictures)}"
        )
    return found.astype(np.float32)


def titles(count: int, names, labels) -> list[str]:
    """Return what the pictures are called in the list."""
    if labels is None:
        return [f"picture {i}" for i in range(count)]
    if len(labels) != count:
        raise ValueError(f"Network: a label for each of {count} pictures, received {len(labels)}")
    return [f"{i}: {names[label]}" for i, label in enumerate(np.asarray(labels).tolist())]
