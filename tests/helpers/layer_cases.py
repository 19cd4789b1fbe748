"""The layers that are checked in the same way, each with an input and its name in Keras."""

from itertools import product

import numpy as np

IMAGES = (2, 6, 7, 3)
FILTERS = {
    "Conv2D": {"filters": 4},
    "DepthwiseConv2D": {"depth_multiplier": 2},
    "SeparableConv2D": {"filters": 4, "depth_multiplier": 2},
    "Conv2DTranspose": {"filters": 4},
}
OTHERS = [
    ("Conv2D", {"filters": 6, "kernel_size": (3, 2), "groups": 3}, IMAGES),
    (
        "Conv2D",
        {"filters": 4, "kernel_size": 2, "strides": 2, "padding": "same", "groups": 2},
        (2, 6, 7, 4),
    ),
    *(
        ("Conv2DTranspose", {"filters": 2, "output_padding": more, **options}, (2, 3, 4, 3))
        for more, options in [
            (0, {"kernel_size": (1, 3), "strides": 3}),
            ((2, 1), {"kernel_size": (3, 2), "strides": (3, 2), "activation": "relu"}),
            (0, {"kernel_size": (3, 5), "strides": 2, "padding": "same"}),
            (1, {"kernel_size": (2, 4), "strides": (2, 3), "padding": "same"}),
            ((0, 2), {"kernel_size": 3, "strides": 3, "padding": "same"}),
            (0, {"kernel_size": 2, "dilation_rate": 2}),
        ]
    ),
    *(
        (kind, {**FILTERS[kind], "kernel_size": 2, **both, "padding": padding}, IMAGES)
        for kind in ("DepthwiseConv2D", "SeparableConv2D")
        for both in ({"strides": 2, "dilation_rate": 2}, {"strides": 3, "dilation_rate": (1, 2)})
        for padding in ("valid", "same")
    ),
    ("MaxPooling2D", {"pool_size": (2, 3), "strides": (1, 2), "padding": "same"}, IMAGES),
    ("MaxPooling2D", {}, IMAGES),
    ("AveragePooling2D", {"pool_size": (2, 3), "strides": (1, 2), "padding": "same"}, IMAGES),
    ("AveragePooling2D", {"pool_size": 2}, IMAGES),
    ("GlobalAveragePooling2D", {}, IMAGES),
    ("GlobalAveragePooling2D", {"keepdims": True}, IMAGES),
    ("GlobalMaxPooling2D", {}, IMAGES),
    ("GlobalMaxPooling2D", {"keepdims": True}, IMAGES),
    ("Flatten", {}, IMAGES),
    ("Flatten", {"data_format": "channels_first"}, IMAGES),
    ("Flatten", {"data_format": "channels_first"}, (4, 5)),
    ("Dense", {"units": 5}, (4, 3)),
    ("Dense", {"units": 5, "use_bias": False, "activation": "softmax"}, (4, 3)),
    ("Dense", {"units": 5, "activation": "sigmoid"}, (4, 3)),
    ("Dense", {"units": 5, "activation": "tanh"}, IMAGES),
    ("ReLU", {}, IMAGES),
    ("Softmax", {}, IMAGES),
    ("Softmax", {"axis": 1}, IMAGES),
    ("Dropout", {"rate": 0.0}, IMAGES),
    ("ZeroPadding2D", {"padding": ((1, 0), (2, 3))}, IMAGES),
    ("ZeroPadding2D", {"padding": (2, 1)}, IMAGES),
    ("Cropping2D", {"cropping": ((1, 0), (2, 3))}, IMAGES),
    ("Cropping2D", {"cropping": (2, 1)}, IMAGES),
    ("UpSampling2D", {}, IMAGES),
    ("UpSampling2D", {"size": (2, 3)}, IMAGES),
    ("UpSampling2D", {"size": (3, 2), "interpolation": "bilinear"}, IMAGES),
    ("UpSampling2D", {"size": (1, 4), "interpolation": "bilinear"}, (2, 1, 1, 3)),
    ("Reshape", {"target_shape": (7, 18)}, IMAGES),
    ("Reshape", {"target_shape": (2, -1, 9)}, IMAGES),
    ("Reshape", {"target_shape": (5, 1, 1)}, (4, 5)),
    ("LeakyReLU", {}, IMAGES),
    ("LeakyReLU", {"negative_slope": 1.5}, (4, 3)),
    *(
        ("Activation", {"activation": name}, IMAGES)
        for name in ("linear", "relu", "sigmoid", "softmax", "tanh")
    ),
]


def convolutions():
    """Yield kinds and options in which TensorFlow agrees to compute on a CPU."""
    sizes, words = [(3, 3), (2, 3), (1, 2)], ["valid", "same"]
    steps = [{}, {"strides": (2, 2)}, {"strides": (3, 3)}, {"dilation_rate": (2, 2)}]
    for (kind, given), size, padding, step in product(FILTERS.items(), sizes, words, steps):
        if kind == "Conv2DTranspose" and "dilation_rate" in step and padding == "same":
            continue  # Keras refuses or crashes, depending on its version
        yield kind, {**given, "kernel_size": size, "padding": padding, **step}
    for kind, given in FILTERS.items():
        yield kind, {**given, "kernel_size": 2, "activation": "relu"}
        yield kind, {**given, "kernel_size": 2, "use_bias": False, "activation": "softmax"}


CASES = [(kind, options, IMAGES) for kind, options in convolutions()] + OTHERS
NAMES = [f"{kind} {options}" for kind, options, _ in CASES]


def signed(shape, seed):
    """Return numbers of both signs that are well apart, so that small steps change no maximum."""
    count = int(np.prod(shape))
    order = np.random.default_rng(seed).permutation(count)
    return ((order - count / 2 + 0.25) * (4 / count)).reshape(shape).astype(np.float32)
