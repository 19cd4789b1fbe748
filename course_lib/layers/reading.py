"""Reading the arguments of a layer, and saying what is wrong with them."""

from __future__ import annotations

import re
from collections import Counter

_FORMATS = {
    "channels_last": "NHWC",
    "channels_first": "NCHW",
    "NHWC": "NHWC",
    "NCHW": "NCHW",
}
_used_names: Counter = Counter()


def read_format(op: str, data_format) -> str:
    """Return NHWC or NCHW for Keras's names, and for None."""
    if data_format is None:
        return "NHWC"
    if not isinstance(data_format, str) or data_format not in _FORMATS:
        raise ValueError(f"{op}: data_format is one of {list(_FORMATS)}, received {data_format!r}")
    return _FORMATS[data_format]


def read_padding(op: str, padding) -> str:
    """Return SAME or VALID for Keras's ``same`` and ``valid``."""
    if not isinstance(padding, str) or padding.upper() not in ("SAME", "VALID"):
        raise ValueError(f"{op}: padding is 'same' or 'valid', received {padding!r}")
    return padding.upper()


def new_name(kind: str) -> str:
    """Return Keras's name for the next layer of a kind: ``conv2d``, ``conv2d_1``, …."""
    apart = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", kind)
    stem = re.sub(r"([a-z])([A-Z])", r"\1_\2", apart).lower()
    used = _used_names[stem]
    _used_names[stem] += 1
    return f"{stem}_{used}" if used else stem
