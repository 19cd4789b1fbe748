"""The names that layers and models get when they are given none."""

from __future__ import annotations

import re
from collections import Counter

_used_names: Counter = Counter()


def new_name(kind: str) -> str:
    """Return Keras's name for the next layer of a kind: ``conv2d``, ``conv2d_1``, …."""
    apart = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", kind)
    stem = re.sub(r"([a-z])([A-Z])", r"\1_\2", apart).lower()
    used = _used_names[stem]
    _used_names[stem] += 1
    return f"{stem}_{used}" if used else stem
