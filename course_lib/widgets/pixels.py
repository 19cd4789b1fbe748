"""Pixels from the bytes of a file, from an array, or from the dots of a pen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

MOST = 256  # pixels of each side
SIDE = 28  # of a drawing
WHITE = 255.0
_LUMA = np.array([0.299, 0.587, 0.114])  # of red, green and blue: ITU-R BT.601
_HOUSE = [(24, 6), (12, 6), (4, 13), (12, 21), (24, 21), (24, 6)]
_DOOR = [(24, 12), (18, 12), (18, 15), (24, 15)]


def read_grey(name: str, width: int, height: int, buffers: Sequence) -> np.ndarray:
    """Return the grey values (h, w), from 0 to 255, of the bytes that a page read from a file.

    Parameters
    ----------
    name : str
        What the file is called.
    width, height : int
    buffers : sequence of buffer
        Red, green, blue and alpha of each pixel, row by row; nothing if the page could not
        read the file.

    Raises
    ------
    ValueError
        If that is no picture of at most 256×256 pixels.

    Examples
    --------
    >>> read_grey("two.png", 2, 1, [bytes([255, 0, 0, 255, 7, 7, 7, 255])])
    array([[76.,  7.]])
    """
    if not buffers:
        raise ValueError(
            f"“{name}” is not a picture that this browser can read. "
            "Open a PNG, JPEG, GIF, WebP or SVG file"
        )
    pixels = np.frombuffer(buffers[0], np.uint8)
    sizes = isinstance(width, int) and isinstance(height, int)
    if not (
        sizes and 0 < width <= MOST and 0 < height <= MOST and pixels.size == 4 * width * height
    ):
        raise ValueError(
            f"a picture has at most {MOST}×{MOST} pixels of four bytes; "
            f"received {pixels.size} bytes for {height}×{width}"
        )
    return np.floor(pixels.reshape(height, width, 4)[..., :3] @ _LUMA + 0.5)


def read_picture(values) -> np.ndarray:
    """Return a copy of a picture given in Python, if it is one: (h, w), finite, at most 256×256."""
    image = np.array(values, float)
    good = image.ndim == 2 and 0 < image.shape[0] <= MOST and 0 < image.shape[1] <= MOST
    if not good or not np.isfinite(image).all():
        raise ValueError(
            "Photograph: image is one grey picture (h, w) of finite numbers, "
            f"at most {MOST}×{MOST}; received shape {image.shape}. "
            "Choose a channel, and take fewer pixels: image[::2, ::2, 0]"
        )
    return image


def fitted(image: np.ndarray, h: int, w: int) -> np.ndarray:
    """Return the middle of a picture, as much as has the form of h by w, with so many pixels.

    Each is the mean of what it covers.

    Examples
    --------
    >>> fitted(np.array([[0.0, 1, 2, 3], [4, 5, 6, 7]]), 1, 1)
    array([[3.5]])
    """
    step = min(image.shape[0] / h, image.shape[1] / w)
    rows, columns = (_parts(*counts, step) for counts in zip(image.shape, (h, w), strict=True))
    return rows @ image @ columns.T


def _parts(size: int, count: int, step: float) -> np.ndarray:
    """Return which part of each of ``count`` large pixels is each of ``size`` small ones."""
    first = (size - count * step) / 2 + step * np.arange(count)[:, None]
    pixels = np.arange(size)
    covered = np.minimum(first + step, pixels + 1) - np.maximum(first, pixels)
    return np.maximum(covered, 0) / step


def dot(image: np.ndarray, row: int, column: int, width: int, value: float) -> None:
    """Draw a dot so many pixels wide; what lies outside is left out.

    Examples
    --------
    >>> image = np.zeros((2, 4), int)
    >>> dot(image, 1, 1, 2, 9)
    >>> image
    array([[0, 0, 0, 0],
           [0, 9, 9, 0]])
    """
    top, left = (max(place - (width - 1) // 2, 0) for place in (row, column))
    bottom, right = (max(place + width // 2 + 1, 0) for place in (row, column))
    image[top:bottom, left:right] = value


def stroke(image: np.ndarray, points: Sequence[Sequence[int]], width: int, value: float) -> None:
    """Draw a line from point to point (row, column), so many pixels wide.

    Examples
    --------
    >>> image = np.zeros((3, 5), int)
    >>> stroke(image, [(0, 0), (2, 4)], 1, 9)
    >>> image
    array([[9, 9, 0, 0, 0],
           [0, 0, 9, 0, 0],
           [0, 0, 0, 9, 9]])
    """
    for start, end in pairwise(points):
        steps = max(abs(e - s) for s, e in zip(start, end, strict=True))
        for row, column in np.rint(np.linspace(start, end, steps + 1)).astype(int):
            dot(image, row, column, width, value)


def first_drawing() -> np.ndarray:
    """Return a house (28, 28), white on black, to begin with."""
    image = np.zeros((SIDE, SIDE))
    for line in (_HOUSE, _DOOR):
        stroke(image, line, 2, WHITE)
    return image
