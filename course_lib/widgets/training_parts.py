"""What the explorer of training shows: grids of counts, small pictures, and one window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..draw.palette import heat_colors
from ..draw.photographs import grey_limits, grey_source
from ..explain import SumOfProducts
from ..explain.notation import number
from .grids import number_grid, plain
from .trained import Trained
from .view import Cell, Grid

ACROSS = 8  # small pictures side by side
MOST = 16  # small pictures in a grid


def sheet(
    key: str, caption: str, count: int, cell: Callable[[int], Cell], picked=None, hover=True
) -> Grid:
    """Return a grid of small pictures, in the order of reading.

    Examples
    --------
    >>> grid = sheet("maps", "Maps", 10, lambda k: Cell(str(k)), picked=9)
    >>> [len(row) for row in grid.cells], grid.picked
    ([8, 2], (1, 1))
    """
    cells = [cell(k) for k in range(min(count, MOST))]
    rows = [cells[i : i + ACROSS] for i in range(0, len(cells), ACROSS)]
    place = divmod(picked, ACROSS) if picked is not None and picked < len(cells) else None
    return Grid(key, caption, rows, picked=place, hover=hover)


def confusion_grid(trained: Trained, names: Sequence[str], picked) -> Grid:
    """Return the confusion matrix; the brighter a cell, the larger its part of its row."""
    counts = trained.counts
    totals = np.maximum(counts.sum(axis=1), 1)

    def cell(i: int, j: int) -> Cell:
        text = str(counts[i, j])
        fill, ink = heat_colors(counts[i, j] / totals[i])
        right = ", right" if i == j else ""
        return Cell(text, f"{text} taken for {names[j]}{right}", fill=fill, ink=ink)

    rows = [f"{name} {i}" for i, name in enumerate(names)]
    columns = [str(j) for j in range(len(names))]
    caption = "Test pictures. Row: the class. Column: what it is taken for"
    # On the way from a number to its pictures the pointer passes over others.
    options = {"rows": rows, "columns": columns, "picked": picked, "hover": False}
    return plain("confusion", caption, counts.shape, cell, **options)


def picture_grid(trained: Trained, names: Sequence[str], pair, shown: int) -> Grid | None:
    """Return the pictures of one class that are taken for one class, if there are any."""
    counted = trained.counted(*pair)
    if not counted:
        return None
    row, column = (names[i] for i in pair)

    def cell(k: int) -> Cell:
        i = counted[k]
        share = f"{100 * trained.shares[i, pair[1]]:.0f} %"
        said = f"test picture {i}, a {row}, taken for {column} with a share of {share}"
        return Cell(share, said, image=bright(trained.test[0][i, :, :, 0]))

    some = f"{MOST} of {len(counted)}" if len(counted) > MOST else str(len(counted))
    caption = f"{row}, taken for {column}: {some}, each with the share of {column}"
    picked = counted.index(shown) if shown in counted else None
    # A click opens another view: to pass over a picture must not.
    return sheet("pictures", caption, len(counted), cell, picked, hover=False)


def kernel_grid(trained: Trained, picked: int) -> Grid:
    """Return the kernels of the first layer."""
    kernels = trained.kernels
    limits = grey_limits(kernels[:MOST])

    def cell(k: int) -> Cell:
        low, high = (number(x, 2) for x in (kernels[k].min(), kernels[k].max()))
        source = grey_source(kernels[k], limits)
        return Cell(str(k), f"kernel {k}, from {low} to {high}", image=source)

    caption = "Kernels of the first layer. Black: negative, grey: 0, white: positive"
    return sheet("kernels", caption, len(kernels), cell, picked)


def map_grid(trained: Trained, shown: int, layer: int, picked: int, hidden: bool) -> Grid:
    """Return what a layer, counted from 0, makes of a picture; each map has its own white.

    While a number of the picked map is ``hidden``, nothing is said of the map.
    """
    maps = trained.maps(shown)[layer]
    h, w, c = maps.shape
    caption = f"Layer {layer + 1}, {trained.pictured[layer].name}: {c} maps of {h}×{w}"

    def cell(k: int) -> Cell:
        told = not (hidden and k == picked)
        dark = ", 0 everywhere" if told and not maps[..., k].any() else ""
        return Cell(str(k), f"map {k}{dark}", image=bright(maps[..., k]))

    return sheet("maps", caption, c, cell, picked if layer == 0 else None)


def window_grids(e: SumOfProducts, filter: int, result: str, heat: Callable) -> list[Grid]:
    """Return the pixels of a window, the kernel, and the number in the map.

    ``heat`` tells of numbers which of them has the strongest colour.
    """
    kh, kw = e.rows.kernel, e.columns.kernel
    rows, columns = ([number(i) for i in places] for places in e.window)
    sides = {"rows": rows, "columns": columns, "quiet": True}
    y, x = (str(i) for i in e.at[1:3])

    pixels = np.array([term.value for term in e.terms]).reshape(kh, kw)
    weights = np.array([term.weight for term in e.terms]).reshape(kh, kw)
    everywhere = list(np.ndindex(kh, kw))

    def last(i: int, j: int) -> Cell:
        return Cell(result, "hidden" if result == "?" else result)

    return [
        number_grid("window", "Its pixels", pixels, (), heat(pixels), everywhere, **sides),
        number_grid(
            "weights", f"Kernel {filter}", weights, (), heat(weights), quiet=True, sign="×"
        ),
        plain("result", "In the map", (1, 1), last, quiet=True, sign="→", rows=[y], columns=[x]),
    ]


def bright(values: np.ndarray) -> str:
    """Return an array (h, w) as a grey picture: 0 is black, its largest number white."""
    return grey_source(values, (0.0, max(float(values.max()), 1e-6)))
