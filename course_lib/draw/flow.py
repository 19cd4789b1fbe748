"""Setting blocks side by side, and on a new line where the page ends."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from .picture import Picture
from .svg import document, element, label, length

PAGE = 700  # the width of a JupyterLab column
MARGIN = 12
GAP = 14
SIGN = 30  # room for a sign between two blocks
HEADING = 26


@dataclass(frozen=True)
class Block:
    """A part of a picture: its SVG, drawn from (0, 0), and how it is set.

    ``sign`` stands before it, such as ``"×"``; ``new_line`` tells whether it begins a line.
    """

    body: str
    width: float
    height: float
    sign: str = ""
    new_line: bool = False

    @property
    def before(self) -> float:
        """The room for the sign, or for the gap, before it."""
        return SIGN if self.sign else GAP


def text_block(words: str) -> Block:
    """Return a block of text that has lines of its own."""
    lines = wrap(words, 84, break_long_words=False)
    body = "".join(label(line, 0, 8 + 18 * i, 13) for i, line in enumerate(lines))
    return Block(body, 7.6 * max(map(len, lines)), 18 * len(lines), new_line=True)


def compose(blocks: list[Block], title: str, description: str, text: str = "") -> Picture:
    """Return the picture of ``blocks`` under a title."""
    parts = [label(title, MARGIN, MARGIN + 8, 15, font_weight="bold")]
    width, y = MARGIN + 8.6 * len(title), float(MARGIN + HEADING)
    for line in _lines(blocks):
        height = max(block.height for block in line)
        body, right = _set_line(line, y, height)
        parts.append(body)
        width, y = max(width, right), y + height + GAP
    width = max(width + MARGIN, 120)
    svg = document("\n".join(parts) + "\n", width, y - GAP + MARGIN, title, description)
    return Picture(svg, title, description, text)


def _lines(blocks: list[Block]) -> list[list[Block]]:
    lines: list[list[Block]] = []
    right = 0.0
    for block in blocks:
        right += block.before + block.width
        if not lines or block.new_line or right > PAGE - MARGIN:
            lines.append([])
            right = MARGIN + block.width + (SIGN if block.sign else 0)
        lines[-1].append(block)
    return lines


def _set_line(line: list[Block], y: float, height: float) -> tuple[str, float]:
    parts, x = [], float(MARGIN)
    for block in line:
        if block.sign:
            middle = y + height / 2
            parts.append(label(block.sign, x + SIGN / 2, middle, 20, text_anchor="middle"))
        if block.sign or block is not line[0]:
            x += block.before
        top = y + (height - block.height) / 2
        parts.append(element("g", block.body, transform=f"translate({length(x)},{length(top)})"))
        x += block.width
    return "\n".join(parts), x
