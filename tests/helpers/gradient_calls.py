"""More calls on which the library and TensorFlow must agree: convolutions of all kinds, gradients.

The windows are laid by plain loops, so that every gradient has the right shape.
"""

from course_lib.nn.plain.windows import lay
from helpers.operator_calls import (
    KERNELS,
    PADDINGS,
    WORDS,
    Call,
    four,
    numbers,
    settings,
    to_format,
    written,
)

FEW = [(3, 3), (2, 3), (4, 1)]

TWO = [(1, 1), (2, 1)]


def laid(kernels, dilations, paddings, data_format, alike=False):
    """Yield image, kernel, images that the windows make, and options; ``alike``: equal strides."""
    for image, kernel, stride, dilation, padding in settings(kernels, dilations, paddings):
        if alike:
            stride = (stride[0], stride[0])
        counts, _ = lay(image[1:3], kernel[:2], stride, written(padding, "NHWC"), dilation)
        out = (image[0], *counts)
        yield (
            image,
            kernel,
            out,
            {
                "strides": four(stride, data_format),
                "padding": written(padding, data_format),
                "data_format": data_format,
                "dilations": list(dilation),
            },
        )


def sizes(shape, data_format):
    return [shape[axis] for axis in ((0, 3, 1, 2) if data_format == "NCHW" else range(4))]


def convolution_calls(data_format, dtype, dilations, paddings=PADDINGS):
    for image, kernel, out, options in laid(FEW, dilations, paddings, data_format):
        x = to_format(numbers(image, dtype), data_format)
        w = numbers((*kernel, image[3], 2), dtype, start=41)
        g = to_format(numbers((*out, 2), dtype, start=17), data_format)
        shape = sizes(image, data_format)
        yield Call(
            "conv2d_backprop_input",
            {"filter": w, "out_backprop": g},
            {"input_sizes": shape, **options},
        )
        yield Call(
            "conv2d_backprop_filter",
            {"input": x, "out_backprop": g},
            {"filter_sizes": list(w.shape), **options},
        )
        yield Call(
            "conv2d_transpose", {"input": g, "filters": w}, {"output_shape": shape, **options}
        )
        yield Call("conv2d_transpose_backprop_input", {"filters": w, "out_backprop": x}, options)
        yield Call(
            "conv2d_transpose_backprop_filter",
            {"input": g, "out_backprop": x},
            {"filter_sizes": list(w.shape), **options},
        )


def depthwise_calls(data_format, dtype, dilations, paddings=PADDINGS):
    for image, kernel, out, options in laid(FEW, dilations, paddings, data_format, alike=True):
        x = to_format(numbers(image, dtype), data_format)
        w = numbers((*kernel, image[3], 2), dtype, start=43)
        g = to_format(numbers((*out, 2 * image[3]), dtype, start=19), data_format)
        yield Call("depthwise_conv2d", {"input": x, "filter": w}, options)
        yield Call(
            "depthwise_conv2d_backprop_input",
            {"filter": w, "out_backprop": g},
            {"input_sizes": sizes(image, data_format), **options},
        )
        yield Call(
            "depthwise_conv2d_backprop_filter",
            {"input": x, "out_backprop": g},
            {"filter_sizes": list(w.shape), **options},
        )


def separable_calls():
    for image, kernel, out, options in laid([(2, 3)], TWO, WORDS, "NHWC", alike=True):
        if options["strides"] != [1, 3, 3, 1]:
            filters = {
                "depthwise_filter": numbers((*kernel, image[3], 2), start=47),
                "pointwise_filter": numbers((1, 1, 2 * image[3], 2), start=53),
            }
            x, g = numbers(image), numbers((*out, 2), start=23)
            yield Call("separable_conv2d", {"input": x, **filters}, options)
            yield Call(
                "separable_conv2d_backprop_input",
                {**filters, "out_backprop": g},
                {"input_sizes": list(image), **options},
            )
            yield Call(
                "separable_conv2d_backprop_filters",
                {"input": x, **filters, "out_backprop": g},
                options,
            )


def pooling_calls(data_format, dtype, average_only=False):
    for image, kernel, out, options in laid(KERNELS, [(1, 1)], WORDS, data_format):
        del options["dilations"]
        options = {"ksize": list(kernel), **options}
        g = to_format(numbers((*out, image[3]), dtype, start=29), data_format)
        if kernel != (6, 5):
            # TensorFlow's gradient is wrong where a window juts out of the image on both sides:
            # it shares a number among cells that are not there.
            yield Call(
                "avg_pool2d_backprop_input",
                {"out_backprop": g},
                {"input_sizes": sizes(image, data_format), **options},
            )
        if not average_only:
            x = numbers(image, dtype) // 24  # many ties
            yield Call("max_pool2d_backprop_input", {"input": x, "out_backprop": g}, options)


def patch_calls():
    for image, kernel, out, options in laid(FEW, TWO, WORDS, "NHWC"):
        yield Call(
            "extract_patches_backprop_input",
            {"out_backprop": numbers((*out, kernel[0] * kernel[1] * image[3]), start=31)},
            {
                "input_sizes": list(image),
                "sizes": four(kernel),
                "strides": options["strides"],
                "rates": four(options["dilations"]),
                "padding": options["padding"],
            },
        )


def unique(calls):
    """Drop the calls that come twice."""
    return list({call.name: call for call in calls}.values())


def calls():
    """Return every call. On a CPU, TensorFlow takes NCHW in float32 only."""
    return unique(
        [
            *convolution_calls("NHWC", "float64", TWO),
            *convolution_calls("NCHW", "float32", [(1, 1)], WORDS),
            *depthwise_calls("NHWC", "float64", TWO),
            *depthwise_calls("NCHW", "float32", [(1, 1)], WORDS),
            *separable_calls(),
            *pooling_calls("NHWC", "float64"),
            *pooling_calls("NCHW", "float32", average_only=True),
            *patch_calls(),
        ]
    )
