"""One output value of a transposed convolution: the stamps that meet there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..nn.geometry import Axis
from ..nn.transposed import transposed_arguments
from .convolution import read_bias
from .explanation import Padding, Pair, Window, check_place, frozen
from .notation import Notation
from .products import SumOfProducts, Term


@dataclass(frozen=True, kw_only=True, repr=False)
class Stamps(SumOfProducts):
    """A value in which stamps of a kernel meet and are added up.

    Each term is an input cell times the cell of the kernel with which its stamp covers the
    value. ``rows`` and ``columns`` are those of the convolution that leads from the output back
    to the input.

    See Also
    --------
    SumOfProducts : the attributes.
    """

    @property
    def window(self) -> Window:
        """The input rows and columns whose stamps cover the value; none where no stamp does."""
        _, y, x, _ = self.at
        return Window(
            tuple(place for place, _ in meeting(self.rows, y)),
            tuple(place for place, _ in meeting(self.columns, x)),
        )

    @property
    def input_axes(self) -> tuple[Axis, Axis]:
        """The rows and columns of the input, which has no padding."""
        return Axis(self.rows.out, 1), Axis(self.columns.out, 1)

    def by_channel(self) -> list[tuple[Term, ...]]:
        """Return the terms of each of ``channels``."""
        return super().by_channel() if self.terms else [()] * len(self.channels)

    def equations(self, notation: Notation) -> list[str]:
        """Return the lines of a sum of products, or one that says that no stamp comes here."""
        if self.terms:
            return super().equations(notation)
        words = notation.words("no stamp reaches this cell")
        if self.bias is None:
            return [notation.equation(0.0, words)]
        bias = notation.words(", bias ") + notation.factor(self.bias)
        return [notation.equation(self.total, words + bias)]

    def _cell_text(self, term: Term) -> str:
        place = f"kernel row {term.kernel_row}, column {term.kernel_column}"
        return f"{super()._cell_text(term)} ({place})"


def conv2d_transpose(
    input: ArrayLike,
    filters: ArrayLike,
    output_shape: Sequence[int],
    strides: Pair,
    padding: Padding = "SAME",
    data_format: str = "NHWC",
    dilations: Pair = 1,
    *,
    at: Sequence[int],
    bias: ArrayLike | None = None,
) -> Stamps:
    """Explain one output value of :func:`course_lib.nn.conv2d_transpose`.

    Parameters
    ----------
    input, filters, output_shape, strides, padding, data_format, dilations
        As for the operator.
    at : (n, y, x, c)
        The place in the output, in this order for every data_format.
    bias : array (c_out,), optional
        What is added to each output channel.

    Returns
    -------
    Stamps
        Its ``terms`` run channel by channel, each row by row of the input.

    Raises
    ------
    TypeError, ValueError
        As the operator does; if ``at`` is not in the output, or ``bias`` is not (c_out,).

    References
    ----------
    The definition of ``tf.nn.conv2d_transpose``.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([[-67.0, -77], [-117, -127]]).reshape(1, 2, 2, 1)
    >>> f = np.array([[-1.0, 2, -3], [4, -5, 6], [-7, 8, -9]]).reshape(3, 3, 1, 1)
    >>> conv2d_transpose(x, f, (1, 5, 5, 1), 2, "VALID", at=(0, 2, 2, 0))
    1620 = (−67)·(−9) + (−77)·(−7) + (−117)·(−3) + (−127)·(−1)
    """
    op = "conv2d_transpose"
    shape, kernels, images, rows, columns = transposed_arguments(
        input, filters, output_shape, strides, padding, data_format, dilations
    )
    at = check_place(op, at, shape)
    n, _, _, c = at
    offset = read_bias(op, bias, shape[3], c)
    image, kernel = frozen(images[n]), frozen(kernels[:, :, c])
    return Stamps(
        operator=op,
        at=at,
        rows=rows,
        columns=columns,
        channels=tuple(range(image.shape[-1])),
        image=image,
        output=frozen(_output(image, kernel, rows, columns) + (offset or 0.0)),
        terms=_terms(image, kernel, rows, columns, at),
        bias=offset,
        kernel=kernel,
    )


def meeting(axis: Axis, position: int) -> list[tuple[int, int]]:
    """Return the input cells whose stamps cover an output position, each with its kernel cell.

    >>> meeting(Axis(size=5, kernel=3, stride=2), 2)
    [(0, 2), (1, 0)]
    """
    found = []
    for cell in range(axis.out):
        into, rest = divmod(position + axis.before - cell * axis.stride, axis.dilation)
        if rest == 0 and 0 <= into < axis.kernel:
            found.append((cell, into))
    return found


def _terms(image, kernel, rows: Axis, columns: Axis, at) -> tuple[Term, ...]:
    _, y, x, _ = at
    return tuple(
        Term(
            row=row,
            column=column,
            kernel_row=i,
            kernel_column=j,
            channel=channel,
            value=image[row, column, channel].item(),
            weight=kernel[i, j, channel].item(),
            padding=False,
        )
        for channel in range(image.shape[-1])
        for row, i in meeting(rows, y)
        for column, j in meeting(columns, x)
    )


def _output(image, kernel, rows: Axis, columns: Axis) -> np.ndarray:
    """Return the sums (oh, ow) of all stamps, added in the order of the terms."""
    total = np.zeros((rows.size, columns.size))
    for channel in range(image.shape[-1]):
        part = np.zeros_like(total)
        values, weights = image[..., channel].astype(float), kernel[..., channel].astype(float)
        # From the last kernel cell to the first: so every sum begins with the upper input cells.
        for i, j in reversed(list(np.ndindex(weights.shape))):
            (held_rows, y), (held_columns, x) = rows.overlap(i), columns.overlap(j)
            part[y, x] += values[held_rows, held_columns] * weights[i, j]
        total += part
    return total
