"""What the explorer of transposed convolution shows: input, kernel, stamps, and words for them.

``explorer`` is the one of :class:`Transposed`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..explain.notation import TEXT, number
from ..nn.geometry import Axis
from .grids import longest, number_grid, padded_grid, room_for_products
from .stamping import Stamping
from .view import Grid


def stamp_grids(
    explorer: Any, paint_input: Callable, paint_output: Callable, used: Iterable = ()
) -> list[Grid]:
    """Return the grids of input, kernel and output; the places ``used`` of the kernel are marked.

    ``paint_input`` and ``paint_output`` are as in :func:`padded_grid`.
    """
    values, weights = explorer.values, explorer.weights
    notes = room_for_products(values, weights)
    inner = tuple(Axis(size, 1) for size in values.shape)
    options = {"edit": True, "picked": explorer.source, "notes": notes}
    heat = explorer.heat(values)
    kernel = {"edit": True, "quiet": True, "sign": "×"}
    return [
        padded_grid("input", "Input", values, inner, paint_input, "", heat=heat, **options),
        number_grid("kernel", "Kernel", weights, used, explorer.heat(weights), **kernel),
        _output(explorer, paint_output, notes - 1),
    ]


def _output(explorer: Any, paint: Callable, notes: int) -> Grid:
    stamping, laid, count = explorer.stamping, explorer.laid, explorer.values.size
    axes, at = stamping.axes, explorer.at
    name = "Output" if laid == count else f"Output after {laid} of {count} stamps"
    picked = at and tuple(i + axis.before for i, axis in zip(at, axes, strict=True))
    return padded_grid(
        "output",
        name,
        explorer.so_far,
        axes,
        paint,
        "",
        explorer.cover,
        explorer.heat(stamping.after(count)),
        picked=picked,
        sign="→",
        notes=notes,
        whole=True,
        # of the longest number, however many stamps lie there
        room=max(longest(stamping.after(k)) for k in explorer.steps()),
    )


def told_sizes(sizes, shape, kernel, stride: int, padding: str) -> str:
    """Say why ``sizes``, texts such as 5×5, are the right ones for an output.

    Examples
    --------
    >>> told_sizes(["4×4"], (2, 2), (3, 3), 1, "VALID")
    'Output shape: only from 4×4, conv2d with stride 1 and VALID makes 2×2. No other is right.'
    """
    makes = f"conv2d with stride {stride} and {padding} makes {shape[0]}×{shape[1]}"
    if len(sizes) == 1:
        return f"Output shape: only from {sizes[0]}, {makes}. No other is right."
    return f"Output shape: from each of {', '.join(sizes)}, {makes}. Each is right, so you choose."


def told_meeting(count: int, at) -> list[str]:
    """Say how many stamps meet in a cell of the output.

    Examples
    --------
    >>> told_meeting(2, (0, 1))
    ['2 stamps meet at row 0, column 1 of the output.']
    """
    if not count:
        return []
    meet = "1 stamp lies" if count == 1 else f"{count} stamps meet"
    return [f"{meet} at row {at[0]}, column {at[1]} of the output."]


def told_stamp(stamping: Stamping, source, arrows: bool) -> list[str]:
    """Say where the stamp of a place of the image lies; before the first stamp, that none does."""
    if source is None:
        return ["No stamp lies on the output yet: it is 0 everywhere."]
    under = stamping.under(source)
    value = TEXT.factor(stamping.image[source].item())
    (top, left), (bottom, right) = (map(number, place) for place in (under[0], under[-1]))
    step = "1 cell" if stamping.stride == 1 else f"{stamping.stride} cells"
    arrow = "The arrow ↓ tells what this stamp adds. " if arrows else ""
    lines = [
        f"{value} × kernel → rows {top} to {bottom}, columns {left} to {right}",
        f"{arrow}Stamps that overlap are added up. "
        f"The stride is the distance from stamp to stamp: {step}.",
    ]
    if not all(map(stamping.keeps, under)):
        lines.append("Under SAME, what lies in the hatched cells is cut off.")
    return lines
