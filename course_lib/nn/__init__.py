"""The operators: pure functions on NumPy arrays, with TensorFlow's names and numbers."""

from . import ladder, plain
from .average_pooling import avg_pool2d, avg_pool2d_backprop_input
from .convolution import conv2d
from .convolution_gradients import conv2d_backprop_filter, conv2d_backprop_input
from .depthwise import depthwise_conv2d
from .depthwise_gradients import depthwise_conv2d_backprop_filter, depthwise_conv2d_backprop_input
from .max_pooling import max_pool2d, max_pool2d_backprop_input
from .patches import extract_patches, extract_patches_backprop_input
from .separable import separable_conv2d
from .separable_gradients import separable_conv2d_backprop_filters, separable_conv2d_backprop_input
from .transposed import conv2d_transpose
from .transposed_gradients import conv2d_transpose_backprop_filter, conv2d_transpose_backprop_input
from .winners import max_pool_with_argmax, max_pool_with_argmax_backprop_input

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
    "ladder",
    "max_pool2d",
    "max_pool2d_backprop_input",
    "max_pool_with_argmax",
    "max_pool_with_argmax_backprop_input",
    "plain",
    "separable_conv2d",
    "separable_conv2d_backprop_filters",
    "separable_conv2d_backprop_input",
]
__dir__ = __all__.copy  # Tab offers these
