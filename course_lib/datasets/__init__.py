"""Pictures to work on."""

from .photograph import photograph

__all__ = ["photograph"]
