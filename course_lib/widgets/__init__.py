"""Explorers: click any number and see where it comes from."""

from .convolution import Convolution
from .depthwise import Depthwise
from .explorer import Explorer
from .frameworks import Frameworks
from .gradients import Gradients
from .matrix_product import MatrixProduct
from .network import Network
from .photograph import Photograph
from .pooling import Pooling
from .training import Training
from .transposed import Transposed
from .weights import Weights

__all__ = [
    "Convolution",
    "Depthwise",
    "Explorer",
    "Frameworks",
    "Gradients",
    "MatrixProduct",
    "Network",
    "Photograph",
    "Pooling",
    "Training",
    "Transposed",
    "Weights",
]
__dir__ = __all__.copy  # Tab offers these
