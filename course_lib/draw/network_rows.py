"""A network as a row of blocks: the picture, the maps of each layer, and the shares as bars."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..explain.notation import number
from .flow import Block, compose
from .picture import Picture
from .svg import element, label, rectangle, times

SMALL = 17  # side of a small map
GAP = 2
LARGE = 78  # side of the picture
ROW = 18  # height of a bar with its gap
TOP = 34  # room for what stands above maps
LENGTH = 50  # of the longest bar

Layer = tuple[str, np.ndarray, Sequence[str]]


def network_row(
    layers: Sequence[Layer], last: str, names: Sequence[str], shares: np.ndarray, shown: str
) -> Picture:
    """Draw what a network makes of a picture; the description gives all shapes and all shares.

    The first of ``layers`` is the picture; each has maps (h, w, c), and every map as a data URI.
    ``last`` stands above the bars, ``names`` are those of the classes, and ``shown`` is what the
    picture shows.
    """
    blocks = [_maps(*layer, sign="→" if i else "") for i, layer in enumerate(layers)]
    told = "; ".join(f"{caption}: {times(maps.shape)}" for caption, maps, _ in layers)
    given = ", ".join(
        f"{name} {_percent(share)}" for name, share in zip(names, shares, strict=True)
    )
    blocks.append(_bars(last, names, shares))
    words = f"{told}; {last}: {given}."
    return compose(blocks, f"What the network makes of picture {shown}", words)


def _percent(share: float) -> str:
    return f"{number(100 * float(share), 3)} %" if share >= 0.0005 else "0 %"


def _maps(caption: str, maps: np.ndarray, sources: Sequence[str], sign: str) -> Block:
    count = len(sources)
    across, side = (1, LARGE) if count == 1 else (3 if count > 16 else 2, SMALL)
    parts = []
    for i, source in enumerate(sources):
        down, right = divmod(i, across)
        x, y = right * (side + GAP), TOP + down * (side + GAP)
        style = "image-rendering: pixelated"
        size = {"width": side, "height": side, "preserveAspectRatio": "none", "style": style}
        parts.append(element("image", x=x, y=y, href=source, **size))
        parts.append(rectangle(x, y, side, side, "line", stroke_width=0.5))
    heads, written = _heads(caption, 0)
    parts += written
    below = TOP + -(-count // across) * (side + GAP) + 8
    parts.append(label(times(maps.shape), 0, below, 10.5, kind="muted"))
    width = max(across * (side + GAP) - GAP, 6.1 * len(heads[0]), 5.7 * len(heads[1]))
    return Block("".join(parts), width, below + 8, sign=sign)


def _heads(caption: str, x: float) -> tuple[list[str], list[str]]:
    """Return two lines, the number and the layer, and what it is like; and how they are drawn."""
    words = caption.split(" ")
    heads = [" ".join(words[:2]).rstrip(","), " ".join(words[2:])]
    first = label(heads[0], x, 6, 10.5, font_weight="bold")
    return heads, [first, label(heads[1], x, 20, 10.5, kind="muted")]


def _bars(caption: str, names: Sequence[str], shares: np.ndarray) -> Block:
    best, left = int(np.argmax(shares)), 5.9 * max(map(len, names)) + 6
    _, parts = _heads(caption, left)
    for i, (name, share) in enumerate(zip(names, shares, strict=True)):
        y = TOP + i * ROW
        weight = {"font_weight": "bold"} if i == best else {}
        parts.append(label(name, left - 6, y + ROW / 2, 11, text_anchor="end", **weight))
        length = LENGTH * float(share)
        parts.append(rectangle(left, y + 2, LENGTH, ROW - 4, "line", stroke_width=0.75))
        parts.append(rectangle(left, y + 2, length, ROW - 4, "text"))
        text = _percent(share) + (" ◂" if i == best else "")
        parts.append(label(text, left + LENGTH + 4, y + ROW / 2, 11, **weight))
    return Block("".join(parts), left + LENGTH + 54, TOP + len(names) * ROW, sign="→")
