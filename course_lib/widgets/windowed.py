"""What explorers of sliding windows share: clicking outputs, and clicking what feeds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from ..draw import Picture, array, explanation
from ..explain import Explanation, Term
from ..explain.notation import number
from ..explain.transposed import meeting
from ..nn.convolution import conv2d_arguments
from ..nn.geometry import Axis
from .controls import Choice
from .explorer import Explorer
from .grids import PLAIN, clamp, put, write
from .growing import growing
from .quiz import Wrong
from .view import View

SAME = (
    "SAME makes the output as long as the input divided by the stride, "
    "rounded up. An odd cell goes to the bottom and right."
)


def paint_window(terms: Iterable[Term], products: bool = True) -> Callable:
    """Return what paints a window with its weights and, if asked for, its products."""
    at = {(term.row, term.column): term for term in terms}

    def paint(row: int, column: int, _text: str) -> tuple[str, list[str], str]:
        term = at.get((row, column))
        if term is None:
            return PLAIN
        times = f"×{write(term.weight)}"
        words = f"in the window, times {write(term.weight)}"
        if not products:
            return "window", [words], times
        product = write(term.product)
        return "window", [f"{words} is {product}"], f"{times}={product}"

    return paint


class Windowed(Explorer):
    """An output cell is picked, with its window; or an input cell, with the outputs it feeds.

    Attributes
    ----------
    image : array (h, w, c_in)
        What can be changed number by number.
    at : (int, int)
        The picked output cell.
    source : (int, int) or None
        The picked input cell, by its position; those in the padding count from below 0.
    """

    picks = ("at", "source")
    smaller = ("size", "window", "dilation")  # what can make a window smaller

    def __init__(self, at=(0, 0), **state):
        self.at, self.source = at, None
        super().__init__(**state)

    # What a kind has to tell.

    def explain(self, y: int, x: int) -> Explanation:
        """Return one output value as its arithmetic."""
        raise NotImplementedError

    def look_at_window(self) -> View:
        """Return the view of the picked output cell."""
        raise NotImplementedError

    def look_at_source(self) -> View:
        """Return the view of the picked input cell."""
        raise NotImplementedError

    def look_at_nothing(self, why: str) -> View:
        """Return the view where no window fits."""
        raise NotImplementedError

    def mistakes_at(self, place) -> list[Wrong]:
        """Return known mistakes at a place of the output."""
        raise NotImplementedError

    # What they share; where it is not said otherwise, of a convolution.

    def axes(self) -> tuple[Axis, Axis]:
        """Return where the windows lie, along the rows and along the columns."""
        return conv2d_arguments(*self._arguments, grouped=True)[2:]

    def plane(self) -> np.ndarray:
        """Return the image (h, w), or a channel of it."""
        return self.values[..., 0]

    def picture(self) -> Picture:
        """Return the picture of the picked output cell, or of the image where no window fits."""
        try:
            return explanation(self.explanation)
        except ValueError:
            return array(self.plane(), title="Input")

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the output."""
        rows, columns = self.axes()
        return rows.out, columns.out

    @property
    def explanation(self) -> Explanation:
        """The picked output value as its arithmetic."""
        return self.explain(*self.at)

    def look(self) -> View:
        try:
            rows, columns = self.axes()
        except ValueError:
            return self.look_at_nothing(self._told_no_fit())
        self.at = clamp(self.at, (rows.out, columns.out))
        return self.look_at_source() if self.source else self.look_at_window()

    def _told_no_fit(self) -> str:
        """Say that no window fits, and what can be done about it here."""
        shown = {control.name: control for control in self.shown()}
        large = [name for name in self.smaller if name in shown and getattr(self, name) > 1]
        ways = [f"make “{shown[name].label}” smaller" for name in large]
        padding = shown.get("padding")
        if isinstance(padding, Choice) and self.padding != "SAME":
            ways.append("choose the padding SAME")
        ways.append("take a larger image")
        cells = getattr(self, "size", None) or self.window
        span = (cells - 1) * getattr(self, "dilation", 1) + 1
        h, w = self.values.shape[:2]
        return (
            f"Here no window fits: it takes {span}×{span} cells, and the image is {h}×{w}. "
            f"You can {', or '.join(ways)}."
        )

    # The walk: from window to window.

    def steps(self):
        """Return all places of the output; none where no window fits."""
        return Windowed.questions(self)

    def step_to(self, place):
        self.at, self.source = place, None

    def terms(self):
        e = self.growing_sum()
        cells = getattr(e, "terms", None) or getattr(e, "real", None) or e.cells
        lines = growing(e)
        return [(line, self.term_cells(cell)) for line, cell in zip(lines, cells, strict=True)]

    def growing_sum(self):
        """Return the arithmetic of the picked number, term by term."""
        return self.explanation

    def term_cells(self, term):
        """Return the cells of one term: of the input and, where there is one, of the kernel."""
        raise NotImplementedError

    def filled(self):
        return "output", *self.at

    def in_grid(self, row: int, column: int) -> tuple[int, int]:
        """Return where a position of the input stands in its grid, which begins with padding."""
        rows, columns = self.axes()
        return row + rows.before, column + columns.before

    def adjust(self, name):
        """Forget the picked input cell: it may be gone."""
        super().adjust(name)
        self.source = None

    def pick(self, key, row, column):
        if key == "output":
            self.at, self.source = clamp((row, column), self.shape), None
        elif key.startswith("input"):
            self.source = self.position(row, column)

    def position(self, row: int, column: int) -> tuple[int, int]:
        """Return the position of a cell of the input's grid, which begins with the padding."""
        rows, columns = self.axes()
        row, column = clamp((row, column), (rows.padded, columns.padded))
        return row - rows.before, column - columns.before

    def paint_source(self, row: int, column: int, _text: str) -> tuple[str, list[str], str]:
        """Mark the picked input cell."""
        return ("mark", ["picked"], "") if (row, column) == self.source else PLAIN

    def change(self, plane: np.ndarray, row: int, column: int, value: float) -> None:
        """Change a number of ``plane`` (h, w), which the grid of the input shows."""
        put(plane, *self.position(row, column), value)

    def source_cell(self) -> tuple[int, int] | None:
        """Return the picked input cell, counted from 0 in the input's grid with its padding."""
        return None if self.source is None else self.in_grid(*self.source)

    def fed(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return the outputs that the picked input cell feeds, each with the kernel cell."""
        rows, columns = self.axes()
        row, column = self.source
        return {(y, x): (i, j) for y, i in meeting(rows, row) for x, j in meeting(columns, column)}

    def told_fed(self, channels: int = 1) -> str:
        """Say which outputs the picked input cell feeds, in one output channel or in several."""
        rows, columns = self.axes()
        row, column = self.source
        inside = 0 <= row < rows.size and 0 <= column < columns.size
        where = f"row {number(row)}, column {number(column)}"
        what = f"The cell at {where}" if inside else f"The padding at {where}"
        places = [f"({y}, {x})" for y, x in self.fed()]
        if not places:
            return f"{what} goes into no output: no window reads it."
        thing = "output" if channels == 1 else "place"
        outputs = f"1 {thing}" if len(places) == 1 else f"{len(places)} {thing}s"
        of_each = f" of each of these {channels} output channels" if channels > 1 else ""
        return f"{what} goes into {outputs}{of_each}: {', '.join(places)}."

    def told_padding(self, padding: str) -> list[str]:
        """Say how much padding there is on each side, and why."""
        rows, columns = self.axes()
        if not any((rows.before, rows.after, columns.before, columns.after)):
            return ["SAME adds no padding here: the windows fit."] if padding == "SAME" else []
        sides = (
            f"Padding: {number(rows.before)} above, {number(rows.after)} below, "
            f"{number(columns.before)} left, {number(columns.after)} right."
        )
        return [" ".join([sides, SAME] if padding == "SAME" else [sides])]

    def questions(self):
        try:
            return list(np.ndindex(self.shape))
        except ValueError:
            return []

    def number_at(self, place):
        return self.output[place].item()

    def question(self, place) -> str:
        """Return what is asked."""
        return f"Which number stands at row {place[0]}, column {place[1]} of the output?"

    def ask(self, place):
        self.step_to(place)
        return self.question(place), self.number_at(place), self.mistakes_at(place)
