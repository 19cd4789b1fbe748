"""Deterministic SVG pictures of arrays, windows, kernels and explanations."""

from .bar_pictures import bars
from .curves import curves
from .filter_centres import centres
from .grids import Grid, array, arrays
from .matrices import filter_matrix, matrix_product, patch_matrix
from .operators import explanation
from .photographs import photos
from .picture import Picture

__all__ = [
    "Grid",
    "Picture",
    "array",
    "arrays",
    "bars",
    "centres",
    "curves",
    "explanation",
    "filter_matrix",
    "matrix_product",
    "patch_matrix",
    "photos",
]
