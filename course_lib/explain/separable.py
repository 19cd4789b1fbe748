"""One output value of a separable convolution: a sum for each channel, then a sum of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..nn.geometry import Axis
from ..nn.separable import separable_arguments
from .convolution import read_bias, sum_of_window
from .explanation import Explanation, Padding, Pair, check_place, frozen
from .notation import MOST_TERMS, SHORT_CHANNELS, Notation
from .products import SumOfProducts


@dataclass(frozen=True, kw_only=True, repr=False)
class TwoSteps(Explanation):
    """A value that is made in two steps.

    Attributes
    ----------
    depthwise : tuple of SumOfProducts
        The first step: channel by channel, what the depthwise filters make at this place.
    pointwise : SumOfProducts
        The second step: these numbers times the pointwise weights, and perhaps a bias.

    See Also
    --------
    Explanation : the attributes that all operators share.
    """

    depthwise: tuple[SumOfProducts, ...]
    pointwise: SumOfProducts

    @property
    def total(self) -> float:
        """The value."""
        return self.pointwise.total

    def equations(self, notation: Notation) -> list[str]:
        """Return a line for each channel of the first step, and one for the second."""
        shown = self.depthwise[: self._most()]
        lines = [
            notation.words(f"step 1, channel {k}: ") + step.equations(notation)[-1]
            for k, step in enumerate(shown)
        ]
        hidden = len(self.depthwise) - len(shown)
        if hidden:
            lines.append(notation.words(f"… ({hidden} more channels)"))
        terms = [notation.product(t.value, t.weight, False) for t in self.pointwise.terms]
        right = notation.join(terms, " + ", self._most())
        if self.pointwise.bias is not None:
            right += " + " + notation.words("bias ") + notation.factor(self.pointwise.bias)
        return [*lines, notation.words("step 2: ") + notation.equation(self.total, right)]

    def table(self, k: int) -> tuple[str, list[list[str]]]:
        """Return the caption and the cells, by kernel row, of channel ``k`` of the first step."""
        step = self.depthwise[k]
        caption, cells = step.table(0)
        return f"step 1, channel {k}, from input {caption}", cells

    def to_dict(self) -> dict:
        """Return :meth:`Explanation.to_dict` with both steps."""
        return super().to_dict() | {
            "depthwise": [step.to_dict() for step in self.depthwise],
            "pointwise": self.pointwise.to_dict(),
        }

    def _most(self) -> int | None:
        cells = sum(len(step.terms) for step in self.depthwise)
        return SHORT_CHANNELS if cells > MOST_TERMS else None


def separable_conv2d(
    input: ArrayLike,
    depthwise_filter: ArrayLike,
    pointwise_filter: ArrayLike,
    strides: Pair,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Pair = 1,
    *,
    at: Sequence[int],
    bias: ArrayLike | None = None,
) -> TwoSteps:
    """Explain one output value of :func:`course_lib.nn.separable_conv2d`.

    Parameters
    ----------
    input, depthwise_filter, pointwise_filter, strides, padding, data_format, dilations
        As for the operator.
    at : (n, y, x, c)
        The place in the output, in this order for every data_format.
    bias : array (c_out,), optional
        What is added to each output channel.

    Returns
    -------
    TwoSteps

    Raises
    ------
    TypeError, ValueError
        As the operator does; if ``at`` is not in the output, or ``bias`` is not (c_out,).

    References
    ----------
    The definition of ``tf.nn.separable_conv2d``.

    Examples
    --------
    >>> separable_conv2d(
    ...     [[[[1.0, 10.0], [2.0, 20.0]]]],
    ...     [[[[1.0], [3.0]], [[5.0], [7.0]]]],
    ...     [[[[1.0], [-2.0]]]],
    ...     1,
    ...     "VALID",
    ...     at=(0, 0, 0, 0),
    ... )
    step 1, channel 0: 11 = 1·1 + 2·5
    step 1, channel 1: 170 = 10·3 + 20·7
    step 2: −329 = 11·1 + 170·(−2)
    """
    op = "separable_conv2d"
    given = (strides, padding, data_format, dilations)
    images, kernels, matrix, rows, columns = separable_arguments(
        op, input, depthwise_filter, pointwise_filter, given
    )
    c_out = matrix.shape[1]
    at = check_place(op, at, (len(images), rows.out, columns.out, c_out))
    n, _, _, c = at
    offset = read_bias(op, bias, c_out, c)
    steps = _depthwise(at, images[n], kernels, rows, columns)
    second = _pointwise(at, steps, matrix[:, c], rows, columns, offset)
    return TwoSteps(
        operator=op,
        at=at,
        rows=rows,
        columns=columns,
        channels=tuple(range(len(steps))),
        image=frozen(np.stack([step.image[..., 0] for step in steps], axis=-1)),
        output=second.output,
        depthwise=tuple(steps),
        pointwise=second,
    )


def _depthwise(at, image, kernels, rows: Axis, columns: Axis) -> list[SumOfProducts]:
    """Return the sums of the first step at one place, for each channel that it makes."""
    op, (n, y, x, _) = "depthwise_conv2d", at
    return [
        sum_of_window(
            op, (n, y, x, k), image[..., [c]], kernels[:, :, [c], m], (c,), rows, columns, None
        )
        for k, (c, m) in enumerate(np.ndindex(kernels.shape[2:]))
    ]


def _pointwise(at, steps, weights, rows: Axis, columns: Axis, bias) -> SumOfProducts:
    """Return the sum at one place of the second step: a convolution with a 1×1 filter."""
    between = np.stack([step.output for step in steps], axis=-1)
    axes = Axis(rows.out, 1), Axis(columns.out, 1)
    channels = tuple(range(len(steps)))
    return sum_of_window("conv2d", at, between, weights[None, None], channels, *axes, bias)
