"""Right answers that are written otherwise than in the solutions: exercise → task → sources."""

from .convolution import BY_TASK as _CONVOLUTION
from .depthwise_convolution import BY_TASK as _DEPTHWISE_CONVOLUTION
from .fashion_mnist import BY_TASK as _FASHION_MNIST
from .gradients import BY_TASK as _GRADIENTS
from .inside_conv2d import BY_TASK as _INSIDE_CONV2D
from .matrix_product import BY_TASK as _MATRIX_PRODUCT
from .max_pooling import BY_TASK as _MAX_POOLING
from .transposed_convolution import BY_TASK as _TRANSPOSED_CONVOLUTION

VARIANTS = {
    "01_max_pooling": _MAX_POOLING,
    "02_convolution": _CONVOLUTION,
    "03_inside_conv2d": _INSIDE_CONV2D,
    "04_matrix_product": _MATRIX_PRODUCT,
    "05_depthwise_convolution": _DEPTHWISE_CONVOLUTION,
    "07_gradients": _GRADIENTS,
    "06_transposed_convolution": _TRANSPOSED_CONVOLUTION,
    "08_fashion_mnist": _FASHION_MNIST,
}
