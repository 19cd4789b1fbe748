"""Numbers as bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..explain.notation import number
from .flow import Block, compose
from .picture import Picture
from .svg import element, label, rectangle

LONGEST = 380  # width of the longest bar
LINE = 26
LETTER = 8.2  # width of a letter of a name
DIGITS = 3


def bars(
    names: Sequence[str], values: Mapping[str, Sequence[float]], title: str = "Bars"
) -> Picture:
    """Draw numbers as bars, one group below the other.

    Parameters
    ----------
    names : list of str
        What the bars of each group stand for.
    values : dict of str to list of float
        A group: what is measured, with its unit, and a number of 0 or more for each name. Bars
        are as long as their number beside the longest of their group.
    title : str

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If a group does not have a number for each name, or one is negative or not finite.

    Examples
    --------
    >>> bars(["here", "there"], {"seconds": [0.5, 2]}, "Times")
    Times. seconds: here 0.5, there 2.
    """
    for group, numbers in values.items():
        if len(numbers) != len(names) or not len(names):
            raise ValueError(
                f"bars: {group!r} needs a number for each of {len(names)} names, "
                f"received {len(numbers)}"
            )
        if not all(np.isfinite(x) and x >= 0 for x in numbers):
            raise ValueError(
                f"bars: {group!r} needs finite numbers of 0 or more, received {numbers}"
            )
    if not values:
        raise ValueError("bars: there is nothing to draw: values is empty")
    words = [
        f"{group}: {', '.join(f'{n} {_write(x)}' for n, x in zip(names, numbers, strict=True))}."
        for group, numbers in values.items()
    ]
    blocks = [_group(group, names, numbers) for group, numbers in values.items()]
    return compose(blocks, title, " ".join(words))


def _write(x: float) -> str:
    """Write a number to three digits, and all of a whole one.

    >>> _write(2508800), _write(1238.61), _write(0.03142)
    ('2,508,800', '1,239', '0.0314')
    """
    return f"{x:,.0f}" if x >= 100 else number(x, DIGITS)


def _group(group: str, names, numbers) -> Block:
    left = LETTER * max(map(len, names)) + 10
    longest = max(numbers) or 1.0
    parts = [label(group, 0, 9, 12.5)]
    for i, (name, x) in enumerate(zip(names, numbers, strict=True)):
        y, width = 22 + i * LINE, LONGEST * x / longest
        parts.append(label(name, left - 8, y + LINE / 2, 12.5, text_anchor="end"))
        parts.append(rectangle(left, y + 4, width, LINE - 8, "window-fill"))
        parts.append(rectangle(left, y + 4, width, LINE - 8, "window", stroke_width=1.5))
        parts.append(label(_write(x), left + width + 8, y + LINE / 2, 12.5, mono=True))
    width = left + LONGEST + 8 + 8.5 * max(len(_write(x)) for x in numbers)
    body = element("g", *parts)
    return Block(body, width, 22 + LINE * len(names) + 4, new_line=True)
