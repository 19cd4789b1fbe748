"""Where the windows lie: padding, stride and dilation along the rows and columns of an image."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .arguments import Padding, in_nhwc, is_whole, items_of, read_pair

PADDINGS = ("SAME", "VALID")
MOST_PADDING = 2**24  # cells of padding round one image; more of them are refused


@dataclass(frozen=True)
class Axis:
    """The windows along the rows, or along the columns, of an image.

    Attributes
    ----------
    size : int
        Input cells along the axis: ``h`` or ``w``.
    kernel, stride, dilation : int
        ``kh sh dh``, or ``kw sw dw``.
    before, after : int
        Cells of padding: ``ph0 ph1``, or ``pw0 pw1``.

    Examples
    --------
    >>> axis = Axis(size=5, kernel=3, stride=2, dilation=1, before=1, after=1)
    >>> axis.out
    3
    >>> axis.positions(0)
    array([-1,  0,  1])
    """

    size: int
    kernel: int
    stride: int = 1
    dilation: int = 1
    before: int = 0
    after: int = 0

    @cached_property
    def reach(self) -> int:
        """Cells from the first to the last one that a window reads."""
        return (self.kernel - 1) * self.dilation + 1

    @cached_property
    def padded(self) -> int:
        """Cells along the axis with the padding."""
        return self.before + self.size + self.after

    @cached_property
    def out(self) -> int:
        """Windows along the axis: ``oh`` or ``ow``."""
        return max((self.padded - self.reach) // self.stride + 1, 0)

    def span(self, windows: int) -> int:
        """Cells from the first to the last one that neighbouring windows read."""
        return (windows - 1) * self.stride + self.reach

    def part(self, windows: slice) -> tuple[slice, Axis]:
        """Return the input cells that these windows read, and the axis that they make.

        >>> axis = Axis(size=5, kernel=3, stride=2, dilation=1, before=1, after=1)
        >>> axis.part(slice(1, 3))
        (slice(1, 5, None), Axis(size=4, kernel=3, stride=2, dilation=1, before=0, after=1))
        """
        span = self.span(windows.stop - windows.start)
        start = windows.start * self.stride - self.before
        cells = slice(*(min(max(edge, 0), self.size) for edge in (start, start + span)))
        before = min(max(-start, 0), span)
        after = span - before - (cells.stop - cells.start)
        size = cells.stop - cells.start
        return cells, Axis(size, self.kernel, self.stride, self.dilation, before, after)

    def overlap(self, k: int) -> tuple[slice, slice]:
        """Return the windows whose cell ``k`` lies in the image, and these cells of the image.

        >>> axis = Axis(size=5, kernel=3, stride=2, dilation=1, before=1, after=1)
        >>> axis.overlap(0)
        (slice(1, 3, None), slice(1, 5, 2))
        """
        offset = k * self.dilation - self.before
        first = max(-(offset // self.stride), 0)
        last = max(min((self.size - 1 - offset) // self.stride + 1, self.out), first)
        start = first * self.stride + offset
        return slice(first, last), slice(start, start + (last - first) * self.stride, self.stride)

    def positions(self, index: int) -> np.ndarray:
        """Input positions that window ``index`` reads; outside ``0 … size-1`` is padding."""
        start = index * self.stride - self.before
        return start + self.dilation * np.arange(self.kernel)


def same_padding(size: int, kernel: int, stride: int = 1, dilation: int = 1) -> tuple[int, int]:
    """Return the padding before and after an axis under the rule SAME.

    SAME makes the output ``ceil(size / stride)`` long. An odd cell goes after: at the bottom, or
    at the right (TensorFlow, "Notes on padding", the guide to ``tf.nn``).

    >>> same_padding(5, 3), same_padding(5, 2), same_padding(4, 3, stride=2)
    ((1, 1), (0, 1), (0, 1))
    """
    out = -(-size // stride)
    total = max((out - 1) * stride + (kernel - 1) * dilation + 1 - size, 0)
    return total // 2, total - total // 2


def possible_sizes(out: int, kernel: int, stride=1, dilation=1, padding=None) -> range:
    """Return every size of an input axis that leads to ``out`` windows, in a range.

    It is empty if none does. ``padding`` is a pair, before and after; without it the rule is SAME.

    >>> possible_sizes(2, 3, stride=2), possible_sizes(2, 3, stride=2, padding=(0, 0))
    (range(3, 5), range(5, 7))
    """
    if padding is None:
        first = (out - 1) * stride + 1
    elif out == 0:
        return range(0)
    else:
        first = (out - 1) * stride + (kernel - 1) * dilation + 1 - sum(padding)
    return range(max(first, 0), max(first + stride, 0))


def read_axes(op, padding, size, kernel, strides, dilations=1, data_format="NHWC"):
    """Return the two :class:`Axis`, rows and columns, that these arguments lead to.

    ``size`` and ``kernel`` are pairs (rows, columns).
    """
    strides = read_pair(op, "strides", strides, data_format)
    dilations = read_pair(op, "dilations", dilations, data_format)
    pads = read_padding(op, padding, data_format)
    steps = list(zip(size, kernel, strides, dilations, strict=True))
    same = pads is None
    pads = [same_padding(*step) for step in steps] if same else pads
    rows, columns = (Axis(*step, *pad) for step, pad in zip(steps, pads, strict=True))
    for word, axis in (("row", rows), ("column", columns)):
        if axis.out < 1 and not same:
            raise ValueError(
                f"{op}: no window fits: it spans {axis.reach} {word}s, "
                f"and the input with its padding has {axis.padded}. "
                "Use a smaller kernel or dilation, or padding='SAME'"
            )
    _check_padding_cells(op, rows, columns)
    return rows, columns


def _check_padding_cells(op: str, rows: Axis, columns: Axis) -> None:
    """Refuse padding so wide that memory or time would not suffice."""
    cells = rows.padded * columns.padded - rows.size * columns.size
    if cells > MOST_PADDING:
        raise ValueError(
            f"{op}: windows that span {rows.reach} x {columns.reach} cells, on an image of "
            f"{rows.size} x {columns.size}, with its padding {rows.padded} x {columns.padded}, "
            f"need {cells} cells of padding; the limit is {MOST_PADDING}. "
            "Use a smaller kernel, dilation or padding"
        )


def read_padding(op: str, padding, data_format: str) -> list[tuple[int, int]] | None:
    """Return the cells before and after, for rows and for columns; None for SAME."""
    if isinstance(padding, str) and padding in PADDINGS:
        return None if padding == "SAME" else [(0, 0), (0, 0)]
    return _explicit_padding(op, padding, data_format)


def check_padding_word(op: str, padding: Padding) -> str:
    """Return ``padding`` if it is SAME or VALID, for operators that take nothing else."""
    if not isinstance(padding, str) or padding not in PADDINGS:
        raise ValueError(f"{op}: padding is 'SAME' or 'VALID', {_received_padding(padding)}")
    return padding


def _received_padding(padding) -> str:
    hint = ""
    if isinstance(padding, str) and padding.upper() in PADDINGS:
        hint = f". Write it in capitals: {padding.upper()!r}"
    return f"received {padding!r}{hint}"


def _explicit_padding(op, padding, data_format) -> list[tuple[int, int]]:
    pads = [items_of(pair) for pair in items_of(padding)]
    right = all(is_whole(count) and count >= 0 for pair in pads for count in pair)
    if [len(pair) for pair in pads] != [2, 2, 2, 2] or not right:
        raise ValueError(
            f"{op}: padding is 'SAME', 'VALID' or four pairs of whole numbers (before, after), "
            f"0 or more, in the order {data_format}, {_received_padding(padding)}"
        )
    images, rows, columns, channels = in_nhwc(pads, data_format)
    if any((*images, *channels)):
        raise ValueError(f"{op}: images and channels can't be padded, received {padding!r}")
    return [(int(before), int(after)) for before, after in (rows, columns)]
