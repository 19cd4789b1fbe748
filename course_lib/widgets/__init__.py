"""Explorers: click any number and see where it comes from."""

from .convolution import Convolution
from .explorer import Explorer
from .gradients import Gradients
from .pooling import Pooling
from .training import Training
from .transposed import Transposed

__all__ = ["Convolution", "Explorer", "Gradients", "Pooling", "Training", "Transposed"]
