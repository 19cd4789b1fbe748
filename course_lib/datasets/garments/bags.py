"""Bags, from the front."""

from __future__ import annotations

import numpy as np

from .cloth import MEASURES, cloth
from .shapes import ACROSS, DOWN, between, inside, path, present, ring
from .styles import Styles

_USUAL = MEASURES | {
    "stripes": (-12.0, 0.6),
    "pattern": (-8.0, 1.0),
    "scale": (0.9, 1.06),
    "right": (-1.8, 1.8),
    "down": (-2.0, 2.0),
    "lean": (-0.08, 0.08),
    "top": (-5.0, -1.0),
    "bottom": (8.5, 11.5),
    "upper": (8.0, 12.5),
    "lower": (9.0, 13.0),
    "corner": (0.5, 3.5),
    "handle": (3.5, 8.5),
    "handle_width": (3.0, 7.0),
    "handle_round": (0.3, 1.0),
    "handle_thick": (0.55, 1.1),
    "handle_light": (0.5, 1.1),
    "flap": (-0.5, 0.6),
    "flap_at": (2.0, 7.0),
    "clasp": (-0.8, 0.9),
    "rings": (-2.0, 0.8),
    "zip": (-0.3, 0.6),
}
_STYLES = {
    "handbag": {},
    "tote": {
        "rings": (-2, -1),
        "top": (-3.0, 0.0),
        "upper": (9.0, 12.5),
        "lower": (6.5, 10.0),
        "bottom": (10, 12.5),
    },
    "clutch": {
        "handle": (-2.0, -1.0),
        "top": (-8.0, -4.5),
        "bottom": (4.5, 9.0),
        "upper": (11.5, 13.5),
        "lower": (11.5, 13.5),
        "rings": (-0.5, 0.9),
    },
    "satchel": {
        "handle": (-2.0, 4.0),
        "top": (-9.0, -5.0),
        "bottom": (8.0, 12.0),
        "upper": (9.0, 12.5),
        "lower": (9.0, 13.0),
        "flap": (0.1, 0.7),
        "rings": (-0.5, 0.9),
    },
    "backpack": {
        "handle": (1.5, 4.0),
        "rings": (-2, -1),
        "top": (-11.0, -9.0),
        "bottom": (10.5, 12.5),
        "upper": (6.5, 8.5),
        "lower": (7.0, 9.5),
        "corner": (2.0, 5.0),
        "handle_width": (1.5, 3.0),
        "flap": (-0.2, 0.6),
        "flap_at": (6.0, 13.0),
    },
}
_SHARES = {8: {"handbag": 0.4, "tote": 0.2, "clutch": 0.14, "satchel": 0.18, "backpack": 0.08}}
BAGS = Styles(_USUAL, _STYLES, _SHARES)


def draw_bags(m, cells: np.ndarray) -> np.ndarray:
    """Return pictures (n, 28, 28), brightness about 0 to 1, of bags with the measures ``m``."""
    y = (DOWN - m.down) / m.scale
    x = (ACROSS - m.right - DOWN * m.lean) / m.scale
    side = np.abs(x)
    edge = path(y, (m.top, m.upper), (m.bottom, m.lower))
    depth = np.minimum(np.minimum(y - m.top, m.bottom - y), edge - side)
    corner = np.minimum(y - m.top, m.bottom - y) + (edge - side) - m.corner
    body = inside(np.minimum(depth, corner * 0.7))
    shade = cloth(m, x, y, cells)
    flap = between(y, m.top + m.flap_at, m.top + m.flap_at + 0.8)
    clasp = inside(1.3 - np.maximum(side, np.abs(y - m.top - m.flap_at - 1)))
    zip_ = between(y, m.top + 0.8, m.top + 1.6)
    shade = shade * (1 - present(m.flap) * flap) * (1 - present(m.zip) * zip_)
    shade = shade * (1 - clasp * present(m.clasp)) + clasp * present(m.clasp) * 0.9
    rim = np.clip(0.72 + depth * 0.25, 0, 1)
    handles = _handles(m, x, y) * m.light * m.handle_light
    picture = body * shade * rim
    return np.maximum(picture, handles * (1 - body))


def _handles(m, x, y):
    rise = np.maximum(m.handle, 1)
    around = ring(x, y - m.top, m.handle_width, rise, m.handle_round)
    arch = inside(m.handle_thick - np.abs(around - 1) * np.minimum(m.handle_width, rise))
    arch = arch * inside(m.top - y + 0.5) * inside(m.handle - 1)
    loop = ring(np.abs(x) - m.upper + 0.3, y - m.top - 4, 2.2, 4.0, 1)
    loops = inside(0.5 - np.abs(loop - 1) * 2.2) * (m.rings > 0)
    return np.maximum(arch, loops)
