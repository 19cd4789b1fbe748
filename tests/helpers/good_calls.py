"""Good arguments of every operator: a test makes one of them bad."""

import numpy as np

IMAGE, OUT = np.ones((2, 5, 6, 3)), np.ones((2, 5, 6, 4))
KERNEL, WIDE, POINTWISE = np.ones((2, 3, 3, 4)), np.ones((2, 3, 3, 2)), np.ones((1, 1, 6, 4))
SAME = {"strides": 1, "padding": "SAME"}
BOTH = {"depthwise_filter": WIDE, "pointwise_filter": POINTWISE}
SIZES, FILTER_SIZES = [2, 5, 6, 3], [2, 3, 3, 4]
DEEP, PATCHES = np.ones((2, 5, 6, 6)), np.ones((2, 5, 6, 12))
GIVEN = {
    "conv2d": {"input": IMAGE, "filters": KERNEL},
    "max_pool2d": {"input": IMAGE, "ksize": 2},
    "avg_pool2d": {"input": IMAGE, "ksize": 2},
    "extract_patches": {"images": IMAGE, "sizes": 2, "rates": 1},
    "depthwise_conv2d": {"input": IMAGE, "filter": WIDE},
    "separable_conv2d": {"input": IMAGE, **BOTH},
    "conv2d_transpose": {"input": OUT, "filters": KERNEL, "output_shape": SIZES},
    "conv2d_backprop_input": {"input_sizes": SIZES, "filter": KERNEL, "out_backprop": OUT},
    "conv2d_backprop_filter": {"input": IMAGE, "filter_sizes": FILTER_SIZES, "out_backprop": OUT},
    "depthwise_conv2d_backprop_input": {
        "input_sizes": SIZES,
        "filter": WIDE,
        "out_backprop": DEEP,
    },
    "depthwise_conv2d_backprop_filter": {
        "input": IMAGE,
        "filter_sizes": [2, 3, 3, 2],
        "out_backprop": DEEP,
    },
    "separable_conv2d_backprop_input": {"input_sizes": SIZES, **BOTH, "out_backprop": OUT},
    "separable_conv2d_backprop_filters": {"input": IMAGE, **BOTH, "out_backprop": OUT},
    "conv2d_transpose_backprop_input": {"filters": KERNEL, "out_backprop": IMAGE},
    "conv2d_transpose_backprop_filter": {
        "input": OUT,
        "filter_sizes": FILTER_SIZES,
        "out_backprop": IMAGE,
    },
    "max_pool2d_backprop_input": {"input": IMAGE, "out_backprop": IMAGE, "ksize": 2},
    "avg_pool2d_backprop_input": {"input_sizes": SIZES, "out_backprop": IMAGE, "ksize": 2},
    "extract_patches_backprop_input": {
        "input_sizes": SIZES,
        "out_backprop": PATCHES,
        "sizes": 2,
        "rates": 1,
    },
}
GOOD = {operator: {**arguments, **SAME} for operator, arguments in GIVEN.items()}
LADDER = ["conv2d_loops", "conv2d_windows", "conv2d_gemm", "conv2d_fft"]


def said(function, arguments):
    """Return what the error of a call says; nothing if there is none."""
    with np.errstate(all="ignore"):
        try:
            assert function(**arguments) is not None
        except (TypeError, ValueError) as error:
            return str(error)
    return ""
