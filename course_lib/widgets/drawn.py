"""The pictures that a network is given, and drawing on one."""

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
