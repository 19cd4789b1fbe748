"""One output value of a convolution as its sum of products."""

from __future__ import annotations

import numpy as np

from ..nn.convolution import conv2d_arguments
from ..nn.geometry import Axis
from ..nn.windows import corner_slices, pad
from .explanation import check_place, frozen
from .products import SumOfProducts, Term
from .reading import read_window


def conv2d(
    input, filters, strides, padding, data_format="NHWC", dilations=1, *, at, bias=None
) -> SumOfProducts:
    """Explain one output value of :func:`course_lib.nn.conv2d`.

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
        ``[0]·2`` is a product in the padding.

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
    """
    images, kernels, rows, columns = conv2d_arguments(
        input, filters, strides, padding, data_format, dilations
    )
    c_out = kernels.shape[-1]
    at = check_place("conv2d", at, (len(images), rows.out, columns.out, c_out))
    n, _, _, c = at
    offset = None if bias is None else _read_bias(bias, c_out)[c].item()
    image, kernel = frozen(images[n]), frozen(kernels[..., c])
    return SumOfProducts(
        operator="conv2d",
        at=at,
        rows=rows,
        columns=columns,
        channels=tuple(range(image.shape[-1])),
        image=image,
        output=frozen(_output(image, kernel, rows, columns) + (offset or 0.0)),
        terms=_terms(image, kernel, rows, columns, at[1:3]),
        bias=offset,
        kernel=kernel,
    )


def _terms(image, kernel, rows: Axis, columns: Axis, place) -> tuple[Term, ...]:
    places = list(np.ndindex(rows.kernel, columns.kernel))
    return tuple(
        Term(
            kernel_row=i,
            kernel_column=j,
            channel=channel,
            weight=kernel[i, j, channel].item(),
            **cell,
        )
        for channel in range(image.shape[-1])
        for (i, j), cell in zip(
            places, read_window(image[..., channel], rows, columns, place, 0.0), strict=True
        )
    )


def _output(image, kernel, rows: Axis, columns: Axis) -> np.ndarray:
    """Return the sums (oh, ow) of all windows, added in the order of the terms.

    A matrix product would add in an order that depends on the machine.
    """
    padded = pad(image[None].astype(float), rows, columns)
    total = np.zeros((rows.out, columns.out))
    for channel in range(image.shape[-1]):
        cells = corner_slices(padded[..., channel], rows, columns)
        part = np.zeros_like(total)
        for cell, weight in zip(cells, kernel[..., channel].astype(float).flat, strict=True):
            part += cell[0] * weight
        total += part
    return total


def _read_bias(bias, c_out: int) -> np.ndarray:
    values = np.asarray(bias)
    if values.shape != (c_out,) or values.dtype.kind not in "iuf":
        raise ValueError(
            f"conv2d: bias holds one number for each output channel, shape ({c_out},); "
            f"received {values.dtype} of shape {values.shape}"
        )
    return values.astype(float)
