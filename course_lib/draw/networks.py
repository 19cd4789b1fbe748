"""A network as a row of blocks: what each layer makes, and how large that is."""

from __future__ import annotations

from collections.abc import Sequence

from .flow import Block, compose
from .picture import Picture
from .svg import element, label, rectangle, times

SIDE, LEAST = 54, 10  # of the largest block, and of the smallest
BEHIND, APART = 4, 3  # sheets that are drawn behind a block at most, and their distance
WIDTH, WORDS = 70, 36  # of a block with its words, and the room for these


def network(
    shapes: Sequence[Sequence[int]], names: Sequence[str], title: str = "A network"
) -> Picture:
    """Draw the arrays that go through a network as a row of blocks.

    Parameters
    ----------
    shapes : list of (h, w, c) or (c,)
        The shape of an image, and of what each layer makes of it.
    names : list of str
        What stands under each block.
    title : str

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is not a name for each shape, or a shape has other than one or three axes.

    Examples
    --------
    >>> network([(28, 28, 1), (10,)], ["a picture", "Dense"])
    A network. a picture: 28×28×1 → Dense: 10.
    """
    if len(shapes) != len(names) or not shapes:
        raise ValueError(
            f"network: a name for each shape, received {len(shapes)} shapes, {len(names)} names"
        )
    for shape in shapes:
        if len(shape) not in (1, 3):
            raise ValueError(f"network: a shape is (h, w, c) or (c,), received {tuple(shape)}")
    largest = max((max(shape[:2]) for shape in shapes if len(shape) == 3), default=1)
    words = [times(shape) for shape in shapes]
    blocks = [
        _block(shape, name, word, largest, "" if k == 0 else "→")
        for k, (shape, name, word) in enumerate(zip(shapes, names, words, strict=True))
    ]
    told = " → ".join(f"{name}: {word}" for name, word in zip(names, words, strict=True))
    return compose(blocks, title, f"{told}.")


def _block(shape, name: str, size: str, largest: int, sign: str) -> Block:
    if len(shape) == 3:
        height, width = (max(SIDE * side / largest, LEAST) for side in shape[:2])
        sheets = min(shape[2] - 1, BEHIND)
    else:
        height, width, sheets = SIDE if shape[0] > 100 else SIDE / 2, LEAST, 0
    room = SIDE + BEHIND * APART
    x, y = (WIDTH - width - sheets * APART) / 2, (room - height + sheets * APART) / 2
    parts = [
        rectangle(x + k * APART, y - k * APART, width, height, "panel", stroke_width=1)
        + rectangle(x + k * APART, y - k * APART, width, height, "window", stroke_width=1.5)
        for k in range(sheets, -1, -1)
    ]
    middle = {"text_anchor": "middle"}
    parts.append(label(name, WIDTH / 2, room + 10, 11, **middle))
    parts.append(label(size, WIDTH / 2, room + 26, 11, kind="muted", **middle))
    return Block(element("g", *parts), WIDTH, room + WORDS, sign=sign)
