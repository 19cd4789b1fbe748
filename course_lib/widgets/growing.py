"""How a number grows, term by term, in one line for each term."""

from __future__ import annotations

from collections.abc import Sequence

from ..explain import Maximum, Mean, SumOfProducts
from ..explain.notation import TEXT


def growing(explanation: SumOfProducts | Maximum | Mean) -> list[str]:
    """Return a line for each term of a number: what was there, what comes, and what it makes.

    Examples
    --------
    >>> import numpy as np
    >>> from course_lib import explain
    >>> image, kernel = np.array([[1.0, 2], [3, -4]]), np.ones((2, 2))
    >>> e = explain.conv2d(image[None, :, :, None], 2 * kernel[:, :, None, None], 1, "VALID",
    ...                    at=(0, 0, 0, 0))
    >>> for line in growing(e):
    ...     print(line)
    Term 1 of 4: 0 + 1·2 = 2
    Term 2 of 4: 2 + 2·2 = 6
    Term 3 of 4: 6 + 3·2 = 12
    Term 4 of 4: 12 + (−4)·2 = 4
    """
    if isinstance(explanation, SumOfProducts):
        return _sum(explanation)
    return _largest(explanation) if isinstance(explanation, Maximum) else _mean(explanation)


def adding(word: str, pieces: Sequence[tuple[str, float]]) -> list[str]:
    """Return a line for each of some numbers that are added up, which are given with their texts.

    Examples
    --------
    >>> adding("Term", [("1·2", 2.0), ("(−3)·2", -6.0)])
    ['Term 1 of 2: 0 + 1·2 = 2', 'Term 2 of 2: 2 + (−3)·2 = −4']
    """
    lines, so_far = [], 0.0
    for k, (text, value) in enumerate(pieces, 1):
        before, so_far = TEXT.number(so_far), so_far + value
        lines.append(f"{word} {k} of {len(pieces)}: {before} + {text} = {TEXT.number(so_far)}")
    return lines


def _sum(e: SumOfProducts) -> list[str]:
    products = [(TEXT.product(t.value, t.weight, t.padding), t.product) for t in e.terms]
    lines = adding("Term", products)
    if e.bias:
        lines[-1] += f", and with the bias {TEXT.number(e.bias)}: {TEXT.number(e.total)}"
    return lines


def _largest(e: Maximum) -> list[str]:
    lines, best = [], float("-inf")
    for k, cell in enumerate(e.cells, 1):
        found = max(best, cell.value)
        both = f"max({TEXT.number(best)}, {TEXT.number(cell.value)})"
        told = TEXT.number(cell.value) if k == 1 else f"{both} = {TEXT.number(found)}"
        lines.append(f"Number {k} of {len(e.cells)}: {told}")
        best = found
    return lines


def _mean(e: Mean) -> list[str]:
    values = [cell.value for cell in e.real]
    lines = adding("Number", [(TEXT.factor(value), value) for value in values])
    lines[-1] += f", and {TEXT.factor(sum(values))} / {len(values)} = {TEXT.number(e.total)}"
    return lines
