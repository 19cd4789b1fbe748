"""Mistakes that learners make, as changes of right computations: ``MISTAKES[exercise][task]``.

When a wrong answer prints what a mistake prints, the learner is told the rule it broke. The same
functions, put in as answers, are the tests that the checks catch them.
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
