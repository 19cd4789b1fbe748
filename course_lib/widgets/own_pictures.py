"""What the explorer of photographs can show: the photograph, a drawing, or a file of one's own."""

from __future__ import annotations

import numpy as np
import traitlets

from ..datasets import photograph
from .drawn import Drawn
from .pixels import WHITE, first_drawing, read_picture

PHOTO, DRAWING, FILE = "the photograph", "a drawing, 28×28", "your file"


class OwnPictures(Drawn):
    """Keeps the pictures, and what was drawn and opened.

    Attributes
    ----------
    images : dict
        Each picture (h, w) by its name; None for a file that was not opened yet.
    """

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
        """Empty the drawing."""
        self.images[DRAWING] = np.zeros_like(self.images[DRAWING])
        self.renew()
        return True

    def paper(self):
        if self.source != DRAWING:
            raise ValueError(f"only the picture “{DRAWING}” can be drawn on")
        return self.images[DRAWING], 0.0, WHITE

    def take_drawing(self, drawing, place):
        self.images[DRAWING] = drawing
        self.renew()
        self.pick("photo", *place)

    def take_file(self, image):
        self.images[FILE] = image
        self.renew()
        if self.source == FILE:
            self.go_to_start()
            self._begin_again()
        else:
            self.source = FILE
