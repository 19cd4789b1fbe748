"""Keras-shaped layers: called on an array, with weights made on the first call."""

from .base import Layer
from .borders import Cropping2D, ZeroPadding2D
from .convolutional import Conv2D
from .dense import Dense, Flatten
from .depthwise import DepthwiseConv2D, SeparableConv2D
from .elementwise import Activation, Dropout, LeakyReLU, ReLU, Softmax
from .global_pooling import GlobalAveragePooling2D, GlobalMaxPooling2D
from .normalization import BatchNormalization
from .pooling import AveragePooling2D, AvgPool2D, MaxPool2D, MaxPooling2D
from .reshaping import Input, InputLayer, Reshape
from .resizing import UpSampling2D
from .transposed import Conv2DTranspose

__all__ = [
    "Activation",
    "AveragePooling2D",
    "AvgPool2D",
    "BatchNormalization",
    "Conv2D",
    "Conv2DTranspose",
    "Cropping2D",
    "Dense",
    "DepthwiseConv2D",
    "Dropout",
    "Flatten",
    "GlobalAveragePooling2D",
    "GlobalMaxPooling2D",
    "Input",
    "InputLayer",
    "Layer",
    "LeakyReLU",
    "MaxPool2D",
    "MaxPooling2D",
    "ReLU",
    "Reshape",
    "SeparableConv2D",
    "Softmax",
    "UpSampling2D",
    "ZeroPadding2D",
]
__dir__ = __all__.copy  # Tab offers these
