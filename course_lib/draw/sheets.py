"""A sheet of small pictures, each with a few words under it."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import numpy as np
from numpy.typing import ArrayLike

from ..nn.arguments import is_whole
from .flow import MARGIN, PAGE, Block, compose
from .photographs import MOST_PIXELS, grey_image, grey_limits
from .picture import Picture
from .read_arrays import read_pixels, read_values
from .svg import label

GAP = 8
LINE = 14
LETTER = 5.5  # width of a letter of a caption


def pictures(
    images: ArrayLike, captions: Sequence[str] = (), columns: int = 6, title: str = "Pictures"
) -> Picture:
    """Draw a batch of grey pictures of one size as a sheet, row after row.

    All have the same grey scale: 0 is black and 255 white, or 1 if no value is above 1. With
    negative values, 0 is mid-grey.

    Parameters
    ----------
    images : array (n, h, w) or (n, h, w, 1)
        At most 100,000 pixels together: 127 pictures of 28 by 28.
    captions : sequence of str
        One for each picture, or none.
    columns : int
        How many stand side by side.
    title : str

    Returns
    -------
    Picture
        Its description gives the captions, row by row.

    Raises
    ------
    TypeError
        If ``columns`` is not a whole number.
    ValueError
        If the images are not such an array, are too many or too wide, or captions are missing.

    Examples
    --------
    >>> pictures([[[0, 255]], [[255, 0]], [[9, 9]]], ["Day", "Night", "Fog"], columns=2)
    Pictures. 3 pictures, 1 by 2 each. Row 0: Day, Night. Row 1: Fog.
    """
    batch = _read(images)
    words = [str(caption) for caption in captions] or [f"{i}" for i in range(len(batch))]
    if len(words) != len(batch):
        raise ValueError(
            f"pictures: one caption a picture, received {len(words)} captions, "
            f"{len(batch)} pictures"
        )
    cell = _cell(columns, batch.shape[2])
    rows = [range(at, min(at + columns, len(batch))) for at in range(0, len(batch), columns)]
    body, y = [], 0.0
    for row in rows:
        part, height = _draw_row([(batch[i], words[i]) for i in row], grey_limits(batch), cell, y)
        body.append(part)
        y += height
    block = Block("\n".join(body), columns * (cell + GAP) - GAP, y)
    return compose([block], title, _describe(batch, words, rows))


def _read(images) -> np.ndarray:
    batch = read_values("pictures", images)
    if batch.ndim == 4 and batch.shape[3] == 1:
        batch = batch[..., 0]
    if batch.ndim != 3 or 0 in batch.shape or batch.dtype.kind not in "biuf":
        raise ValueError(
            "pictures: images are numbers of shape (n, h, w) or (n, h, w, 1), received "
            f"{batch.dtype} of shape {batch.shape}. For one image: images[:1]"
        )
    if batch.size > MOST_PIXELS:
        most = MOST_PIXELS // (batch.shape[1] * batch.shape[2])
        raise ValueError(
            f"pictures: at most {MOST_PIXELS} pixels together, received {batch.size}. "
            f"Take fewer: images[:{most}]"
        )
    return read_pixels("pictures", batch)


def _cell(columns: int, w: int) -> float:
    """Return the width of a column."""
    if not is_whole(columns):
        raise TypeError(f"pictures: columns must be a whole number, received {columns!r}")
    room = PAGE - 2 * MARGIN
    most = max((room + GAP) // (w + GAP), 1)
    if not 1 <= columns <= most:
        raise ValueError(
            f"pictures: columns must be from 1 to {most} for pictures {w} wide, received {columns}"
        )
    return (room + GAP) / columns - GAP


def _draw_row(items, limits, cell: float, y: float) -> tuple[str, float]:
    """Return the pictures and captions of a row that begins at ``y``, and its height."""
    h, w = items[0][0].shape
    zoom = min(cell / w, cell / h)
    zoom = int(zoom) if zoom >= 1 else zoom
    parts, lines = [], 1
    for i, (image, caption) in enumerate(items):
        x = i * (cell + GAP)
        parts.append(grey_image(image, limits, x, y, zoom))
        letters = max(round(cell / LETTER), 4)
        wrapped = wrap(caption, letters, break_on_hyphens=False, break_long_words=False)
        lines = max(lines, len(wrapped))
        for j, line in enumerate(wrapped):
            parts.append(label(line, x, y + h * zoom + LINE * (j + 0.7), 11))
    return "\n".join(parts), h * zoom + LINE * lines + GAP


def _describe(batch, words, rows) -> str:
    n, h, w = batch.shape
    told = [f"Row {i}: {', '.join(words[j] for j in row)}." for i, row in enumerate(rows)]
    return f"{n} picture{'s' * (n > 1)}, {h} by {w} each. {' '.join(told)}"
