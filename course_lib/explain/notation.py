"""Writing numbers, products and sums, as plain text or as LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

MOST_TERMS = 60  # an explanation with more terms is shortened when it is written
SHORT_TERMS = 12  # terms of one line that are then still written
SHORT_CHANNELS = 3  # channels that are then still written


def number(x: float, digits: int = 6) -> str:
    """Write a number to ``digits`` significant digits, with a real minus sign.

    >>> number(-0.0), number(2 / 3), number(-12.5), number(float("-inf"))
    ('0', '0.666667', '−12.5', '−∞')
    """
    return f"{x + 0.0:.{digits}g}".replace("-", "−").replace("inf", "∞")


def latex_number(x: float) -> str:
    r"""Write a number as :func:`number` does, in LaTeX.

    >>> print(latex_number(-1.5e-7), latex_number(float("-inf")), latex_number(4.0))
    -1.5 \times 10^{-7} -\infty 4
    """
    mantissa, exponent, power = f"{x + 0.0:.6g}".partition("e")
    mantissa = mantissa.replace("inf", r"\infty").replace("nan", r"\text{nan}")
    return rf"{mantissa} \times 10^{{{int(power)}}}" if exponent else mantissa


def add(numbers: Iterable[float]) -> float:
    """Add from left to right: since Python 3.12 the built-in ``sum`` corrects its rounding.

    >>> add([0.1, 0.2, -0.3])
    5.551115123125783e-17
    """
    total = 0.0
    for x in numbers:
        total += x
    return total


@dataclass(frozen=True)
class Notation:
    """The signs of one way of writing arithmetic."""

    number: Callable[[float], str]
    words: Callable[[str], str]
    times: str
    equals: str
    maximum: str
    new_line: str  # between rows of a long sum; empty where lines are not broken

    def factor(self, x: float) -> str:
        """Write a number inside a product or a sum: in brackets if it is negative."""
        text = self.number(x)
        return f"({text})" if text[0] in "-−" else text

    def product(self, value: float, weight: float, padding: bool) -> str:
        """Write ``value·weight``; square brackets say that the value lies in the padding."""
        first = f"[{self.number(value)}]" if padding else self.factor(value)
        return first + self.times + self.factor(weight)

    def equation(self, result: float, right: str, label: str = "") -> str:
        """Write ``label: result = right``."""
        label = self.words(f"{label}: ") if label else ""
        return label + self.number(result) + self.equals + right

    def join(self, pieces: Sequence[str], sign: str, most: int | None = None) -> str:
        """Write ``pieces`` with ``sign`` between them, and say how many beyond ``most`` are not.

        >>> TEXT.join(["1", "2", "3", "4"], " + ", most=2)
        '1 + 2 + … (2 more)'
        """
        shown = list(pieces[:most])
        if len(shown) < len(pieces):
            shown.append(self.words(f"… ({len(pieces) - len(shown)} more)"))
        if not self.new_line:
            return sign.join(shown)
        lines = [sign.join(shown[i : i + 6]) for i in range(0, len(shown), 6)]
        return (sign.rstrip() + self.new_line).join(lines)


TEXT = Notation(number, str, "·", " = ", "max", "")
LATEX = Notation(latex_number, r"\text{{{}}}".format, r" \cdot ", " &= ", r"\max", r" \\ &\quad ")
