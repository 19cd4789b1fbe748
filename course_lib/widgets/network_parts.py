"""What the explorer of a network shows: a row of maps and bars, and one number with its sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ..draw.photographs import grey_limits, grey_source
from ..explain import Explanation, SumOfProducts, Term
from ..explain.notation import SHORT_TERMS, TEXT, number
from .grids import kinds, number_cell, plain, room_for_products, write
from .items import Bar, Bars, Board, Maps, Thumb
from .receptive import Field
from .stages import Stage
from .view import Cell, Grid

SUMS = 6  # sums of maps side by side
MOST_PRODUCTS = 16  # of one map that are all written in a line


def map_source(values: np.ndarray) -> str:
    """Return a map (h, w) as a grey picture: its largest number is white, and 0 black.

    Where there are negative numbers, 0 is mid-grey.
    """
    values = np.nan_to_num(values)
    negative = values.min() < 0
    limits = grey_limits(values) if negative else (0.0, max(float(values.max()), 1e-6))
    return grey_source(values, limits)


def layer_caption(number: int, stage: Stage) -> str:
    """Return what stands above the maps of a step."""
    return ", ".join([f"{number}. {stage.name}", *stage.activations])


def times(shape: Sequence[int]) -> str:
    """Return a shape as it is spoken of.

    Examples
    --------
    >>> times((27, 27, 30))
    '27×27×30'
    """
    return "×".join(map(str, shape))


def map_row(
    k: int, stage: Stage, maps: np.ndarray, images: Sequence[str], field: Field | None, **options
) -> Maps:
    """Return the maps (h, w, c) of step ``k``, with the outline of ``field`` in those it covers."""
    h, w, c = maps.shape

    def thumb(j: int) -> Thumb:
        inside = field is not None and field.covers(j)
        largest = maps[..., j].max()
        what = f"largest {write(largest)}" if maps[..., j].any() else "0 everywhere"
        lit = ", outlined" if inside else ""
        return Thumb(images[j], f"map {j}, {what}{lit}", field.box if inside else None)

    thumbs = [thumb(j) for j in range(c)]
    caption = layer_caption(k, stage)
    options = {"note": times(maps.shape), "sign": "→", "across": 2 if c < 20 else 3} | options
    return Maps(key=f"layer {k}", caption=caption, thumbs=thumbs, rows=h, columns=w, **options)


def share_bars(
    k: int, stage: Stage, shares: np.ndarray, names: Sequence[str], more: str, **options
) -> Bars:
    """Return the shares of the classes as bars; ``more`` is told below them."""
    best = int(shares.argmax())

    def bar(j: int) -> Bar:
        text = f"{100 * shares[j]:.1f} %"
        largest = ", the largest" if j == best else ""
        length = float(np.clip(np.nan_to_num(shares[j]), 0, 1))
        return Bar(
            f"{names[j]}{' ◂' if j == best else ''}", text, length, f"{names[j]}: {text}{largest}"
        )

    h, w, c = stage.shape
    note = f"Flatten: {h}·{w}·{c} = {h * w * c}, then {len(shares)}"
    note = f"{note}. {more}" if more else note
    bars = [bar(j) for j in range(len(shares))]
    caption = layer_caption(k, stage)
    return Bars(key="classes", caption=caption, note=note, sign="→", bars=bars, **options)


def map_board(key: str, caption: str, values: np.ndarray, image: str, **options) -> Board:
    """Return one map (h, w), large; the number that is picked is told by its name."""
    h, w = values.shape
    at = options.get("at")
    told = f"{h} by {w}, from {write(values.min())} to {write(values.max())}"
    if at is not None:
        told = f"row {at[0]}, column {at[1]}: {write(values[at])}. {told}"
    options = {"note": f"{h}×{w}, black {scale(values)}"} | options
    return Board(key=key, caption=caption, image=image, name=told, rows=h, columns=w, **options)


def scale(values: np.ndarray) -> str:
    """Return which numbers are black and white."""
    low = -float(np.abs(values).max()) if values.min() < 0 else 0.0
    return f"{write(low)}, white {write(max(float(values.max()), -low))}"


def sum_lines(e: Explanation, source: int) -> list[str]:
    """Return the arithmetic: the products in one map, then the sums of all maps."""
    lines = e.equations(TEXT)
    if not isinstance(e, SumOfProducts) or len(e.channels) == 1:
        return lines
    terms = e.by_channel()[source]
    products = [TEXT.product(t.value, t.weight, t.padding) for t in terms]
    most = SHORT_TERMS if len(terms) > MOST_PRODUCTS else None
    right = TEXT.join(products, " + ", most)
    return [TEXT.equation(e.channel_sums[source], right, f"map {source}"), lines[-1]]


def number_grids(e: Explanation, source: int, value: str, heat: Callable) -> list[Grid]:
    """Return the window in one map, what all maps add up to, and the number.

    ``heat`` gives the strongest colour for some numbers, as in :func:`number_grid`.
    """
    if not isinstance(e, SumOfProducts):
        return [_pooled(e, source), _result(value)]
    sums = np.array(e.channel_sums)
    terms = e.by_channel()[source]
    several = [_sums(sums, source, heat)] if len(sums) > 1 else []
    return [_products(e, terms, source, heat), *several, _result(value)]


def _sides(e: Explanation) -> dict:
    rows, columns = ([number(i) for i in places] for places in e.window)
    return {"rows": rows, "columns": columns, "quiet": True, "hover": False}


def _products(e: SumOfProducts, terms: Sequence[Term], source: int, heat: Callable) -> Grid:
    kh, kw = e.rows.kernel, e.columns.kernel
    values, weights = (np.array([getattr(t, name) for t in terms]) for name in ("value", "weight"))
    most = heat(values)

    def cell(i: int, j: int) -> Cell:
        term = terms[i * kw + j]
        product, weight = write(term.product), write(term.weight)
        padding = "padding" if term.padding else ""
        words = [padding, f"times {weight} is {product}"]
        cell = number_cell(term.value, most, "window", words, f"×{weight}={product}")
        return replace(cell, kind=kinds(padding, cell.kind))

    where = (
        f"Window in map {source}, times weight" if len(e.channels) > 1 else "Window times weight"
    )
    room = {"notes": room_for_products(values, weights)}
    return plain("window", where, (kh, kw), cell, **_sides(e), **room)


def _pooled(e, source: int) -> Grid:
    kh, kw = e.rows.kernel, e.columns.kernel

    def cell(i: int, j: int) -> Cell:
        one = e.cells[i * kw + j]
        won = one in e.winners
        name = write(one.value) + (", padding" if one.padding else ", largest" if won else "")
        return Cell(write(one.value), name, "mark" if won else "window")

    return plain("window", f"Window in map {source}", (kh, kw), cell, **_sides(e))


def _sums(sums: np.ndarray, source: int, heat: Callable) -> Grid:
    most = heat(sums)

    def cell(c: int, total: float) -> Cell:
        shown = number_cell(total, most, note=f"map {c}")
        return replace(shown, name=f"map {c}, sum {write(total)}")

    cells = [cell(c, total) for c, total in enumerate(sums.tolist())]
    rows = [cells[i : i + SUMS] for i in range(0, len(cells), SUMS)]
    caption = f"Sums of the products in each of the {len(cells)} maps"
    last = len(cells) - 1
    heads = [f"{first}–{min(first + SUMS - 1, last)}" for first in range(0, len(cells), SUMS)]
    picked = divmod(source, SUMS)
    options = {"rows": heads, "picked": picked, "sign": "Σ", "new_line": True}
    return Grid("sums", caption, rows, **options)


def _result(value: str) -> Grid:
    return Grid("result", "Number", [[Cell(value)]], sign="→", quiet=True, hover=False)
