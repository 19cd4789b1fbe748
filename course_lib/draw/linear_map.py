"""Matrices with many zeros, such as the one that a convolution is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..explain.notation import number
from .cells import LETTER
from .flow import PAGE, Block, compose
from .palette import MONO
from .picture import Picture
from .read_arrays import read_plane
from .svg import element, label, length, rectangle

ROW, FONT = 24, 12  # height of a row, size of the numbers
TOP = 22  # room for the names of the blocks


def linear_map(
    matrix: ArrayLike, rows: Sequence[str], blocks: Sequence[str], title: str = "A matrix"
) -> Picture:
    """Draw a matrix: a dot for each zero, a coloured cell for each other number.

    Parameters
    ----------
    matrix : array (m, k)
    rows : list of str
        A name for each row.
    blocks : list of str
        The columns are cut into this many blocks of one width; each has a name.
    title : str

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If names and sizes do not agree, or the matrix is too wide for a page.

    Examples
    --------
    >>> linear_map([[1, 0, 2, 0], [0, 1, 0, 2]], ["a", "b"], ["p", "q"])
    A matrix. 2 by 4, in blocks of columns: p, q. a: 1, 0 | 2, 0. b: 0, 1 | 0, 2.
    """
    values = read_plane("linear_map", matrix, "a matrix is a 2-D array (m, k)")
    m, k = values.shape
    if len(rows) != m or not blocks or k % len(blocks):
        raise ValueError(
            "linear_map: a name for each row, and columns that blocks divide evenly, received "
            f"{len(rows)} rows, {len(blocks)} blocks and a matrix of shape {values.shape}"
        )
    block = _draw(values, rows, blocks)
    if block.width > PAGE - 24:
        raise ValueError(
            f"linear_map: a matrix of shape {values.shape} is too wide for a page. Show a part"
        )
    return compose([block], title, _describe(values, rows, blocks))


def _describe(values, rows, blocks) -> str:
    m, k = values.shape
    lines = [
        f"{name}: " + " | ".join(", ".join(number(x, 4) for x in part) for part in parts) + "."
        for name, parts in zip(rows, values.reshape(m, len(blocks), -1), strict=True)
    ]
    return f"{m} by {k}, in blocks of columns: {', '.join(blocks)}. {' '.join(lines)}"


def _draw(values, rows, blocks) -> Block:
    m, k = values.shape
    left = 8 + 6.6 * max(map(len, rows))
    cell = max(6 + LETTER * FONT * max(len(number(x, 4)) for x in values.flat), 22)
    wide = k // len(blocks) * cell
    parts = [
        _cell(value, left + j * cell, TOP + i * ROW, cell)
        for (i, j), value in np.ndenumerate(values)
    ]
    edges = "".join(f"M{length(left + b * wide)},{TOP}v{m * ROW}" for b in range(len(blocks) + 1))
    across = "".join(f"M{length(left)},{TOP + i * ROW}h{length(k * cell)}" for i in (0, m))
    names = [label(name, 0, TOP + (i + 0.5) * ROW, 11.5) for i, name in enumerate(rows)]
    heads = [
        label(name, left + (b + 0.5) * wide, TOP / 2, 11.5, text_anchor="middle")
        for b, name in enumerate(blocks)
    ]
    numbers = element("g", *parts, text_anchor="middle", font_family=MONO)
    lines = element("path", d=edges + across, class_="line", stroke_width=1.5)
    return Block("".join([numbers, lines, *names, *heads]), left + k * cell + 2, TOP + m * ROW + 2)


def _cell(value: float, x: float, y: float, width: float) -> str:
    middle = x + width / 2, y + ROW / 2
    if value == 0:
        return label("·", *middle, FONT, kind="muted")
    fill = rectangle(x + 1, y + 1, width - 2, ROW - 2, "window-fill")
    return fill + label(number(value, 4), *middle, FONT)
