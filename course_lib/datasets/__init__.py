"""Pictures to work on."""

from . import fashion_mnist, garments
from .photograph import photograph

__all__ = ["fashion_mnist", "garments", "photograph"]
__dir__ = __all__.copy  # Tab offers these
