"""Explorers: click any number and see where it comes from."""

from .convolution import Convolution
from .depthwise import Depthwise
from .explorer import Explorer
from .pooling import Pooling
from .weights import Weights

__all__ = ["Convolution", "Depthwise", "Explorer", "Pooling", "Weights"]
