"""Deterministic SVG pictures of arrays, windows, kernels and explanations."""

from .channel_map import channel_groups, channel_map
from .filter_centres import centres
from .grids import Grid, array, arrays
from .linear_map import linear_map
from .operators import explanation
from .photographs import photos
from .picture import Picture
from .stamping import stamps

__all__ = [
    "Grid",
    "Picture",
    "array",
    "arrays",
    "centres",
    "channel_groups",
    "channel_map",
    "explanation",
    "linear_map",
    "photos",
    "stamps",
]
