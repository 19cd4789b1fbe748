"""The numbers that each lesson promises: what they are about, as printed, and their computation.

Each lesson has a file here with a list of such triples.
"""

from . import (
    convolution,
    depthwise_convolution,
    fashion_mnist,
    gradients,
    inside_conv2d,
    matrix_product,
    max_pooling,
    start_here,
    transposed_convolution,
)

EXPECTATIONS = {
    "00_start_here": start_here.EXPECTATIONS,
    "01_max_pooling": max_pooling.EXPECTATIONS,
    "02_convolution": convolution.EXPECTATIONS,
    "03_inside_conv2d": inside_conv2d.EXPECTATIONS,
    "04_matrix_product": matrix_product.EXPECTATIONS,
    "05_depthwise_convolution": depthwise_convolution.EXPECTATIONS,
    "06_transposed_convolution": transposed_convolution.EXPECTATIONS,
    "07_gradients": gradients.EXPECTATIONS,
    "08_fashion_mnist": fashion_mnist.EXPECTATIONS,
}
