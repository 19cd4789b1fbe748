"""Reading the arguments of an operator, and saying what is wrong with them."""

from __future__ import annotations

import math
import numbers
from collections.abc import Sequence

import numpy as np

Sizes = int | Sequence[int] | np.ndarray  # along rows and columns, or TensorFlow's list of four
Padding = str | Sequence[Sequence[int]]  # SAME, VALID, or four pairs
KERNEL_ORDER = "kh, kw, c_in, c_out"
DEPTHWISE_ORDER = "kh, kw, c_in, mult"
TRANSPOSED_ORDER = "kh, kw, c_out, c_in"
MOST = 2**31 - 1  # larger numbers, and arrays of more numbers, are refused
FORMATS = {"NHWC": "n, h, w, c_in", "NCHW": "n, c_in, h, w"}


def to_nhwc(array: np.ndarray, data_format: str) -> np.ndarray:
    """Return a view with the channels last."""
    return array.transpose(0, 2, 3, 1) if data_format == "NCHW" else array


def from_nhwc(array: np.ndarray, data_format: str) -> np.ndarray:
    """Return a view with the axes in the order of ``data_format``."""
    return array.transpose(0, 3, 1, 2) if data_format == "NCHW" else array


def in_format(shape, data_format: str) -> tuple[int, ...]:
    """Return the shape (n, h, w, c) in the order of ``data_format``."""
    return tuple(shape["NHWC".index(letter)] for letter in data_format)


def in_nhwc(shape, data_format: str) -> tuple:
    """Return the shape (n, h, w, c) of one in the order of ``data_format``."""
    return tuple(shape[data_format.index(letter)] for letter in "NHWC")


def new_output(shape, dtype: np.dtype, data_format: str, make=np.empty) -> np.ndarray:
    """Return a new array (n, h, w, c) that lies in memory in the order of ``data_format``.

    ``make`` is np.empty for an output that is filled, or np.zeros for one that is added to.
    """
    return to_nhwc(make(in_format(shape, data_format), dtype), data_format)


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


def read_filters(op: str, name: str, value, order: str) -> np.ndarray:
    """Return filters of floats, none of whose axes is empty."""
    w = read_array(op, name, value, order, floating=True)
    if 0 in w.shape:
        raise ValueError(f"{op}: {name} ({order}) must not be empty, received {w.shape}")
    return w


def read_numbers(op: str, name: str, value) -> np.ndarray:
    """Return ``value`` as an array of integers or floats, of any shape."""
    refuse_masks(op, name, value)
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{op}: {name} is not a regular array of numbers ({error})") from error
    if array.dtype.kind not in "iuf":
        received = f"dtype {array.dtype}" if array.ndim else repr(value)
        raise TypeError(f"{op}: {name} must hold real numbers, received {received}")
    return array


def refuse_masks(op: str, name: str, value) -> None:
    """Refuse a masked array: as an array it would show what its mask hides."""
    if np.ma.is_masked(value):
        raise TypeError(
            f"{op}: {name} is a masked array, and masks are not kept. Say what is to stand in the "
            f"masked places: {name}.filled(0)"
        )


def read_pair(op: str, name: str, value, data_format: str = "NHWC") -> tuple[int, int]:
    """Return the sizes along rows and columns of one number, of two, or of TensorFlow's four."""
    items = _whole_numbers(op, name, value)
    if len(items) == 4:
        n, *items, c = in_nhwc(items, data_format)
        if (n, c) != (1, 1):
            raise ValueError(
                f"{op}: {name} must be 1 for images and channels in the order "
                f"{data_format}, received {value!r}"
            )
    if len(items) not in (1, 2):
        raise ValueError(f"{op}: {name} takes 1, 2 or 4 numbers, received {value!r}")
    if min(items) < 1:
        raise ValueError(f"{op}: {name} must be 1 or more, received {value!r}")
    return items[0], items[-1]


def read_shape(op, name, value, data_format, images, channels) -> tuple[int, int, int, int]:
    """Return the shape (n, h, w, c) of images.

    ``value`` is a list of four in the order of ``data_format``, or of two: height and width.
    Then ``images`` and ``channels`` are those of the other arguments.
    """
    items = _whole_numbers(op, name, value)
    if len(items) == 4:
        n, h, w, c = in_nhwc(items, data_format)
    elif len(items) == 2:
        n, (h, w), c = images, items, channels
    else:
        raise ValueError(
            f"{op}: {name} takes 4 numbers in the order {data_format}, "
            f"or 2, height and width, received {value!r}"
        )
    if min(items) < 0:
        raise ValueError(f"{op}: {name} must be 0 or more, received {value!r}")
    check_count(op, name, (n, h, w, c))
    return n, h, w, c


def check_count(op: str, name: str, shape: tuple[int, ...]) -> None:
    """Refuse the shape of an array that no computer of today would hold."""
    if math.prod(shape) > MOST:
        raise ValueError(
            f"{op}: {name} would be an array {shape} of {math.prod(shape)} numbers, "
            f"the limit is {MOST}. Use fewer images, or smaller sizes"
        )


def read_filter_sizes(op: str, name: str, value, order: str) -> tuple[int, ...]:
    """Return the shape of filters."""
    items = _whole_numbers(op, name, value)
    if len(items) != 4:
        raise ValueError(f"{op}: {name} takes 4 numbers ({order}), received {value!r}")
    if min(items) < 1:
        raise ValueError(f"{op}: {name} must be 1 or more, received {value!r}")
    return tuple(items)


def _whole_numbers(op: str, name: str, value) -> list[int]:
    items = items_of(value)
    if not all(is_whole(item) for item in items):
        raise TypeError(f"{op}: {name} must be whole numbers, received {value!r}")
    if max(items, default=0) > MOST:
        raise ValueError(f"{op}: {name} must be {MOST} or less, received {value!r}")
    return [int(item) for item in items]


def items_of(value) -> list:
    """Return the items of a list, tuple or array; any other value is the only item."""
    plain = value.tolist() if isinstance(value, np.ndarray) else value
    return list(plain) if isinstance(plain, list | tuple) else [plain]


def is_whole(value) -> bool:
    """Tell whether a value is an integer; True and False are not."""
    return isinstance(value, numbers.Integral) and not isinstance(value, bool | np.bool_)


def is_real(value) -> bool:
    """Tell whether a value is a real number; True and False are not."""
    return isinstance(value, numbers.Real) and not isinstance(value, bool)


def check_channels(op, filter_name, order, filter_shape, name, shape, data_format, axis=2):
    """Check that images have as many channels as there are along an axis of the filters."""
    letter, channel_axis = order.split(", ")[axis], data_format.index("C")
    if filter_shape[axis] != shape[channel_axis]:
        verb = "expect" if filter_name.endswith("s") else "expects"
        raise ValueError(
            f"{op}: {filter_name} {verb} {letter}={filter_shape[axis]} "
            f"(axis {axis} of {filter_shape}), {name} has {shape[channel_axis]} channels "
            f"(axis {channel_axis} of {shape})"
        )


def check_groups(op, filter_name, order, filter_shape, name, shape, data_format) -> None:
    """Check that the channels of images and of the output can be dealt out to groups.

    ``shape`` is that of the images, in the order of ``data_format``. The number of groups is how
    often the filters' channels go into those of the images.
    """
    axis = data_format.index("C")
    c_in, (share, c_out) = shape[axis], filter_shape[2:]
    if c_in == 0 or c_in % share:
        check_channels(op, filter_name, order, filter_shape, name, shape, data_format)
    groups = c_in // share
    if c_out % groups:
        verb = "expect" if filter_name.endswith("s") else "expects"
        raise ValueError(
            f"{op}: {name} has {c_in} channels (axis {axis} of {tuple(shape)}) and {filter_name} "
            f"{verb} {share} (axis 2 of {filter_shape}), which makes {groups} groups. Then c_out "
            f"must be a multiple of {groups}, received {c_out} (axis 3)"
        )


def check_dtypes(op: str, **arrays: np.ndarray) -> None:
    """Check that all arrays have the dtype of the first; they are given by name."""
    (first, model), *others = arrays.items()
    for name, array in others:
        if array.dtype != model.dtype:
            verb = "are" if name.endswith("s") else "is"
            raise TypeError(
                f"{op}: {first} is {model.dtype} and {name} {verb} {array.dtype}; they must agree. "
                f"Convert one: {name}.astype('{model.dtype}')"
            )


def read_size(op: str, name: str, value) -> int:
    """Return a whole number of 1 or more that an axis of an array may have."""
    size = read_count(op, name, value)
    if size > MOST:
        raise ValueError(f"{op}: {name} must be {MOST} or less, received {value!r}")
    return size


def read_count(op: str, name: str, value) -> int:
    """Return a whole number of 1 or more."""
    if not is_whole(value):
        raise TypeError(f"{op}: {name} must be a whole number, received {value!r}")
    if value < 1:
        raise ValueError(f"{op}: {name} must be 1 or more, received {value}")
    return int(value)


def read_switch(op: str, name: str, value) -> bool:
    """Return True or False."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{op}: {name} must be True or False, received {value!r}")
    return bool(value)
