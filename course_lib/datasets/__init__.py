"""Pictures to work on."""

from . import fashion_mnist
from .photograph import photograph

__all__ = ["fashion_mnist", "photograph"]
