"""What may be wrong in an answer, with the rule that it breaks.

``MISTAKES[exercise][task]`` has wrong answers as they are: values that are predicted, and functions
whose checks tell more than their numbers. All others are changes of right computations, which
``computed.py`` lists.
"""

from . import (
    convolution,
    depthwise_convolution,
    gradients,
    inside_conv2d,
    loss_formulas,
    matrix_product,
    max_pooling,
    same_numbers_elsewhere,
    transposed_convolution,
)
from .changes import Mistake

MISTAKES: dict[str, dict[str, list[Mistake]]] = {
    "01_max_pooling": max_pooling.BY_TASK,
    "02_convolution": convolution.BY_TASK,
    "03_inside_conv2d": inside_conv2d.BY_TASK,
    "04_matrix_product": matrix_product.BY_TASK,
    "05_depthwise_convolution": depthwise_convolution.BY_TASK,
    "06_transposed_convolution": transposed_convolution.BY_TASK,
    "07_gradients": gradients.BY_TASK,
    "08_fashion_mnist": loss_formulas.BY_TASK,
    "09_same_numbers_elsewhere": same_numbers_elsewhere.BY_TASK,
}

__all__ = ["MISTAKES", "Mistake"]
