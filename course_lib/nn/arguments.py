"""Reading the arguments of an operator, and saying what is wrong with them."""

from __future__ import annotations

import numbers

import numpy as np

from .geometry import Axis, same_padding

KERNEL_ORDER = "kh, kw, c_in, c_out"
FORMATS = {"NHWC": "n, h, w, c_in", "NCHW": "n, c_in, h, w"}
PADDINGS = ("SAME", "VALID")


def check_format(op: str, data_format: str) -> str:
    """Return ``data_format`` if it is NHWC or NCHW."""
    if not isinstance(data_format, str) or data_format not in FORMATS:
        raise ValueError(f"{op}: data_format is 'NHWC' or 'NCHW', received {data_format!r}")
    return data_format


def read_array(op: str, name: str, value, axes: str, *, floating: bool) -> np.ndarray:
    """Return ``value`` as an array of numbers with one axis for each of ``axes``."""
    array = read_numbers(op, name, value)
    wanted = len(axes.split(","))
    if array.ndim != wanted:
        raise ValueError(
            f"{op}: {name} must have {wanted} axes ({axes}), received shape {array.shape}"
        )
    if floating and array.dtype.kind != "f":
        raise TypeError(
            f"{op}: {name} holds integers ({array.dtype}), and {op} works on floats. "
            f"Convert first: {name}.astype('float32')"
        )
    return array


def read_numbers(op: str, name: str, value) -> np.ndarray:
    """Return ``value`` as an array of integers or floats, of any shape."""
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{op}: {name} is not a regular array of numbers ({error})") from error
    if array.dtype.kind not in "iuf":
        received = f"dtype {array.dtype}" if array.ndim else repr(value)
        raise TypeError(f"{op}: {name} must hold real numbers, received {received}")
    return array


def read_pair(op: str, name: str, value, data_format: str = "NHWC") -> tuple[int, int]:
    """Return the sizes along rows and columns.

    An int, a list of one or two, or TensorFlow's list of four in the order of ``data_format``.
    """
    items = _items(value)
    if not all(_is_whole(item) for item in items):
        raise TypeError(f"{op}: {name} must be whole numbers, received {value!r}")
    items = [int(item) for item in items]
    if len(items) == 4:
        spatial = (2, 3) if data_format == "NCHW" else (1, 2)
        others = [items[axis] for axis in range(4) if axis not in spatial]
        if others != [1, 1]:
            raise ValueError(
                f"{op}: {name} must be 1 for images and channels in the order "
                f"{data_format}, received {value!r}"
            )
        items = [items[axis] for axis in spatial]
    if len(items) not in (1, 2):
        raise ValueError(f"{op}: {name} takes 1, 2 or 4 numbers, received {value!r}")
    if min(items) < 1:
        raise ValueError(f"{op}: {name} must be 1 or more, received {value!r}")
    return items[0], items[-1]


def _items(value) -> list:
    plain = value.tolist() if isinstance(value, np.ndarray) else value
    return list(plain) if isinstance(plain, list | tuple) else [plain]


def _is_whole(value) -> bool:
    return isinstance(value, numbers.Integral) and not isinstance(value, bool | np.bool_)


def read_axes(op, padding, size, kernel, strides, dilations=(1, 1), data_format="NHWC"):
    """Return the two :class:`Axis`, rows and columns, that ``padding`` leads to.

    ``size``, ``kernel``, ``strides`` and ``dilations`` are pairs (rows, columns).
    """
    steps = list(zip(size, kernel, strides, dilations, strict=True))
    same = isinstance(padding, str) and padding == "SAME"
    if same:
        pads = [same_padding(*step) for step in steps]
    elif isinstance(padding, str) and padding == "VALID":
        pads = [(0, 0), (0, 0)]
    else:
        pads = _explicit_padding(op, padding, data_format)
    rows, columns = (Axis(*step, *pad) for step, pad in zip(steps, pads, strict=True))
    for word, axis in (("row", rows), ("column", columns)):
        if axis.out < 1 and not same:
            raise ValueError(
                f"{op}: no window fits: it spans {axis.reach} {word}s, "
                f"and the input with its padding has {axis.padded}. "
                "Use a smaller kernel or dilation, or padding='SAME'"
            )
    return rows, columns


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
    pads = [_items(pair) for pair in _items(padding)]
    right = all(_is_whole(count) and count >= 0 for pair in pads for count in pair)
    if [len(pair) for pair in pads] != [2, 2, 2, 2] or not right:
        raise ValueError(
            f"{op}: padding is 'SAME', 'VALID' or four pairs of whole numbers (before, after), "
            f"0 or more, in the order {data_format}, {_received_padding(padding)}"
        )
    spatial = (2, 3) if data_format == "NCHW" else (1, 2)
    if any(any(pads[axis]) for axis in range(4) if axis not in spatial):
        raise ValueError(f"{op}: images and channels can't be padded, received {padding!r}")
    return [tuple(int(count) for count in pads[axis]) for axis in spatial]
