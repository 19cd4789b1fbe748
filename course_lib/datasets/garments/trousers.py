"""Trousers, from the front."""

from __future__ import annotations

import numpy as np

from .cloth import MEASURES, cloth
from .shapes import ACROSS, DOWN, between, inside, path, present
from .styles import Styles

_USUAL = MEASURES | {
    "stripes": (-40.0, 0.6),
    "lines": (-20.0, 0.6),
    "print": (-1.0, 0.0),
    "pattern": (-20.0, 1.0),
    "light": (0.45, 1.2),
    "scale": (0.89, 1.05),
    "right": (-3.5, 3.5),
    "down": (-1.8, 1.8),
    "lean": (-0.06, 0.06),
    "length": (25.5, 27.0),
    "waist": (3.2, 4.6),
    "hip": (3.9, 5.4),
    "crotch": (7.5, 10.5),
    "knee": (3.8, 5.8),
    "hem": (3.4, 6.4),
    "leg": (1.7, 2.8),
    "fly": (0.0, 0.4),
    "pockets": (-0.3, 0.4),
    "fade": (-0.2, 0.4),
    "inner": (0.25, 0.75),
}
_STYLES = {
    "trousers": {},
    "wide": {"knee": (4.8, 7.0), "hem": (5.0, 8.5), "leg": (2.6, 4.4)},
}
_SHARES = {1: {"trousers": 0.88, "wide": 0.12}}
TROUSERS = Styles(_USUAL, _STYLES, _SHARES)


def draw_trousers(m, cells: np.ndarray) -> np.ndarray:
    """Return pictures (n, 28, 28), brightness about 0 to 1, of trousers with the measures ``m``."""
    y = (DOWN - m.down) / m.scale + 13
    x = (ACROSS - m.right - DOWN * m.lean) / m.scale
    side = np.abs(x)
    outer = path(y, (0.5, m.waist), (6, m.hip), (16, m.knee), (m.length, m.hem))
    gap = np.maximum(path(y, (m.crotch, 0), (m.crotch + 3, 1)) * (outer - m.leg * 2), -1)
    legs = inside(outer - side) * (1 - inside(gap - side) * (y > m.crotch))
    legs = legs * between(y, 0.3, m.length)
    shade = cloth(m, x, y, cells)
    middle = between(x, -0.4, 0.4) * between(y, 1, m.length)
    shade = shade * (1 - middle * np.where(y > m.crotch, m.inner, m.fly))
    pocket = between(side + (y - 2) * 0.6, m.hip - 0.9, m.hip - 0.3) * inside(5 - y)
    shade = shade * (1 - present(m.pockets) * pocket)
    leg_middle = (outer + gap) / 2
    fade = np.clip(1 - np.abs(side - leg_middle) / 2, 0, 1) * inside(y - 6)
    return legs * shade * (0.85 + m.fade * fade)
