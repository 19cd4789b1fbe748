"""What a check printed, set beside what it should print: place by place."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from .fingerprints import fingerprint
from .printed import Shown, read, same


@dataclass(frozen=True)
class Place:
    """One thing that a check prints: what is right, what came, and where that stands."""

    check: int
    number: int
    expected: Shown
    came: Shown | None

    @property
    def right(self) -> bool:
        """Whether what came is right."""
        return self.came is not None and same(self.expected, self.came)

    @cached_property
    def print(self) -> str:
        """A fingerprint of what came; nothing if nothing did."""
        return "" if self.came is None else fingerprint(self.came.value)

    @property
    def label(self) -> str:
        """What the check calls it."""
        return self.expected.label

    @property
    def has_numbers(self) -> bool:
        """Whether both sides are numbers."""
        return self.came is not None and not (
            isinstance(self.expected.value, str) or isinstance(self.came.value, str)
        )


def align(check: int, expected: str, printed: str) -> tuple[list[Place], list[str]]:
    """Set what a check printed beside what it should print; return also what it printed besides.

    Things are known by their labels, in order. If an answer prints something under a label of
    the check's own, nothing can be told apart, and all counts as wrong.
    """
    left = read(printed)
    places, extra = [], []
    for number, item in enumerate(read(expected)):
        came = None
        found = _find(item, left)
        if found is not None:
            extra += map(_said, left[:found])
            came = left[found]
            left = left[found + 1 :]
        places.append(Place(check, number, item, came))
    extra += map(_said, left)
    labels = {place.label for place in places if place.label}
    if any(text.partition(": ")[0] in labels for text in extra):
        places = [replace(place, came=None) for place in places]
    return places, extra


def _find(item: Shown, left: list[Shown]) -> int | None:
    """Return which of the things that are left is for an item; of single numbers the right one."""
    fitting = [k for k, other in enumerate(left) if _is_for(item, other)]
    single_number = not item.label and np.ndim(item.value) == 0
    if single_number:  # an answer may have printed some of its own
        right = [k for k in fitting if same(item, left[k])]
        fitting = right or fitting
    return fitting[0] if fitting else None


def _is_for(item: Shown, other: Shown) -> bool:
    if item.label or other.label:
        return item.label == other.label
    begins = [str(shown.value).split(" ")[:2] for shown in (item, other)]
    texts = [isinstance(shown.value, str) for shown in (item, other)]
    if any(texts):
        return all(texts) and begins[0] == begins[1]
    return (np.ndim(item.value) == 0) == (np.ndim(other.value) == 0)


def _said(shown: Shown) -> str:
    value = shown.value
    if not isinstance(value, str):
        value = np.array2string(value) if np.ndim(value) else f"{value:g}"
    return f"{shown.label}: {value}" if shown.label else value
