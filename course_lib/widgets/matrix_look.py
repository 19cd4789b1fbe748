"""What the explorer of the matrix product shows: three matrices, and what is said of a number.

``explorer`` is the one of :class:`MatrixProduct`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from .. import explain
from ..explain.notation import TEXT, number
from .grids import number_grid, output_grid, write
from .view import Grid

ORDER = (
    "i,j,c is row, column and channel in the window: patches and filters run row by row, cell by "
    "cell, and in each cell channel by channel. y,x is the place of the patch in the output."
)


def told_term(explorer: Any) -> list[str]:
    """Return the lines about the number that was clicked in the patches or the filters."""
    if explorer.term is None:
        return []
    i, j, c = np.unravel_index(explorer.term, explorer.weights.shape[:3])
    if explorer.picked[0] == "patches":
        copy = explain.extract_patches(*explorer._steps, at=(0, *explorer.at, explorer.term))
        return [*copy.equations(TEXT), f"It meets row {i},{j},{c} of the filters."]
    weight = write(explorer.matrix[explorer.term, explorer.column].item())
    told = f"filters[{i}, {j}, {c}, {explorer.column}] = {weight}"
    return [told, f"It meets column {i},{j},{c} of the patches."]


def told_copies(explorer: Any, c: int) -> str:
    """Say which patches hold a copy of the picked cell of channel ``c``."""
    row, column = (number(i) for i in explorer.source)
    cell = f"The cell at row {row}, column {column} of channel {c}"
    places = [f"{y},{x}" for y, x in explorer.fed()]
    if not places:
        return f"{cell} is in no patch: no window reads it."
    patches = "1 patch" if len(places) == 1 else f"{len(places)} patches"
    return f"{cell} is in {patches}: {'; '.join(places)}. Each number lit up there is its copy."


def place_names(shape) -> list[str]:
    """Return the places of an array of ``shape``, as texts.

    Examples
    --------
    >>> place_names((1, 2))
    ['0,0', '0,1']
    """
    return [",".join(map(str, place)) for place in np.ndindex(shape)]


def patches_grid(explorer: Any, lit: Iterable) -> Grid:
    """Return the patches, a row each; the places ``lit`` are lit up."""
    matrix = explorer.patches.reshape(-1, len(explorer.matrix))
    row, term = explorer.row, explorer.term
    return number_grid(
        "patches 0",
        "Patches: y,x by i,j,c",
        matrix,
        mark=[] if term is None else [(row, term)],
        heat=explorer.heat(explorer.values),
        fed=lit,
        rows=place_names(explorer.shape),
        columns=place_names(explorer.weights.shape[:3]),
        picked=(row, term) if explorer.picked[0] == "patches" else None,
        new_line=True,
    )


def filters_grid(explorer: Any, lit: bool = False) -> Grid:
    """Return the filters, a column each; if asked for, the picked one is lit up."""
    matrix, column, term = explorer.matrix, explorer.column, explorer.term
    return number_grid(
        "filters 0",
        "Filters: i,j,c",
        matrix,
        mark=[] if term is None else [(term, column)],
        fed=[(k, column) for k in range(len(matrix))] if lit else [],
        rows=place_names(explorer.weights.shape[:3]),
        picked=(term, column) if explorer.picked[0] == "filters" else None,
        edit=True,
        heat=explorer.heat(matrix),
    )


def products_grid(explorer: Any, rows: Iterable[int], at_window: bool) -> Grid:
    """Return the output, of which ``rows`` are lit up."""
    places = list(np.ndindex(explorer.shape))
    return output_grid(
        explorer.output,
        "Output",
        lambda r, o: explorer.cover(*places[r], o),
        [(r, o) for r in rows for o in range(explorer.channels_out)],
        key="output 0",
        heat=explorer.heat(explorer.output),
        picked=(explorer.row, explorer.column) if at_window else None,
        rows=place_names(explorer.shape),
        sign="=",
    )
