"""conv2d_transpose four times: loops, stamps, one product, and the picture that misleads."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .. import plain
from ..arguments import Padding, Sizes, from_nhwc
from ..geometry import Axis
from ..plain.windows import steps
from ..transposed import transposed_arguments
from ..windows import overlaps, windows


def conv2d_transpose_loops(
    input: ArrayLike,
    filters: ArrayLike,
    output_shape: Sizes,
    strides: Sizes,
    padding: Padding = "SAME",
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Compute :func:`course_lib.nn.conv2d_transpose` as :mod:`course_lib.nn.plain` does.

    Parameters, result and errors are those of :func:`course_lib.nn.conv2d_transpose`.

    Examples
    --------
    >>> image, kernel = np.float64([[[[1], [10]]]]), np.arange(1.0, 4).reshape(1, 3, 1, 1)
    >>> conv2d_transpose_loops(image, kernel, [1, 5], 2, "VALID").ravel()
    array([ 1.,  2., 13., 20., 30.])
    """
    shape, w, x, *axes = transposed_arguments(
        input, filters, output_shape, strides, padding, data_format, dilations
    )
    out = plain.conv2d_transpose(x, w, shape, *steps(*axes))
    return from_nhwc(out.astype(x.dtype), data_format)


def conv2d_transpose_stamps(
    input: ArrayLike,
    filters: ArrayLike,
    output_shape: Sizes,
    strides: Sizes,
    padding: Padding = "SAME",
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Compute :func:`course_lib.nn.conv2d_transpose` cell by cell of the kernel, for all stamps.

    Parameters, result and errors are those of :func:`course_lib.nn.conv2d_transpose`.

    Examples
    --------
    >>> image, kernel = np.float64([[[[1], [10]]]]), np.arange(1.0, 4).reshape(1, 3, 1, 1)
    >>> conv2d_transpose_stamps(image, kernel, [1, 5], 2, "VALID").ravel()
    array([ 1.,  2., 13., 20., 30.])
    """
    shape, w, x, *axes = transposed_arguments(
        input, filters, output_shape, strides, padding, data_format, dilations
    )
    out = np.zeros(shape, x.dtype)
    for cell, (held, seen) in zip(np.ndindex(w.shape[:2]), overlaps(*axes), strict=True):
        out[seen] += x[held] @ w[cell].T
    return from_nhwc(out, data_format)


def conv2d_transpose_gemm(
    input: ArrayLike,
    filters: ArrayLike,
    output_shape: Sizes,
    strides: Sizes,
    padding: Padding = "SAME",
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Compute :func:`course_lib.nn.conv2d_transpose` as one product, whose lines are laid back.

    It is :func:`course_lib.nn.ladder.conv2d_gemm` from its end to its beginning: first the product
    with the matrix of filters, transposed, then patches are added where they came from.

    Parameters, result and errors are those of :func:`course_lib.nn.conv2d_transpose`.

    References
    ----------
    As for :func:`course_lib.nn.ladder.conv2d_gemm`; laying patches back is called col2im.

    Examples
    --------
    >>> image, kernel = np.float64([[[[1], [10]]]]), np.arange(1.0, 4).reshape(1, 3, 1, 1)
    >>> conv2d_transpose_gemm(image, kernel, [1, 5], 2, "VALID").ravel()
    array([ 1.,  2., 13., 20., 30.])
    """
    shape, w, x, *axes = transposed_arguments(
        input, filters, output_shape, strides, padding, data_format, dilations
    )
    lines = x.reshape(-1, x.shape[3]) @ w.reshape(-1, x.shape[3]).T
    patches = lines.reshape(*x.shape[:3], w.shape[0] * w.shape[1], w.shape[2])
    out = np.zeros(shape, x.dtype)
    for k, (held, seen) in enumerate(overlaps(*axes)):
        out[seen] += patches[..., k, :][held]
    return from_nhwc(out, data_format)


def conv2d_transpose_dilated(
    input: ArrayLike,
    filters: ArrayLike,
    output_shape: Sizes,
    strides: Sizes,
    padding: Padding = "SAME",
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Compute :func:`course_lib.nn.conv2d_transpose` as the well-known animation shows it.

    Zeros are put between and around the numbers of the input ("dilated" is the input here), and a
    kernel slides over that with stride 1. What the animation does not show, and what misleads: the
    kernel that slides is turned by half a turn.

    Parameters, result and errors are those of :func:`course_lib.nn.conv2d_transpose`.

    References
    ----------
    V. Dumoulin, F. Visin: A guide to convolution arithmetic for deep learning (2016).

    Examples
    --------
    >>> image, kernel = np.float64([[[[1], [10]]]]), np.arange(1.0, 4).reshape(1, 3, 1, 1)
    >>> conv2d_transpose_dilated(image, kernel, [1, 5], 2, "VALID").ravel()
    array([ 1.,  2., 13., 20., 30.])
    """
    shape, w, x, rows, columns = transposed_arguments(
        input, filters, output_shape, strides, padding, data_format, dilations
    )
    laid = [_spread(axis) for axis in (rows, columns)]
    spread = np.zeros((shape[0], *(axis.size for axis, _ in laid), x.shape[3]), x.dtype)
    spread[:, laid[0][1], laid[1][1]] = x
    view = windows(spread, laid[0][0], laid[1][0])
    full = np.einsum("nyxijc,ijoc->nyxo", view, w[::-1, ::-1])
    out = full[:, rows.before :, columns.before :][:, : rows.size, : columns.size]
    return from_nhwc(out, data_format)


def _spread(axis: Axis) -> tuple[Axis, slice]:
    """Return an axis that is long enough for all stamps, and where the numbers lie along it."""
    first = axis.reach - 1
    end = first + axis.out * axis.stride
    size = max(axis.before + axis.size + first, end + axis.reach)
    return Axis(size, axis.kernel, 1, axis.dilation), slice(first, end, axis.stride)
