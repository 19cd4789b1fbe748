"""A picture with the window outlined that one number is made from."""

from __future__ import annotations

from urllib.parse import quote

import numpy as np

from ..draw.palette import DARK
from ..draw.photographs import grey_image
from ..draw.picture import READABLE
from ..draw.svg import element, length
from ..explain import SumOfProducts
from ..explain.notation import number
from .view import Image

ZOOM = 8  # page pixels for one pixel of the picture


def outlined(key: str, name: str, picture: np.ndarray, e: SumOfProducts) -> Image:
    """Return a picture (h, w), with the window of a number of a map outlined.

    Where the window reaches into the padding, the outline does.
    """
    h, w = picture.shape
    rows, columns = e.window
    top, left = min(rows[0], 0), min(columns[0], 0)
    bottom, right = max(rows[-1] + 1, h), max(columns[-1] + 1, w)
    size = {"width": (right - left) * ZOOM, "height": (bottom - top) * ZOOM}
    limits = 0.0, max(float(picture.max()), 1e-6)
    box = " ".join(length(x) for x in (left * ZOOM, top * ZOOM, *size.values()))
    body = [grey_image(picture, limits, 0, 0, ZOOM), *_strokes(rows, columns)]
    svg = element("svg", *body, xmlns="http://www.w3.org/2000/svg", viewBox=box, **size)
    where = f"rows {_span(rows)}, columns {_span(columns)}"
    return Image(
        key,
        f"The window: {where}",
        "data:image/svg+xml," + quote(svg, safe=READABLE),
        f"{name}. The window covers {where}.",
        width=f"{size['width']}px",
    )


def _strokes(rows, columns) -> list:
    frame = {
        "x": columns[0] * ZOOM,
        "y": rows[0] * ZOOM,
        "width": (columns[-1] + 1 - columns[0]) * ZOOM,
        "height": (rows[-1] + 1 - rows[0]) * ZOOM,
        "fill": "none",
    }
    # Bright on dark: it is seen on any grey.
    lines = [("#000000", 5.0), (DARK["mark"], 2.5)]
    return [element("rect", stroke=ink, stroke_width=wide, **frame) for ink, wide in lines]


def _span(places) -> str:
    first, last = number(places[0]), number(places[-1])
    return first if first == last else f"{first} to {last}"
