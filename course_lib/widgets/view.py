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
        Whether a cell is picked already when the mouse comes over it.
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
    hover: bool = False


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
class Column:
    """Parts that stay together, one below the other."""

    key: str
    parts: Sequence[Grid | Image]
    sign: str = ""


@dataclass(frozen=True)
class Question:
    """What a quiz asks, and what it says to the last answer."""

    label: str
    said: str = ""
    right: bool = False


@dataclass(frozen=True)
class View:
    """All that an explorer shows.

    Attributes
    ----------
    parts : sequence of Grid, Image or Column
    lines : sequence of str
        The arithmetic and what it means, below the parts.
    said : str
        What a screen reader announces after a step.
    """

    parts: Sequence[Grid | Image | Column]
    lines: Sequence[str]
    said: str = ""

    def to_dict(self) -> dict:
        """Return the view as lists, texts and numbers; what is empty in a cell is left out."""
        return {
            "parts": [_part(part) for part in self.parts],
            "lines": list(self.lines),
            "said": self.said or " ".join(self.lines),
        }


def _part(part: Grid | Image | Column) -> dict:
    if isinstance(part, Column):
        return vars(part) | {"type": "column", "parts": [_part(one) for one in part.parts]}
    if isinstance(part, Image):
        return vars(part) | {"type": "image"}
    cells = [[_short(cell) for cell in row] for row in part.cells]
    return vars(part) | {"type": "grid", "cells": cells}


def _short(cell: Cell) -> dict:
    return {name: value for name, value in vars(cell).items() if value}
