"""The explorer of transposed convolution: stamp after stamp, and what meets in a cell."""

from __future__ import annotations

import numpy as np
import traitlets

from .. import explain
from ..draw import Picture, explanation
from ..explain.notation import TEXT
from .controls import Choice, choice, slider
from .explorer import Explorer
from .grids import PLAIN, TO_FIND, clamp, write
from .presets import PADDINGS, STAMPED, STAMPS
from .stamp_look import stamp_grids, told_meeting, told_sizes, told_stamp
from .stamp_mistakes import of_transposed
from .stamping import Stamping, right_sizes, size_of_layer
from .view import View


class Transposed(Explorer):
    """Lay the stamps one after another; click an output cell for those that meet there.

    Click an input cell, and its stamp lights up in the output.

    Attributes
    ----------
    laid : int
        How many stamps lie on the output, in the order of reading.
    at : (int, int) or None
        The picked output cell.
    source : (int, int) or None
        The input cell whose stamp is lit up. At most one of ``at`` and ``source`` is there.

    Examples
    --------
    >>> explorer = Transposed()
    >>> explorer.explanation
    1620 = (−67)·(−9) + (−77)·(−7) + (−117)·(−3) + (−127)·(−1)
    >>> explorer.walk_to(1)
    >>> explorer.so_far[0]
    array([  67., -134.,  201.,    0.,    0.])
    """

    title = "Transposed convolution explorer"
    image = choice("Input", STAMPED)
    kernel = choice("Kernel", STAMPS)
    stride = slider("Stride", 2, 1, 4)
    padding = choice("Padding", PADDINGS)
    output_shape = traitlets.Unicode().tag(control=Choice("", "Output shape", []))

    picks = ("at", "source", "laid")
    by_term = False  # step by step, stamps grow together

    def __init__(self, at=(2, 2), **state):
        self.at, self.source = at, None
        super().__init__(**state)

    makes = (("values", "image"), ("weights", "kernel"))

    def _make_values(self):
        return STAMPED[self.image]

    def _make_weights(self):
        return STAMPS[self.kernel]

    def prepare(self):
        """Take image and kernel, and the size that a layer would take if none is given."""
        super().prepare()
        self.output_shape = self._allowed(self.output_shape or self._of_layer())
        self.at, self.laid = clamp(self.at or (0, 0), self.stamping.size), self.values.size

    # The output shape: a choice among those that are right.

    @property
    def _asked(self):
        return self.values.shape, self.weights.shape, self.stride, self.padding

    def shapes(self) -> list[str]:
        """Return the output shapes that are right, as the control shows them."""
        return [f"{rows}×{columns}" for rows, columns in right_sizes(*self._asked)]

    def _of_layer(self) -> str:
        return "{}×{}".format(*size_of_layer(*self._asked))

    @traitlets.validate("output_shape")
    def _check_shape(self, proposal):
        # While the explorer is made there is no image yet: prepare() checks then.
        return self._allowed(proposal.value) if hasattr(self, "values") else proposal.value

    def _allowed(self, shape: str) -> str:
        if shape not in self.shapes():
            allowed = ", ".join(self.shapes())
            raise traitlets.TraitError(f"output_shape {shape!r} is not one of {allowed}")
        return shape

    def shown(self):
        shapes = Choice("output_shape", "Output shape", self.shapes())
        return tuple(shapes if c.name == shapes.name else c for c in self.controls)

    # What is computed.

    @property
    def stamping(self) -> Stamping:
        """The stamps."""
        rows, columns = map(int, self.output_shape.split("×"))
        return Stamping(self.values, self.weights, (rows, columns), self.stride, self.padding)

    @property
    def so_far(self) -> np.ndarray:
        """The output (oh, ow) of the stamps that lie there."""
        return self.stamping.after(self.laid)

    @property
    def explanation(self) -> explain.Stamps:
        """The picked output value as its arithmetic."""
        return self.stamping.explain(self.at)

    # What a learner does.

    def adjust(self, name):
        """Take another image or kernel; keep the output shape if it is still right."""
        super().adjust(name)
        if self.output_shape not in self.shapes():
            self.output_shape = self._of_layer()
        self._pick_output(clamp(self.at or (0, 0), self.stamping.size))

    def _pick_output(self, at) -> None:
        self.at, self.source, self.laid = at, None, self.values.size

    def pick(self, key, row, column):
        if key == "output":
            rows, columns = self.stamping.axes
            at = row - rows.before, column - columns.before
            if not self.stamping.keeps(at):
                raise ValueError("this cell is cut off, it is no part of the output")
            self._pick_output(at)
        elif key == "input":
            self.at, self.source = None, clamp((row, column), self.values.shape)
            self.laid = self.values.size

    def write(self, key, row, column, value):
        plane = self.weights if key == "kernel" else self.values
        plane[clamp((row, column), plane.shape)] = value

    def steps(self):
        """Return how many stamps lie there, step by step."""
        return list(range(self.values.size + 1))

    def step_to(self, laid):
        self.laid = laid
        self.at, self.source = None, self.stamping.cells[laid - 1] if laid else None

    # What is shown.

    def look(self):
        return self._look_at_meeting() if self.at else self._look_at_stamp()

    def _look_at_meeting(self) -> View:
        e = self.explanation
        hidden = self.hides(*self.at)
        terms = {(term.row, term.column): term for term in e.terms}

        def paint(row, column, text):
            term = terms.get((row, column))
            if term is None:
                return PLAIN
            times = f"×{write(term.weight)}"
            words = [f"its stamp lies there, times {write(term.weight)}"]
            return "window", words, times + ("" if hidden else f"={write(term.product)}")

        equations = [TO_FIND] if hidden else e.equations(TEXT)
        used = [(term.kernel_row, term.kernel_column) for term in e.terms]
        lines = [
            *equations,
            *told_meeting(len(terms), self.at),
            told_sizes(self.shapes(), *self._asked),
        ]
        return View(stamp_grids(self, paint, lambda *_: PLAIN, used), lines)

    def _look_at_stamp(self) -> View:
        stamping = self.stamping
        under = stamping.under(self.source) if self.source else []
        alone = stamping.alone(self.source) if self.source else None

        def paint_input(row, column, text):
            return ("mark", ["stamps"], "") if (row, column) == self.source else PLAIN

        def paint_output(row, column, text):
            if (row, column) not in under:
                return PLAIN
            if not stamping.keeps((row, column)):
                return "fed", ["under the stamp, cut off"], ""
            hidden = self.hides(row, column)
            note = "" if hidden else write(alone[row, column].item())
            return "fed", [f"under the stamp {note}".strip()], note and f"↓ {note}"

        told = told_stamp(stamping, self.source, arrows=not self.quiz)
        lines = [*told, told_sizes(self.shapes(), *self._asked)]
        return View(stamp_grids(self, paint_input, paint_output), lines)

    def picture(self) -> Picture:
        if self.at:
            return explanation(self.explanation)
        return self.stamping.picture(self.laid, self.source)

    def cell_asked(self):
        rows, columns = self.stamping.axes
        return "output", self.at[0] + rows.before, self.at[1] + columns.before

    def questions(self):
        return list(np.ndindex(self.stamping.size))

    def number_at(self, place):
        return self.stamping.after(self.values.size)[place].item()

    def ask(self, place):
        self._pick_output(place)
        label = f"Which number stands at row {place[0]}, column {place[1]} of the output?"
        return label, self.explanation.total, of_transposed(self.stamping, self.explanation)
