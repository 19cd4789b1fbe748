"""Grids for explorers, made from arrays and explanations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

import numpy as np

from ..draw.palette import diverging_colors
from ..explain.notation import number
from ..nn.geometry import Axis
from .view import Cell, Grid

DIGITS, LONGEST = 4, 8  # of numbers in cells, and of large whole ones
HIDDEN = "?"
TO_FIND = f"{HIDDEN} is what to find."
MARKED, LIT = ("mark", ["marked"]), ("fed", ["lit up"])  # how it looks, and is spoken
PLAIN = ("", [], "")  # how a cell is painted that has nothing to tell


def write(value: float) -> str:
    """Write a number as it stands in a cell: large ones as whole numbers.

    >>> write(2 / 3), write(-123456.75), write(1e9)
    ('0.6667', '−123457', '1e+09')
    """
    large = 10**DIGITS <= abs(value) < 10**LONGEST
    return number(round(value), LONGEST) if large else number(value, DIGITS)


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
    cover: Callable | None = None,
    heat: float = 0.0,
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
    cover : callable, optional
        Tells of row and column of the image what stands in the place of its number, or None.
    heat : float
        As in :func:`number_grid`.
    **options
        Other attributes of :class:`Grid`.
    """
    rows, columns = (positions(axis) for axis in axes)

    def cell(row: int, column: int) -> Cell:
        inside = 0 <= row < axes[0].size and 0 <= column < axes[1].size
        value = image[row, column].item() if inside else None
        covered = cover(row, column) if inside and cover else None
        text = covered if covered is not None else write(value) if inside else outside
        kind, words, note = paint(row, column, text)
        if not inside:
            name = ", ".join(filter(None, [spoken(text), "padding", *words]))
            return Cell(text, name, kinds("padding", kind), note)
        return number_cell(value, heat, kind, words, note, covered)

    return Grid(
        key,
        caption,
        [[cell(row, column) for column in columns] for row in rows],
        rows=[number(row) for row in rows],
        columns=[number(column) for column in columns],
        **({"room": longest(image)} | options),
    )


def output_grid(
    values,
    caption: str,
    cover: Callable,
    fed: Iterable = (),
    key: str = "output",
    heat: float = 0.0,
    **options,
) -> Grid:
    """Return the grid of an output (oh, ow).

    ``cover`` tells of a place (y, x) what stands there instead of its number, or None;
    ``fed`` are the places that are lit up; ``heat`` is as in :func:`number_grid`.
    """
    fed = set(fed)

    def cell(y: int, x: int) -> Cell:
        lit = LIT if (y, x) in fed else ()
        return number_cell(values[y, x].item(), heat, *lit, covered=cover(y, x))

    return plain(key, caption, values.shape, cell, **({"room": longest(values)} | options))


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
        look = MARKED if (i, j) in mark else LIT if (i, j) in fed else ()
        return number_cell(values[i, j].item(), heat, *look)

    return plain(key, caption, values.shape, cell, **options)


def number_cell(
    value: float,
    heat: float,
    kind: str = "",
    words: Iterable[str] = (),
    note: str = "",
    covered: str | None = None,
) -> Cell:
    """Return the cell of a number, with its colour; ``words`` are added to its name.

    ``covered`` is what stands there instead of the number, if it is not None.
    """
    text = write(value) if covered is None else covered
    fill, ink = colored(value, heat) if covered is None else ("", "")
    name = ", ".join(filter(None, [spoken(text), *words]))
    return Cell(text, name, kinds(fill and "heat", kind), note, fill, ink)


def colored(value: float, heat: float) -> tuple[str, str]:
    """Return the colours of a cell and its text; without ``heat`` those of the page."""
    return diverging_colors(min(max(value / heat, -1), 1)) if heat else ("", "")


def kinds(*words: str) -> str:
    """Return the words that say how a cell looks."""
    return " ".join(filter(None, words))


def spoken(text: str) -> str:
    """Return how the text of a cell is spoken."""
    return {HIDDEN: "hidden", "": "empty"}.get(text, text)


def longest(values) -> int:
    """Return how many characters the longest of some numbers has."""
    return max((len(write(value.item())) for value in values.flat), default=0)


def room_for_products(values, weights) -> int:
    """Return how many characters ``×w=p`` takes at most for numbers and their weights.

    Examples
    --------
    >>> room_for_products(np.array([4.0, -3]), np.array([2.0, 0.5]))
    9
    """
    values, weights = np.append(np.ravel(values), 0.0), np.ravel(weights)
    return _room(values.astype(float).tobytes(), weights.astype(float).tobytes())


@lru_cache(maxsize=32)
def _room(values: bytes, weights: bytes) -> int:
    factors = np.unique(np.frombuffer(weights))
    products = np.outer(np.unique(np.frombuffer(values)), factors)
    return 2 + longest(factors) + longest(products)


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
        raise ValueError("this cell cannot be changed: padding stays 0")
    values[row, column] = value
