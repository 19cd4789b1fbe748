"""Arrays as grey pictures side by side."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..explain.notation import number
from .flow import PAGE, Block, compose
from .picture import Picture
from .png import grey_png
from .read_arrays import read_pixels, read_plane, several
from .svg import element, label

MOST_PIXELS = 100_000  # of all pictures together: about 130 KB of output
LARGEST = 320  # side of a picture on the page
LINE = 16


def photos(
    arrays: Sequence[ArrayLike],
    captions: Sequence[str] = (),
    title: str = "Pictures",
    limits: Sequence[float] | None = None,
) -> Picture:
    """Draw 2-D arrays as grey pictures side by side.

    The grey scale stands under each picture: 0 black and 255 white for pixels from 0 to 255; 0 to
    1 if no value is above 1; up to the largest value if one is above 255. With negative values,
    as in edges, 0 is mid-grey, and black and white are equally far from it.

    Parameters
    ----------
    arrays : list of array (h, w)
        At most 100,000 pixels together.
    captions : list of str
        One for each array, or none.
    title : str
    limits : (black, white), optional
        The values of black and white for all arrays; values beyond them are cut.

    Returns
    -------
    Picture
        Its description gives the size, darkest, brightest and mean value of each array.

    Raises
    ------
    ValueError
        If an array is not 2-D, is empty, is not finite, or all are too large.

    Examples
    --------
    >>> photos([[[0, 255], [51, 102]]], ["Four pixels"])
    Pictures. Four pixels: 2 by 2, from 0 to 255, mean 102; black 0, white 255.
    """
    images = [_read(image) for image in several("photos", arrays)]
    if len(captions) not in (0, len(images)):
        raise ValueError(
            f"photos: one caption an array, received {len(captions)} captions, {len(images)} arrays"
        )
    pixels = sum(image.size for image in images)
    if pixels > MOST_PIXELS:
        raise ValueError(
            f"photos: at most {MOST_PIXELS} pixels together, received {pixels}. "
            "Take every other one: image[::2, ::2]"
        )
    names = list(captions) or [f"Picture {i}" for i in range(len(images))]
    scales = [_read_limits(limits) if limits else grey_limits(image) for image in images]
    across = 2 if len(images) == 4 else min(len(images), 3)
    largest = max(max(image.shape) for image in images)
    side = largest * _zoom(largest, min(LARGEST, (PAGE - 24) // across - 14))
    items = list(zip(images, names, scales, strict=True))
    words = [_describe(*item) for item in items]
    return compose([_draw(*item, side) for item in items], title, " ".join(words))


def grey_limits(image: np.ndarray) -> tuple[float, float]:
    """Return the values of black and white that suit an array."""
    lowest, highest = float(image.min()), float(image.max())
    if lowest < 0:
        far = max(-lowest, highest)
        return -far, far
    if highest <= 1:
        return 0.0, 1.0
    return 0.0, max(highest, 255.0)


def grey_image(image: np.ndarray, limits, x: float, y: float, zoom: float) -> str:
    """Return an array (h, w) as an element of crisp pixels with its upper left corner there."""
    h, w = image.shape
    size = {"width": w * zoom, "height": h * zoom, "preserveAspectRatio": "none"}
    style = "image-rendering: pixelated"
    return element("image", x=x, y=y, **size, style=style, href=grey_source(image, limits))


def grey_source(image: np.ndarray, limits) -> str:
    """Return an array (h, w) as a data URI of a grey picture, one pixel for each number."""
    black, white = limits
    grey = np.clip((image - black) / (white - black), 0, 1) * 255
    data = b64encode(grey_png(np.floor(grey + 0.5).astype(np.uint8))).decode("ascii")
    return f"data:image/png;base64,{data}"


def _read(image) -> np.ndarray:
    hint = ". Choose one image and channel: images[0, :, :, 0]"
    values = read_plane("photos", image, "each picture is a 2-D array (h, w)", hint)
    return read_pixels("photos", values)


def _read_limits(limits) -> tuple[float, float]:
    black, white = limits
    if not black < white:
        raise ValueError(f"photos: limits are (black, white), black below white: {limits!r}")
    return float(black), float(white)


def _scale(limits) -> str:
    black, white = limits
    middle = "grey 0, " if black == -white else ""
    return f"black {number(black, 4)}, {middle}white {number(white, 4)}"


def _describe(image, caption, limits) -> str:
    h, w = image.shape
    lowest, highest, mean = (number(x, 4) for x in (image.min(), image.max(), image.mean()))
    return f"{caption}: {h} by {w}, from {lowest} to {highest}, mean {mean}; {_scale(limits)}."


def _zoom(pixels: int, side: float) -> float:
    """Return how large a pixel is drawn: a whole number where that is two or more."""
    zoom = side / pixels
    return int(zoom) if zoom >= 2 else zoom


def _draw(image, caption, limits, side: float) -> Block:
    h, w = image.shape
    zoom = _zoom(max(h, w), side)
    picture = grey_image(image, limits, 0, LINE + 4, zoom)
    below = LINE + 4 + h * zoom + 10
    body = label(caption, 0, LINE / 2, 12.5) + picture
    body += label(_scale(limits), 0, below, 11, kind="muted")
    width = max(w * zoom, 6.9 * len(caption), 6.1 * len(_scale(limits)))
    return Block(body, width, below + LINE / 2)
