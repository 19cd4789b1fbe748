"""What the explorer of the matrix product says of a number that was clicked.

``explorer`` is the one of :class:`MatrixProduct`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import explain
from ..explain.notation import TEXT, number
from .grids import write

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
    return f"{cell} is in {patches}: {', '.join(places)}. Each number lit up there is its copy."
