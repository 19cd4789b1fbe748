"""A network as a row of blocks: the picture, the maps of each layer, and the shares as bars."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..explain.notation import number
from .flow import Block, compose
from .picture import Picture
from .svg import element, label, rectangle

SMALL = 17  # side of a small map
GAP = 2
LARGE = 84  # side of the picture
ROW = 18  # height of a bar with its gap
TOP = 36  # room for what stands above maps
LENGTH = 62  # of the longest bar

Layer = tuple[str, np.ndarray, Sequence[str]]


def network_row(
    layers: Sequence[Layer], names: Sequence[str], shares: np.ndarray, shown: str
) -> Picture:
    """Draw what a network makes of a picture.

    Parameters
    ----------
    layers : list of (caption, maps, sources)
        The picture first. Maps (h, w, c), and each as a data URI.
    names : list of str
        What the classes are called.
    shares : array (classes,)
    shown : str
        What the picture shows.

    Returns
    -------
    Picture
        Its description gives all shapes and all shares.
    """
    blocks = [_maps(*layer, sign="→" if i else "") for i, layer in enumerate(layers)]
    told = "; ".join(f"{caption}: {_times(maps)}" for caption, maps, _ in layers)
    given = ", ".join(
        f"{name} {_percent(share)}" for name, share in zip(names, shares, strict=True)
    )
    blocks.append(_bars(names, shares))
    words = f"{told}; shares: {given}."
    return compose(blocks, f"What the network makes of {shown}", words)


def _times(maps: np.ndarray) -> str:
    return "×".join(map(str, maps.shape))


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
    first, _, rest = caption.partition(", ")
    parts.append(label(first, 0, 6, 11, font_weight="bold"))
    parts.append(label(rest or _times(maps), 0, 20, 11, kind="muted"))
    lines = -(-count // across)
    below = TOP + lines * (side + GAP)
    if rest:
        parts.append(label(_times(maps), 0, below + 8, 11, kind="muted"))
        below += 16
    width = max(across * (side + GAP) - GAP, 6.3 * len(first), 6.3 * len(rest))
    return Block("".join(parts), width, below, sign=sign)


def _bars(names: Sequence[str], shares: np.ndarray) -> Block:
    best = int(shares.argmax())
    parts = []
    left = 5.9 * max(map(len, names)) + 6
    for i, (name, share) in enumerate(zip(names, shares, strict=True)):
        y = i * ROW
        weight = {"font_weight": "bold"} if i == best else {}
        parts.append(label(name, left - 6, y + ROW / 2, 11, text_anchor="end", **weight))
        length = LENGTH * float(share)
        parts.append(rectangle(left, y + 2, LENGTH, ROW - 4, "line", stroke_width=0.75))
        parts.append(rectangle(left, y + 2, length, ROW - 4, "text"))
        text = _percent(share) + (" ◂" if i == best else "")
        parts.append(label(text, left + LENGTH + 4, y + ROW / 2, 11, **weight))
    return Block("".join(parts), left + LENGTH + 62, len(names) * ROW, sign="→")
