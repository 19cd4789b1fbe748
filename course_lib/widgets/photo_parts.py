"""What the explorer of photographs shows: two pictures, and one window of them in numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from ..draw.photographs import grey_limits
from ..explain import Explanation
from ..explain.notation import TEXT, number
from .filtering import CONVOLUTION, LARGEST, Filtering
from .grids import DIGITS, colored, kinds, longest, plain
from .pixels import WHITE
from .view import Cell, Grid, Photo

AUTOMATIC, CUT, MIDDLE = "automatic", "0 black, 255 white", "0 is mid-grey"
SCALES = (AUTOMATIC, CUT, MIDDLE)
POINT = "Point at either picture to see where a pixel comes from."
Limits = tuple[float, float]
_shade = lru_cache(maxsize=1024)(colored)


@lru_cache(maxsize=4)
def limits_of(case: Filtering, scale: str) -> Limits:
    """Return the values that are black and white in the output's picture.

    A kernel whose weights add up to 1, and pooling, keep the scale of the image. Where there are
    numbers below 0, 99 of 100 pixels lie between black and white: the rest would make all grey.
    """
    keeps = case.operator != CONVOLUTION or abs(case.kernel.sum() - 1) < 1e-9
    if scale == CUT or (scale == AUTOMATIC and keeps):
        return grey_limits(case.image)
    if scale == AUTOMATIC and case.output.min() >= 0:
        return grey_limits(case.output)
    far = abs(case.output)
    most = float(np.quantile(far, 0.99, method="higher")) or float(far.max()) or 1.0
    return -most, most


@lru_cache(maxsize=4096)
def brief(value: float, digits: int = DIGITS) -> str:
    """Write a number to ``digits`` digits, but all that stand before the point.

    Examples
    --------
    >>> brief(-4080.0, 3), brief(0.0234375, 3), brief(127.5)
    ('−4080', '0.0234', '127.5')
    """
    return number(value, max(digits, len(str(int(abs(value))))))


def told_scale(limits: Limits) -> str:
    """Return which values are black, grey and white."""
    black, white = limits
    middle = "grey 0, " if black == -white else ""
    return f"black {number(black, 4)}, {middle}white {number(white, 4)}"


def told_picture(image: np.ndarray, limits: Limits) -> str:
    """Return the text alternative of a picture, from its numbers."""
    h, w = image.shape
    lowest, highest, mean = (number(x, 4) for x in (image.min(), image.max(), image.mean()))
    size = f"{h} by {w} pixels, from {lowest} to {highest}, mean {mean}"
    return f"Grey picture of {size}; {told_scale(limits)}."


def told(case: Filtering, e: Explanation, limits: Limits) -> list[str]:
    """Return the arithmetic of one number, where it comes from, and what the pictures show."""
    (h, w), (oh, ow), (_, y, x, _) = case.image.shape, case.output.shape, e.at
    rows, columns = (f"{number(ends[0])} to {number(ends[-1])}" for ends in e.window)
    where = (
        f"Row {y}, column {x} of the result. "
        f"Its window reads rows {rows} and columns {columns} of the picture."
    )
    beyond = case.output.min() < limits[0] - 1e-9 or case.output.max() > limits[1] + 1e-9
    cut = "; what lies beyond is cut" if beyond else ""
    sizes = f"{h}×{w} pixels become {oh}×{ow}. Result: {told_scale(limits)}{cut}."
    return [*e.equations(TEXT), where, sizes]


def told_no_fit(case: Filtering) -> str:
    """Say that no window fits, and what can be done about it."""
    steps = case.dilation if case.operator == CONVOLUTION else 1
    reach, (h, w) = (len(case.kernel) - 1) * steps + 1, case.image.shape
    smaller = "Size or Dilation" if steps > 1 else "Size"
    return (
        f"Here no window fits: it takes {reach}×{reach} pixels, and the picture is {h}×{w}. "
        f"You can make {smaller} smaller, choose the padding SAME, or take another picture."
    )


def photo_of(case: Filtering, at, cursor, **options) -> Photo:
    """Return the picture of the image, with a frame round the window."""
    frame = (0, 0, 0, 0)
    if case.fits:
        corner = [axis.positions(k)[0] for axis, k in zip(case.axes, at, strict=True)]
        frame = (*map(int, corner), *(axis.reach for axis in case.axes))
    told = told_picture(case.image, grey_limits(case.image))
    places = {"shape": case.image.shape, "cursor": cursor, "frame": frame}
    return Photo("photo", alternative=told, hint=POINT, **places, **options)


def result_of(case: Filtering, at, limits: Limits, version: int) -> Photo:
    """Return the picture of the output, with a frame round the one number."""
    h, w = case.output.shape
    part = max(h, w) / max(case.image.shape)
    return Photo(
        "result",
        f"Result, {h}×{w}",
        told_picture(case.output, limits),
        (h, w),
        at,
        (*at, 1, 1),
        version,
        part=round(min(part, 1.0), 4),
        sign="→",
        hint="Arrow keys move the cursor, with Shift by ten pixels.",
    )


def grey(value: float, limits: Limits) -> tuple[str, str]:
    """Return the grey of a number, and the colour of the text on it.

    Examples
    --------
    >>> grey(255.0, (0, 255)), grey(-9.0, (0, 255))
    (('#ffffff', '#000000'), ('#000000', '#ffffff'))
    """
    share = (value - limits[0]) / (limits[1] - limits[0])
    level = int(min(max(share, 0.0), 1.0) * 255 + 0.5)
    return f"#{level:02x}{level:02x}{level:02x}", "#000000" if level > 117 else "#ffffff"


def window_grid(case: Filtering, e: Explanation) -> Grid:
    """Return the pixels of the window, each in its grey; padding is hatched."""
    cells = e.terms if case.operator == CONVOLUTION else e.cells
    limits, width = grey_limits(case.image), len(e.window.columns)
    outside = {CONVOLUTION: "0", LARGEST: "−∞"}.get(case.operator, "")

    def cell(i: int, j: int) -> Cell:
        pixel = cells[i * width + j]
        if pixel.padding:
            return Cell(outside, f"{outside or 'not counted'}, padding", "padding")
        fill, ink = grey(pixel.value, limits)
        text = brief(pixel.value)
        if pixel in e.winners:
            return Cell(text, f"{text}, the largest", "heat mark", "▲", fill, ink)
        return Cell(text, text, "heat", "", fill, ink)

    options = {
        "rows": [number(row) for row in e.window.rows],
        "columns": [number(column) for column in e.window.columns],
        "room": longest(np.array([case.image.min(), case.image.max()])),
        "notes": 1 if case.operator == LARGEST else 0,
    }
    return _grid("window", "Window", case.kernel.shape, cell, **options)


def magnified(case: Filtering, e: Explanation, limits: Limits, heat: Callable) -> list[Grid]:
    """Return the window of one number, and what makes the number of it.

    ``heat`` gives the strongest colour for some numbers.
    """
    window, total = window_grid(case, e), sum_grid(e, limits)
    if case.operator != CONVOLUTION:
        return [window, total]
    weights = kernel_grid("weights", case.kernel, heat, sign="×")
    return [window, weights, product_grid(case, e, heat), total]


def kernel_grid(key: str, kernel: np.ndarray, heat: Callable, **options) -> Grid:
    """Return the grid of a kernel."""
    options = {"room": _room(kernel, len(kernel)), "rows": (), "columns": ()} | options
    caption = "Kernel" if key == "kernel" else "Weights"
    return _grid(key, caption, kernel.shape, _numbers(kernel, heat), **options)


def product_grid(case: Filtering, e: Explanation, heat: Callable) -> Grid:
    """Return the grid of the products, each pixel times its weight."""
    values = np.array([term.product for term in e.terms]).reshape(case.kernel.shape)
    most = np.outer([1.0, WHITE - 2, WHITE - 1, WHITE], case.kernel)
    options = {"room": _room(most, len(values)), "rows": (), "columns": ()}
    return _grid("products", "Products", values.shape, _numbers(values, heat), sign="=", **options)


def sum_grid(e: Explanation, limits: Limits) -> Grid:
    """Return the one number that comes out, in its grey."""
    caption = {"conv2d": "Sum", "max_pool2d": "Largest"}.get(e.operator, "Mean")
    fill, ink = grey(e.total, limits)
    text = brief(e.total)
    cell = Cell(text, f"{text}, the result", kinds("heat", "fed"), fill=fill, ink=ink)
    _, y, x, _ = e.at
    options = {"rows": [str(y)], "columns": [str(x)], "room": 6}
    return Grid("sum", caption, [[cell]], sign="→", quiet=True, hover=False, **options)


def _digits(size: int) -> int:
    """Return how many digits have room where the window is so large."""
    return DIGITS if size <= 3 else DIGITS - 1


def _room(values: np.ndarray, size: int) -> int:
    return _longest(values.tobytes(), size)


@lru_cache(maxsize=32)
def _longest(values: bytes, size: int) -> int:
    return max(len(brief(value, _digits(size))) for value in np.frombuffer(values).tolist())


def _numbers(values: np.ndarray, heat: Callable) -> Callable:
    most = heat(values)

    def cell(i: int, j: int) -> Cell:
        fill, ink = _shade(values[i, j].item(), most)
        text = brief(values[i, j].item(), _digits(len(values)))
        return Cell(text, kind="heat" if fill else "", fill=fill, ink=ink)

    return cell


def _grid(key: str, caption: str, shape: tuple[int, int], cell: Callable, **options) -> Grid:
    return plain(key, caption, shape, cell, **({"quiet": True, "hover": False} | options))
