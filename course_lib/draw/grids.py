"""Two-dimensional arrays as grids of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..explain.notation import number
from .cells import draw_grid
from .flow import compose
from .picture import Picture
from .read_arrays import read_plane, read_values, several

MOST = 14  # rows, and columns, of a grid with its padding


@dataclass(frozen=True, eq=False)
class Grid:
    """A 2-D array and what to show on it.

    Attributes
    ----------
    values : array (h, w)
    caption : str
        What stands above it.
    window : (rows, columns), optional
        Positions of a window, such as ``(range(3), range(3))`` or an explanation's ``window``.
        Negative ones lie in the padding.
    mark : sequence of (row, column)
        Cells with a thick outline and bold numbers.
    padding : ((ph0, ph1), (pw0, pw1))
        Cells of padding around the array, shown hatched.
    padding_value : float or None
        The number in them, such as 0 or −∞; None leaves them empty.
    heat : bool
        Colour the cells by value, from dark (lowest) to bright (highest).
    origin : (row, column)
        The position of ``values[0, 0]``, where the array is a part of a larger one.
    indices : bool
        Whether positions are written at the edges.
    names : (rows, columns), optional
        What is written at the edges in place of positions, such as coordinates.
    """

    values: np.ndarray
    caption: str = ""
    window: tuple[Sequence[int], Sequence[int]] | None = None
    mark: Sequence[tuple[int, int]] = ()
    padding: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0))
    padding_value: float | None = 0.0
    heat: bool = False
    origin: tuple[int, int] = (0, 0)
    indices: bool = True
    names: tuple[Sequence[str], Sequence[str]] | None = None

    def __post_init__(self):
        hint = ". Choose one image and channel: images[0, :, :, 0]"
        values = read_plane("draw", self.values, "a grid shows a 2-D array (h, w)", hint)
        object.__setattr__(self, "values", values)
        if max(self.shape) > MOST:
            raise ValueError(
                f"draw: a grid shows at most {MOST} rows and {MOST} columns with padding, "
                f"received {self.shape}. Show a part, such as values[:8, :8], or use draw.photos"
            )
        if self.window:
            rows, columns = (list(places) for places in self.window)
            object.__setattr__(self, "window", (rows, columns))
            self._check_places("window", [(row, column) for row in rows for column in columns])
        self._check_places("mark", self.mark)
        if self.names and tuple(map(len, self.names)) != self.shape:
            raise ValueError(
                f"draw: names holds a name for each row and each column, that is {self.shape}, "
                f"received {tuple(map(len, self.names))}"
            )

    def _check_places(self, name: str, places) -> None:
        ranges = [
            (first - before, first - before + size)
            for first, (before, _), size in zip(self.origin, self.padding, self.shape, strict=True)
        ]
        if name == "window" and not places:
            raise ValueError("draw: window is (rows, columns), each with one position or more")
        for place in places:
            inside = (low <= i < high for i, (low, high) in zip(place, ranges, strict=True))
            if not all(inside):
                (top, bottom), (left, right) = ranges
                raise ValueError(
                    f"draw: {name} holds (row, column) = {tuple(place)}, and the grid has rows "
                    f"{top} to {bottom - 1} and columns {left} to {right - 1}"
                )

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns with the padding."""
        return tuple(
            size + sum(pads) for size, pads in zip(self.values.shape, self.padding, strict=True)
        )

    def describe(self) -> str:
        """Return the text alternative: every number, the padding, the window and the marks."""
        h, w = self.values.shape
        rows = self.names[0] if self.names else range(self.origin[0], self.origin[0] + h)
        lines = [
            f"Row {name}: {', '.join(number(x, 4) for x in row)}."
            for name, row in zip(rows, self.values, strict=True)
        ]
        parts = [f"{h} by {w} grid.", *lines]
        if self.names:
            parts[0] += f" Columns: {', '.join(self.names[1])}."
        if self.caption:
            parts[0] = f"{self.caption}: {parts[0]}"
        if self.shape != self.values.shape:
            parts.append(self._describe_padding())
        if self.window:
            rows, columns = (", ".join(number(i) for i in places) for places in self.window)
            parts.append(f"Window: rows {rows}, columns {columns}.")
        if self.mark:
            places = ", ".join(f"({row}, {column})" for row, column in self.mark)
            parts.append(f"Marked (row, column): {places}.")
        return " ".join(parts)

    def _describe_padding(self) -> str:
        (top, bottom), (left, right) = self.padding
        value = self.padding_value
        words = "not counted" if value is None else f"of {number(value)}"
        sides = f"{top} rows above, {bottom} below, {left} columns left, {right} right"
        return f"Padding {words}: {sides}."


def array(values: ArrayLike, title: str = "Array", **options: Any) -> Picture:
    """Draw one 2-D array as a grid of numbers with row and column indices.

    Parameters
    ----------
    values : array (h, w)
        At most 14 rows and 14 columns, padding included.
    title : str
    **options
        The other attributes of :class:`Grid`: window, mark, padding, padding_value, heat.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the array is not 2-D, is empty or is too large.

    Examples
    --------
    >>> picture = array([[1, 2], [3, 4]], "Image", window=(range(2), range(1)), mark=[(1, 0)])
    >>> print(picture)
    Image. 2 by 2 grid. Row 0: 1, 2. Row 1: 3, 4. Window: rows 0, 1, columns 0. Marked (row, \
column): (1, 0).
    """
    return arrays([Grid(read_values("draw", values), **options)], title=title)


def arrays(
    grids: Iterable, captions: Sequence[str] = (), signs: Sequence[str] = (), title: str = "Arrays"
) -> Picture:
    """Draw several grids side by side, with captions above and signs between them.

    Parameters
    ----------
    grids : list of Grid or of array (h, w)
    captions : list of str
        One for each grid; empty for the captions of the grids themselves.
    signs : list of str
        What stands between neighbours, such as ``"×"``, ``"="``, ``"→"``; one fewer than grids.
    title : str

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If captions or signs do not match the grids, or a grid cannot be drawn.

    Examples
    --------
    >>> arrays([[[1, 2]], [[3], [4]], [[11]]], ["a", "b", "a b"], ["×", "="], "A product")
    A product. a: 1 by 2 grid. Row 0: 1, 2. × b: 2 by 1 grid. Row 0: 3. Row 1: 4. = a b: \
1 by 1 grid. Row 0: 11.
    """
    items = [grid if isinstance(grid, Grid) else Grid(grid) for grid in several("arrays", grids)]
    if len(captions) not in (0, len(items)):
        raise ValueError(
            f"arrays: one caption a grid, received {len(captions)} captions, {len(items)} grids"
        )
    if len(signs) not in (0, len(items) - 1):
        raise ValueError(
            f"arrays: a sign between each two grids, that is {len(items) - 1}, "
            f"received {len(signs)}"
        )
    if captions:
        items = [replace(grid, caption=text) for grid, text in zip(items, captions, strict=True)]
    before = ["", *(signs or [""] * (len(items) - 1))]
    blocks = [replace(draw_grid(grid), sign=sign) for grid, sign in zip(items, before, strict=True)]
    words = [f"{sign} {grid.describe()}".strip() for grid, sign in zip(items, before, strict=True)]
    return compose(blocks, title, " ".join(words))
