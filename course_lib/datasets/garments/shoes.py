"""Shoes from the side, the toe on the left: sandal, sneaker, ankle boot.

Measures are in pixels, heights above the sole.
"""

from __future__ import annotations

import numpy as np

from .cloth import MEASURES, cloth
from .shapes import ACROSS, DOWN, between, inside, path, present, wave
from .styles import Styles

_USUAL = MEASURES | {
    "light": (0.4, 1.2),
    "stripes": (-10.0, 0.8),
    "lines": (-10.0, 0.8),
    "pattern": (-6.0, 1.0),
    "print": (-1.0, 0.0),
    "scale": (0.9, 1.05),
    "right": (-1.3, 1.3),
    "ground": (2.5, 8.0),
    "tilt": (-0.06, 0.06),
    "tip": (0.0, 1.5),
    "heel": (-1.0, 1.2),
    "heel_at": (7.0, 10.0),
    "heel_slant": (0.0, 1.5),
    "heel_in": (0.0, 1.0),
    "ankle": (0.0, 1.0),
    "sole": (0.8, 2.4),
    "sole_light": (0.15, 1.0),
    "toe": (3.2, 5.0),
    "vamp": (4.6, 6.8),
    "throat": (-1.5, 3.0),
    "front": (8.0, 10.5),
    "back": (8.0, 11.0),
    "dip": (0.5, 2.8),
    "rise": (3.0, 6.0),
    "open": (-1.0, 0.0),
    "strap_1": (-11.0, -7.0),
    "strap_2": (-6.0, 0.0),
    "strap_3": (2.0, 9.0),
    "lean_1": (-0.8, 0.8),
    "lean_2": (-1.5, 1.5),
    "lean_3": (-1.2, 1.2),
    "strap_width": (0.7, 1.7),
    "around": (-0.3, 1.0),
    "counter": (-2.0, 3.0),
    "laces": (-0.4, 0.9),
    "lace_slope": (0.4, 0.8),
    "stripe": (-0.6, 0.9),
    "stripe_at": (-3.0, 6.0),
    "stripe_broad": (1.0, 5.0),
    "stripe_lean": (-1.2, 1.2),
    "stripe_light": (0.1, 1.0),
    "cap": (-1.0, 0.6),
    "elastic": (-1.0, 0.0),
    "rim": (-0.6, 0.5),
}
_OPEN = {
    "open": (0.85, 1.8),
    "light": (0.5, 1.3),
    "sole_light": (0.4, 1.1),
    "laces": (-1, 0),
    "cap": (-1, 0),
    "stripe": (-1, 0),
    "rim": (-1, 0),
}
_STYLES = {
    "trainer": {},
    "slip-on": {"front": (5.0, 7.0), "back": (6.5, 9.0), "laces": (-1, 0)},
    "high-top": {"ground": (5.0, 9.0), "front": (10.0, 14.5), "back": (11.0, 15.0)},
    "flat sandal": _OPEN
    | {
        "toe": (2.2, 4.0),
        "vamp": (3.5, 5.5),
        "front": (5.0, 8.5),
        "back": (4.0, 9.0),
        "sole": (0.9, 2.2),
        "ground": (3.0, 6.0),
    },
    "mule": _OPEN
    | {
        "strap_width": (1.2, 2.2),
        "toe": (2.5, 4.0),
        "vamp": (4.0, 6.0),
        "front": (5.5, 8.0),
        "back": (1.0, 3.0),
        "around": (-1, 0),
        "counter": (-1, 0),
    },
    "heeled sandal": _OPEN
    | {
        "heel": (5.0, 11.0),
        "heel_at": (9.0, 11.5),
        "heel_in": (0.0, 1.5),
        "sole": (0.8, 1.8),
        "ground": (8.0, 11.0),
        "toe": (2.0, 3.6),
        "vamp": (3.0, 5.0),
        "throat": (2.0, 6.0),
        "front": (5.0, 11.0),
        "back": (7.0, 13.0),
        "strap_width": (0.4, 1.1),
    },
    "boot": {
        "ground": (8.5, 11.0),
        "toe": (3.4, 5.2),
        "vamp": (5.0, 7.5),
        "throat": (-1.0, 2.0),
        "rise": (0.8, 3.5),
        "dip": (-0.3, 0.8),
        "front": (14.5, 20.0),
        "back": (14.0, 20.5),
        "heel": (-0.5, 2.5),
        "stripe": (-1.5, 0.6),
        "elastic": (-0.6, 0.7),
        "laces": (-0.8, 0.7),
        "ankle": (0.0, 2.0),
    },
    "heeled boot": {
        "ground": (10.0, 12.0),
        "heel": (3.0, 8.0),
        "toe": (2.6, 4.2),
        "vamp": (4.2, 6.5),
        "throat": (1.0, 4.0),
        "rise": (1.0, 4.0),
        "dip": (-0.3, 1.0),
        "front": (11.0, 16.0),
        "back": (11.0, 16.0),
        "stripe": (-1.5, 0.4),
        "laces": (-1.2, 0.5),
        "sole": (0.5, 1.3),
        "ankle": (0.0, 2.0),
    },
    "low boot": {
        "ground": (5.5, 9.0),
        "rise": (1.5, 5.0),
        "dip": (-0.3, 2.0),
        "front": (9.5, 13.0),
        "back": (10.0, 14.0),
        "heel": (-0.5, 2.5),
        "stripe": (-1.5, 0.6),
    },
}
_SHARES = {
    5: {"flat sandal": 0.5, "mule": 0.18, "heeled sandal": 0.28, "slip-on": 0.04},
    7: {"trainer": 0.72, "slip-on": 0.18, "high-top": 0.08, "flat sandal": 0.02},
    9: {
        "boot": 0.56,
        "heeled boot": 0.24,
        "low boot": 0.16,
        "trainer": 0.02,
        "heeled sandal": 0.02,
    },
}
SHOES = Styles(_USUAL, _STYLES, _SHARES)


def draw_shoes(m, cells: np.ndarray) -> np.ndarray:
    """Return pictures (n, 28, 28), brightness about 0 to 1, of shoes with the measures ``m``."""
    x = (ACROSS - m.right) / m.scale
    up = (m.ground - DOWN + ACROSS * m.tilt) / m.scale
    ground = path(x, (-13.0, m.tip), (-9.0, 0), (-4.0, 0), (8.0, m.heel), (13.0, m.heel))
    over = up - ground
    back = 13 - m.ankle * np.clip(wave(over / (m.back + 6)), 0, 1)
    upper = _upper(m, x, over, back)
    sole = between(over, 0, m.sole) * between(x, -13.3, 13.2)
    shade = cloth(m, x, 10 - over, cells)
    shade = _details(m, x, over, shade)
    picture = upper * _straps(m, x, over) * shade
    picture = picture * (1 - sole) + sole * m.sole_light
    heel_edge = m.heel_at + (1 - up / np.maximum(m.heel, 1)) * m.heel_slant
    heel = between(x, heel_edge, 13 - m.heel_in * (1 - up / np.maximum(m.heel, 1)))
    heel = heel * between(up, 0, ground) * inside(m.heel - 1)
    return np.maximum(picture, heel * m.sole_light)


def _upper(m, x, over, back):
    top = path(
        x,
        (-13.3, m.toe * 0.4),
        (-11.5, m.toe),
        (m.throat - m.rise - 2, m.vamp),
        (m.throat - m.rise, m.vamp + 1.5),
        (m.throat, m.front),
        (m.throat + 4.5, np.minimum(m.front, m.back) - m.dip),
        (12.5, m.back),
    )
    return inside(np.minimum(top - over, over)) * between(x, -13.3, back)


def _straps(m, x, over):
    """Return 1 where the upper is closed; an open shoe has three or four straps."""
    bands = between(x - over * m.lean_1, m.strap_1 - m.strap_width, m.strap_1 + m.strap_width)
    for lean, at in ((m.lean_2, m.strap_2), (m.lean_3, m.strap_3)):
        band = between(x - over * lean, at - m.strap_width, at + m.strap_width)
        bands = np.maximum(bands, band)
    around = between(over, m.back - 2.2, m.back) * inside(x - m.throat)
    counter = inside(x - 13 + m.counter)
    bands = np.maximum(bands, np.maximum(around * (m.around > 0), counter * (m.counter > 0)))
    return 1 - np.minimum(present(m.open), 1) * (1 - bands)


def _details(m, x, over, shade):
    """Return the shade with laces, a stripe, a toe cap, an elastic side and a rim on it."""
    along = x - m.throat + 6
    laces = between(over - along * m.lace_slope, m.vamp - 2.2, m.vamp + 4) * between(along, 0, 6)
    laces = laces * np.clip(wave(along / 2 + m.phase) * 3 - 1, 0, 1)
    shade = shade + present(m.laces) * laces * (0.9 - shade)
    stripe = between(x - over * m.stripe_lean, m.stripe_at, m.stripe_at + m.stripe_broad)
    shade = shade + present(m.stripe) * stripe * (m.stripe_light - shade)
    cap = inside(-8.5 - x + over * 0.3)
    shade = shade + present(m.cap) * cap * (m.stripe_light - shade)
    elastic = between(x - over * 0.1, m.throat + 3, m.throat + 7) * inside(over - 6)
    shade = shade * (1 - present(m.elastic) * elastic)
    rim = inside(over - m.back + 1.6) * inside(x - m.throat)
    return shade * (1 - present(m.rim) * rim)
