"""Shoes from the side, the toe on the left: sandal, sneaker, ankle boot."""

from __future__ import annotations

import numpy as np

from .cloth import cloth
from .shapes import ACROSS, DOWN, between, inside, path, present, wave


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
