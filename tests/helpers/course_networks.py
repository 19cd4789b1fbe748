"""Networks that several tests train, and the real pictures to train them on."""

import numpy as np

from course_lib.utils import to_categorical
from helpers import skip_without


def net1(layers):
    hidden = [layers.Dense(500, activation="relu") for _ in range(4)]
    return [layers.Flatten(), *hidden, layers.Dense(10, activation="softmax")]


def net2(layers):
    return [
        layers.Conv2D(30, (2, 2), activation="relu"),
        layers.MaxPool2D(),
        layers.Conv2D(30, (2, 2), activation="relu"),
        layers.MaxPool2D(),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]


def small(layers):
    return [
        layers.Conv2D(4, (3, 2), activation="relu"),
        layers.MaxPool2D(),
        layers.Flatten(),
        layers.Dense(6, activation="tanh"),
        layers.Dense(3, activation="softmax"),
    ]


def pictures():
    """Return 900 real pictures (900, 28, 28, 1) of 0 to 255 and their labels, mixed, or skip."""
    x, y = skip_without.fashion_pictures()
    order = np.random.default_rng(43052).permutation(len(x))
    return x[order][..., None], y[order]


def small_data(count=40, classes=3, seed=1):
    """Return images (count, 8, 7, 1) that have something to do with their class numbers."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, classes, count)
    x = rng.normal(size=(count, 8, 7, 1)).astype(np.float32)
    x[:, 0, 0, 0] += y
    x[:, 3:6, 2:5, 0] *= 1 + y[:, None, None]
    return x, y


def rows(y, classes=3):
    return to_categorical(y, classes)
