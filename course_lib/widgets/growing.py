"""How a number grows, term by term, in one line for each term."""

from __future__ import annotations

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


def _sum(e: SumOfProducts) -> list[str]:
    bias = e.bias or 0.0
    pieces = [(TEXT.product(t.value, t.weight, t.padding), t.product) for t in e.terms]
    lines, so_far = [], 0.0
    for k, (text, product) in enumerate(pieces, 1):
        after = so_far + product
        lines.append(f"Term {k} of {len(pieces)}: {_plus(so_far, text)} = {TEXT.number(after)}")
        so_far = after
    if bias:
        lines[-1] += f", and with the bias {TEXT.number(bias)}: {TEXT.number(e.total)}"
    return lines


def _plus(so_far: float, text: str) -> str:
    return f"{TEXT.number(so_far)} + {text}"


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
    lines, so_far, count = [], 0.0, len(e.real)
    for k, cell in enumerate(e.real, 1):
        after = so_far + cell.value
        text = _plus(so_far, TEXT.factor(cell.value))
        lines.append(f"Number {k} of {count}: {text} = {TEXT.number(after)}")
        so_far = after
    lines[-1] += f", and {TEXT.factor(so_far)} / {count} = {TEXT.number(e.total)}"
    return lines
