"""Garments for the upper body: T-shirt, pullover, dress, coat, shirt."""

from __future__ import annotations

import numpy as np

from .cloth import cloth
from .shapes import ACROSS, DOWN, between, inside, path, present, ring, wave


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
