"""One output value of a pooling operator."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from numpy.typing import ArrayLike

from .. import nn
from ..nn.arguments import from_nhwc, to_nhwc
from ..nn.pooling_arguments import pool_arguments
from .explanation import Explanation, Padding, Pair, check_place, frozen, json_record, read_window
from .notation import MOST_TERMS, SHORT_TERMS, TEXT, Notation, add


@dataclass(frozen=True)
class PooledCell:
    """One input cell under a pooling window.

    Attributes
    ----------
    row, column : int
        The input cell.
    value : float or int
        In the padding: −∞ for the maximum, 0 for the mean, which does not count it.
    padding : bool
    """

    row: int
    column: int
    value: float
    padding: bool


@dataclass(frozen=True, kw_only=True, repr=False)
class Pooled(Explanation):
    """A value made from the cells of a window, listed row by row."""

    cells: tuple[PooledCell, ...]

    def table(self, k: int) -> tuple[str, list[list[str]]]:
        """Return the caption and the cells, row by row, of the one channel."""
        texts = [self._cell_text(cell) for cell in self.cells]
        kw = self.columns.kernel
        return f"channel {self.channels[k]}", [texts[i : i + kw] for i in range(0, len(texts), kw)]

    def to_dict(self) -> dict:
        """Return :meth:`Explanation.to_dict` with the cells of the window."""
        return super().to_dict() | {"cells": [json_record(cell) for cell in self.cells]}

    def _cell_text(self, cell: PooledCell) -> str:
        raise NotImplementedError

    def _most(self) -> int | None:
        return SHORT_TERMS if len(self.cells) > MOST_TERMS else None


@dataclass(frozen=True, kw_only=True, repr=False)
class Maximum(Pooled):
    """A value that is the largest of a window."""

    padding_value = -math.inf

    @property
    def total(self) -> float:
        """The value; nan if the window holds one."""
        return self.winners[0].value

    @property
    def winners(self) -> tuple[PooledCell, ...]:
        """The cells that hold the largest number: several if they tie, never padding."""
        real = [cell for cell in self.cells if not cell.padding]
        best = max(cell.value for cell in real)
        if any(math.isnan(cell.value) for cell in real):
            return tuple(cell for cell in real if math.isnan(cell.value))
        return tuple(cell for cell in real if cell.value == best)

    def equations(self, notation: Notation) -> list[str]:
        """Return one line: value = max(…)."""
        numbers = [notation.number(cell.value) for cell in self.cells]
        inside = notation.join(numbers, ", ", self._most())
        return [notation.equation(self.total, f"{notation.maximum}({inside})")]

    def to_dict(self) -> dict:
        """Return the dict of the window's cells, with the places (row, column) of the winners."""
        return super().to_dict() | {"winners": [[cell.row, cell.column] for cell in self.winners]}

    def _cell_text(self, cell: PooledCell) -> str:
        if cell.padding:
            return f"[{TEXT.number(cell.value)}]"
        return TEXT.number(cell.value) + (" ← largest" if cell in self.winners else "")


@dataclass(frozen=True, kw_only=True, repr=False)
class Mean(Pooled):
    """A value that is the mean of the cells of a window that are not padding."""

    @property
    def real(self) -> tuple[PooledCell, ...]:
        """The cells that count."""
        return tuple(cell for cell in self.cells if not cell.padding)

    @property
    def total(self) -> float:
        """The value."""
        return add(cell.value for cell in self.real) / len(self.real)

    def equations(self, notation: Notation) -> list[str]:
        """Return one line: value = (a + b) / 2."""
        numbers = [notation.factor(cell.value) for cell in self.real]
        inside = notation.join(numbers, " + ", self._most())
        inside = inside if len(self.real) == 1 else f"({inside})"
        return [notation.equation(self.total, f"{inside} / {len(self.real)}")]

    def to_dict(self) -> dict:
        """Return the dict of the window's cells, with the number of those that count."""
        return super().to_dict() | {"count": len(self.real)}

    def _cell_text(self, cell: PooledCell) -> str:
        return "[not counted]" if cell.padding else TEXT.number(cell.value)


def max_pool2d(
    input: ArrayLike,
    ksize: Pair,
    strides: Pair,
    padding: Padding,
    data_format: str = "NHWC",
    *,
    at: Sequence[int],
) -> Maximum:
    """Explain one output value of :func:`course_lib.nn.max_pool2d`.

    Parameters
    ----------
    input, ksize, strides, padding, data_format
        As for the operator.
    at : (n, y, x, c)
        The place in the output, in this order for every ``data_format``.

    Returns
    -------
    Maximum
        Cells in the padding hold −∞. ``winners`` are the cells that are largest.

    Raises
    ------
    TypeError, ValueError
        As the operator does; if ``at`` is not in the output.

    References
    ----------
    The definition of ``tf.nn.max_pool2d``.

    Examples
    --------
    >>> max_pool2d([[[[2], [3]], [[6], [7]]]], 2, 2, "VALID", at=(0, 0, 0, 0))
    7 = max(2, 3, 6, 7)
    >>> max_pool2d([[[[2], [3]], [[6], [7]]]], 2, 1, "SAME", at=(0, 0, 1, 0))
    7 = max(3, −∞, 7, −∞)
    """
    arguments = (input, ksize, strides, padding, data_format)
    return _explain(Maximum, "max_pool2d", arguments, at, outside=-math.inf)


def avg_pool2d(
    input: ArrayLike,
    ksize: Pair,
    strides: Pair,
    padding: Padding,
    data_format: str = "NHWC",
    *,
    at: Sequence[int],
) -> Mean:
    """Explain one output value of :func:`course_lib.nn.avg_pool2d`.

    Parameters
    ----------
    input, ksize, strides, padding, data_format
        As for the operator.
    at : (n, y, x, c)
        The place in the output, in this order for every ``data_format``.

    Returns
    -------
    Mean
        ``cells`` has every cell of the window; those in the padding are not in the sum.

    Raises
    ------
    TypeError, ValueError
        As the operator does; if ``at`` is not in the output.

    References
    ----------
    The definition of ``tf.nn.avg_pool2d``.

    Examples
    --------
    >>> image = [[[[2.0], [3.0]], [[5.0], [7.0]]]]
    >>> avg_pool2d(image, 2, 1, "SAME", at=(0, 0, 1, 0))
    5 = (3 + 7) / 2
    """
    arguments = (input, ksize, strides, padding, data_format)
    return _explain(Mean, "avg_pool2d", arguments, at, outside=0.0)


def _explain(kind, op: str, arguments, at, *, outside: float):
    data_format = arguments[-1]
    images, rows, columns = pool_arguments(op, *arguments, floating=op == "avg_pool2d")
    at = check_place(op, at, (len(images), rows.out, columns.out, images.shape[-1]))
    n, _, _, c = at
    image = frozen(images[n, :, :, c : c + 1])
    output = getattr(nn, op)(from_nhwc(image[None], data_format), *arguments[1:])
    cells = read_window(image[..., 0], rows, columns, at[1:3], outside)
    return kind(
        operator=op,
        at=at,
        rows=rows,
        columns=columns,
        channels=(c,),
        image=image,
        output=frozen(to_nhwc(output, data_format)[0, :, :, 0]),
        cells=tuple(PooledCell(**cell) for cell in cells),
    )
