"""Keras-shaped layers: called on an array, with weights made on the first call."""

from .base import Layer
from .convolutional import Conv2D
from .dense import Dense, Flatten
from .depthwise import DepthwiseConv2D, SeparableConv2D
from .elementwise import Activation, Dropout, ReLU, Softmax
from .global_pooling import GlobalAveragePooling2D, GlobalMaxPooling2D
from .pooling import AveragePooling2D, AvgPool2D, MaxPool2D, MaxPooling2D
from .reshaping import Input, InputLayer, ZeroPadding2D
from .transposed import Conv2DTranspose

__all__ = [
    "Activation",
    "AveragePooling2D",
    "AvgPool2D",
    "Conv2D",
    "Conv2DTranspose",
    "Dense",
    "DepthwiseConv2D",
    "Dropout",
    "Flatten",
    "GlobalAveragePooling2D",
    "GlobalMaxPooling2D",
    "Input",
    "InputLayer",
    "Layer",
    "MaxPool2D",
    "MaxPooling2D",
    "ReLU",
    "SeparableConv2D",
    "Softmax",
    "ZeroPadding2D",
]


def __dir__() -> list[str]:
    return __all__
