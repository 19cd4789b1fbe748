"""One output value of an operator, told as its arithmetic: plain data, no drawing."""

from .convolution import conv2d
from .depthwise import depthwise_conv2d
from .explanation import Explanation, Window
from .patches import Copy, extract_patches
from .pooling import Maximum, Mean, PooledCell, avg_pool2d, max_pool2d
from .products import SumOfProducts, Term
from .separable import TwoSteps, separable_conv2d
from .transposed import Stamps, conv2d_transpose

__all__ = [
    "Copy",
    "Explanation",
    "Maximum",
    "Mean",
    "PooledCell",
    "Stamps",
    "SumOfProducts",
    "Term",
    "TwoSteps",
    "Window",
    "avg_pool2d",
    "conv2d",
    "conv2d_transpose",
    "depthwise_conv2d",
    "extract_patches",
    "max_pool2d",
    "separable_conv2d",
]
__dir__ = __all__.copy  # Tab offers these
