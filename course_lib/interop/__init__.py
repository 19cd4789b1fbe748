"""The numbers of a model carried to Keras and PyTorch and back, as NumPy arrays.

Neither of the two is imported here.
"""

from .keras import from_keras, to_keras
from .padding import same_cut_for_torch, same_padding_for_torch
from .torch import from_torch, to_torch

__all__ = [
    "from_keras",
    "from_torch",
    "same_cut_for_torch",
    "same_padding_for_torch",
    "to_keras",
    "to_torch",
]
__dir__ = __all__.copy  # Tab offers these
