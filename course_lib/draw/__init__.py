"""Deterministic SVG pictures of arrays, windows, kernels and explanations."""

from .curves import curves
from .filter_centres import centres
from .grids import Grid, array, arrays
from .operators import explanation
from .photographs import photos
from .picture import Picture

__all__ = ["Grid", "Picture", "array", "arrays", "centres", "curves", "explanation", "photos"]
