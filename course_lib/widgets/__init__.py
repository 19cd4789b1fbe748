"""Explorers: click any number and see where it comes from."""

from .convolution import Convolution
from .depthwise import Depthwise
from .explorer import Explorer
from .matrix_product import MatrixProduct
from .pooling import Pooling
from .weights import Weights

__all__ = ["Convolution", "Depthwise", "Explorer", "MatrixProduct", "Pooling", "Weights"]
