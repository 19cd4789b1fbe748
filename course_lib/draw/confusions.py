"""Which class a network takes for which."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from .cells import draw_grid
from .flow import compose, text_block
from .grids import Grid
from .picture import Picture
from .read_arrays import read_values

TOLD = 3  # pairs of classes that are marked and named


def confusion(
    counts: ArrayLike, names: Sequence[str], title: str = "What is taken for what"
) -> Picture:
    """Draw how often pictures of each class were taken for each class.

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
    What is taken for what. Most often: Shirt taken for Bag, 2 times. Row: the class, column: \
what it was taken for: 2 by 2 grid. Columns: 0, 1. Row 0 Shirt: 8, 2. Row 1 Bag: 0, 9. Marked \
(row, column): (0, 1).
    """
    values = read_values("confusion", counts)
    if values.shape != (len(names), len(names)):
        raise ValueError(
            f"confusion: counts must have a row and a column for each of the {len(names)} names, "
            f"received shape {values.shape}"
        )
    rows = [f"{number} {name}" for number, name in enumerate(names)]
    columns = [str(number) for number in range(len(names))]
    pairs = most_confused(values)
    grid = Grid(
        values,
        "Row: the class, column: what it was taken for",
        heat=True,
        names=(rows, columns),
        mark=pairs,
    )
    times = [f"{names[i]} taken for {names[j]}, {values[i, j]} times" for i, j in pairs]
    words = f"Most often: {'; '.join(times)}." if pairs else "Nothing is confused."
    return compose([draw_grid(grid), text_block(words)], title, f"{words} {grid.describe()}")


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
