"""Transposed convolution: each number of the input stamps a filter on the output."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import (
    FORMATS,
    TRANSPOSED_ORDER,
    Padding,
    Sizes,
    check_channels,
    check_dtypes,
    check_format,
    in_format,
    read_array,
    read_filters,
    read_pair,
    read_shape,
    to_nhwc,
)
from .convolution_gradients import stamp
from .geometry import possible_sizes, read_axes, read_padding


def conv2d_transpose(
    input: ArrayLike,
    filters: ArrayLike,
    output_shape: Sizes,
    strides: Sizes,
    padding: Padding = "SAME",
    data_format: str = "NHWC",
    dilations: Sizes = 1,
) -> np.ndarray:
    """Stamp the filters on the output, scaled by the numbers of the input; add the stamps up.

    It is the gradient of :func:`conv2d` by its input: it leads from the shape of an output back
    to the shape of an input. It does not undo a convolution. The filter is not flipped::

        out[n, y·sh + i·dh - ph0, x·sw + j·dw - pw0, o] += input[n, y, x, c] · filters[i, j, o, c]

    Parameters
    ----------
    input : array (n, h, w, c_in), float
    filters : array (kh, kw, c_out, c_in), float, of the same dtype
        Mind the order: the channels of the output come first.
    output_shape : list of four in the order of ``data_format``, or of two (oh, ow)
        With a stride above 1 a convolution takes several sizes to that of the input. Each of
        them is right.
    strides, dilations : int, pair, or list of four
        Steps ``sh sw`` between stamps, ``dh dw`` between the cells of one stamp.
    padding : "SAME", "VALID" or ((0, 0), (ph0, ph1), (pw0, pw1), (0, 0))
        Of the convolution whose gradient this is: it cuts cells off the result.
    data_format : "NHWC" or "NCHW"

    Returns
    -------
    array (n, oh, ow, c_out), of the shape ``output_shape``

    Raises
    ------
    TypeError
        For integers: convert them to float first.
    ValueError
        If channels do not agree, or no convolution takes ``output_shape`` to the input's size;
        then the message lists the sizes that are right.

    See Also
    --------
    course_lib.nn.plain.conv2d_transpose : The same in plain loops.
    course_lib.nn.ladder.conv2d_transpose_stamps : The same in few lines of NumPy.

    References
    ----------
    ``tf.nn.conv2d_transpose``.

    Examples
    --------
    >>> import numpy as np
    >>> image = np.array([[-67.0, -77], [-117, -127]]).reshape(1, 2, 2, 1)
    >>> kernel = np.array([[-1.0, 2, -3], [4, -5, 6], [-7, 8, -9]]).reshape(3, 3, 1, 1)
    >>> conv2d_transpose(image, kernel, [5, 5], 2, "VALID")[0, :, :, 0]
    array([[   67.,  -134.,   278.,  -154.,   231.],
           [ -268.,   335.,  -710.,   385.,  -462.],
           [  586.,  -770.,  1620.,  -870.,  1074.],
           [ -468.,   585., -1210.,   635.,  -762.],
           [  819.,  -936.,  1942., -1016.,  1143.]])
    """
    arguments = transposed_arguments(
        input, filters, output_shape, strides, padding, data_format, dilations
    )
    return stamp(*arguments, data_format=data_format)


def transposed_arguments(
    input, filters, output_shape, strides, padding="SAME", data_format="NHWC", dilations=1
):
    """Check the arguments of :func:`conv2d_transpose`.

    Returned are the shape (n, oh, ow, c_out) of the output, filters, images (n, h, w, c_in), and
    the rows and columns of the convolution that leads from the output back to the input.
    """
    op = "conv2d_transpose"
    check_format(op, data_format)
    x = read_array(op, "input", input, FORMATS[data_format], floating=True)
    w = read_filters(op, "filters", filters, TRANSPOSED_ORDER)
    shape = read_shape(op, "output_shape", output_shape, data_format, len(x), w.shape[2])
    sizes = in_format(shape, data_format)
    check = (op, "filters", TRANSPOSED_ORDER, w.shape)
    check_channels(*check, "input", x.shape, data_format, axis=3)
    check_channels(*check, "output_shape", sizes, data_format)
    check_dtypes(op, input=x, filters=w)
    x = to_nhwc(x, data_format)
    rows, columns = transposed_axes(
        op, "output_shape", shape, x, w.shape[:2], strides, padding, data_format, dilations
    )
    return shape, w, x, rows, columns


def transposed_axes(op, name, shape, x, kernel, strides, padding, data_format, dilations):
    """Return rows and columns of the convolution that takes ``shape`` to the shape of ``x``.

    ``shape`` is (n, oh, ow, c_out), and ``name`` the argument that gave it.
    """
    if shape[0] != len(x):
        raise ValueError(f"{op}: {name} has {shape[0]} images, input has {len(x)}")
    pads = read_padding(op, padding, data_format) or (None, None)
    steps = read_pair(op, "strides", strides, data_format)
    gaps = read_pair(op, "dilations", dilations, data_format)
    rows, columns = map(possible_sizes, x.shape[1:3], kernel, steps, gaps, pads)
    if shape[1] not in rows or shape[2] not in columns:
        raise ValueError(
            f"{op}: {name} has {shape[1]} rows and {shape[2]} columns. It must be a size that "
            f"conv2d takes to the input's {x.shape[1]} rows and {x.shape[2]} columns: "
            f"{_in_words(rows)} rows, and {_in_words(columns)} columns"
        )
    return read_axes(op, padding, shape[1:3], kernel, steps, gaps, data_format)


def _in_words(sizes: range) -> str:
    count = sizes.stop - sizes.start  # len() fails for strides that no machine word holds
    if count < 2:
        return str(sizes.start) if count else "no number of"
    return f"{sizes.start} {'or' if count == 2 else 'to'} {sizes.stop - 1}"
