"""Reading strides, dilations and padding, and laying the windows that they lead to."""

from __future__ import annotations

from .arguments import is_whole, items_of, read_pair
from .geometry import Axis, same_padding

PADDINGS = ("SAME", "VALID")
MOST_PADDING = 2**24  # cells of padding round one image; more of them are refused


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


def check_padding_word(op: str, padding: str) -> str:
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
    spatial = (2, 3) if data_format == "NCHW" else (1, 2)
    if any(any(pads[axis]) for axis in range(4) if axis not in spatial):
        raise ValueError(f"{op}: images and channels can't be padded, received {padding!r}")
    return [tuple(int(count) for count in pads[axis]) for axis in spatial]
