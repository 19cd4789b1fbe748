"""An output value that is a sum of products."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .explanation import Explanation, json_number, json_record
from .notation import MOST_TERMS, SHORT_CHANNELS, SHORT_TERMS, TEXT, Notation, add


@dataclass(frozen=True)
class Term:
    """One product: the value of an input cell times a weight of the kernel.

    Attributes
    ----------
    row, column : int
        The input cell.
    kernel_row, kernel_column : int
        The kernel cell.
    channel : int
        The input channel.
    value, weight : float
    padding : bool
        Whether the input cell lies in the padding. Its value is then 0.
    """

    row: int
    column: int
    kernel_row: int
    kernel_column: int
    channel: int
    value: float
    weight: float
    padding: bool

    @property
    def product(self) -> float:
        """``value`` times ``weight``."""
        return self.value * self.weight


@dataclass(frozen=True, kw_only=True, repr=False)
class SumOfProducts(Explanation):
    """A value that adds up products, and perhaps a bias.

    Attributes
    ----------
    terms : tuple of Term
        Channel by channel, each row by row of the kernel.
    bias : float or None
    kernel : array (kh, kw, channels)
        The weights.

    See Also
    --------
    Explanation : the attributes that all operators share.

    Notes
    -----
    Text, HTML and LaTeX are shortened beyond 60 terms, and say what they leave out.
    ``[0]·2`` is a product in the padding.
    """

    padding_value = 0.0
    terms: tuple[Term, ...]
    bias: float | None = None
    kernel: np.ndarray = field(compare=False)

    @property
    def channel_sums(self) -> tuple[float, ...]:
        """The sum of the products of each of ``channels``."""
        return tuple(add(term.product for term in terms) for terms in self.by_channel())

    @property
    def total(self) -> float:
        """The value."""
        return add(self.channel_sums) + (0.0 if self.bias is None else self.bias)

    def by_channel(self) -> list[tuple[Term, ...]]:
        """Return the terms of each of ``channels``."""
        size = len(self.terms) // len(self.channels)
        return [self.terms[i : i + size] for i in range(0, len(self.terms), size)]

    def equations(self, notation: Notation) -> list[str]:
        """Return a line for each channel and one that adds them; one line for one channel."""
        channels, terms = shortened(self)
        bias = [] if self.bias is None else [_bias(notation, self.bias)]
        sums = [
            notation.join(
                [notation.product(t.value, t.weight, t.padding) for t in part], " + ", terms
            )
            for part in self.by_channel()[:channels]
        ]
        if len(self.channels) == 1:
            return [notation.equation(self.total, " + ".join(sums + bias))]
        lines = [
            notation.equation(result, right, f"channel {channel}")
            for channel, result, right in zip(self.channels, self.channel_sums, sums, strict=False)
        ]
        if len(self.channels) > len(lines):
            hidden = len(self.channels) - len(lines)
            words = f"… ({hidden} more channels of {len(self.terms) // len(self.channels)} terms)"
            lines.append(notation.words(words))
        parts = notation.join([notation.factor(x) for x in self.channel_sums], " + ", channels)
        lines.append(notation.equation(self.total, " + ".join([parts, *bias])))
        return lines

    def table(self, k: int) -> tuple[str, list[list[str]]]:
        """Return the caption and the cells, by kernel row, of the ``k``-th of ``channels``."""
        terms = self.by_channel()[k]
        result = TEXT.number(self.channel_sums[k])
        caption = f"channel {self.channels[k]}: the products add up to {result}"
        cells = [self._cell_text(term) for term in terms]
        width = len(self.window.columns)
        return caption, [cells[i : i + width] for i in range(0, len(cells), width)]

    def _cell_text(self, term: Term) -> str:
        product = TEXT.product(term.value, term.weight, term.padding)
        return f"{product} = {TEXT.number(term.product)}"

    def to_dict(self) -> dict:
        """Return :meth:`Explanation.to_dict` with terms, sums of the channels and bias."""
        return super().to_dict() | {
            "terms": [json_record(term, "product") for term in self.terms],
            "channel_sums": [json_number(x) for x in self.channel_sums],
            "bias": None if self.bias is None else json_number(self.bias),
        }


def shortened(explanation: SumOfProducts) -> tuple[int | None, int | None]:
    """Return how many channels, and how many terms of each, are written; None for all."""
    many = len(explanation.terms) > MOST_TERMS
    return (SHORT_CHANNELS, SHORT_TERMS) if many else (None, None)


def _bias(notation: Notation, bias: float) -> str:
    return notation.words("bias ") + notation.factor(bias)
