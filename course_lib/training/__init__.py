"""Training a model: batches, steps, what happens between them, and keeping the result."""

from .trainer import Trainer

__all__ = ["Trainer"]
