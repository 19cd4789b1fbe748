"""Reading the cells of one window, padding included."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..nn.geometry import Axis


def read_window(
    image: np.ndarray, rows: Axis, columns: Axis, place: tuple[int, int], outside: float
) -> Iterator[dict]:
    """Yield ``row``, ``column``, ``value`` and ``padding`` of the cells under a window, by row.

    ``image`` is (h, w), ``place`` tells which window (y, x), and ``outside`` is the value of a cell
    in the padding.
    """
    y, x = place
    hidden = rows.padding_cells(y)[:, None] | columns.padding_cells(x)
    for i, row in enumerate(rows.positions(y).tolist()):
        for j, column in enumerate(columns.positions(x).tolist()):
            padding = bool(hidden[i, j])
            value = outside if padding else image[row, column].item()
            yield {"row": row, "column": column, "value": value, "padding": padding}
