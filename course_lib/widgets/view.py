"""What an explorer shows, as plain data: controls, grids of numbers, pictures and lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One cell of a grid.

    Attributes
    ----------
    text : str
        What stands in it.
    name : str
        What a screen reader says after row and column; empty for the text.
    kind : str
        How it looks, as words: ``window``, ``padding``, ``mark``, ``fed``, ``pale``,
        ``heat``.
    note : str
        What stands below the text, in small letters.
    fill, ink : str
        Colours of the cell and of its text, where the number is also shown as a colour.
    image : str
        A small picture, as a data URI, above the text. ``name`` says what it shows.
    """

    text: str
    name: str = ""
    kind: str = ""
    note: str = ""
    fill: str = ""
    ink: str = ""
    image: str = ""


@dataclass(frozen=True)
class Grid:
    """A grid of cells that can be clicked.

    Attributes
    ----------
    key : str
        Its name in the messages of clicks.
    caption : str
    cells : rows of Cell
    rows, columns : sequence of str
        What stands at the edges: positions, or names.
    sign : str
        What stands before it, such as ``×`` or ``=``.
    picked : (int, int) or None
        The cell, counted from 0 in ``cells``, that was clicked last.
    edit : bool
        Whether numbers can be typed into it.
    quiet : bool
        Whether its cells only tell, and cannot be clicked.
    new_line : bool
        Whether it begins a line.
    hover : bool
        Whether a cell is shown already when the pointer comes over it.
    room, notes : int
        Characters that each cell has room for, in its text and in its note: whatever stands in
        them, cells keep their size. Without ``room``, what stands there now decides.
    whole : bool
        Whether long notes are no products: else these stand in two lines where cells are small.
    """

    key: str
    caption: str
    cells: Sequence[Sequence[Cell]]
    rows: Sequence[str] = ()
    columns: Sequence[str] = ()
    sign: str = ""
    picked: tuple[int, int] | None = None
    edit: bool = False
    quiet: bool = False
    new_line: bool = False
    hover: bool = True
    room: int = 0
    notes: int = 0
    whole: bool = False


@dataclass(frozen=True)
class Image:
    """A picture, with its text alternative, as a data URI."""

    key: str
    caption: str
    source: str
    alternative: str
    sign: str = ""
    width: str = ""


@dataclass(frozen=True)
class Photo:
    """A picture in which each pixel can be pointed at.

    Attributes
    ----------
    key : str
        Its name in the messages of clicks, and among the explorer's ``pictures``.
    shape : (int, int)
        Rows and columns of its pixels.
    cursor : (int, int)
        The pixel from which arrow keys go on.
    frame : (int, int, int, int)
        Top, left, height and width of what is framed, in pixels; it may stick out.
    version : int
        Goes up when the picture becomes another.
    part : float
        Its longer side, as a part of the room that there is.
    draws : bool
        Whether it can be drawn on.
    opens : bool
        Whether another picture can be opened from a file.
    hint : str
        What can be done with it.
    """

    key: str
    caption: str
    alternative: str
    shape: tuple[int, int]
    cursor: tuple[int, int]
    frame: tuple[int, int, int, int]
    version: int = 0
    part: float = 1.0
    draws: bool = False
    opens: bool = False
    hint: str = ""
    sign: str = ""


@dataclass(frozen=True)
class Column:
    """Parts that stay together, one below the other, or side by side."""

    key: str
    parts: Sequence[Grid | Image | Photo | Column]
    sign: str = ""
    across: bool = False


@dataclass(frozen=True)
class Question:
    """What a quiz asks, and what it says to the last answer.

    Attributes
    ----------
    done : bool
        Whether it was answered right, or shown.
    empty : bool
        Whether there is nothing to ask.
    score : str
        How many were right so far.
    asked : int
        Which question it is: what was typed belongs to one question only.
    """

    label: str
    said: str = ""
    right: bool = False
    done: bool = False
    empty: bool = False
    score: str = ""
    asked: int = 0


@dataclass(frozen=True)
class View:
    """All that an explorer shows.

    Attributes
    ----------
    parts : sequence of Grid, Image, Photo or Column
    lines : sequence of str
        The arithmetic and what it means, below the parts.
    said : str
        What a screen reader announces after a step; without it, the lines.
    """

    parts: Sequence[Grid | Image | Photo | Column]
    lines: Sequence[str]
    said: str = ""

    def to_dict(self) -> dict:
        """Return the view as lists, texts and numbers; what is empty in a cell is left out."""
        return {
            "parts": [_part(part) for part in self.parts],
            "lines": list(self.lines),
            "said": self.said or " ".join(self.lines),
        }


def _part(part: Grid | Image | Photo | Column) -> dict:
    if isinstance(part, Column):
        return vars(part) | {"type": "column", "parts": [_part(one) for one in part.parts]}
    if isinstance(part, Image | Photo):
        return vars(part) | {"type": type(part).__name__.lower()}
    if not isinstance(part, Grid):
        return part.to_dict()  # an item with a form of its own
    cells = [[_short(cell) for cell in row] for row in part.cells]
    longest = max((len(cell.text) for row in part.cells for cell in row), default=0)
    notes = max((len(cell.note) for row in part.cells for cell in row), default=0)
    room = {"room": max(part.room, longest), "notes": max(part.notes, notes)}
    return vars(part) | {"type": "grid", "cells": cells} | room


def _short(cell: Cell) -> dict:
    return {name: value for name, value in vars(cell).items() if value or name == "text"}


def grids_of(parts: Sequence[dict]) -> list[dict]:
    """Return all grids among parts of a view, also those in columns, in their order."""
    found = []
    for part in parts:
        inside = part.get("parts")
        found += grids_of(inside) if inside else [part] if part["type"] == "grid" else []
    return found


def changed_cells(first: dict, view: dict) -> dict:
    """Return a view as what differs in its grids from the first view of a walk.

    Of each grid that differs: its number, the cells (row, column, cell), and what else changed.
    """
    changes = []
    pairs = zip(grids_of(first["parts"]), grids_of(view["parts"]), strict=True)
    for number, (old, new) in enumerate(pairs):
        cells = [
            (i, j, cell)
            for i, row in enumerate(new["cells"])
            for j, cell in enumerate(row)
            if cell != old["cells"][i][j]
        ]
        others = {k: v for k, v in new.items() if k != "cells" and v != old[k]}
        if cells or others:
            changes.append({"grid": number, "cells": cells, "others": others})
    parts = {"parts": view["parts"]} if view is first else {}
    return {"changes": changes, "lines": view["lines"], "said": view["said"]} | parts
