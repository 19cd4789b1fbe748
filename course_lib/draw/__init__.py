"""Deterministic SVG pictures of arrays, windows, kernels and explanations."""

from .filter_centres import centres
from .grids import Grid, array, arrays
from .operators import explanation
from .photographs import photos
from .picture import Picture
from .sheets import pictures

__all__ = ["Grid", "Picture", "array", "arrays", "centres", "explanation", "photos", "pictures"]
