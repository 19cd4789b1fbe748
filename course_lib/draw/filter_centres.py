"""The map of the places where a filter is centred."""

from __future__ import annotations

from collections.abc import Sequence

from ..nn.arguments import read_pair
from ..nn.geometry import Axis, read_axes
from .cells import grid_lines
from .flow import Block, compose
from .picture import Picture
from .svg import element, label, rectangle, times

MOST = 64
EDGE = 22


def centres(
    h: int,
    w: int,
    kernel: int | Sequence[int],
    strides: int | Sequence[int],
    padding: str | Sequence[Sequence[int]],
    dilations: int | Sequence[int] = 1,
) -> Picture:
    """Draw the input as a grid with an x where a window is centred.

    Parameters
    ----------
    h, w : int
        The size of the input, at most 64.
    kernel, strides, dilations : int or pair
        ``kh kw``, ``sh sw``, ``dh dw``.
    padding : "SAME", "VALID" or ((0, 0), (ph0, ph1), (pw0, pw1), (0, 0))

    Returns
    -------
    Picture
        ``print`` shows it as text: x for a centre, a dot for any other cell.

    Raises
    ------
    ValueError
        If no window fits, or the input is too large.

    Notes
    -----
    A window over an even number of cells has two cells in the middle. The first of them, up or
    left, is its centre: so SAME with stride 1 has a centre on every cell, for every kernel.

    Examples
    --------
    >>> print(centres(5, 5, 3, 2, "SAME"))
    x.x.x
    .....
    x.x.x
    .....
    x.x.x
    """
    size = read_pair("centres", "(h, w)", (h, w))
    if max(size) > MOST:
        raise ValueError(f"centres: h and w are at most {MOST}, received {size}")
    pairs = (("kernel", kernel), ("strides", strides), ("dilations", dilations))
    kernel, strides, dilations = (read_pair("centres", *pair) for pair in pairs)
    rows, columns = read_axes("centres", padding, size, kernel, strides, dilations)
    places = [
        (y, x) for y in _centres(rows) for x in _centres(columns) if 0 <= y < h and 0 <= x < w
    ]
    lines = ["".join("x" if (y, x) in places else "." for x in range(w)) for y in range(h)]
    outside = rows.out * columns.out - len(places)
    return compose(
        [_draw(h, w, places)],
        f"Filter centres: {times(kernel)} kernel, stride {times(strides)}, {times(size)} input",
        _describe(lines, rows, columns, outside),
        "\n".join(lines),
    )


def _centres(axis: Axis) -> list[int]:
    first = (axis.reach - 1) // 2 - axis.before
    return [first + i * axis.stride for i in range(axis.out)]


def _describe(lines: list[str], rows: Axis, columns: Axis, outside: int) -> str:
    words = (
        f"Dilation {times((rows.dilation, columns.dilation))}, padding {rows.before} above, "
        f"{rows.after} below, {columns.before} left, {columns.after} right. {rows.out} rows of "
        f"{columns.out} windows; x is a centre"
    )
    if rows.reach % 2 == 0 or columns.reach % 2 == 0:
        words += ", the first of two cells in the middle"
    if outside:
        words += f", and {outside} more centres lie in the padding"
    return f"{words}. Row by row: {' '.join(lines)}"


def _draw(h: int, w: int, places) -> Block:
    cell = max(min(32, 640 // max(h, w)), 10)
    parts = [rectangle(x * cell, y * cell, cell, cell, "window-fill") for y, x in places]
    parts.append(grid_lines(h, w, (cell, cell)))
    for y, x in places:
        parts.append(label("x", (x + 0.5) * cell, (y + 0.47) * cell, 0.6 * cell, mono=True))
    step = 1 if cell >= 18 else 5
    for j in range(0, w, step):
        parts.append(label(str(j), (j + 0.5) * cell, -9, 10.5, kind="muted"))
    for i in range(0, h, step):
        parts.append(label(str(i), -11, (i + 0.5) * cell, 10.5, kind="muted"))
    body = element("g", *parts, transform=f"translate({EDGE},{EDGE})", text_anchor="middle")
    return Block(body, EDGE + w * cell + 2, EDGE + h * cell + 2)
