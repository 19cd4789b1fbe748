"""The confusion matrix: true classes by predicted classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from .cells import CAPTION, EDGE, cell_size, draw_grid
from .flow import Block, compose, text_block
from .grids import Grid
from .picture import Picture
from .read_arrays import read_values
from .svg import element, label, length

HEAD = 74  # room for the names of the columns, which stand aslant
WAY = "Row: true class, column: predicted class"
TOLD = 3  # pairs of classes that are marked and named


def confusion(counts: ArrayLike, names: Sequence[str], title: str = "Confusion matrix") -> Picture:
    """Draw how often pictures of each class were taken for each class, a confusion matrix.

    The pairs of classes that are confused most often are marked.

    Parameters
    ----------
    counts : array (classes, classes) of int
        Row: the class of a picture. Column: what it was taken for. At most 14 classes.
    names : sequence of str
        One for each class.
    title : str

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the array is not square, or has not a name for each class.

    Examples
    --------
    >>> confusion([[8, 2], [0, 9]], ["Shirt", "Bag"])
    Confusion matrix. Most often: Shirt taken for Bag, 2 times. Row: true class, column: \
predicted class: 2 by 2 grid. Columns: Shirt, Bag. Row Shirt: 8, 2. Row Bag: 0, 9. Marked (row, \
column): (0, 1).
    """
    values = read_values("confusion", counts)
    if values.shape != (len(names), len(names)):
        raise ValueError(
            f"confusion: counts must have a row and a column for each of the {len(names)} names, "
            f"received shape {values.shape}"
        )
    pairs, classes = most_confused(values), list(names)
    grid = Grid(values, WAY, heat=True, names=(classes, classes), mark=pairs)
    times = [f"{names[i]} taken for {names[j]}, {values[i, j]} times" for i, j in pairs]
    words = f"Most often: {'; '.join(times)}." if pairs else "Nothing is confused."
    return compose([_draw(grid), text_block(words)], title, f"{words} {grid.describe()}")


def _draw(grid: Grid) -> Block:
    """Return the matrix with its names on both axes, those of the columns aslant."""
    rows, columns = grid.names or ((), ())
    plain = replace(grid, caption="", names=(rows, [""] * len(columns)))
    cell = cell_size([plain])
    matrix = draw_grid(plain, cell)
    left = matrix.width - 2 - len(columns) * cell[0]
    names = [
        label(name, 0, 0, 11, kind="muted", transform=f"translate({length(x)},-8) rotate(-45)")
        for name, x in ((name, left + (k + 0.4) * cell[0]) for k, name in enumerate(columns))
    ]
    top = CAPTION + HEAD
    body = label(grid.caption, 0, CAPTION / 2, 12.5) + element(
        "g", *names, transform=f"translate(0,{length(top)})"
    )
    body += element("g", matrix.body, transform=f"translate(0,{length(top - EDGE)})")
    return Block(body, matrix.width + HEAD / 2, top - EDGE + matrix.height)


def most_confused(counts: np.ndarray) -> list[tuple[int, int]]:
    """Return the pairs (class, taken for) that occur most often; the first ones where they tie.

    Examples
    --------
    >>> most_confused(np.array([[8, 2, 3], [0, 9, 0], [4, 0, 5]]))
    [(2, 0), (0, 2), (0, 1)]
    """
    others = np.where(np.eye(len(counts), dtype=bool), 0, counts)
    order = np.argsort(-others.ravel(), kind="stable")[:TOLD]
    places = [divmod(int(place), len(counts)) for place in order]
    return [(i, j) for i, j in places if others[i, j] > 0]
