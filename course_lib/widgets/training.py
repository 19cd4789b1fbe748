"""The explorer of training: a curve that grows, kernels, feature maps, and what is confused."""

from __future__ import annotations

import numpy as np
import traitlets

from ..datasets.garments import CLASS_NAMES
from ..draw import Picture, curves, pictures
from ..explain.notation import TEXT, number
from .controls import Slider, button, choice
from .grids import HIDDEN, TO_FIND, clamp, write
from .map_quiz import PLACES, AsksOfMaps
from .outlined import outlined
from .trained import Trained, small
from .training_parts import (
    ACROSS,
    MOST,
    confusion_grid,
    kernel_grid,
    map_grid,
    picture_grid,
    window_grids,
)
from .view import Column, Grid, Image, View

PICTURED = 20  # pictures of the test on a page without a kernel
VIEWS = ["what is confused", "the inside"]
MOVES = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


class Training(AsksOfMaps):
    """Train a network epoch by epoch, and look inside.

    Click a number of the confusion matrix for the pictures that it counts; a picture for what each
    layer makes of it; a kernel or a map for the arithmetic of one number of the first layer.

    Parameters
    ----------
    model : Sequential, optional
        It begins with ``Conv2D`` and is compiled with the metric accuracy. Without it: a small one.
    train, test : (pictures, labels), optional
        Pictures (n, h, w, 1) with one-hot labels. Given together with the model.
    names : sequence of str
        What the classes are called.

    Attributes
    ----------
    pair : (int, int)
        The picked cell of the confusion matrix: the class, and what it is taken for.
    chosen : bool
        Whether the learner picked that cell; if not, it is where most pictures are confused.
    shown_picture, filter, at
        The number of the test picture, of the filter, and the place (row, column) in its map.

    Examples
    --------
    >>> from course_lib.widgets.trained import small
    >>> tiny = small(40, 20)
    >>> explorer = Training(tiny.model, tiny.train, tiny.test)
    >>> changed = explorer.press("train")
    >>> list(explorer.trained.history)
    ['accuracy', 'loss', 'val_accuracy', 'val_loss']
    """

    title = "Training explorer"
    train = button("Train one more epoch")
    show = choice("Look at", VIEWS)
    layer = traitlets.Int(1, min=1).tag(control=Slider("", "Layer", 1, 1))
    up = button("Window up")
    down = button("Window down")
    left = button("Window left")
    right = button("Window right")

    picks = ("pair", "shown_picture", "filter", "at")

    def __init__(self, model=None, train=None, test=None, names=CLASS_NAMES, **state):
        self.trained = Trained(model, train, test) if model else small()
        self.names, self.pair, self.progress = list(names), (0, 0), ""
        self.shown_picture, self.filter, self.at = 0, 0, PLACES[0]
        super().__init__(**state)

    def prepare(self):
        """Pick where most pictures are confused."""
        self._pick_confused()
        self.adjust("layer")

    def _pick_confused(self) -> None:
        self.chosen = False
        counts = self.trained.counts
        pair = np.argmax(np.where(np.eye(len(counts), dtype=bool), -1, counts))
        self._pick_pair(*divmod(int(pair), len(counts)))

    def adjust(self, name):
        """Keep to the layers that are there."""
        self.layer = min(self.layer, len(self.trained.pictured))

    @property
    def inside(self) -> bool:
        """Whether the inside of the network is shown; the quiz asks for a number there."""
        return self.quiz or self.show == VIEWS[1]

    def shown(self):
        layers = Slider("layer", "Layer", 1, len(self.trained.pictured))
        controls = [layers if control.name == "layer" else control for control in self.controls]
        return controls if self.inside else controls[:2]

    def can_colour(self):
        return self.inside

    # What a learner does.

    def press(self, name):
        """Train for an epoch, or move the window by one pixel."""
        if name == "train":
            self._train()
        else:
            down, right = MOVES[name]
            self.at = clamp((self.at[0] + down, self.at[1] + right), self.first_map().shape)
        return name == "train"

    def _train(self) -> None:
        """Train for an epoch; until it is over, the page's message is not answered."""
        message, self._answered = self._answered, None
        try:
            self.trained.epoch(self._tell)
        finally:
            self.progress, self._answered = "", message
        if not self.inside:
            self._pick_anew()

    def _pick_anew(self) -> None:
        """Stay with what the learner picked, if it counts any pictures."""
        if self.chosen and self._opened():
            self._pick_pair(*self.pair)
        else:
            self._pick_confused()

    def _tell(self, words: str) -> None:
        """Show how far an epoch is while it runs."""
        self.progress = words
        self.refresh()

    def pick(self, key, row, column):
        """Pick what a cell of the confusion matrix counts, a picture, or a filter."""
        if key == "confusion":
            self._pick_pair(row, column)
            self.chosen = True
        elif key == "pictures":
            self._pick_picture(row * ACROSS + column)
        elif key in ("kernels", "maps"):
            self.filter = min(row * ACROSS + column, len(self.trained.kernels) - 1)

    def _pick_picture(self, number: int) -> None:
        opened = self._opened()
        if number >= len(opened):
            raise ValueError("there is no such picture")
        self.shown_picture, self.show = opened[number], VIEWS[1]

    def _pick_pair(self, row: int, column: int) -> None:
        self.pair = clamp((row, column), self.trained.counts.shape)
        self.shown_picture = (self._opened() or [self.shown_picture])[0]

    def _opened(self) -> list[int]:
        return self.trained.counted(*self.pair)[:MOST]

    @property
    def explanation(self):
        """The number of the first layer before its activation, as its arithmetic."""
        self.at = clamp(self.at, self.first_map().shape)
        return self.trained.explain(self.shown_picture, self.filter, self.at)

    # What is shown.

    def look(self):
        pictures = picture_grid(self.trained, self.names, self.pair, self.shown_picture)
        if self.inside:
            return self._look_inside(pictures)
        confused = confusion_grid(self.trained, self.names, self.pair)
        parts = [confused, _column("pictures", [pictures]), self._curve()]
        count = self.trained.counts[self.pair]
        row, column = (self.names[i] for i in self.pair)
        told = f"{count} of the test pictures: {row}, taken for {column}."
        more = "Click a picture to see what the layers make of it." if pictures else ""
        return self._view(parts, [told, more, self._told_accuracy()])

    def _told_accuracy(self) -> str:
        """Say how many of the test pictures are taken for what they are."""
        counts = self.trained.counts
        right, all_of = int(counts.trace()), int(counts.sum())
        share = f"{100 * right / all_of:.1f} %"
        return f"Accuracy: {right} of {all_of} test pictures are right, {share}."

    def _look_inside(self, pictures: Grid | None) -> View:
        shown, e = self.shown_picture, self.explanation
        hidden = self.hides(shown, self.filter, *self.at)
        kernels = kernel_grid(self.trained, self.filter)
        maps = map_grid(self.trained, shown, self.layer - 1, self.filter, hidden)
        result = HIDDEN if hidden else write(self.number())
        name = f"Test picture {shown}: {self.names[self.trained.labels[shown]]}"
        garment = outlined("garment", name, self.trained.test[0][shown, :, :, 0], e)
        products = window_grids(e, self.filter, result, self.heat)
        parts = [
            _column("number", [garment, Column("products", products, across=True)]),
            _column("pictures", [pictures, kernels, maps]),
        ]
        bias = "" if e.bias is None else f", and the bias is {number(e.bias)}"
        if hidden:
            low, high = (number(x) for x in self.trained.pixels)
            lines = [TO_FIND, f"Pixels are from {low} to {high}{bias}. ReLU comes last."]
        else:
            lines = [*e.equations(TEXT), f"ReLU makes {number(self.number())} of it."]
        return self._view(parts, lines)

    def _view(self, parts, lines) -> View:
        """Return the view of the parts that are there, with how far the training is."""
        epochs = len(self.trained.history.get("loss", []))
        done = f"{epochs} epoch{'' if epochs == 1 else 's'} trained."
        nothing = "Nothing is trained yet: the kernels are random. Press “Train one more epoch”."
        far = self.progress or (done if epochs else nothing)
        return View([part for part in parts if part], [*filter(None, lines), far], self.progress)

    def _curve(self) -> Image | None:
        if not self.trained.history:
            return None
        picture = curves(self.trained.history, "Training, epoch by epoch")
        return Image("curve", "", picture.source(), picture.alternative, width="560px")

    def picture(self) -> Picture:
        if self.trained.history:
            return curves(self.trained.history, "Training, epoch by epoch")
        test = self.trained.test[0][:PICTURED]
        captions = [self.names[label] for label in self.trained.labels[:PICTURED]]
        return pictures(test, captions, columns=10, title="Test pictures, and their classes")


def _column(key: str, parts) -> Column | None:
    """Return a column of the parts that are there, if there are any."""
    there = [part for part in parts if part]
    return Column(key, there) if there else None
