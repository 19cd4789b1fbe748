"""What explorers share that show a grid for each channel."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .grids import PLAIN, number_grid, output_grid, padded_grid, put
from .view import Grid
from .windowed import Windowed


class Channelled(Windowed):
    """Grids for channels of the input and the output, and for the weights between them.

    The key of a grid is its kind and its number, such as ``"output 3"``.

    Attributes
    ----------
    values : array (h, w, c_in)
    picked : (str, int)
        Kind and number of the grid that was clicked last.
    """

    picks = ("at", "source", "picked")
    values: np.ndarray
    whole_notes = False

    def __init__(self, at=(0, 0), channel=0, **state):
        self.picked = ("output", channel)
        super().__init__(at, **state)

    # What a kind has to tell.

    def counts(self) -> dict[str, int]:
        """Return how many grids there are of each kind; one kind is ``output``."""
        raise NotImplementedError

    def numbers(self, kind: str, which: int) -> np.ndarray | None:
        """Return the numbers (h, w) of a grid beside the input, if they can be changed."""
        raise NotImplementedError

    # What they share.

    def read(self, key: str) -> tuple[str, int]:
        """Return the kind and the number of a grid."""
        kind, _, which = key.partition(" ")
        if which not in map(str, range(self.counts().get(kind, 0))):
            raise ValueError(f"there is no grid {key!r}")
        return kind, int(which)

    def adjust(self, name):
        """Pick an output channel that is there."""
        super().adjust(name)
        self.picked = ("output", min(self.channel, self.counts()["output"] - 1))

    @property
    def channel(self) -> int:
        """The output channel that is picked."""
        kind, which = self.picked
        return which if kind == "output" else 0

    def pick(self, key, row, column):
        kind, which = self.read(key)
        super().pick(kind, row, column)
        if kind != "input":
            self.source = None
        self.picked = (kind, which)

    def write(self, key, row, column, value):
        kind, which = self.read(key)
        if kind == "input":
            return self.change(self.values[..., which], row, column, value)
        numbers = self.numbers(kind, which)
        if numbers is None:
            raise ValueError(f"a number of the {kind} is computed. Change the input or the weights")
        put(numbers, row, column, value)

    def input_grids(self, paints: dict) -> list[Grid]:
        """Return the channels of the input; ``paints`` has what paints some of them."""
        return [
            padded_grid(
                f"input {c}",
                f"Input, channel {c}",
                self.values[..., c],
                self.axes(),
                paints.get(c, lambda *_: PLAIN),
                "0",
                edit=True,
                heat=self.heat(self.values),
                notes=self.note_room(),
                whole=self.whole_notes,
                picked=self.source_cell() if self.picked == ("input", c) else None,
            )
            for c in range(self.values.shape[-1])
        ]

    def note_room(self) -> int:
        """Return how many characters the longest note in the input has."""
        return 0

    def unpadded_inputs(self) -> list[Grid]:
        """Return the channels of the input where no window fits."""
        return [
            number_grid(f"input {c}", f"Input, channel {c}", self.values[..., c], quiet=True)
            for c in range(self.values.shape[-1])
        ]

    def output_caption(self, k: int) -> str:
        """Return what stands above an output channel."""
        return f"Output {k}"

    def output_grids(self, fed: dict) -> list[Grid]:
        """Return the channels of the output; ``fed`` has the places lit up in some of them."""
        output = self.output
        return [
            output_grid(
                output[..., k],
                self.output_caption(k),
                lambda y, x, k=k: self.cover(y, x, k),
                fed.get(k, ()),
                key=f"output {k}",
                heat=self.heat(output),
                picked=self.at if self.picked == ("output", k) else None,
            )
            for k in range(output.shape[-1])
        ]

    def questions(self):
        channels = range(self.counts()["output"])
        return [(y, x, k) for y, x in super().questions() for k in channels]

    # The walk: channel by channel.

    def steps(self):
        """Return the places of the output, one channel after the other."""
        return sorted(Channelled.questions(self), key=lambda place: place[2])

    def step_to(self, place):
        y, x, k = place
        self.at, self.source, self.picked = (y, x), None, ("output", k)

    def filled(self):
        return f"output {self.channel}", *self.at

    def question(self, place):
        y, x, k = place
        return f"Which number stands at row {y}, column {x} of output {k}?"


def begun(grids, **options) -> list[Grid]:
    """Return grids of which the first has other options."""
    return [replace(grids[0], **options), *grids[1:]]


def quieted(grids) -> list[Grid]:
    """Return grids whose cells only tell: where no window fits, there is nothing to pick."""
    return [replace(grid, quiet=True) for grid in grids]
