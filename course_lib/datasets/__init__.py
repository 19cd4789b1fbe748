"""Pictures to work on."""

from . import fashion_mnist, garments
from .photograph import photograph

__all__ = ["fashion_mnist", "garments", "photograph"]


def __dir__() -> list[str]:
    return __all__
