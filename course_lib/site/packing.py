"""Data that is nearly the same text a thousand times, packed for a page."""

from __future__ import annotations

import base64
import gzip
import json


class Packer:
    """Keeps each value once, however often it occurs in others.

    ``table`` has an entry for each value: a text or number as it is; a list as ``[0, ...]`` and a
    dict as ``[1, names, ...]``, with the numbers of their values; floats alone as ``[2, ...]``.

    Examples
    --------
    >>> packer = Packer()
    >>> packer.add({"a": [5, 5]}), packer.table
    (3, ['a', 5, [0, 1, 1], [1, 0, 2]])
    """

    def __init__(self):
        self.table: list = []
        self._known: dict = {}

    def add(self, value) -> int:
        """Return the number of a value in the table."""
        if isinstance(value, dict):
            names = self.add("\t".join(value))
            return self._enter([1, names, *(self.add(one) for one in value.values())])
        if isinstance(value, list) and value and all(isinstance(one, float) for one in value):
            return self._enter([2, *value])
        if isinstance(value, list | tuple):
            return self._enter([0, *(self.add(one) for one in value)])
        return self._enter(value)

    def _enter(self, entry) -> int:
        key = json.dumps(entry, ensure_ascii=False)
        if key not in self._known:
            self._known[key] = len(self.table)
            self.table.append(entry)
        return self._known[key]


def squeeze(data) -> str:
    """Return data as compressed JSON, in letters that may stand in a script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b85encode(gzip.compress(text.encode(), 9, mtime=0)).decode()
