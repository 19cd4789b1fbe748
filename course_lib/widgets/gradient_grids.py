"""What the explorer of gradients shows of a part: its numbers, and the gradient by them.

``explorer`` is the one of :class:`Gradients`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..draw import Grid as Drawn
from .gradient_path import AFTER, Trace
from .grids import PLAIN, longest, number_cell, padded_grid, plain, room_for_products, write
from .view import Grid

NAMES = {
    "image": "Image",
    "kernel": "Kernel",
    "bias": "Bias",
    "sums": "Sums",
    "relu": "ReLU",
    "pool": "Pooling",
}


def name_in_text(part: str) -> str:
    """Return the name of a part inside a sentence."""
    return NAMES[part] if part == "relu" else NAMES[part].lower()


def pair(explorer: Any, part: str, trace: Trace, hidden: bool) -> list[Grid]:
    """Return the grid of a part, and the grid of the gradient by it."""
    heads = {"rows": (), "columns": ()} if part == "bias" else {}
    picked = explorer.at if part == explorer.part else None
    options = {"picked": picked, "hover": not explorer.quiz} | heads
    numbers = _padded_image if part == "image" else _numbers
    return [
        numbers(explorer, part, trace, **options),
        _gradient(explorer, part, trace, hidden, **options),
    ]


def _numbers(explorer: Any, part: str, trace: Trace, **options) -> Grid:
    values = explorer.path.values[part]
    used = {place for name, place in trace.met if name == part}
    heat = explorer.heat(values)

    def cell(i, j):
        look = ("window", ["used"]) if (i, j) in used else ()
        return number_cell(values[i, j].item(), heat, *look)

    return plain(part, NAMES[part], values.shape, cell, edit=part in ("kernel", "bias"), **options)


def _padded_image(explorer: Any, part: str, trace: Trace, picked=None, **options) -> Grid:
    axes, values = explorer.path.axes, explorer.values
    used = {place for name, place in trace.met if name == part}
    paint = lambda i, j, _: ("window", ["used"], "") if (i, j) in used else PLAIN  # noqa: E731
    if picked is not None:
        picked = tuple(i + axis.before for i, axis in zip(picked, axes, strict=True))
    options |= {"picked": picked, "heat": explorer.heat(values), "edit": True}
    return padded_grid(part, NAMES[part], values, axes, paint, "0", **options)


def _gradient(explorer: Any, part: str, trace: Trace, hidden: bool, **options) -> Grid:
    slopes = explorer.path.gradients[part]
    factors = trace.factors if AFTER.get(explorer.part) == part else {}
    heat = explorer.heat(slopes)

    def cell(i, j):
        covered, value = explorer.cover(part, i, j), slopes[i, j].item()
        if (i, j) not in factors:
            return number_cell(value, heat, covered=covered)
        note, words = _times(value, factors[i, j], hidden)
        return number_cell(value, heat, "window", [words], note, covered)

    caption = "Gradient, given" if part == "pool" else f"Gradient by {name_in_text(part)}"
    options |= {"edit": part == "pool", "room": longest(slopes), "notes": _notes(explorer, part)}
    return plain(f"gradient {part}", caption, slopes.shape, cell, **options)


def _notes(explorer: Any, part: str) -> int:
    """Return how many characters the longest note at a gradient has."""
    weights = [explorer.values, explorer.weights]
    met = {"sums": weights, "relu": [], "pool": []}.get(part)
    if met is None:
        return 0
    factors = np.concatenate([[0.0, 1.0], *map(np.ravel, met)])
    return room_for_products(explorer.path.gradients[part], factors)


def _times(slope: float, factor: float | None, hidden: bool) -> tuple[str, str]:
    """Return the note of a gradient that comes in, and how it is spoken."""
    if factor is None:
        return "", "comes in"
    product = "" if hidden else write(slope * factor)
    note = f"×{write(factor)}" + (f"={product}" if product else "")
    return note, f"times {write(factor)}" + (f" is {product}" if product else "")


def drawn(explorer: Any) -> list[Drawn]:
    """Return what is drawn of all parts, and then of the gradients by them."""
    around = {"image": tuple((axis.before, axis.after) for axis in explorer.path.axes)}
    grids = [
        Drawn(values, NAMES[part], padding=around.get(part, ((0, 0), (0, 0))))
        for part, values in explorer.path.values.items()
    ]
    for part in NAMES:
        mark = [explorer.at] if part == explorer.part else []
        gradient = explorer.path.gradients[part]
        grids.append(Drawn(gradient, f"Gradient by {name_in_text(part)}", mark=mark))
    return grids
