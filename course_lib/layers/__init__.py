"""Keras-shaped layers: called on an array, with weights made on the first call."""

from .base import Layer
from .convolutional import Conv2D
from .pooling import MaxPool2D, MaxPooling2D

__all__ = ["Conv2D", "Layer", "MaxPool2D", "MaxPooling2D"]
