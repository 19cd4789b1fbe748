"""The operators: pure functions on NumPy arrays, with TensorFlow's names and numbers."""

from .convolution import conv2d
from .patches import extract_patches
from .pooling import avg_pool2d, max_pool2d

__all__ = ["avg_pool2d", "conv2d", "extract_patches", "max_pool2d"]
