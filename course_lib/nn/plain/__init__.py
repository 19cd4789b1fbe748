"""Every operator and every gradient once more as plain loops: slow, short, and easy to read.

They take arrays in NHWC only, and check nothing. Sums are returned as float64; maxima and patches
keep the dtype of the input. The tests of the fast operators compare with them.
"""

from .convolution import conv2d, conv2d_backprop_filter, conv2d_backprop_input
from .depthwise import (
    depthwise_conv2d,
    depthwise_conv2d_backprop_filter,
    depthwise_conv2d_backprop_input,
    separable_conv2d,
    separable_conv2d_backprop_filters,
    separable_conv2d_backprop_input,
)
from .pooling import (
    avg_pool2d,
    avg_pool2d_backprop_input,
    extract_patches,
    extract_patches_backprop_input,
    max_pool2d,
    max_pool2d_backprop_input,
    max_pool_with_argmax,
    max_pool_with_argmax_backprop_input,
)
from .transposed import (
    conv2d_transpose,
    conv2d_transpose_backprop_filter,
    conv2d_transpose_backprop_input,
)

__all__ = [
    "avg_pool2d",
    "avg_pool2d_backprop_input",
    "conv2d",
    "conv2d_backprop_filter",
    "conv2d_backprop_input",
    "conv2d_transpose",
    "conv2d_transpose_backprop_filter",
    "conv2d_transpose_backprop_input",
    "depthwise_conv2d",
    "depthwise_conv2d_backprop_filter",
    "depthwise_conv2d_backprop_input",
    "extract_patches",
    "extract_patches_backprop_input",
    "max_pool2d",
    "max_pool2d_backprop_input",
    "max_pool_with_argmax",
    "max_pool_with_argmax_backprop_input",
    "separable_conv2d",
    "separable_conv2d_backprop_filters",
    "separable_conv2d_backprop_input",
]
__dir__ = __all__.copy  # Tab offers these
