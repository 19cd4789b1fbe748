"""The picture of an explanation: what the window reads, and what comes out."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

import numpy as np

from ..explain import Explanation, Stamps, SumOfProducts, TwoSteps
from ..explain.notation import SHORT_CHANNELS, TEXT, number
from ..nn.geometry import Axis
from .cells import draw_grid, draw_lines
from .flow import compose, text_block
from .grids import MOST, Grid
from .picture import Picture
from .svg import times

PART = 9  # rows, and columns, that are shown of a large input or output


def explanation(e: Explanation) -> Picture:
    """Draw how one output value is made.

    Of a convolution: the input with its padding and the window, the kernel, the products, and
    the value in the output, channel by channel. Of a transposed one: the input cells whose stamps
    meet, and the cells of the kernel that they meet with. Of pooling: the input with the window
    and the output. Of large arrays the part around the window is shown, of many channels the
    first 3; the picture says so.

    Parameters
    ----------
    e : Explanation
        What a function of :mod:`course_lib.explain` returns.

    Returns
    -------
    Picture

    Raises
    ------
    TypeError
        If ``e`` is not an explanation.
    ValueError
        If the window is larger than 14×14, or lies wholly in the padding of a large input; if no
        stamp reaches the value; for a separable convolution, whose two steps are drawn apart.

    Examples
    --------
    >>> import course_lib as cl
    >>> e = cl.explain.max_pool2d([[[[2], [3]], [[6], [7]]]], 2, 2, "VALID", at=(0, 0, 0, 0))
    >>> explanation(e)
    max_pool2d, output (0, 0, 0, 0). Input: 2 by 2 grid. Row 0: 2, 3. Row 1: 6, 7. Window: \
rows 0, 1, columns 0, 1. Marked (row, column): (1, 1). Output: 1 by 1 grid. Row 0: 7. Marked \
(row, column): (0, 0). 7 = max(2, 3, 6, 7).
    """
    if not isinstance(e, Explanation):
        raise TypeError(
            f"explanation: draws what cl.explain.conv2d and the like return, received {type(e)}"
        )
    count = min(len(e.channels), SHORT_CHANNELS)
    lines = [_steps(e, k) for k in range(count)]
    output = _output(e)
    blocks = draw_lines(lines)
    hidden = len(e.channels) - count
    if hidden:
        blocks.append(text_block(f"… and {hidden} more channels in the same way"))
    blocks.append(replace(draw_grid(output), sign="→", new_line=count > 1))
    sums = e.equations(TEXT)
    blocks.append(text_block(sums[-1]))
    grids = [grid for line in lines for _, grid in line]
    words = [grid.describe() for grid in (*grids, output)] + [f"{line}." for line in sums]
    place = ", ".join(str(i) for i in e.at)
    return compose(blocks, f"{e.operator}, output ({place})", " ".join(words))


@singledispatch
def _steps(e: Explanation, k: int) -> list[tuple[str, Grid]]:
    """Return the grids of channel ``k`` of an explanation, each with the sign before it."""
    return [("", _input(e, k))]


@_steps.register
def _(e: SumOfProducts, k: int) -> list[tuple[str, Grid]]:
    return [("", _input(e, k)), ("×", _kernel(e, k)), ("=", _products(e, k))]


@_steps.register
def _(e: Stamps, k: int) -> list[tuple[str, Grid]]:
    if not e.terms:
        raise ValueError(
            "explanation: no stamp reaches this output cell, so there is nothing to draw. "
            "Print the explanation"
        )
    terms = e.by_channel()[k]
    marked = replace(_kernel(e, k), mark=[(t.kernel_row, t.kernel_column) for t in terms])
    weights = _in_window(e, [term.weight for term in terms])
    met = Grid(weights, "Kernel cells they meet with", indices=False)
    return [("", marked), ("", _input(e, k)), ("×", met), ("=", _products(e, k))]


@_steps.register
def _(e: TwoSteps, k: int) -> list[tuple[str, Grid]]:
    raise ValueError(
        "explanation: a separable convolution has two steps, so it is more than one picture. "
        "Draw them one by one: e.depthwise[0], e.depthwise[1], …, and e.pointwise"
    )


def _kernel(e: SumOfProducts, k: int) -> Grid:
    return Grid(e.kernel[..., k], f"Kernel{_which(e, k)}", indices=False)


def _products(e: SumOfProducts, k: int) -> Grid:
    products = _in_window(e, [term.product for term in e.by_channel()[k]])
    return Grid(products, f"Products: sum {number(e.channel_sums[k])}", indices=False)


def _in_window(e: Explanation, numbers: list[float]) -> np.ndarray:
    return np.reshape(numbers, [len(places) for places in e.window])


def _which(e: Explanation, k: int) -> str:
    return f", channel {e.channels[k]}" if len(e.channels) > 1 else ""


def _input(e: Explanation, k: int) -> Grid:
    caption = f"Input{_which(e, k)}"
    row_axis, column_axis = e.input_axes
    rows, columns = _part(row_axis, e.window.rows), _part(column_axis, e.window.columns)
    sizes = (rows.stop - rows.start, columns.stop - columns.start)
    if sizes[0] < row_axis.padded or sizes[1] < column_axis.padded:
        caption += f" (part of {row_axis.size}×{column_axis.size})"
    real_rows, before_after = _real(rows, row_axis.size)
    real_columns, left_right = _real(columns, column_axis.size)
    return Grid(
        e.image[real_rows, real_columns, k],
        caption,
        window=e.window,
        mark=[(cell.row, cell.column) for cell in e.winners],
        padding=(before_after, left_right),
        padding_value=e.padding_value,
        origin=(real_rows.start, real_columns.start),
    )


def _output(e: Explanation) -> Grid:
    _, y, x, c = e.at
    rows, columns = (
        _part(Axis(size, 1), (i,)) for size, i in zip(e.output.shape, (y, x), strict=True)
    )
    caption = f"Output, channel {c}" if c else "Output"
    if e.output[rows, columns].shape != e.output.shape:
        caption += f" (part of {times(e.output.shape)})"
    return Grid(e.output[rows, columns], caption, mark=[(y, x)], origin=(rows.start, columns.start))


def _part(axis: Axis, window: tuple[int, ...]) -> slice:
    """Return the positions to show: all, or those around the window."""
    first, last = -axis.before, axis.size + axis.after
    span = max(PART, window[-1] - window[0] + 1)
    if span > MOST:
        raise ValueError(
            f"explanation: the window spans {span} cells along one axis and a picture shows "
            f"{MOST}. Print the explanation, or use a smaller kernel or dilation"
        )
    start = window[0] - (span - (window[-1] - window[0] + 1)) // 2
    start = max(min(start, last - span), first)
    return slice(start, min(start + span, last))


def _real(part: slice, size: int) -> tuple[slice, tuple[int, int]]:
    """Split positions into those of the input and the counts of padding before and after."""
    real = slice(max(part.start, 0), min(part.stop, size))
    if real.start >= real.stop:
        raise ValueError(
            "explanation: the window lies wholly in the padding, far from the input, so there "
            "is nothing to draw. Print the explanation"
        )
    return real, (real.start - part.start, part.stop - real.stop)
