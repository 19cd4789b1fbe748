"""Explorers: click any number and see where it comes from."""

from .convolution import Convolution
from .explorer import Explorer
from .pooling import Pooling
from .transposed import Transposed

__all__ = ["Convolution", "Explorer", "Pooling", "Transposed"]
