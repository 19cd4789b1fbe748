"""The picture that chats and networks show beside a link to the site."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .. import nn
from ..draw.palette import LIGHT

PREVIEW = "preview.png"
WIDTH, HEIGHT = 1200, 630  # what networks ask for
_IMAGE = np.array([[4, 3, 1, 0], [2, 1, 0, 1], [1, 2, 4, 1], [3, 1, 0, 2]], dtype=float)
_KERNEL = np.array([[1, 0, 1], [2, 1, 0], [0, 0, 1]], dtype=float)


def draw_preview(path: Path) -> None:
    """Draw the image, the kernel and the output of the first lesson as a PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=LIGHT["panel"])
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(HEIGHT, 0))
    axes.axis("off")
    axes.text(70, 105, "A course on convolution", size=42, weight="bold", color=LIGHT["text"])
    axes.text(70, 165, "Click any number and see where it comes from.", size=23)
    out = nn.conv2d(_IMAGE[None, :, :, None], _KERNEL[:, :, None, None], 1, "VALID")[0, :, :, 0]
    _grid(axes, 70, 230, _IMAGE, {(y, x) for y in (1, 2, 3) for x in (1, 2, 3)}, "window")
    axes.text(466, 416, "×", size=40, ha="center", va="center")
    _grid(axes, 510, 275, _KERNEL, set(), "window")
    axes.text(830, 416, "=", size=40, ha="center", va="center")
    _grid(axes, 880, 320, out, {(1, 1)}, "mark")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Software": None})


def _grid(axes, left: float, top: float, numbers, marked: set, kind: str, size: int = 88) -> None:
    """Draw a grid of numbers; marked cells are filled, and have a thick edge."""
    from matplotlib.patches import Rectangle

    for (y, x), value in sorted(np.ndenumerate(numbers), key=lambda cell: cell[0] in marked):
        inside = (y, x) in marked
        corner = left + x * size, top + y * size
        edge, fill = (LIGHT[kind], LIGHT[f"{kind}-fill"]) if inside else (LIGHT["line"], "none")
        cell = Rectangle(corner, size, size, ec=edge, fc=fill, lw=4 if inside else 1.5)
        axes.add_patch(cell)
        middle = corner[0] + size / 2, corner[1] + size / 2
        axes.text(*middle, f"{value:g}", size=27, ha="center", va="center", color=LIGHT["text"])
