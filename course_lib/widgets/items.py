"""Items of a page beside grids of numbers: maps to choose, a map to point into, bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Box = tuple[int, int, int, int]  # first row and column, height, width


@dataclass(frozen=True)
class Thumb:
    """A small map among others.

    Attributes
    ----------
    image : str
        A data URI.
    name : str
        What a screen reader says.
    box : Box or None
        What has an outline.
    """

    image: str
    name: str
    box: Box | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """What all items of this module have.

    Attributes
    ----------
    key : str
        Its name in the messages of clicks.
    caption, note : str
        What stands above it, and in small letters below.
    sign : str
        What stands before it, such as ``→``.
    hover : bool
        Whether it is enough to point.
    held : bool
        Whether something is kept that Escape lets go.
    """

    key: str
    caption: str
    note: str = ""
    sign: str = ""
    hover: bool = True
    held: bool = False
    new_line: bool = False

    kind = ""

    def to_dict(self) -> dict:
        """Return it as lists, texts and numbers."""
        return vars(self) | {"type": self.kind}


@dataclass(frozen=True, kw_only=True)
class Maps(Item):
    """Small maps of ``rows`` by ``columns`` numbers, to choose one: a click picks (its number, 0).

    Attributes
    ----------
    across : int
        Maps side by side.
    picked : int or None
    """

    thumbs: Sequence[Thumb]
    rows: int
    columns: int
    across: int = 3
    picked: int | None = None

    kind = "maps"

    def to_dict(self) -> dict:
        return super().to_dict() | {"thumbs": [vars(thumb) for thumb in self.thumbs]}


@dataclass(frozen=True, kw_only=True)
class Board(Item):
    """One map, large: each of its ``rows`` by ``columns`` numbers can be pointed at.

    Attributes
    ----------
    image : str
        A data URI.
    name : str
        What a screen reader says of the number that is picked.
    at : (int, int) or None
        The number that is picked.
    box : Box or None
        What has an outline.
    quiet : bool
        Whether it only tells, and nothing can be picked.
    draws : bool
        Whether it can be drawn on; ``at`` is then where the pen is.
    opens : bool
        Whether another picture can be opened from a file.
    """

    image: str
    name: str
    rows: int
    columns: int
    at: tuple[int, int] | None = None
    box: Box | None = None
    quiet: bool = False
    draws: bool = False
    opens: bool = False

    kind = "board"


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes
    ----------
    label, text : str
        What stands before and behind it.
    share : float
        How long it is, from 0 to 1.
    name : str
        What a screen reader says.
    """

    label: str
    text: str
    share: float
    name: str


@dataclass(frozen=True, kw_only=True)
class Bars(Item):
    """Bars to choose one: a click picks (its number, 0)."""

    bars: Sequence[Bar] = field(default_factory=list)
    picked: int | None = None

    kind = "bars"

    def to_dict(self) -> dict:
        """Return it as lists, texts and numbers; how long bars are, as a style writes it."""
        bars = [vars(bar) | {"width": f"{100 * bar.share:.1f}%"} for bar in self.bars]
        return super().to_dict() | {"bars": bars}


@dataclass(frozen=True)
class Work:
    """Work that the page asks for piece by piece, so that it can be stopped; nothing is seen of it.

    Attributes
    ----------
    piece : int or None
        Which piece is next; None when there is nothing to do.
    """

    piece: int | None
    key: str = "work"

    def to_dict(self) -> dict:
        """Return it as text and number."""
        return vars(self) | {"type": "work"}
