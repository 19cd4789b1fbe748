"""The explorer of photographs: what a kernel makes of a picture, pixel by pixel."""

from __future__ import annotations

import numpy as np
import traitlets

from ..draw import Picture, photos
from ..draw.photographs import MOST_PIXELS, grey_limits, grey_source
from ..explain import Explanation
from ..explain.notation import number
from . import photo_parts as parts
from .controls import Choice, button, choice, slider, switch
from .filtering import CONVOLUTION, OPERATORS, Filtering
from .filters import FILTERS, OWN, resized
from .grids import clamp, put
from .own_pictures import DRAWING, FILE, PHOTO, OwnPictures
from .presets import EXPLICIT, PADDINGS
from .view import Column, View


class Photograph(OwnPictures):
    """Point at a picture, or at what a kernel makes of it: one window is shown in its numbers.

    Parameters
    ----------
    image : array (h, w), optional
        A grey picture of your own, at most 256×256, in the place of the photograph.
    at : (int, int), optional
        The picked place of the result; an edge if there is none.
    **state
        What the controls begin with.

    Examples
    --------
    >>> explorer = Photograph(np.arange(16.0).reshape(4, 4), padding="VALID")
    >>> explorer.pick("result", 0, 0)
    >>> explorer.explanation
    8 = 0·(−1) + 1·0 + 2·1 + 4·(−2) + 5·0 + 6·2 + 8·(−1) + 9·0 + 10·1
    >>> explorer.kernel = "identity"
    >>> explorer.output
    array([[ 5.,  6.],
           [ 9., 10.]])
    """

    title = "Photograph explorer"
    source = choice("Picture", [PHOTO, DRAWING, FILE])
    operator = choice("Operator", OPERATORS)
    kernel = choice("Kernel", [*FILTERS, OWN])
    size = slider("Size", 3, 1, 5)
    stride = slider("Stride", 1, 1, 4)
    dilation = slider("Dilation", 1, 1, 4)
    padding = choice("Padding", [*PADDINGS, EXPLICIT], "SAME")
    around = slider("Padding on each side", 1, 0, 8)
    scale = choice("Grey of the result", parts.SCALES)
    pen = slider("Pen", 2, 1, 4)
    rub = switch("Rub out")
    empty = button("Empty picture")

    colours = traitlets.Bool(True)
    pictures = traitlets.Dict().tag(sync=True)
    picks = ("at", "cursor")

    def __init__(self, image=None, at=None, **state):
        self.take_pictures(image)
        self.at, self.cursor = at, None
        self._case: Filtering | None = None
        self._version, self._drawn = 0, None
        super().__init__(**state)

    # The case: what is computed once for all that is shown of it.

    def prepare(self):
        self.forget_pictures()
        self._take_kernel()
        self.renew()
        if self.at is None:
            self.go_to_start()
        self._move_to(self.at)

    def _take_kernel(self):
        if self.kernel in FILTERS:
            self.weights = FILTERS[self.kernel](self.size)
        else:
            self.weights = resized(getattr(self, "weights", np.ones((1, 1))), self.size)

    def renew(self):
        """Compute all anew, as a picture, the kernel or a control has changed."""
        self._case = None

    @property
    def case(self) -> Filtering:
        """The operator on the picture, with all that is computed of it."""
        if self._case is None:
            around = [self.around, self.around]
            explicit = [[0, 0], around, around, [0, 0]]
            padding = explicit if self.padding == EXPLICIT else self.padding
            image, steps = self.images[self.source], (self.stride, self.dilation, padding)
            self._case = Filtering(image, self.weights, self.operator, *steps)
        return self._case

    @property
    def output(self) -> np.ndarray:
        """The result (oh, ow), by the operator."""
        return self.case.output

    @property
    def explanation(self) -> Explanation:
        """The picked number of the result as its arithmetic."""
        return self.case.explain(*self.at)

    def adjust(self, name):
        """Take another kernel or picture; pooling has no explicit padding."""
        if self.operator != CONVOLUTION and self.padding == EXPLICIT:
            self.padding = "SAME"
        if name in ("kernel", "size"):
            self._take_kernel()
        if name not in ("scale", "pen", "rub"):
            self.renew()
        if name == "source":
            self.go_to_start()
        elif self.case.fits:
            self._move_to(self.case.window_over(*self.cursor), stay=True)

    # Where the window is.

    def go_to_start(self):
        """Go where the first pictures have an edge."""
        h, w = self.case.image.shape
        self.cursor = h * 7 // 16, w * 35 // 128
        self.at = self.case.window_over(*self.cursor) if self.case.fits else (0, 0)

    def _move_to(self, at, stay: bool = False):
        """Pick a place of the result; the cursor goes along unless it shall ``stay``."""
        if not self.case.fits:
            self.cursor = clamp(self.cursor or (0, 0), self.case.image.shape)
            return
        self.at = clamp(at, tuple(axis.out for axis in self.case.axes))
        if not stay:
            self.cursor = self.case.middle(*self.at)

    def pick(self, key, row, column):
        """Pick a place of the result, or the window over a pixel of the picture."""
        if key == "result":
            self._move_to((row, column))
        elif key == "photo":
            self.cursor = clamp((row, column), self.case.image.shape)
            if self.case.fits:
                self._move_to(self.case.window_over(*self.cursor), stay=True)

    # What a learner changes.

    def write(self, key, row, column, value):
        self.weights = self.weights.copy()
        put(self.weights, row, column, value)
        self.renew()
        self.kernel = OWN

    # What is shown.

    def shown(self):
        unused = set()
        if self.operator != CONVOLUTION:
            unused |= {"kernel", "dilation"}
        if self.source != DRAWING:
            unused |= {"pen", "rub", "empty"}
        if self.padding != EXPLICIT:
            unused.add("around")
        now = {"source": Choice("source", "Picture", self.there())}
        if self.operator != CONVOLUTION:
            now["padding"] = Choice("padding", "Padding", PADDINGS)
        return tuple(now.get(c.name, c) for c in self.controls if c.name not in unused)

    def refresh(self):
        with self.hold_sync():
            self._draw_pictures()
            super().refresh()

    def _draw_pictures(self):
        """Make the pictures anew where they have changed."""
        case = self.case
        limits = parts.limits_of(case, self.scale) if case.fits else None
        if self._drawn == (case, limits):
            return
        self._drawn = (case, limits)
        self._version += 1
        pictures = {"photo": grey_source(case.image, grey_limits(case.image))}
        if limits:
            pictures["result"] = grey_source(case.output, limits)
        self.pictures = pictures

    def look(self):
        case = self.case
        h, w = case.image.shape
        kernel = parts.kernel_grid("kernel", case.kernel, self.heat, edit=True, sign="×")
        between = [kernel] if self.operator == CONVOLUTION else []
        draws = self.source == DRAWING
        caption = f"{'Drawing' if draws else 'Picture'}, {h}×{w}"
        options = {"caption": caption, "version": self._version, "draws": draws, "opens": True}
        photo = parts.photo_of(case, self.at, self.cursor, **options)
        if not case.fits:
            return View(
                [Column("pictures", [photo, *between], across=True)], [parts.told_no_fit(case)]
            )
        limits = parts.limits_of(case, self.scale)
        result = parts.result_of(case, self.at, limits, self._version)
        pictures = Column("pictures", [photo, *between, result], across=True)
        e = self.explanation
        numbers = Column("magnified", parts.magnified(case, e, limits, self.heat), across=True)
        said = f"Row {self.at[0]}, column {self.at[1]} of the result: {number(e.total, 4)}."
        return View([pictures, numbers], parts.told(case, e, limits), said)

    def picture(self) -> Picture:
        """Return a picture of both pictures; of large ones, every other pixel."""
        images, names = [self.case.image], ["Picture"]
        if self.case.fits:
            images.append(np.clip(self.output, *parts.limits_of(self.case, self.scale)))
            names.append("Result")
        step = 2 if sum(image.size for image in images) > MOST_PIXELS else 1
        what = self.operator if self.operator != CONVOLUTION else self.kernel
        title = f"{self.title}: {what}" + (", every other pixel" if step == 2 else "")
        return photos([image[::step, ::step] for image in images], names, title=title)
