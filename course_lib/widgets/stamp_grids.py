"""What the explorer of transposed convolution shows: input, kernel, and the stamps so far.

``explorer`` is the one of :class:`Transposed`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..nn.geometry import Axis
from .grids import longest, number_grid, padded_grid, room_for_products
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
