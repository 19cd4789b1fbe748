"""ONNX's operators of sliding windows, said with those of course_lib."""

from dataclasses import replace

import numpy as np

from course_lib import layers, nn

from .onnx_steps import Steps, filters, in_rows, need
from .onnx_volumes import in_lines, in_planes


@in_planes
def conv(case):
    x, w, *bias = case.inputs
    steps = Steps(case, x.shape[2:], w.shape[2:])
    out = nn.conv2d(in_rows(x), filters(w), steps.strides, steps.padding, "NCHW", steps.dilations)
    return [with_bias(out, bias)]


def with_bias(out, bias):
    return out + bias[0][:, None, None] if bias else out


@in_planes
def conv_transpose(case):
    """Say it as the way back of a convolution, which knows groups, or as itself."""
    x, w, *bias = case.inputs
    steps, axes = Steps(case, x.shape[2:], w.shape[2:]), x.ndim - 2
    more = [*[0] * (2 - axes), *case.options.get("output_padding", [0] * axes)]
    whole = [(h - 1) * s + reach for h, s, reach in steps._along()]
    if "output_shape" in case.options:
        out = [*[1] * (2 - axes), *case.options["output_shape"]]
        steps.cut(whole, out)
    elif steps.word.startswith("SAME"):
        out = [h * s for h, s in zip(steps.size, steps.strides, strict=True)]
        steps.cut(whole, out)
    else:
        pads = zip(whole, steps.before, steps.after, more, strict=True)
        out = [cells - before - after + rest for cells, before, after, rest in pads]
    padding = steps.around
    shape = [len(x), w.shape[1] * case.options.get("group", 1), *out]
    how = (steps.strides, padding, "NCHW", steps.dilations)
    made = nn.conv2d_backprop_input(shape, filters(w), in_rows(x), *how)
    if case.options.get("group", 1) == 1:
        other = nn.conv2d_transpose(in_rows(x), filters(w), shape, *how)
        np.testing.assert_array_equal(made, other)
    return [with_bias(made, bias)]


@in_lines
def max_pool(case):
    (x,) = case.inputs
    steps = Steps(case, x.shape[2:], case.options["kernel_shape"])
    x, word = in_rows(x), isinstance(steps.padding, str)
    if len(case.outputs) == 1 and set(steps.dilations) == {1}:
        return [nn.max_pool2d(x, steps.kernel, steps.strides, steps.padding, "NCHW")]
    if not word or set(steps.dilations) != {1}:  # the padding is laid around first
        around = lowest_around(x, steps)
        if len(case.outputs) == 1:
            return [pooled(nn.max_pool2d, around, steps)]
        need(set(steps.dilations) == {1}, "places of maxima in dilated windows")
        largest, places = nn.max_pool_with_argmax(
            around, steps.kernel, steps.strides, "VALID", "NCHW"
        )
    else:
        how = (steps.kernel, steps.strides, steps.padding, "NCHW")
        largest, places = nn.max_pool_with_argmax(x, *how)
    first = (0, 0) if word else steps.before
    width = x.shape[3] if word else around.shape[3]
    order = case.options.get("storage_order", 0)
    return [largest, _onnx_places(places, x.shape, order, first, width)]


def lowest_around(x, steps):
    """Return images with the lowest number around them."""
    lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    return np.pad(x, steps.around, constant_values=lowest)


def pooled(pool, x, steps):
    """Pool without padding, where cells of a window may lie apart: its patches, in rows."""
    if set(steps.dilations) == {1}:
        return pool(x, steps.kernel, steps.strides, "VALID", "NCHW")
    how = (steps.kernel, steps.strides, steps.dilations, "VALID")
    patches = nn.extract_patches(x.transpose(0, 2, 3, 1), *how)
    n, oh, ow, cells = patches.shape
    rows = patches.reshape(n, oh * ow, cells // x.shape[1], x.shape[1])
    largest = pool(rows, (1, rows.shape[2]), 1, "VALID")
    return largest.reshape(n, oh, ow, -1).transpose(0, 3, 1, 2)


def _onnx_places(places, shape, by_columns, first, width):
    """Return places (y·w + x)·c + channel as ONNX counts them: through the whole array.

    ``first`` is the padding before, and ``width`` the columns with their padding.
    """
    n, c, h, w = shape
    y, x = np.divmod(places // c, width)
    y, x = y - first[0], x - first[1]
    images = np.arange(n)[:, None, None, None] * c + np.arange(c)[:, None, None]
    return images * h * w + (x * h + y if by_columns else y * w + x)


def max_unpool(case):
    """Put numbers at their places; a larger size that is asked for has zeros at its end."""
    (x, places, *shape), options = case.inputs, case.options
    steps = zip(x.shape[2:], options["strides"], options["kernel_shape"], strict=True)
    (n, c), (h, w) = x.shape[:2], [(size - 1) * stride + k for size, stride, k in steps]
    images = np.arange(n)[:, None, None, None] * c + np.arange(c)[:, None, None]
    ours = (places - images * h * w) * c + np.arange(c)[:, None, None]
    made = nn.max_pool_with_argmax_backprop_input((n, c, h, w), x, ours, "NCHW")
    wanted = [int(size) for size in shape[0][2:]] if shape else (h, w)
    ends = ((0, wanted[0] - h), (0, wanted[1] - w))
    return [layers.ZeroPadding2D(ends, data_format="channels_first")(made)]


@in_lines
def average_pool(case):
    """Divide means with zeros around by the share of real cells, where no word says the padding."""
    (x,) = case.inputs
    steps = Steps(case, x.shape[2:], case.options["kernel_shape"])
    counted = case.options.get("count_include_pad", 0)
    said = isinstance(steps.padding, str) and not (counted and steps.padding == "SAME")
    if said and set(steps.dilations) == {1}:
        return [nn.avg_pool2d(in_rows(x), steps.kernel, steps.strides, steps.padding, "NCHW")]
    asked = Steps(_without_ceil(case), x.shape[2:], case.options["kernel_shape"])
    around = layers.ZeroPadding2D(steps.sides, data_format="channels_first")
    cells = np.ones_like(in_rows(x))
    if counted:
        inner = np.pad(cells, asked.around, constant_values=1)
        ends = [(0, a - b) for (_, a), (_, b) in zip(steps.sides, asked.sides, strict=True)]
        real = layers.ZeroPadding2D(ends, data_format="channels_first")(inner)
    else:
        real = around(cells)
    means = [pooled(nn.avg_pool2d, array, steps) for array in (around(in_rows(x)), real)]
    return [means[0] / means[1]]


def _without_ceil(case):
    options = {name: value for name, value in case.options.items() if name != "ceil_mode"}
    return replace(case, options=options)
