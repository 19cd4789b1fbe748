"""What the explanations of all operators have in common."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import product
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..nn.geometry import Axis
from .html import page
from .notation import LATEX, TEXT, Notation

Pair = int | Sequence[int]  # of rows and columns, or four as TensorFlow writes them
Padding = str | Sequence[Sequence[int]]


class Window(NamedTuple):
    """The input rows and columns that one output value reads.

    Positions below 0, or from ``h`` or ``w`` on, lie in the padding.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Explanation:
    """One output value of an operator.

    Attributes
    ----------
    operator : str
        Its name, such as ``"conv2d"``.
    at : tuple of int
        The place (n, y, x, c) of the value in the output, in this order for every data_format.
    rows, columns : Axis
        Where the windows lie.
    channels : tuple of int
        The input channels that the value is made from.
    image : array (h, w, channels)
        Image ``n`` of the input, with these channels only.
    output : array (oh, ow)
        Channel ``c`` of output ``n``, with the value at [y, x].
    """

    operator: str
    at: tuple[int, int, int, int]
    rows: Axis
    columns: Axis
    channels: tuple[int, ...]
    image: np.ndarray = field(compare=False)
    output: np.ndarray = field(compare=False)

    padding_value: ClassVar[float | None] = None  # of a cell in the padding; None: does not count

    @property
    def total(self) -> float:
        """The value. Each operator has its own way."""
        raise NotImplementedError

    @property
    def winners(self) -> tuple:
        """The cells under the window that make the value, where not all of them do."""
        return ()

    @property
    def window(self) -> Window:
        """The input rows and columns that the value reads."""
        _, y, x, _ = self.at
        places = self.rows.positions(y), self.columns.positions(x)
        return Window(*(tuple(along.tolist()) for along in places))

    @property
    def input_axes(self) -> tuple[Axis, Axis]:
        """The rows and columns of the input, with their padding."""
        return self.rows, self.columns

    def __str__(self) -> str:
        return "\n".join(self.equations(TEXT))

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return page(self)

    def _repr_latex_(self) -> str:
        lines = r" \\ ".join(self.equations(LATEX))
        return rf"$\displaystyle \begin{{aligned}} {lines} \end{{aligned}}$"

    def equations(self, notation: Notation) -> list[str]:
        """Return the arithmetic line by line. Each operator has its own."""
        raise NotImplementedError

    def to_dict(self) -> dict:
        """Return everything but the arrays as lists, numbers and text, ready for JSON.

        JSON has no infinity: numbers that are not finite become ``"inf"``, ``"-inf"``, ``"nan"``.
        """
        return {
            "operator": self.operator,
            "at": list(self.at),
            "window": {"rows": list(self.window.rows), "columns": list(self.window.columns)},
            "axes": {"rows": asdict(self.rows), "columns": asdict(self.columns)},
            "output_shape": list(self.output.shape),
            "channels": list(self.channels),
            "total": json_number(self.total),
            "text": str(self),
        }


def json_number(x: float) -> float | str:
    """Return ``x``, or its name if it is not finite."""
    return x if math.isfinite(x) else str(x)


def json_record(item: Any, *computed: str) -> dict:
    """Return a dataclass as a dict for JSON, with some of its properties."""
    record = asdict(item) | {name: getattr(item, name) for name in computed}
    return {name: json_number(value) for name, value in record.items()}


def check_place(op: str, at: Any, shape: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Return ``at`` as four ints if it is a place in an output of ``shape`` (n, oh, ow, c)."""
    ranges = ", ".join(
        f"{letter} from 0 to {size - 1}" if size else f"no {letter}"
        for letter, size in zip("nyxc", shape, strict=True)
    )
    rule = f"{op}: at=(n, y, x, c) is a place in the output {shape}: {ranges}; received {at!r}"
    try:
        place = np.asarray(at)
    except ValueError as error:
        raise ValueError(rule) from error
    whole = place.shape == (4,) and place.dtype.kind in "iu"
    if not whole or (place < 0).any() or (place >= shape).any():
        raise ValueError(rule)
    return tuple(place.tolist())


def frozen(array: ArrayLike) -> np.ndarray:
    """Return a copy that cannot be written to."""
    copy = np.array(array)
    copy.flags.writeable = False
    return copy


def read_window(
    image: np.ndarray, rows: Axis, columns: Axis, place: tuple[int, int], outside: float
) -> Iterator[dict]:
    """Yield ``row``, ``column``, ``value`` and ``padding`` of the cells under a window, by row.

    ``image`` is (h, w), ``place`` tells which window (y, x), and ``outside`` is the value of a cell
    in the padding.
    """
    (y, x), (h, w) = place, image.shape
    for row, column in product(rows.positions(y).tolist(), columns.positions(x).tolist()):
        padding = not (0 <= row < h and 0 <= column < w)
        value = outside if padding else image[row, column].item()
        yield {"row": row, "column": column, "value": value, "padding": padding}
