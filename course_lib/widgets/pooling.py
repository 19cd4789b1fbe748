"""The explorer of pooling: a window, and its largest number or its mean."""

from __future__ import annotations

import numpy as np

from .. import explain, nn
from ..explain.notation import TEXT
from ..nn.pooling_arguments import pool_arguments
from .controls import choice, slider
from .grids import PLAIN, TO_FIND, number_grid, output_grid, padded_grid
from .mistakes import of_pooling
from .presets import IMAGES, PADDINGS
from .view import View
from .windowed import Windowed

LARGEST, MEAN = "largest (max pooling)", "mean (average pooling)"
TIES = "4×4, ties"
PICTURES = {
    **IMAGES,
    "5×5, counting": np.arange(25.0).reshape(5, 5),
    "4×4, all negative": -np.arange(1.0, 17).reshape(4, 4),
    TIES: np.array([[2.0, 2, 0, 1], [2, 1, 1, 1], [0, 3, 3, 0], [3, 0, 0, 3]]),
}
FIRST = "6×6, counting"


class Pooling(Windowed):
    """Click an output cell: its window lights up, and the winner is marked, or each that ties.

    Click an input cell: every output whose window it lies in lights up.

    Examples
    --------
    >>> explorer = Pooling()
    >>> explorer.pick("output", 1, 0)
    >>> explorer.explanation
    32 = max(18, 19, 20, 24, 25, 26, 30, 31, 32)
    """

    title = "Pooling explorer"
    hint = "Look at the numbers of the window only."
    image = choice("Image", PICTURES, FIRST)
    takes = choice("Takes the", [LARGEST, MEAN])
    window = slider("Window", 3, 1, 5)
    stride = slider("Stride", 3, 1, 4)
    padding = choice("Padding", PADDINGS)

    makes = (("values", "image"),)

    def _make_values(self):
        return PICTURES[self.image]

    @property
    def _arguments(self):
        return self.values[None, :, :, None], self.window, self.stride, self.padding

    @property
    def output(self) -> np.ndarray:
        """The output (oh, ow), by the operator."""
        pool = nn.max_pool2d if self.takes == LARGEST else nn.avg_pool2d
        return pool(*self._arguments)[0, :, :, 0]

    def axes(self):
        return pool_arguments("max_pool2d", *self._arguments, "NHWC", floating=False)[1:]

    def plane(self):
        return self.values

    def explain(self, y, x):
        tell = explain.max_pool2d if self.takes == LARGEST else explain.avg_pool2d
        return tell(*self._arguments, at=(0, y, x, 0))

    def adjust(self, name):
        """Take another image; in the small one with ties a smaller window shows more of them."""
        super().adjust(name)
        self.followed = ""
        if name == "image" and self.image == TIES and len(self.questions()) < 2:
            self.window = self.stride = 2
            self.followed = "Window and stride are 2 now, so that there are several windows."

    def write(self, key, row, column, value):
        self.change(self.values, row, column, value)

    def look_at_window(self):
        e = self.explanation
        hidden = self.hides(*self.at)
        winners = e.winners if isinstance(e, explain.Maximum) and not hidden else ()
        marked = {(cell.row, cell.column) for cell in winners}
        window = {(cell.row, cell.column) for cell in e.cells}

        def paint(row, column, text):
            if (row, column) in marked:
                return "mark", ["the largest of the window"], "▲"
            inside = (row, column) in window
            return ("window", ["in the window"], "") if inside else PLAIN

        line = TO_FIND if hidden else e.equations(TEXT)[0]
        told = [*self._told(e, winners), *self.told_padding(self.padding)]
        return View(self._grids(paint), [line, *told])

    def look_at_source(self):
        return View(self._grids(self.paint_source, self.fed()), [self.told_fed()])

    def look_at_nothing(self, why):
        return View([number_grid("input", "Input", self.values, quiet=True)], [why])

    def _grids(self, paint, fed=()):
        outside = "−∞" if self.takes == LARGEST else ""
        heat = self.heat(self.values)
        options = {"edit": True, "picked": self.source_cell(), "heat": heat, "notes": 1}
        image = padded_grid("input", "Input", self.values, self.axes(), paint, outside, **options)
        picked = None if self.source else self.at
        options = {"picked": picked, "sign": "→", "heat": heat}
        output = output_grid(self.output, "Output", self.cover, fed, **options)
        return [image, output]

    def _told(self, e, winners) -> list[str]:
        lines = []
        if len(winners) > 1:
            lines.append(f"{len(winners)} cells tie for the largest number.")
        if any(cell.padding for cell in e.cells):
            never = "−∞, so it never wins" if self.takes == LARGEST else "not counted"
            lines.append(f"Part of the window lies in the padding, which is {never}.")
        return lines

    def term_cells(self, term):
        return [("input", *self.in_grid(term.row, term.column))]

    def mistakes_at(self, place):
        image, largest = self._arguments[0], self.takes == LARGEST
        return of_pooling(image, self.window, self.stride, self.axes(), place, largest)
