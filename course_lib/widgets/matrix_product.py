"""The explorer of convolution as a product of matrices: patch, filter and output together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .. import draw, explain, nn
from ..explain.notation import TEXT
from ..nn.patches import patch_axes
from . import matrix_look as look
from .channel_mistakes import of_matrix_product
from .channel_presets import FLATTENED_FILTERS, PATCHED_IMAGES
from .channelled import Channelled
from .controls import choice, slider
from .grids import PLAIN, TO_FIND, clamp
from .presets import PADDINGS
from .view import Column, View


class MatrixProduct(Channelled):
    """Click a patch, a filter or an output: its row, its column and what they give light up.

    Click a number of a patch: the cell of the image that it was copied from is marked. Click a
    cell of the image: all its copies light up.

    Examples
    --------
    >>> explorer = MatrixProduct()
    >>> explorer.pick("patches 0", 3, 5)
    >>> explorer.look().lines[0]
    '0 = row 2, column 0, channel 1 of the image'
    """

    title = "Explorer of the matrix product"
    image = choice("Image", PATCHED_IMAGES)
    filters = choice("Filters", FLATTENED_FILTERS)
    channels_in = slider("Channels in", 2, 1, 2)
    channels_out = slider("Filters (channels out)", 3, 1, 3)
    size = slider("Kernel size", 2, 1, 3)
    stride = slider("Stride", 1, 1, 3)
    padding = choice("Padding", PADDINGS)

    picks = ("at", "source", "picked", "column", "term")

    def __init__(self, at=(0, 0), column=0, **state):
        self.column, self.term = column, None
        super().__init__(at, **state)

    makes = (
        ("values", "image", "channels_in"),
        ("weights", "filters", "size", "channels_in", "channels_out"),
    )

    def _make_values(self):
        return PATCHED_IMAGES[self.image][..., : self.channels_in]

    def _make_weights(self):
        filters = FLATTENED_FILTERS[self.filters](self.size)
        return filters[:, :, : self.channels_in, : self.channels_out]

    def adjust(self, name):
        """Make image or filters anew, and pick a filter that is there."""
        super().adjust(name)
        self.column, self.term = min(self.column, self.channels_out - 1), None

    def counts(self):
        return {"input": self.channels_in, "patches": 1, "filters": 1, "output": 1}

    @property
    def matrix(self) -> np.ndarray:
        """The filters (kh·kw·c_in, c_out), a view of their numbers."""
        return self.weights.reshape(-1, self.channels_out)

    @property
    def _steps(self):
        return self.values[None], self.size, self.stride, 1, self.padding

    @property
    def _arguments(self):
        return self.values[None], self.weights, self.stride, self.padding

    @property
    def patches(self) -> np.ndarray:
        """The patches (oh, ow, kh·kw·c_in)."""
        return nn.extract_patches(*self._steps)[0]

    @property
    def output(self) -> np.ndarray:
        """The output (oh·ow, c_out), by the operator."""
        return nn.conv2d(*self._arguments).reshape(-1, self.channels_out)

    def explain(self, y, x):
        return explain.conv2d(*self._arguments, at=(0, y, x, self.column))

    def axes(self):
        """Return where the windows of the patches lie."""
        return patch_axes("extract_patches", self.values.shape[:2], *self._steps[1:])

    @property
    def row(self) -> int:
        """The row of the picked patch."""
        return int(np.ravel_multi_index(self.at, self.shape))

    def dot(self) -> explain.SumOfProducts:
        """Return the picked row times the picked column: a filter one row high does just that."""
        rows, columns = self.patches.reshape(1, -1, len(self.matrix), 1), self.matrix[None, :, None]
        return explain.conv2d(rows, columns, 1, "VALID", at=(0, self.row, 0, self.column))

    def picture(self):
        """Return the picture of the three matrices, or of the window where they are too large."""
        try:
            return draw.matrix_product(*self._arguments, at=(0, *self.at, self.column))
        except ValueError:
            return super().picture()

    def pick(self, key, row, column):
        super().pick(key, row, column)
        kind = self.picked[0]
        if kind in ("patches", "output"):
            row = clamp((row, 0), (np.prod(self.shape), 1))[0]
            self.at = tuple(int(i) for i in np.unravel_index(row, self.shape))
        if kind in ("filters", "output"):
            self.column = clamp((0, column), (1, self.channels_out))[1]
        term = {"patches": column, "filters": row}.get(kind)
        self.term = None if term is None else clamp((term, 0), self.matrix.shape)[0]

    def numbers(self, kind, which):
        return self.matrix if kind == "filters" else None

    def look_at_window(self):
        """Show the picked patch, filter and output, and the number that was clicked."""
        (y, x), o = self.at, self.column
        sums = [TO_FIND] if self.hides(y, x, o) else self.dot().equations(TEXT)
        way = f"Patch {y},{x} times filter {o} gives the number of output channel {o} at {y},{x}."
        lines = [*look.told_term(self), *sums, way, look.ORDER]
        patch = zip([self.row] * len(self.matrix), range(len(self.matrix)), strict=True)
        paints = {c: self._paint(c, t) for c, t in enumerate(self.explanation.by_channel())}
        return View(self._parts(paints, patch), lines)

    def _paint(self, c: int, terms):
        """Return what paints a channel of the input: where each cell of the window goes."""
        names = {(t.row, t.column): f"{t.kernel_row},{t.kernel_column},{c}" for t in terms}
        copied = None if self.term is None else look.place_names(self.weights.shape[:3])[self.term]

        def paint(row, column, _text):
            name = names.get((row, column))
            if name is None:
                return PLAIN
            kind = "mark" if name == copied else "window"
            return kind, [f"in the window, goes to {name} of the patch"], name

        return paint

    def look_at_source(self):
        """Show the copies of the picked cell in the patches."""
        c, places = self.picked[1], self.fed()
        rows = [int(np.ravel_multi_index(place, self.shape)) for place in places]
        columns = [(i * self.size + j) * self.channels_in + c for i, j in places.values()]
        copies = set(zip(rows, columns, strict=True))
        lines = [look.told_copies(self, c), look.ORDER]
        return View(self._parts({c: self.paint_source}, copies, rows), lines)

    def look_at_nothing(self, why):
        filters = replace(look.filters_grid(self), quiet=True)
        return View([*self.unpadded_inputs(), filters], [why])

    def _parts(self, paints, lit, rows=()):
        """Return image, patches, filters and output; ``rows`` of the output are lit."""
        at_window = self.source is None
        filters = look.filters_grid(self, at_window)
        product = look.products_grid(self, rows, at_window)
        together = Column("product", [filters, product], "×", across=True)
        return [*self.input_grids(paints), look.patches_grid(self, lit), together]

    # The walk: row by row of the output.

    def note_room(self):
        return len("0,0,0")

    def steps(self):
        """Return the places of the output, row by row."""
        return self.questions()

    def step_to(self, place):
        y, x, self.column = place
        super().step_to((y, x, 0))
        self.term = None

    def growing_sum(self):
        """Return the sum of the picked row times the picked column, from left to right."""
        return self.dot()

    def term_cells(self, term):
        k = term.kernel_column
        i, j, c = (int(n) for n in np.unravel_index(k, self.weights.shape[:3]))
        (rows, columns), (y, x) = self.axes(), self.at
        copied = f"input {c}", y * rows.stride + i, x * columns.stride + j
        return [copied, ("patches 0", self.row, k), ("filters 0", k, self.column)]

    def filled(self):
        return "output 0", self.row, self.column

    def spot(self, place):
        """Return the output's one grid, and the row and column of a place there."""
        y, x, o = place
        return (), (int(np.ravel_multi_index((y, x), self.shape)), o)

    def placed(self, row, column):
        """Return how a number of the output is called: its rows have the names of the patches."""
        return f"in row {look.place_names(self.shape)[row]}, column {column}"

    def number_at(self, place):
        y, x, o = place
        return self.output[np.ravel_multi_index((y, x), self.shape), o].item()

    def questions(self):
        places = {place[:2] for place in super().questions()}
        return [(*place, o) for place in sorted(places) for o in range(self.channels_out)]

    def question(self, place):
        y, x, o = place
        return f"Which number stands in row {y},{x}, column {o} of the output?"

    def mistakes_at(self, place):
        return of_matrix_product(*self._arguments[:3], self.patches, self.axes(), place)
