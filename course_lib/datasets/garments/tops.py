"""Garments for the upper body: T-shirt, pullover, dress, coat, shirt. Measures are in pixels."""

from __future__ import annotations

import numpy as np

from .cloth import MEASURES, cloth
from .shapes import ACROSS, DOWN, between, inside, path, present, ring, wave
from .styles import Styles

_USUAL = MEASURES | {
    "scale": (0.89, 1.06),
    "right": (-2.3, 2.3),
    "down": (-1.8, 1.8),
    "lean": (-0.05, 0.05),
    "top": (0.2, 1.2),
    "length": (24.5, 26.8),
    "neck": (3.0, 4.6),
    "drop": (1.2, 2.6),
    "shoulder": (6.6, 8.2),
    "armpit": (7.0, 9.0),
    "chest": (6.0, 7.6),
    "waist_at": (13.0, 17.0),
    "waist": (5.6, 7.2),
    "hem": (6.0, 7.6),
    "hem_curve": (-0.5, 1.5),
    "sleeve": (19.0, 23.5),
    "spread": (0.04, 0.2),
    "sleeve_width": (2.4, 3.4),
    "cuff": (1.6, 2.8),
    "neck_depth": (1.0, 3.0),
    "neck_round": (0.4, 1.0),
    "strap": (0.0, 0.8),
    "back": (0.0, 0.7),
    "collar": (-1.0, 0.0),
    "collar_width": (0.8, 1.8),
    "collar_light": (0.6, 1.25),
    "hood": (-1.0, 0.0),
    "closing": (-1.0, 0.0),
    "closing_at": (-0.3, 0.3),
    "closing_width": (0.2, 0.7),
    "buttons": (-1.0, 0.0),
    "pockets": (-1.0, 0.0),
    "pocket_at": (14.0, 18.0),
    "belt_light": (-0.03, 0.03),
    "rim": (-0.8, 0.3),
    "quilting": (-1.0, 0.0),
    "quilt_width": (2.5, 4.5),
    "seam": (0.1, 0.7),
}
_SHORT = {"sleeve": (4.0, 8.5), "spread": (0.2, 0.55), "sleeve_width": (2.8, 4.4), "cuff": (3, 5)}
_NONE = {"sleeve": (-2.0, -1.0)}
_PLACKET = {
    "closing": (0.0, 0.55),
    "buttons": (-0.2, 0.7),
    "collar": (-0.2, 1.0),
    "neck_depth": (1.0, 3.0),
    "back": (0.4, 0.9),
    "top": (0.8, 1.8),
}
_STYLES = {
    "tee": _SHORT | {"rim": (-1.0, 0.2)},
    "polo": _SHORT | {"collar": (-0.1, 0.5), "closing": (-0.6, 0.2)},
    "tank": _NONE | {"neck_depth": (3, 6), "strap": (0.8, 1.6), "shoulder": (4.2, 5.8)},
    "long tee": {"sleeve": (12.0, 22.0), "rim": (-1.0, 0.1)},
    "sweater": {"rim": (-0.4, 0.5), "knit": (-0.1, 0.35), "neck_depth": (0.8, 2.2)},
    "hoodie": {
        "top": (2.2, 3.2),
        "hood": (-0.1, 1.0),
        "pockets": (-0.5, 0.5),
        "closing": (-1.0, 0.3),
    },
    "cardigan": {"closing": (0.1, 0.8), "buttons": (-0.5, 0.5), "neck_depth": (2, 9)},
    "coat": {
        "closing": (0.25, 0.95),
        "closing_width": (0.3, 1.1),
        "collar": (-0.4, 1.0),
        "pockets": (-0.3, 0.7),
        "hem": (6.4, 8.4),
        "neck_depth": (1.0, 6.0),
        "shoulder": (6.6, 8.0),
        "buttons": (-0.6, 0.6),
    },
    "jacket": {
        "top": (1.2, 3.0),
        "hood": (-0.5, 1.0),
        "closing": (-0.1, 0.8),
        "quilting": (-0.6, 0.6),
        "pockets": (-0.4, 0.6),
        "collar": (-0.6, 0.6),
    },
    "shirt": _PLACKET | {"hem_curve": (0.5, 3.0), "lines": (-1.0, 0.5), "line_width": (2.0, 3.5)},
    "short shirt": _SHORT | _PLACKET | {"lines": (-1.0, 0.5), "line_width": (2.0, 3.5)},
    "blouse": {"sleeve": (-6.0, 23.0), "pattern": (-1.0, 1.2), "neck_depth": (1, 5)},
    "sleeveless dress": _NONE
    | {
        "neck_depth": (1.5, 6),
        "strap": (0.3, 1.6),
        "shoulder": (3.4, 5.2),
        "chest": (3.4, 5.0),
        "waist": (2.8, 4.6),
        "hem": (3.2, 8.0),
        "belt_light": (-0.5, 0.3),
    },
    "dress": {
        "sleeve": (2.0, 9.0),
        "spread": (0.1, 0.4),
        "shoulder": (4.4, 6.0),
        "chest": (3.8, 5.4),
        "waist": (3.2, 5.0),
        "hem": (3.8, 8.0),
        "belt_light": (-0.5, 0.3),
    },
    "long dress": {
        "sleeve": (13.0, 20.0),
        "shoulder": (4.4, 6.2),
        "chest": (4.0, 5.6),
        "waist": (3.6, 5.6),
        "hem": (4.2, 7.0),
        "belt_light": (-0.4, 0.2),
    },
}
_SHARES = {
    0: {"tee": 0.82, "polo": 0.05, "tank": 0.08, "long tee": 0.02, "dress": 0.01, "blouse": 0.02},
    2: {"sweater": 0.83, "hoodie": 0.1, "cardigan": 0.02, "blouse": 0.02, "long tee": 0.03},
    3: {"sleeveless dress": 0.46, "dress": 0.3, "long dress": 0.2, "blouse": 0.02, "coat": 0.02},
    4: {"coat": 0.66, "jacket": 0.28, "cardigan": 0.04, "sweater": 0.02},
    6: {
        "shirt": 0.58,
        "short shirt": 0.22,
        "blouse": 0.1,
        "tee": 0.04,
        "sweater": 0.03,
        "coat": 0.02,
        "tank": 0.01,
    },
}
TOPS = Styles(_USUAL, _STYLES, _SHARES)


def draw_tops(m, cells: np.ndarray) -> np.ndarray:
    """Return pictures (n, 28, 28), brightness about 0 to 1, of tops with the measures ``m``."""
    y = (DOWN - m.down) / m.scale + 13
    x = (ACROSS - m.right - DOWN * m.lean) / m.scale
    side = np.abs(x)
    body = _body(m, side, y)
    sleeves = _sleeves(m, side, y)
    shade = cloth(m, x, y, cells)
    shade = _details(m, x, side, y, shade)
    seam = between(side, m.chest - 0.3, m.chest + 0.4) * inside(y - m.drop - 3)
    shade = shade * (1 - m.seam * seam * (sleeves > 0))
    picture = np.maximum(body, sleeves) * shade
    return _neck(m, side, y, picture)


def _body(m, side, y):
    shoulder = path(
        y,
        (m.top, m.neck),
        (m.top + m.drop, m.shoulder),
        (m.armpit, m.chest),
        (m.waist_at, m.waist),
        (m.length, m.hem),
    )
    edge = inside(shoulder - side)
    bottom = m.length - m.hem_curve * side * side / 40
    return edge * inside(np.minimum(y - m.top, bottom - y))


def _sleeves(m, side, y):
    start = m.top + m.drop
    end = start + present(m.sleeve)
    out = m.shoulder + 0.8 + m.spread * (y - start)
    outer = np.minimum(out, m.shoulder - 0.5 + (y - start) * 0.9)
    inner = out - path(y, (start, m.sleeve_width + 1.5), (start + 20, m.cuff))
    last = end - (side - m.chest) * m.spread
    cover = between(side, inner, outer) * between(y, start - 0.5, last)
    return cover * inside(m.sleeve - 2)


def _details(m, x, side, y, shade):
    """Return the shade with closings, buttons, pockets, belt, quilting and rims on it."""
    front = between(x - m.closing_at, -m.closing_width, m.closing_width)
    buttons = np.clip(wave(y / 3.5 + m.phase) * 4 - 3, 0, 1)
    closing = present(m.closing) + present(m.buttons) * buttons
    shade = shade * (1 - front * np.minimum(closing, 1) * inside(y - m.top - m.neck_depth))
    pocket = between(side, 2.2, 5) * between(y - side * 0.5, m.pocket_at, m.pocket_at + 0.5)
    shade = shade * (1 - present(m.pockets) * pocket)
    belt = between(y, m.waist_at - 0.8, m.waist_at + 0.8)
    rim = inside(y - m.length + 1.8)
    shade = shade * (1 + m.belt_light * belt) * (1 - present(m.rim) * rim)
    quilt = np.clip(wave(y / m.quilt_width + m.phase) * 3 - 2, 0, 1)
    return shade * (1 - present(m.quilting) * quilt)


def _neck(m, side, y, picture):
    """Return the picture with the neckline cut out, and collar and hood added."""
    t = np.clip((y - m.top + 0.5) / (m.neck_depth + 0.5), 0, 1)
    round_, pointed = np.sqrt(1 - t * t), 1 - t
    edge = (m.neck - m.strap) * (pointed + m.neck_round * (round_ - pointed))
    cut = inside(edge - side) * (t < 1)
    back = m.light * m.back * inside(y - m.top - 0.3)
    picture = picture * (1 - cut) + back * cut * picture
    collar = between(side, edge - 0.2, edge + m.collar_width) * between(
        y, m.top - 1.2, m.top + m.neck_depth + 1
    )
    strength = np.minimum(present(m.collar) * 4, 1) * collar
    picture = picture * (1 - strength) + strength * m.light * m.collar_light
    around = ring(side, y - m.top - 0.5, m.neck + 1.0, np.float32(3.2), np.float32(1))
    hood = inside((1 - around) * 3) * np.minimum(present(m.hood) * 4, 1)
    shade = m.light * np.clip(around * 2 - 0.7, 0.25, 0.9)
    return picture * (1 - hood) + hood * shade
