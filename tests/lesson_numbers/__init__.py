"""The numbers that each lesson promises: what they are about, as printed, and their computation.

Each lesson has a file here with a list of such triples.
"""

from . import convolution, gradients, max_pooling, start_here

EXPECTATIONS = {
    "00_start_here": start_here.EXPECTATIONS,
    "01_max_pooling": max_pooling.EXPECTATIONS,
    "02_convolution": convolution.EXPECTATIONS,
    "07_gradients": gradients.EXPECTATIONS,
}
