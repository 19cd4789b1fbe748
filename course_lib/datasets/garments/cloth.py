"""Cloth: brightness, stripes, checks, prints and folds."""

from __future__ import annotations

import numpy as np

from .shapes import inside, present, wave

MEASURES = {
    "light": (0.35, 1.15),
    "stripes": (-6.0, 0.7),
    "stripe_width": (2.2, 6.0),
    "lines": (-8.0, 0.6),
    "line_width": (2.2, 5.0),
    "pattern": (-6.0, 1.0),
    "print": (-4.0, 1.2),
    "folds": (0.0, 0.25),
    "fold_width": (4.0, 9.0),
    "fold_slope": (-0.5, 0.5),
    "knit": (-1.0, 0.0),
    "knit_lean": (0.0, 0.5),
    "phase": (0.0, 1.0),
    "grain": (0.01, 0.1),
}


def cloth(m, x: np.ndarray, y: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Return the brightness of the cloth at each pixel, about 0 to 1.

    ``x`` and ``y`` (n, 28, 28) tell where each pixel is on the garment, ``cells`` (n, 14, 14) are
    random numbers from -1 to 1, for prints.
    """
    spots = np.clip(_smooth(cells) * 4, 0, 1)
    printed = inside(np.minimum(m.print * 6 - np.abs(x), m.print * 5 - np.abs(y + 2)))
    spots = spots * np.maximum(present(m.pattern), printed * present(m.print))
    shade = 1 - np.float32(0.6) * spots
    shade -= present(m.stripes) * _lines(y / m.stripe_width + m.phase)
    shade -= present(m.lines) * _lines(x / m.line_width + m.phase)
    shade -= m.folds * wave((x + y * m.fold_slope) / m.fold_width + m.phase)
    shade -= present(m.knit) * wave(y / 2 + x * m.knit_lean + m.phase)
    return np.maximum(m.light * shade, np.float32(0.08))


def _smooth(cells: np.ndarray) -> np.ndarray:
    """Return the cells (n, 14, 14) as (n, 28, 28), each pixel halfway to its neighbours."""
    for axis in (1, 2):
        cells = cells.repeat(2, axis=axis)
        cells = (cells + np.roll(cells, 1, axis=axis)) / 2
    return cells


def _lines(at: np.ndarray) -> np.ndarray:
    return np.clip(wave(at) * 3 - 1, 0, 1)
