"""Deterministic SVG pictures of arrays, windows, kernels and explanations."""

from .bar_pictures import bars
from .channel_map import channel_groups, channel_map
from .confusions import confusion, most_confused
from .curves import compare, curves
from .explanations import explanation
from .filter_centres import centres
from .grids import Grid, array, arrays
from .linear_map import linear_map
from .matrices import filter_matrix, matrix_product, patch_matrix
from .networks import network
from .photographs import photos
from .picture import Picture
from .sheets import pictures
from .stamp_pictures import stamps

__all__ = [
    "Grid",
    "Picture",
    "array",
    "arrays",
    "bars",
    "centres",
    "channel_groups",
    "channel_map",
    "compare",
    "confusion",
    "curves",
    "explanation",
    "filter_matrix",
    "linear_map",
    "matrix_product",
    "most_confused",
    "network",
    "patch_matrix",
    "photos",
    "pictures",
    "stamps",
]
__dir__ = __all__.copy  # Tab offers these
