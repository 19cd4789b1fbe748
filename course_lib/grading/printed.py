"""Reading back what a check printed: labels, and the numbers that stand behind them.

Numbers count as equal if they differ by less than one unit of their fifth digit, or if both are
closer to 0 than a hundred-millionth of the largest number beside them. So the order in which an
answer adds up, or a Fourier transform, costs nothing. Whole numbers of up to five digits must be
the same.
"""

import re
from dataclasses import dataclass

import numpy as np

DIGITS = 1.001e-5  # the part by which two numbers may differ: one in the sixth digit, as printed
ZERO = 1e-8  # of the largest number: what is smaller is 0
NOTHING = "nothing yet"  # what an answer of ``...`` prints

_NUMBER = re.compile(
    r"nan[+-]\S+j|[-+]?(?:\d[\d.]*(?:e[-+]?\d+)?|inf|nan)(?:[-+][\d.]+(?:e[-+]?\d+)?j)?|True|False"
)
_SHAPED = re.compile(r"^(?P<label>.*?)(?:: |^)shape (?P<shape>\([\d, ]*\))(?P<objects>, .*)?$")
_FLAT = re.compile(r"^(?:(?P<label>.*?): )?(?P<numbers>\[.*)$")
_SINGLE = re.compile(rf"^(?P<label>.*?): (?P<numbers>(?:{_NUMBER.pattern}))$")
_BARE = re.compile(r"[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?")  # a number alone in its line


@dataclass(frozen=True)
class Shown:
    """One thing that was printed: its label, and an array or, where there is none, a text."""

    label: str
    value: np.ndarray | str
    kind: str = ""  # what :func:`.show.show` says of an answer that is no plain array


def read(text: str) -> list[Shown]:
    r"""Return what a text shows, in order.

    Examples
    --------
    >>> for shown in read("pooled: shape (1, 2)\n[[1, -0.5]]\nit holds floats\nloss: 0.25\n"):
    ...     print(shown.label, "|", shown.value)
    pooled | [[ 1.  -0.5]]
     | it holds floats
    loss | 0.25
    """
    lines, found = text.split("\n"), []
    while lines:
        if (line := lines.pop(0)).strip():
            found.append(_read_one(line, lines))
    return found


def _read_one(line: str, rest: list[str]) -> Shown:
    """Return what begins at a line, and take its further lines from the rest."""
    if shaped := _SHAPED.match(line):
        block = _block(rest)
        shape = tuple(int(size) for size in re.findall(r"\d+", shaped["shape"]))
        numbers = _numbers(block)
        if numbers.size == np.prod(shape):
            kind = (shaped["objects"] or "").removeprefix(", ")
            return Shown(shaped["label"], numbers.reshape(shape), kind)
        return Shown(shaped["label"], f"{line}\n{block}")
    if flat := _FLAT.match(line):
        rest.insert(0, flat["numbers"])
        block = _block(rest)
        if not _NUMBER.sub("", block).strip("[], \n"):
            return Shown(flat["label"] or "", _numbers(block))
        return Shown(flat["label"] or "", block)
    if single := _SINGLE.match(line):
        return Shown(single["label"], _numbers(single["numbers"])[0])
    if _BARE.fullmatch(line):
        return Shown("", _numbers(line)[0])
    label, colon, value = line.partition(": ")
    return Shown(label, value) if colon else Shown("", line)


def _block(lines: list[str]) -> str:
    """Take lines until their brackets are closed."""
    taken, depth = [], 0
    while lines:
        taken.append(lines.pop(0))
        depth += taken[-1].count("[") - taken[-1].count("]")
        if depth <= 0:
            break
    return "\n".join(taken)


def _numbers(text: str) -> np.ndarray:
    found = [_number(match[0]) for match in _NUMBER.finditer(text)]
    return np.array(found, complex if any(isinstance(n, complex) for n in found) else float)


def _number(text: str):
    if text in ("True", "False"):
        return float(text == "True")
    try:
        return complex(text) if text.endswith("j") else float(text)
    except ValueError:
        return float("nan")


def same(expected: Shown, came: Shown) -> bool:
    """Tell whether two things that were printed are the same, within the tolerance."""
    texts = [isinstance(shown.value, str) for shown in (expected, came)]
    if any(texts):
        return all(texts) and expected.value == came.value
    if np.iscomplexobj(came.value) and not np.iscomplexobj(expected.value):
        return False
    return equal(expected.value, came.value)


def equal(expected: np.ndarray, came: np.ndarray) -> bool:
    """Tell whether two arrays are equal within the tolerance.

    Examples
    --------
    >>> equal(np.array([0, 293.562]), np.array([-7.1e-15, 293.563]))
    True
    >>> equal(np.array([14.0]), np.array([14.001])), equal(np.zeros(2), np.zeros((1, 2)))
    (False, False)
    >>> equal(np.array([5.0]), np.array([np.inf]))
    False
    """
    return expected.shape == came.shape and bool(equal_cells(expected, came).all())


def equal_cells(expected: np.ndarray, came: np.ndarray) -> np.ndarray:
    """Tell for each number of two arrays of one shape whether it is equal."""
    with np.errstate(invalid="ignore", over="ignore"):
        size = np.maximum(np.abs(expected), np.abs(came))
        finite = np.abs(expected)[np.isfinite(expected)]
        zero = ZERO * finite.max(initial=0)
        near = (np.abs(expected - came) <= DIGITS * size) | (size <= zero)
        near &= np.isfinite(size)
    whole = (expected == np.round(expected)) & (came == np.round(came)) & (size < 1e5)
    both_nan = np.isnan(expected) & np.isnan(came)
    return np.where(whole, expected == came, near) | (expected == came) | both_nan
