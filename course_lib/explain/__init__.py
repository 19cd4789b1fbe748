"""One output value of an operator, told as its arithmetic: plain data, no drawing."""

from .convolution import conv2d
from .explanation import Explanation, Window
from .pooling import Maximum, Mean, PooledCell, avg_pool2d, max_pool2d
from .products import SumOfProducts, Term

__all__ = [
    "Explanation",
    "Maximum",
    "Mean",
    "PooledCell",
    "SumOfProducts",
    "Term",
    "Window",
    "avg_pool2d",
    "conv2d",
    "max_pool2d",
]
