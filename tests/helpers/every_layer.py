"""A model with every layer of the library, and one on images (n, c, h, w), trained a little."""

import numpy as np

import course_lib as cl
from helpers.course_networks import net2

IMAGES = (9, 10, 3)
EVERY_LAYER = [
    ("ZeroPadding2D", {"padding": ((1, 0), (0, 2))}),
    ("Conv2D", {"filters": 6, "kernel_size": (3, 2), "strides": 2, "padding": "same"}),
    ("BatchNormalization", {}),
    ("ReLU", {}),
    ("Conv2D", {"filters": 4, "kernel_size": (1, 2), "groups": 2, "use_bias": False}),
    ("DepthwiseConv2D", {"kernel_size": 2, "depth_multiplier": 2, "activation": "tanh"}),
    ("SeparableConv2D", {"filters": 5, "kernel_size": 3, "padding": "same"}),
    ("LeakyReLU", {}),
    ("Conv2DTranspose", {"filters": 3, "kernel_size": (3, 4), "strides": 2, "padding": "same"}),
    ("UpSampling2D", {"size": (1, 2)}),
    ("Cropping2D", {"cropping": ((1, 0), (2, 1))}),
    ("MaxPooling2D", {"pool_size": 2, "padding": "same"}),
    ("AveragePooling2D", {"pool_size": 2, "strides": 1}),
    ("Dropout", {"rate": 0.2}),
    ("Flatten", {}),
    ("BatchNormalization", {"scale": False}),
    ("Dense", {"units": 24, "activation": "sigmoid"}),
    ("Reshape", {"target_shape": (2, 3, 4)}),
    ("Dense", {"units": 5}),
    ("GlobalAveragePooling2D", {"keepdims": True}),
    ("GlobalMaxPooling2D", {}),
    ("Activation", {"activation": "tanh"}),
    ("Dense", {"units": 4}),
    ("Softmax", {}),
]
CHANNELS_FIRST = [
    ("Conv2D", {"filters": 4, "kernel_size": 2, "data_format": "channels_first"}),
    ("BatchNormalization", {"axis": 1, "center": False}),
    ("MaxPooling2D", {"data_format": "channels_first"}),
    ("Flatten", {}),
    ("Dense", {"units": 4, "activation": "softmax"}),
]


def made(layers, specification):
    """Return the layers of a specification, from this library's or from Keras's."""
    return [getattr(layers, kind)(**options) for kind, options in specification]


def networks():
    """Return functions that make the layers, and the shapes of their images."""
    return {
        "net2": (net2, (28, 28, 1)),
        "every layer": (lambda layers: made(layers, EVERY_LAYER), IMAGES),
        "channels first": (lambda layers: made(layers, CHANNELS_FIRST), (2, 7, 6)),
    }


def trained(name):
    """Return a model that has been trained a little, and images it has not seen."""
    network, shape = networks()[name]
    rng = np.random.default_rng(9)
    x = rng.normal(size=(40, *shape)).astype(np.float32)
    cl.random.set_seed(43052)
    model = cl.Sequential(network(cl.layers))
    classes = 10 if name == "net2" else 4
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, rng.integers(0, classes, 40), batch_size=8, epochs=2, verbose=0)
    return model, rng.normal(size=(6, *shape)).astype(np.float32)
