"""Grids for explorers, made from arrays and explanations."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..draw.palette import diverging_colors
from ..explain.notation import number
from ..nn.geometry import Axis
from .view import Cell, Grid

DIGITS = 4
HIDDEN = "?"
TO_FIND = f"{HIDDEN} is what to find."
PLAIN = ("", [], "")  # how a cell is painted that has nothing to tell


def write(value: float) -> str:
    """Write a number as it stands in a cell."""
    return number(value, DIGITS)


def positions(axis: Axis) -> range:
    """Return the positions along an axis with its padding; those below 0 lie in it."""
    return range(-axis.before, axis.size + axis.after)


def padded_grid(
    key: str,
    caption: str,
    image,
    axes: tuple[Axis, Axis],
    paint: Callable,
    outside: str,
    hides: Callable | None = None,
    **options,
) -> Grid:
    """Return the grid of an image (h, w) with its padding.

    Parameters
    ----------
    axes : (Axis, Axis)
    paint : callable
        Given row, column and text of a cell, it returns its kind, what is added to its name, and
        its note.
    outside : str
        What stands in the padding.
    hides : callable, optional
        Tells of row and column of the image whether its number is a question mark.
    **options
        Other attributes of :class:`Grid`.
    """
    rows, columns = (positions(axis) for axis in axes)

    def cell(row: int, column: int) -> Cell:
        inside = 0 <= row < axes[0].size and 0 <= column < axes[1].size
        hidden = inside and hides is not None and hides(row, column)
        shown = write(image[row, column].item()) if inside else outside
        text = HIDDEN if hidden else shown
        kind, words, note = paint(row, column, text)
        padding = "" if inside else "padding"
        said = "hidden" if hidden else text or "empty"
        name = ", ".join(filter(None, [said, padding, *words]))
        return Cell(text, name, f"{padding} {kind}".strip(), note)

    return Grid(
        key,
        caption,
        [[cell(row, column) for column in columns] for row in rows],
        rows=[number(row) for row in rows],
        columns=[number(column) for column in columns],
        **options,
    )


def output_grid(
    values, caption: str, hides: Callable, fed: Iterable = (), key: str = "output", **options
) -> Grid:
    """Return the grid of an output (oh, ow); places that ``hides`` names show a question mark.

    ``fed`` are the places (y, x) that are lit up.
    """
    fed = set(fed)

    def cell(y: int, x: int) -> Cell:
        hidden = hides(y, x)
        text = HIDDEN if hidden else write(values[y, x].item())
        words = ["hidden" if hidden else text, *(["lit up"] if (y, x) in fed else [])]
        return Cell(text, ", ".join(words), "fed" if (y, x) in fed else "")

    return plain(key, caption, values.shape, cell, **options)


def number_grid(
    key: str,
    caption: str,
    values,
    mark: Iterable = (),
    heat: float = 0.0,
    fed: Iterable = (),
    **options,
) -> Grid:
    """Return a grid of numbers (h, w).

    Parameters
    ----------
    mark : places (row, column) with a thick outline
    heat : float
        If above 0: colours run from ``-heat``, blue, through 0, white, to ``heat``, orange.
    fed : places (row, column) that are lit up
    """
    mark, fed = set(mark), set(fed)

    def cell(i: int, j: int) -> Cell:
        value = values[i, j].item()
        fill, ink = diverging_colors(min(max(value / heat, -1), 1)) if heat else ("", "")
        kind = "mark" if (i, j) in mark else "fed" if (i, j) in fed else ""
        name = write(value) + {"mark": ", marked", "fed": ", lit up", "": ""}[kind]
        return Cell(write(value), name, f"heat {kind}" if fill else kind, fill=fill, ink=ink)

    return plain(key, caption, values.shape, cell, **options)


def plain(key: str, caption: str, shape, cell: Callable, **options) -> Grid:
    """Return a grid of ``shape`` whose cells the function ``cell`` makes from row and column."""
    height, width = shape
    names = {"rows": [str(i) for i in range(height)], "columns": [str(j) for j in range(width)]}
    cells = [[cell(i, j) for j in range(width)] for i in range(height)]
    return Grid(key, caption, cells, **(names | options))


def clamp(place: tuple[int, int], shape) -> tuple[int, int]:
    """Return the place in an array of ``shape`` that is nearest.

    Examples
    --------
    >>> clamp((5, 0), (3, 3))
    (2, 0)
    """
    return tuple(min(max(i, 0), size - 1) for i, size in zip(place, shape, strict=True))


def put(values, row: int, column: int, value: float) -> None:
    """Put a number into an array (h, w).

    Raises
    ------
    ValueError
        If there is no such cell, as where a grid shows padding.
    """
    if not all(0 <= i < size for i, size in zip((row, column), values.shape, strict=True)):
        raise ValueError("this cell cannot be changed: it is padding, or not there")
    values[row, column] = value
