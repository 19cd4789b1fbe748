"""One output value of a convolution as its sum of products."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..nn.arguments import refuse_masks
from ..nn.convolution import conv2d_arguments
from ..nn.geometry import Axis
from ..nn.windows import cells_by_offset, group_slices, pad
from .explanation import Padding, Pair, check_place, frozen, read_window
from .products import SumOfProducts, Term


def conv2d(
    input: ArrayLike,
    filters: ArrayLike,
    strides: Pair,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Pair = 1,
    *,
    at: Sequence[int],
    bias: ArrayLike | None = None,
) -> SumOfProducts:
    """Explain one output value of :func:`course_lib.nn.conv2d`, also of a grouped one.

    Parameters
    ----------
    input, filters, strides, padding, data_format, dilations
        As for the operator.
    at : (n, y, x, c)
        The place in the output: image, row, column, channel. The order is the same for
        every ``data_format``.
    bias : array (c_out,), optional
        What is added to each output channel.

    Returns
    -------
    SumOfProducts
        Its ``terms`` run channel by channel, each row by row of the kernel. Printed,
        ``[0]·2`` is a product in the padding. Its ``channels`` are those of the group that the
        filter sees; without groups they are all.

    Raises
    ------
    TypeError, ValueError
        As the operator does; if ``at`` is not in the output, or ``bias`` is not (c_out,).

    References
    ----------
    The definition of ``tf.nn.conv2d``.

    Examples
    --------
    >>> import numpy as np
    >>> image = np.array([[4.0, 3, 1, 0], [2, 1, 0, 1], [1, 2, 4, 1], [3, 1, 0, 2]])
    >>> kernel = np.array([[1.0, 0, 1], [2, 1, 0], [0, 0, 1]])
    >>> image, kernel = image.reshape(1, 4, 4, 1), kernel.reshape(3, 3, 1, 1)
    >>> conv2d(image, kernel, 1, "VALID", at=(0, 0, 0, 0))
    14 = 4·1 + 3·0 + 1·1 + 2·2 + 1·1 + 0·0 + 1·0 + 2·0 + 4·1
    >>> conv2d(image, kernel, 2, "SAME", at=(0, 1, 1, 0), bias=[-1.0])
    5 = 4·1 + 1·0 + [0]·1 + 0·2 + 2·1 + [0]·0 + [0]·0 + [0]·0 + [0]·1 + bias (−1)

    Two groups: the second filter sees the second channel only.

    >>> e = conv2d([[[[1.0, 10.0]]]], [[[[2.0, 3.0]]]], 1, "VALID", at=(0, 0, 0, 1))
    >>> e, e.channels
    (30 = 10·3, (1,))
    """
    images, kernels, rows, columns = conv2d_arguments(
        input, filters, strides, padding, data_format, dilations, grouped=True
    )
    c_out = kernels.shape[-1]
    at = check_place("conv2d", at, (len(images), rows.out, columns.out, c_out))
    n, _, _, c = at
    offset = read_bias("conv2d", bias, c_out, c)
    groups = group_slices(images.shape[-1], kernels.shape)
    seen = next(seen for seen, made in groups if made.start <= c < made.stop)
    image, kernel, channels = images[n, ..., seen], kernels[..., c], range(seen.start, seen.stop)
    return sum_of_window("conv2d", at, image, kernel, tuple(channels), rows, columns, offset)


def sum_of_window(
    op: str,
    at: tuple[int, int, int, int],
    image: np.ndarray,
    kernel: np.ndarray,
    channels: tuple[int, ...],
    rows: Axis,
    columns: Axis,
    bias: float | None,
    output: np.ndarray | None = None,
) -> SumOfProducts:
    """Return the sum at one place of a convolution of ``image`` (h, w, channels).

    ``output`` (oh, ow) holds all sums where they are known already.
    """
    image, kernel = frozen(image), frozen(kernel)
    if output is None:
        output = _output(image, kernel, rows, columns) + (bias or 0.0)
    return SumOfProducts(
        operator=op,
        at=at,
        rows=rows,
        columns=columns,
        channels=channels,
        image=image,
        output=frozen(output),
        terms=_terms(image, kernel, channels, rows, columns, at[1:3]),
        bias=bias,
        kernel=kernel,
    )


def _terms(image, kernel, channels, rows: Axis, columns: Axis, place) -> tuple[Term, ...]:
    places = list(np.ndindex(rows.kernel, columns.kernel))
    terms = []
    for k, channel in enumerate(channels):
        cells = read_window(image[..., k], rows, columns, place, 0.0)
        for (i, j), cell in zip(places, cells, strict=True):
            where = {"kernel_row": i, "kernel_column": j, "channel": channel}
            terms.append(Term(**where, weight=kernel[i, j, k].item(), **cell))
    return tuple(terms)


def _output(image, kernel, rows: Axis, columns: Axis) -> np.ndarray:
    """Return the sums (oh, ow) of all windows, added in the order of the terms.

    A matrix product would add in an order that depends on the machine.
    """
    padded = pad(image[None].astype(float), rows, columns)
    total = np.zeros((rows.out, columns.out))
    for channel in range(image.shape[-1]):
        cells = cells_by_offset(padded[..., channel], rows, columns)
        part = np.zeros_like(total)
        for cell, weight in zip(cells, kernel[..., channel].astype(float).flat, strict=True):
            part += cell[0] * weight
        total += part
    return total


def read_bias(op: str, bias: ArrayLike | None, c_out: int, channel: int) -> float | None:
    """Return the bias of one output channel."""
    if bias is None:
        return None
    refuse_masks(op, "bias", bias)
    values = np.asarray(bias)
    if values.shape != (c_out,) or values.dtype.kind not in "iuf":
        raise ValueError(
            f"{op}: bias holds one number for each output channel, shape ({c_out},); "
            f"received {values.dtype} of shape {values.shape}"
        )
    return float(values[channel])
