"""Each operator in several ways, from plain loops to what makes it fast; the results are equal.

They are made to be read and compared: a rung is about six lines, and one signature serves all rungs
of an operator. Unlike the operators of :mod:`course_lib.nn`, they take as much memory as they need.
"""

from .convolution import conv2d_fft, conv2d_gemm, conv2d_loops, conv2d_windows
from .depthwise import depthwise_conv2d_gemm, depthwise_conv2d_loops, depthwise_conv2d_windows
from .pooling import (
    avg_pool2d_loops,
    avg_pool2d_running,
    avg_pool2d_windows,
    max_pool2d_loops,
    max_pool2d_running,
    max_pool2d_windows,
)
from .transposed import (
    conv2d_transpose_dilated,
    conv2d_transpose_gemm,
    conv2d_transpose_loops,
    conv2d_transpose_stamps,
)

__all__ = [
    "avg_pool2d_loops",
    "avg_pool2d_running",
    "avg_pool2d_windows",
    "conv2d_fft",
    "conv2d_gemm",
    "conv2d_loops",
    "conv2d_transpose_dilated",
    "conv2d_transpose_gemm",
    "conv2d_transpose_loops",
    "conv2d_transpose_stamps",
    "conv2d_windows",
    "depthwise_conv2d_gemm",
    "depthwise_conv2d_loops",
    "depthwise_conv2d_windows",
    "max_pool2d_loops",
    "max_pool2d_running",
    "max_pool2d_windows",
]
__dir__ = __all__.copy  # Tab offers these
