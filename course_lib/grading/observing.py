"""What is told of places where no rule explains the numbers."""

import re

import numpy as np

from .alignment import Place
from .printed import NOTHING, equal_cells, same
from .seen import statements

FEW = 3  # different numbers that a place must show, for what holds there alone
_OTHER_AXES = re.compile(r"\((?!n, h)[a-z_]+(, [a-z_]+){3}\)")  # as in "(n, c, h, w)"
_OF_NHWC = re.compile(r"\b(image|row|column|channel|height|edge)")


def seen_of_predicted(place: Place) -> str:
    """Tell which parts of a prediction are right, and nothing of those that are not."""
    if place.came is None or str(place.came.value) == NOTHING:
        return ""
    if not place.has_numbers:
        return "That is no list of numbers."
    right, yours = np.asarray(place.expected.value), np.asarray(place.came.value)
    if right.shape != yours.shape:
        few = "few" if yours.size < right.size else "many"
        if right.size != yours.size:
            return f"There are {yours.size} numbers, which is too {few}."
        return "There are as many numbers as there should be, but not in rows as asked for."
    cells = equal_cells(right, yours)
    if right.size == 1 or not cells.any():
        return "" if right.size == 1 else "None of the numbers is right yet."
    if right.ndim == 1:
        good = np.flatnonzero(cells) + 1
        return f"Right: {_numbered(good)}. Look again at {_numbered(np.flatnonzero(~cells) + 1)}."
    return f"{int(cells.sum())} of {cells.size} numbers are right."


def _numbered(places) -> str:
    return ("number " if len(places) == 1 else "numbers ") + ", ".join(map(str, places))


def crossed(places: list[Place]) -> str:
    """Tell if results stand in another order: what came as one is right as another."""
    told = {}
    for place in [place for place in places if not place.right and place.has_numbers]:
        for other in places:
            beside = other is not place and other.check == place.check
            if beside and same(other.expected, place.came) and _no_chance(place, other):
                told[place.label] = other.label
    if not told:
        return ""
    pairs = "; ".join(f"what you return as '{a}' is right as '{b}'" for a, b in told.items())
    return f"Results stand in another order: {pairs}."


def _no_chance(place: Place, other: Place) -> bool:
    """Tell whether two places were swapped, or share so many numbers that it is no chance."""
    return len(np.unique(place.came.value)) >= FEW or same(place.expected, other.came)


def seen_at(place: Place) -> list[str]:
    """Return what can be seen at a place."""
    if place.came is None:
        return []
    if place.has_numbers:
        expected, came = np.asarray(place.expected.value), np.asarray(place.came.value)
        return _in_its_axes(place.label, statements(expected, came), expected.shape, came.shape)
    if place.came.value == "None":
        return ["Your function returned None. Is there a return at its end?"]
    if str(place.came.value) == NOTHING:
        return []
    if isinstance(place.expected.value, str):
        return [f"The check says: {place.came.value}. It should say: {place.expected.value}."]
    return ["That is no array of numbers."]


def _in_its_axes(label: str, told: list[str], expected: tuple, came: tuple) -> list[str]:
    """Leave out what speaks of rows or channels, if the label names other axes than NHWC."""
    if not _OTHER_AXES.search(label):
        return told
    kept = [one for one in told if not _OF_NHWC.search(one)]
    return kept or [f"The shape is {came}, but it should be {expected}."] * (came != expected)


def seen_everywhere(wrong: list[Place]) -> list[str]:
    """Return what can be seen at all places that are wrong."""
    sets = [seen_at(place) for place in wrong]
    return [told for told in sets[0] if all(told in other for other in sets)] if sets else []


def is_weak(told: str) -> bool:
    """Tell whether a statement says only that something differs, and where."""
    shape = told.startswith("The shape is") and "mixed up" not in told
    return shape or " numbers are right. " in told


def by_case(places: list[Place]) -> str:
    """Tell what the cases that are right have in common, and those that are wrong have not."""
    right = [place.label for place in places if place.right]
    wrong = [place.label for place in places if not place.right]
    for told, of in _CASES.items():
        if set(map(of, right)) == {True} and set(map(of, wrong)) == {False}:
            return told
    return ""


def _is_square(label: str) -> bool | None:
    sizes = re.search(r"(\d+)×(\d+)|\((\d+), (\d+)", label)
    if not sizes:
        return None
    high, wide = [size for size in sizes.groups() if size]
    return high == wide


def _has_stride_1(label: str) -> bool | None:
    found = re.search(r"stride (\d+)", label)
    return found[1] == "1" if found else None


_CASES = {
    "Right where the window is square, and wrong where it is not. Are rows and columns mixed up, "
    "or is one size used for both?": _is_square,
    "Right with stride 1, and wrong with larger strides.": _has_stride_1,
}
