"""The three matrices of a convolution as a product: patches, filters, and the output.

``explorer`` is the one of :class:`MatrixProduct`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from .grids import number_grid, output_grid
from .view import Grid


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
        sign="×",
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
