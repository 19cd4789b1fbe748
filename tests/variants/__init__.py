"""Right answers that are written otherwise than in the solutions: exercise → task → sources."""

from .convolution import BY_TASK as _CONVOLUTION
from .fashion_mnist import BY_TASK as _FASHION_MNIST
from .gradients import BY_TASK as _GRADIENTS
from .max_pooling import BY_TASK as _MAX_POOLING

VARIANTS = {
    "01_max_pooling": _MAX_POOLING,
    "02_convolution": _CONVOLUTION,
    "07_gradients": _GRADIENTS,
    "08_fashion_mnist": _FASHION_MNIST,
}
