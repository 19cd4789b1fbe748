"""The explorer of gradients: the way back through convolution, ReLU and max pooling."""

from __future__ import annotations

import numpy as np

from ..draw import Picture, arrays
from ..explain.notation import TEXT, number
from .controls import choice, slider
from .explorer import Explorer
from .gradient_grids import NAMES, drawn, name_in_text, pair
from .gradient_mistakes import of_gradient
from .gradient_path import AFTER, Path, Trace
from .grids import TO_FIND, clamp, number_grid, put
from .growing import adding
from .presets import GIVEN, GRADED, GRADED_KERNELS, PADDINGS
from .typed import take
from .view import Column, View

COLUMNS = {
    "image": ("", ["image"]),
    "kernel": ("×", ["kernel", "bias"]),
    "sums": ("→", ["sums"]),
    "relu": ("→", ["relu"]),
    "pool": ("→", ["pool"]),
}
LEAST, MOST = -5, 5  # that the bias can be
WAY_BACK = ("relu", "sums", "kernel", "bias", "image")
# How far a part is from the end: a gradient is made from those that are nearer.
FAR = {"pool": 0, "relu": 1, "sums": 2, "image": 3, "kernel": 3, "bias": 3}


class Gradients(Explorer):
    """Click any number: how the gradient by it is made from the one that comes in.

    Each part shows its numbers, and below them the gradient of a loss by them. The gradient by
    the output is given, and can be changed, as can image and kernel.

    Attributes
    ----------
    part : str
        The part of the picked number: image, kernel, bias, sums, relu or pool.
    at : (int, int)
        Its place.

    Examples
    --------
    >>> explorer = Gradients()
    >>> explorer.pick("image", 1, 1)
    >>> explorer.trace.equations
    ['−4 = 0·0 + 0·2 + 4·(−1) + 0·1']
    """

    title = "Gradient explorer"
    hint = "Go back from the output, one part at a time."
    image = choice("Image", GRADED)
    kernel = choice("Kernel", GRADED_KERNELS)
    bias = slider("Bias", 1, LEAST, MOST)
    stride = slider("Stride", 1, 1, 2)
    padding = choice("Padding", PADDINGS)
    pool_stride = slider("Stride of the pooling", 1, 1, 2)

    picks = ("part", "at")

    def __init__(self, part="kernel", at=(1, 0), **state):
        self.part, self.at = part, at
        super().__init__(**state)

    makes = (("values", "image"), ("weights", "kernel"))

    def _make_values(self):
        return GRADED[self.image]

    def _make_weights(self):
        return GRADED_KERNELS[self.kernel]

    def prepare(self):
        super().prepare()
        take(self, "given", np.zeros((0, 0)))
        self._go()

    def _go(self) -> None:
        """Go forward and back anew; where the output has another shape, take another gradient."""
        self.path, self.why = None, ""
        try:
            shape = self._new_path().values["pool"].shape
        except ValueError:
            self.why = self._told_no_fit()
            return
        if self.given.shape != shape:
            times = [-(-size // 2) for size in shape]
            take(self, "given", np.tile(GIVEN, times)[: shape[0], : shape[1]], keeping=True)
        self.path = self._new_path()
        self.at = clamp(self.at, self.path.values[self.part].shape)

    def _told_no_fit(self) -> str:
        """Say that no window of the pooling fits, and what can be done about it here."""
        ways = ["make “Stride” smaller"] if self.stride > 1 else []
        ways += ["choose the padding SAME"] if self.padding != "SAME" else []
        ways += ["take a larger image or a smaller kernel"]
        return (
            "Here no window of the pooling fits: it takes 2×2 sums, and there are too few. "
            f"You can {', or '.join(ways)}."
        )

    def _new_path(self) -> Path:
        sizes = self.stride, self.padding, self.pool_stride
        return Path(self.values, self.weights, float(self.bias), self.given, *sizes)

    @property
    def trace(self) -> Trace:
        """How the gradient by the picked number is made."""
        return self.path.trace(self.part, self.at)

    def adjust(self, name):
        """Take another image or kernel; a gradient of another shape where it is needed."""
        super().adjust(name)
        self._go()

    def pick(self, key, row, column):
        part = key.removeprefix("gradient ")
        if part not in NAMES or not self.path:
            return
        shape, place = self.path.values[part].shape, (row, column)
        if key == "image":
            place = self._position(row, column)
            if clamp(place, shape) != place:
                raise ValueError(
                    "padding is always 0: a gradient by it would have nothing to change"
                )
        self.part, self.at = part, clamp(place, shape)

    def _position(self, *cell: int) -> tuple[int, ...]:
        """Return the position of a cell of the image's grid, which begins with the padding."""
        return tuple(i - axis.before for i, axis in zip(cell, self.path.axes, strict=True))

    def write(self, key, row, column, value):
        if key == "bias":
            return self._write_bias(value)
        planes = {"image": self.values, "kernel": self.weights, "gradient pool": self.given}
        if key not in planes:
            raise ValueError("this number is computed. Change the image, the kernel or the bias")
        place = self._position(row, column) if key == "image" and self.path else (row, column)
        put(planes[key], *place, value)
        self._go()

    def _write_bias(self, value: float) -> None:
        if value not in range(LEAST, MOST + 1):
            raise ValueError(f"the bias is a whole number from {number(LEAST)} to {MOST} here")
        self.bias = int(value)

    # What is shown.

    def look(self):
        if not self.path:
            return View([number_grid("image", "Image", self.values, quiet=True)], [self.why])
        hidden = self._is_hidden()
        trace = self._told() if hidden else self.trace
        columns = [
            Column(key, [grid for part in parts for grid in pair(self, part, trace, hidden)], sign)
            for key, (sign, parts) in COLUMNS.items()
        ]
        where = f"Gradient by {self._where()}."
        return View(columns, [*trace.equations, where, *trace.lines])

    def _is_hidden(self) -> bool:
        """Tell whether the picked gradient, or one that it is made from, is to be found out."""
        places = [(self.part, *self.at), *self.made_from()]
        return any(self.hides(*place) for place in places)

    def _where(self) -> str:
        return f"{name_in_text(self.part)}, row {self.at[0]}, column {self.at[1]}"

    def _told(self) -> Trace:
        """Return what is told of a gradient that is to be found out."""
        full = self.trace
        tells = self.part in ("sums", "relu")  # where the factors give the answer away
        factors = dict.fromkeys(full.factors, None) if tells else full.factors
        return Trace([TO_FIND], factors, full.met, [])

    # The walk: the way back, part by part.

    def steps(self):
        """Return the numbers of all gradients but the given one, from the end to the image."""
        return sorted(self.questions(), key=lambda place: WAY_BACK.index(place[0]))

    def step_to(self, place):
        self.part, *at = place
        self.at = tuple(at)

    def terms(self):
        if self.part not in AFTER:  # it is given
            return []
        source, products, cells = AFTER[self.part], [], []
        slopes = self.path.gradients[source]
        for at, factor in self.trace.factors.items():
            inside = clamp(at, slopes.shape) == at
            slope = slopes[at].item() if inside else 0.0
            products.append((TEXT.product(slope, factor, False), slope * factor))
            cells.append([(f"gradient {source}", *at)] if inside else [])
        return list(zip(adding("Term", products), cells, strict=True))

    def filled(self):
        return f"gradient {self.part}", *self.at

    def spot(self, place):
        return place[:1], place[1:]

    def called(self, grid):
        return f"of the gradient by {name_in_text(grid[0])} at that place"

    def number_at(self, place):
        part, *at = place
        return self.path.gradients[part][tuple(at)].item()

    def picture(self) -> Picture:
        if not self.path:
            return arrays([self.values], ["Image"], title=self.title)
        return arrays(drawn(self), title="Numbers on the way forward, gradients on the way back")

    # The quiz.

    def questions(self):
        slopes = self.path.gradients if self.path else {}
        return [(p, *at) for p in slopes if p != "pool" for at in np.ndindex(slopes[p].shape)]

    def level(self, place):
        """Return how far a part is from the end: a gradient is made from those that are nearer."""
        return FAR[place[0]]

    def made_from(self):
        """Return the places of the gradients that the picked one is made from."""
        source = AFTER.get(self.part)
        return [(source, *at) for at in self.trace.factors] if source else []

    def ask(self, place):
        self.step_to(place)
        label = f"What is the gradient by {self._where()}?"
        return label, self.number_at(place), of_gradient(self.path, self.part, self.at)
