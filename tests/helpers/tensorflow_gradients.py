"""TensorFlow's answers where it has no such operator on a CPU: GradientTape, and spread kernels.

A dilated kernel is spread with zeros first, because TensorFlow has no gradient for dilations.
This module is also read where TensorFlow is missing, so it is imported by the first call.
"""

import importlib


def tf():
    return importlib.import_module("tensorflow")


def spread(kernel, dilations):
    """Put dilation - 1 zeros between the cells of a kernel."""
    (kh, kw, *channels), (dh, dw) = kernel.shape, dilations
    wide = tf().reshape(kernel, (kh, 1, kw, 1, *channels))
    wide = tf().pad(wide, [[0, 0], [0, dh - 1], [0, 0], [0, dw - 1], [0, 0], [0, 0]])
    wide = tf().reshape(wide, (kh * dh, kw * dw, *channels))
    return wide[: (kh - 1) * dh + 1, : (kw - 1) * dw + 1]


def conv2d(input, filters, *, dilations, **options):
    return tf().nn.conv2d(input, spread(filters, dilations), **options)


def depthwise_conv2d(input, filter, *, dilations, **options):
    return tf().nn.depthwise_conv2d(input, spread(filter, dilations), **options)


def separable_conv2d(input, depthwise_filter, pointwise_filter, *, dilations, **options):
    depthwise_filter = spread(depthwise_filter, dilations)
    return tf().nn.separable_conv2d(input, depthwise_filter, pointwise_filter, **options)


def conv2d_transpose(input, filters, *, dilations, **options):
    return tf().nn.conv2d_transpose(input, spread(filters, dilations), **options)


def gradients(operator, arrays, out_backprop):
    with tf().GradientTape() as tape:
        tape.watch(arrays)
        out = operator(*arrays)
    return tape.gradient(out, arrays, out_backprop)


def zeros(sizes, like):
    return tf().zeros(sizes, like.dtype)


def by_input(operator):
    """Return the gradient of a convolution by its input; any input will do, zeros are taken."""

    def gradient(input_sizes, filter, out_backprop, **options):
        arrays = [zeros(input_sizes, filter), filter]
        return gradients(lambda *arrays: operator(*arrays, **options), arrays, out_backprop)[0]

    return gradient


def by_filter(operator):
    def gradient(input, filter_sizes, out_backprop, **options):
        arrays = [input, zeros(filter_sizes, input)]
        return gradients(lambda *arrays: operator(*arrays, **options), arrays, out_backprop)[1]

    return gradient


def separable_by_input(input_sizes, depthwise_filter, pointwise_filter, out_backprop, **options):
    x = zeros(input_sizes, out_backprop)
    arrays = [x, depthwise_filter, pointwise_filter]
    return gradients(lambda *arrays: separable_conv2d(*arrays, **options), arrays, out_backprop)[0]


def separable_by_filters(input, depthwise_filter, pointwise_filter, out_backprop, **options):
    arrays = [input, depthwise_filter, pointwise_filter]
    return gradients(lambda *arrays: separable_conv2d(*arrays, **options), arrays, out_backprop)[1:]


def transposed_by_input(filters, out_backprop, **options):
    shape = conv2d(out_backprop, filters, **options).shape
    return transposed(zeros(shape, filters), filters, out_backprop, options)[0]


def transposed_by_filter(input, filter_sizes, out_backprop, **options):
    return transposed(input, zeros(filter_sizes, input), out_backprop, options)[1]


def transposed(x, w, out_backprop, options):
    options = {"output_shape": out_backprop.shape, **options}
    return gradients(lambda x, w: conv2d_transpose(x, w, **options), [x, w], out_backprop)


def pooled(operator):
    def gradient(out_backprop, input=None, input_sizes=None, **options):
        x = zeros(input_sizes, out_backprop) if input is None else input
        return gradients(lambda x: operator()(x, **options), [x], out_backprop)[0]

    return gradient


OPERATORS = {
    "depthwise_conv2d": depthwise_conv2d,
    "separable_conv2d": separable_conv2d,
    "conv2d_transpose": conv2d_transpose,
    "conv2d_backprop_input": by_input(conv2d),
    "conv2d_backprop_filter": by_filter(conv2d),
    "depthwise_conv2d_backprop_input": by_input(depthwise_conv2d),
    "depthwise_conv2d_backprop_filter": by_filter(depthwise_conv2d),
    "separable_conv2d_backprop_input": separable_by_input,
    "separable_conv2d_backprop_filters": separable_by_filters,
    "conv2d_transpose_backprop_input": transposed_by_input,
    "conv2d_transpose_backprop_filter": transposed_by_filter,
    "avg_pool2d_backprop_input": pooled(lambda: tf().nn.avg_pool2d),
    "max_pool2d_backprop_input": pooled(lambda: tf().nn.max_pool2d),
    "extract_patches_backprop_input": pooled(lambda: tf().image.extract_patches),
}
