"""Explorers: click any number and see where it comes from."""

from .convolution import Convolution
from .explorer import Explorer
from .gradients import Gradients
from .pooling import Pooling
from .transposed import Transposed

__all__ = ["Convolution", "Explorer", "Gradients", "Pooling", "Transposed"]
