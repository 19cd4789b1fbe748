"""A picture with its text alternative."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

SMALLEST, ENOUGH = 0.75, 480  # of its width, for text of 13 pixels; and no more pixels than that
READABLE = " !$'()*+,-./:;=?@[]_~"  # left as they are in a data URI, beside letters and digits


@dataclass(frozen=True, repr=False)
class Picture:
    """An SVG picture that JupyterLab shows, in trusted notebooks and in others.

    Attributes
    ----------
    svg : str
        The whole SVG file.
    title, description : str
        The text alternative.
    text : str
        What ``print`` shows; empty for title and description.

    Examples
    --------
    >>> from course_lib import draw
    >>> draw.array([[1, 2], [3, 4]], title="Image")
    Image. 2 by 2 grid. Row 0: 1, 2. Row 1: 3, 4.
    """

    svg: str
    title: str
    description: str
    text: str = ""

    @property
    def alternative(self) -> str:
        """Title and description as one text."""
        return f"{self.title}. {self.description}"

    def __str__(self) -> str:
        return self.text or self.alternative

    def __repr__(self) -> str:
        return self.alternative

    def html(self) -> str:
        """Return the picture as an ``<img>`` that holds the SVG itself.

        JupyterLab removes ``<svg>`` from notebooks that are not trusted, and keeps ``<img>``. A
        wide picture shrinks with the page only as far as its text can be read.
        """
        alt, width = escape(self.alternative), re.search(r"width='([\d.]+)", self.svg)
        least = min(round(SMALLEST * float(width[1])), ENOUGH) if width else 0
        return f'<img alt="{alt}" style="max-width:100%;min-width:{least}px" src="{self.source()}">'

    def source(self) -> str:
        """Return the picture as a data URI."""
        return "data:image/svg+xml," + quote(self.svg, safe=READABLE)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.alternative}

    def save(self, path: str | Path) -> None:
        """Write the SVG to a file."""
        Path(path).write_text(self.svg, encoding="utf-8", newline="\n")
