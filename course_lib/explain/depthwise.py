"""One output value of a depthwise convolution: a sum over one channel."""

from __future__ import annotations

from collections.abc import Sequence

from numpy.typing import ArrayLike

from ..nn.depthwise import depthwise_arguments
from .convolution import read_bias, sum_of_window
from .explanation import Padding, Pair, check_place
from .products import SumOfProducts


def depthwise_conv2d(
    input: ArrayLike,
    filter: ArrayLike,
    strides: Pair,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Pair = 1,
    *,
    at: Sequence[int],
    bias: ArrayLike | None = None,
) -> SumOfProducts:
    """Explain one output value of :func:`course_lib.nn.depthwise_conv2d`.

    Parameters
    ----------
    input, filter, strides, padding, data_format, dilations
        As for the operator.
    at : (n, y, x, c)
        The place in the output, in this order for every data_format. Output channel
        ``c·mult + m`` is input channel ``c`` under its filter ``m``.
    bias : array (c_in·mult,), optional
        What is added to each output channel.

    Returns
    -------
    SumOfProducts
        Its ``channels`` are the one input channel that is read.

    Raises
    ------
    TypeError, ValueError
        As the operator does; if ``at`` is not in the output, or ``bias`` is not (c_in·mult,).

    References
    ----------
    The definition of ``tf.nn.depthwise_conv2d``.

    Examples
    --------
    >>> e = depthwise_conv2d(
    ...     [[[[1.0, 10.0], [2.0, 20.0]]]],
    ...     [[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]],
    ...     1,
    ...     "VALID",
    ...     at=(0, 0, 0, 3),
    ... )
    >>> e, e.channels
    (200 = 10·4 + 20·8, (1,))
    """
    op = "depthwise_conv2d"
    images, kernels, rows, columns = depthwise_arguments(
        input, filter, strides, padding, data_format, dilations
    )
    c_in, mult = kernels.shape[2:]
    at = check_place(op, at, (len(images), rows.out, columns.out, c_in * mult))
    n, _, _, c = at
    channel, m = divmod(c, mult)
    image, kernel = images[n][..., [channel]], kernels[:, :, [channel], m]
    offset = read_bias(op, bias, c_in * mult, c)
    return sum_of_window(op, at, image, kernel, (channel,), rows, columns, offset)
