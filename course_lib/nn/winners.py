"""Max pooling that tells where the winners stand, and the gradient that takes these places."""

from __future__ import annotations

from math import prod

import numpy as np
from numpy.typing import ArrayLike

from .arguments import Padding, Sizes, from_nhwc, new_output, read_shape, to_nhwc
from .fast import each_block
from .geometry import Axis, check_padding_word
from .gradient_arguments import read_gradient
from .pooling_arguments import pool_arguments
from .windows import overlaps

WINNER_BYTES = 40  # scratch of one number of the output: the largest, its cell and its place


def max_pool_with_argmax(
    input: ArrayLike,
    ksize: Sizes,
    strides: Sizes,
    padding: Padding,
    data_format: str = "NHWC",
    output_dtype: type = np.int64,
    include_batch_in_index: bool = False,
) -> tuple[np.ndarray, np.ndarray]:
    """Keep the largest number of each window, and tell where it stands.

    The place of a number is ``(y·w + x)·c + channel``: its position in an image (h, w, c) that is
    laid out in one row, whatever ``data_format`` is. If several cells of a window are equally
    large, it is that of the first: the upper one, and in the same row the left one.

    Parameters
    ----------
    input : array (n, h, w, c), integers or floats
    ksize, strides, data_format
        As for :func:`max_pool2d`.
    padding : "SAME" or "VALID"
    output_dtype : np.int64 or np.int32
        Of the places.
    include_batch_in_index : bool
        Whether places are counted on from image to image: ``((n·h + y)·w + x)·c + channel``.

    Returns
    -------
    array (n, oh, ow, c), of the input's dtype; array (n, oh, ow, c) of places

    Raises
    ------
    TypeError
        If the input does not hold numbers, or ``output_dtype`` is another.
    ValueError
        If no window fits.

    See Also
    --------
    course_lib.nn.plain.max_pool_with_argmax : The same in plain loops.

    References
    ----------
    ``tf.nn.max_pool_with_argmax``.

    Examples
    --------
    >>> import numpy as np
    >>> image = np.array([[1, 5, 2, 2], [5, 3, 2, 2]]).reshape(1, 2, 4, 1)
    >>> largest, places = max_pool_with_argmax(image, 2, 2, "VALID")
    >>> largest.ravel(), places.ravel()
    (array([5, 2]), array([1, 2]))
    """
    op = "max_pool_with_argmax"
    check_padding_word(op, padding)
    if output_dtype not in (np.int64, np.int32):
        raise TypeError(f"{op}: output_dtype is np.int64 or np.int32, received {output_dtype!r}")
    x, *axes = pool_arguments(op, input, ksize, strides, padding, data_format, floating=False)
    shape = (len(x), *(axis.out for axis in axes), x.shape[3])
    out = new_output(shape, x.dtype, data_format)
    places = new_output(shape, np.dtype(output_dtype), data_format)

    def fill(block) -> None:
        winners = first_largest(out[block.place], x[block.cells], *block.axes)
        put_places(places[block.place], winners, block.place, x.shape, *axes)

    each_block(fill, x, axes, WINNER_BYTES * x.shape[3])
    if include_batch_in_index:
        places += np.arange(len(x), dtype=output_dtype)[:, None, None, None] * x[0].size
    return from_nhwc(out, data_format), from_nhwc(places, data_format)


def max_pool_with_argmax_backprop_input(
    input_sizes: Sizes,
    out_backprop: ArrayLike,
    argmax: ArrayLike,
    data_format: str = "NHWC",
    include_batch_in_index: bool = False,
) -> np.ndarray:
    """Return the gradient of max pooling: each number goes to its winner, which is known.

    Nothing is compared again, unlike in :func:`max_pool2d_backprop_input`.

    Parameters
    ----------
    input_sizes : list of four in the order of ``data_format``, or of two (h, w)
        The shape of the input.
    out_backprop : array (n, oh, ow, c), float
        The gradient of the loss with respect to the output.
    argmax : array (n, oh, ow, c) of integers
        The places that :func:`max_pool_with_argmax` returned.
    data_format, include_batch_in_index
        As given to :func:`max_pool_with_argmax`.

    Returns
    -------
    array (n, h, w, c)
        The gradient of the loss with respect to the input.

    Raises
    ------
    TypeError
        If ``out_backprop`` holds integers, or ``argmax`` none.
    ValueError
        If shapes differ, or a place lies outside of the image.

    See Also
    --------
    course_lib.nn.plain.max_pool_with_argmax_backprop_input : The same in plain loops.

    References
    ----------
    The operation ``MaxPoolGradWithArgmax`` of TensorFlow.

    Examples
    --------
    >>> import numpy as np
    >>> gradient, places = np.array([10.0, 1]), np.array([1, 2])
    >>> max_pool_with_argmax_backprop_input(
    ...     [2, 4], gradient.reshape(1, 1, 2, 1), places.reshape(1, 1, 2, 1)
    ... )[0, :, :, 0]
    array([[ 0., 10.,  1.,  0.],
           [ 0.,  0.,  0.,  0.]])
    """
    op = "max_pool_with_argmax_backprop_input"
    gradient = read_gradient(op, out_backprop, data_format, "c")
    places = to_nhwc(_read_places(op, argmax, gradient.shape), data_format)
    gradient = to_nhwc(gradient, data_format)
    shape = read_shape(op, "input_sizes", input_sizes, data_format, *gradient.shape[::3])
    if (shape[0], shape[3]) != gradient.shape[::3]:
        raise ValueError(
            f"{op}: input_sizes must have as many images and channels as out_backprop "
            f"{gradient.shape} (n, oh, ow, c), received {shape} (n, h, w, c)"
        )
    image = prod(shape[1:])
    if include_batch_in_index:
        places = places - np.arange(shape[0])[:, None, None, None] * image
    if places.size and not (places.min() >= 0 and places.max() < image):
        raise ValueError(
            f"{op}: argmax must be places from 0 to {image - 1}, as an image has {image} numbers; "
            f"received places from {places.min()} to {places.max()}"
        )
    total = np.zeros(shape, gradient.dtype)
    add_at(total, places, gradient)
    return in_memory(total, data_format)


def first_largest(best, x, rows: Axis, columns: Axis) -> np.ndarray:
    """Put the largest number of each window of ``x`` (n, h, w, c) into ``best``; return its cell.

    Cells are gone through from the last to the first, and one that is as large takes over. A cell
    that is not a number wins, as it does in :func:`max_pool2d`.
    """
    count = rows.kernel * columns.kernel
    number = np.uint8 if count < 256 else np.uint32
    winner = np.full(best.shape, count, number)
    best[...] = lowest(x.dtype)
    cells = list(enumerate(overlaps(rows, columns)))[::-1]
    for k, (held, seen) in cells:
        kept = best[held]
        loses = (x[seen] < kept).view(np.uint8).astype(number, copy=False)
        np.negative(loses, out=loses)  # 0 stays, 1 becomes the largest number: all its bits are 1
        loses |= number(k)
        np.minimum(winner[held], loses, out=winner[held])
        np.maximum(kept, x[seen], out=kept)
    if x.dtype.kind == "f" and np.isnan(best).any():
        for k, (held, seen) in cells:
            winner[held][np.isnan(x[seen])] = k
    return winner


def put_places(out, winners, place, shape, rows: Axis, columns: Axis) -> None:
    """Fill ``out`` with where winners stand in their images (h, w, c), each laid out in one row.

    ``winners`` are the numbers of their cells, in the windows at ``place`` of all windows of
    images of ``shape`` (n, h, w, c).
    """
    _, _, w, c = shape
    y = np.arange(rows.out)[place[1]] * rows.stride - rows.before
    x = np.arange(columns.out)[place[2]] * columns.stride - columns.before
    i, j = np.divmod(np.arange(rows.kernel * columns.kernel), columns.kernel)
    cells = ((i * w + j) * c).astype(out.dtype)
    if out.flags.c_contiguous:
        np.take(cells, winners, out=out, mode="clip")
    else:
        out[...] = cells[winners]
    out += ((y[:, None, None] * w + x[:, None]) * c + np.arange(c)).astype(out.dtype)


def add_at(total, places, numbers) -> None:
    """Add numbers to images ``total`` (n, h, w, c), at these places of each."""
    for image, where, what in zip(total, places, numbers, strict=True):
        np.add.at(image.reshape(-1), where.reshape(-1), what.reshape(-1))


def in_memory(total, data_format: str) -> np.ndarray:
    """Return images (n, h, w, c) that lie in memory in the order of ``data_format``."""
    return np.ascontiguousarray(from_nhwc(total, data_format))


def _read_places(op: str, argmax, shape) -> np.ndarray:
    """Return places as an array of integers of a shape."""
    places = np.asarray(argmax)
    if places.dtype.kind not in "iu":
        raise TypeError(f"{op}: argmax must hold whole numbers, received dtype {places.dtype}")
    if places.shape != shape:
        raise ValueError(f"{op}: argmax must have the shape {shape}, received {places.shape}")
    return places


def lowest(dtype: np.dtype):
    """Return the number below all others of a dtype: −∞ for floats."""
    return -np.inf if dtype.kind == "f" else np.iinfo(dtype).min
