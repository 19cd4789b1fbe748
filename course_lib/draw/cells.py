"""The SVG of one grid of numbers."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import numpy as np

from ..explain.notation import number
from .flow import Block
from .palette import MONO, heat_colors
from .svg import element, label, length, rectangle

DIGITS = 4
LETTER = 0.61  # width of a letter of the monospaced font, as a share of its size
CAPTION = 20
EDGE = 22  # room for the indices
FONT = 13
NAME = 10.5
SMALLEST = 28
Cell = tuple[float, float]  # width and height


def draw_grid(grid, cell: Cell | None = None) -> Block:
    """Return the drawing of a :class:`course_lib.draw.Grid`; ``cell`` is (width, height)."""
    cell = cell or cell_size([grid])
    edge, above = _edges(grid)
    rows, columns = grid.shape
    width, height = columns * cell[0], rows * cell[1]
    layers = [
        _fills(grid, cell),
        _hatching(grid, cell),
        grid_lines(rows, columns, cell),
        _numbers(grid, cell),
        _window(grid, cell),
        _marks(grid, cell),
        _indices(grid, cell) if grid.indices else "",
    ]
    body = element("g", *layers, transform=f"translate({length(edge)},{length(above)})")
    if grid.caption:
        body = label(grid.caption, edge, CAPTION / 2, 12.5) + body
    # 2 px for outlines at the last row and column
    words = edge + 6.9 * len(grid.caption)
    return Block(body, max(edge + width + 2, words), above + height + 2)


def draw_lines(lines) -> list[Block]:
    """Return the blocks of several lines of (sign, grid); each column has cells of one size.

    A grid without a sign before it begins a line of the page.
    """
    columns = zip(*lines, strict=True)
    cells = [cell_size([grid for _, grid in column]) for column in columns]
    return [
        replace(draw_grid(grid, cell), sign=sign, new_line=not sign)
        for line in lines
        for (sign, grid), cell in zip(line, cells, strict=True)
    ]


def cell_size(grids) -> Cell:
    """Return the width and height of a cell that fits every number of ``grids``."""
    texts = [_write(x) for grid in grids for x in (*grid.values.flat, grid.padding_value)]
    wide = max(len(text) for text in texts) * LETTER * FONT + 9
    names = [name for grid in grids if grid.names for name in grid.names[1]]
    return max(wide, SMALLEST, *(_name_width(name) for name in names)), SMALLEST


def _edges(grid) -> tuple[float, float]:
    """Return the room to the left of the cells and above them."""
    left: float = EDGE if grid.indices else 0
    above = left + (CAPTION if grid.caption else 0)
    if grid.indices and grid.names:
        left = max(left, *(_name_width(name) for name in grid.names[0]))
    return left, above


def _name_width(name: str) -> float:
    return len(name) * LETTER * NAME + 6


def _write(value: float | None) -> str:
    return "" if value is None else number(value, DIGITS)


def _corner(grid, row: int, column: int, cell: Cell) -> tuple[float, float]:
    """Return where a position of the array lies in the drawing."""
    (top, _), (left, _) = grid.padding
    return (column - grid.origin[1] + left) * cell[0], (row - grid.origin[0] + top) * cell[1]


def _positions(grid):
    """Yield row, column and value of every cell; the value is None in the padding."""
    (top, _), (left, _) = grid.padding
    h, w = grid.values.shape
    for i, j in np.ndindex(*grid.shape):
        inside = 0 <= i - top < h and 0 <= j - left < w
        value = grid.values[i - top, j - left].item() if inside else None
        yield i - top + grid.origin[0], j - left + grid.origin[1], value


def _fills(grid, cell: Cell) -> str:
    parts = []
    if grid.window:
        for row, column in product(*grid.window):
            parts.append(rectangle(*_corner(grid, row, column, cell), *cell, "window-fill"))
    for row, column in grid.mark:
        parts.append(rectangle(*_corner(grid, row, column, cell), *cell, "mark-fill"))
    if grid.heat:
        for row, column, value in _positions(grid):
            if value is not None:
                fill = heat_colors(_fraction(grid, value))[0]
                corner = _corner(grid, row, column, cell)
                parts.append(rectangle(*corner, *cell, "heat", fill=fill))
    return "".join(parts)


def _fraction(grid, value: float) -> float:
    finite = grid.values[np.isfinite(grid.values)]
    lowest, highest = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    if not lowest < highest or math.isnan(value):
        return 0.0
    return min(max((value - lowest) / (highest - lowest), 0.0), 1.0)


def _hatching(grid, cell: Cell) -> str:
    strokes = []
    for row, column, value in _positions(grid):
        if value is None:
            x, y = _corner(grid, row, column, cell)
            w, h = cell
            for a in (0.25, 0.5, 0.75, 1.0):
                strokes.append(f"M{length(x + a * w)},{length(y)}L{length(x)},{length(y + a * h)}")
            for a in (0.25, 0.5, 0.75):
                strokes.append(
                    f"M{length(x + w)},{length(y + a * h)}L{length(x + a * w)},{length(y + h)}"
                )
    return element("path", d="".join(strokes), class_="hatch") if strokes else ""


def grid_lines(rows: int, columns: int, cell: Cell) -> str:
    """Return the lines around all cells; ``cell`` is (width, height)."""
    width, height = columns * cell[0], rows * cell[1]
    across = "".join(f"M0,{length(i * cell[1])}h{length(width)}" for i in range(rows + 1))
    down = "".join(f"M{length(j * cell[0])},0v{length(height)}" for j in range(columns + 1))
    return element("path", d=across + down, class_="line")


def _numbers(grid, cell: Cell) -> str:
    marked = {tuple(place) for place in grid.mark}
    texts = []
    for row, column, value in _positions(grid):
        x, y = _corner(grid, row, column, cell)
        more, kind = {}, "text"
        if (row, column) in marked:
            more["font_weight"] = "bold"
        if value is None:
            value, kind = grid.padding_value, "muted"
        elif grid.heat:
            more["fill"], kind = heat_colors(_fraction(grid, value))[1], "heat"
        words = _write(value)
        texts.append(label(words, x + cell[0] / 2, y + cell[1] / 2, FONT, kind=kind, **more))
    return element("g", *texts, text_anchor="middle", font_family=MONO)


def _window(grid, cell: Cell) -> str:
    if not grid.window:
        return ""
    rows, columns = grid.window
    x, y = _corner(grid, min(rows), min(columns), cell)
    right, bottom = _corner(grid, max(rows) + 1, max(columns) + 1, cell)
    apart = max(rows) - min(rows) >= len(rows) or max(columns) - min(columns) >= len(columns)
    dashes = {"stroke_dasharray": "5 4"} if apart else {}
    parts = [_outline(x, y, right - x, bottom - y, "window", **dashes)]
    if apart:
        for row, column in product(rows, columns):
            parts.append(_outline(*_corner(grid, row, column, cell), *cell, "window"))
    return "".join(parts)


def _marks(grid, cell: Cell) -> str:
    corners = [_corner(grid, row, column, cell) for row, column in grid.mark]
    width, height = cell[0] - 5, cell[1] - 5
    return "".join(_outline(x + 2.5, y + 2.5, width, height, "mark") for x, y in corners)


def _outline(x: float, y: float, width: float, height: float, kind: str, **more) -> str:
    """Return a thick outline with a thin edge of the panel's colour, to be seen on any cell."""
    around = rectangle(x, y, width, height, "halo", stroke_width=5)
    return around + rectangle(x, y, width, height, kind, stroke_width=3, **more)


def _indices(grid, cell: Cell) -> str:
    (top, _), (left, _) = grid.padding
    rows, columns = grid.shape
    names = grid.names or (
        [number(i - top + grid.origin[0]) for i in range(rows)],
        [number(j - left + grid.origin[1]) for j in range(columns)],
    )
    middle = _edges(grid)[0] / 2
    parts = []
    for j, words in enumerate(names[1]):
        if words:
            parts.append(label(words, (j + 0.5) * cell[0], -9, NAME, kind="muted"))
    for i, words in enumerate(names[0]):
        parts.append(label(words, -middle, (i + 0.5) * cell[1], NAME, kind="muted"))
    return element("g", *parts, text_anchor="middle")
