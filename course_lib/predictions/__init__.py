"""Predictions in lessons: a place to type a guess, judged by the engine that judges exercises."""

from .widget import Prediction, predict

__all__ = ["Prediction", "predict"]
__dir__ = __all__.copy  # Tab offers these
