"""Right answers that are written otherwise than in the solutions: exercise → task → sources."""

from .convolution import BY_TASK as _CONVOLUTION
from .depthwise_convolution import BY_TASK as _DEPTHWISE_CONVOLUTION
from .max_pooling import BY_TASK as _MAX_POOLING
from .transposed_convolution import BY_TASK as _TRANSPOSED_CONVOLUTION

VARIANTS = {
    "01_max_pooling": _MAX_POOLING,
    "02_convolution": _CONVOLUTION,
    "05_depthwise_convolution": _DEPTHWISE_CONVOLUTION,
    "06_transposed_convolution": _TRANSPOSED_CONVOLUTION,
}
