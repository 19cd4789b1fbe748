"""depthwise_conv2d three times, from plain loops to one matrix product a channel."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .. import plain
from ..arguments import Padding, Sizes, from_nhwc
from ..depthwise import depthwise_arguments
from ..plain.windows import steps
from ..windows import pad, windows


def depthwise_conv2d_loops(
    input: ArrayLike,
    filter: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Compute :func:`course_lib.nn.depthwise_conv2d` as :mod:`course_lib.nn.plain` does.

    Parameters, result and errors are those of :func:`course_lib.nn.depthwise_conv2d`.

    Examples
    --------
    >>> depthwise_conv2d_loops([[[[1.0, 10]]]], [[[[1.0, -1], [3, 5]]]], 1, "VALID")
    array([[[[ 1., -1., 30., 50.]]]])
    """
    x, w, rows, columns = depthwise_arguments(
        input, filter, strides, padding, data_format, dilations
    )
    out = plain.depthwise_conv2d(x, w, *steps(rows, columns))
    return from_nhwc(out.astype(x.dtype), data_format)


def depthwise_conv2d_windows(
    input: ArrayLike,
    filter: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Compute :func:`course_lib.nn.depthwise_conv2d` on all windows at once; ``c`` is not summed.

    Parameters, result and errors are those of :func:`course_lib.nn.depthwise_conv2d`.

    References
    ----------
    ``numpy.einsum``.

    Examples
    --------
    >>> depthwise_conv2d_windows([[[[1.0, 10]]]], [[[[1.0, -1], [3, 5]]]], 1, "VALID")
    array([[[[ 1., -1., 30., 50.]]]])
    """
    x, w, rows, columns = depthwise_arguments(
        input, filter, strides, padding, data_format, dilations
    )
    out = np.einsum("nyxijc,ijcm->nyxcm", windows(pad(x, rows, columns), rows, columns), w)
    return from_nhwc(out.reshape(*out.shape[:3], w.shape[2] * w.shape[3]), data_format)


def depthwise_conv2d_gemm(
    input: ArrayLike,
    filter: ArrayLike,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Compute :func:`course_lib.nn.depthwise_conv2d` as one small product of matrices a channel.

    Parameters, result and errors are those of :func:`course_lib.nn.depthwise_conv2d`.

    References
    ----------
    As for :func:`course_lib.nn.ladder.conv2d_gemm`.

    Examples
    --------
    >>> depthwise_conv2d_gemm([[[[1.0, 10]]]], [[[[1.0, -1], [3, 5]]]], 1, "VALID")
    array([[[[ 1., -1., 30., 50.]]]])
    """
    x, w, rows, columns = depthwise_arguments(
        input, filter, strides, padding, data_format, dilations
    )
    view = windows(pad(x, rows, columns), rows, columns)
    (n, oh, ow, kh, kw, c), mult = view.shape, w.shape[3]
    patches = view.transpose(5, 0, 1, 2, 3, 4).reshape(c, n * oh * ow, kh * kw)
    products = patches @ w.transpose(2, 0, 1, 3).reshape(c, kh * kw, mult)
    out = products.transpose(1, 0, 2).reshape(n, oh, ow, c * mult)
    return from_nhwc(out, data_format)
