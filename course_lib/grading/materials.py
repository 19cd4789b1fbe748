"""What exercises work on: small pictures, and the first weights of a small network."""

import numpy as np

from ..datasets import garments
from ..utils import to_categorical


def small_garments(n_train: int, n_test: int, seed: int):
    """Return drawn garments, halved and ready for a network: (x, y) to train on, (x, y) to test.

    ``x`` is (n, 14, 14, 1) with pixels from 0 to 1, ``y`` is (n, 10), 1 at the class.

    Examples
    --------
    >>> (x, y), (x_test, y_test) = small_garments(3, 2, seed=1)
    >>> x.shape, y.shape, x_test.shape
    ((3, 14, 14, 1), (3, 10), (2, 14, 14, 1))
    """
    parts = garments.load_data(n_train=n_train, n_test=n_test, seed=seed)
    return [
        (images[:, ::2, ::2, None] / 255, to_categorical(labels, 10).astype(float))
        for images, labels in parts
    ]


def first_weights(seed: int, size: int, kernel: int, channels: int, classes: int) -> list:
    """Return random weights of a network: filters and bias, matrix and bias.

    The network has a convolution with one channel in, VALID; max pooling 2×2; a dense layer.

    Examples
    --------
    >>> [weight.shape for weight in first_weights(1, size=14, kernel=3, channels=4, classes=10)]
    [(3, 3, 1, 4), (4,), (144, 10), (10,)]
    """
    rng = np.random.default_rng(seed)
    inner = ((size - kernel + 1) // 2) ** 2 * channels
    return [
        rng.normal(size=(kernel, kernel, 1, channels)) / kernel,
        np.zeros(channels),
        rng.normal(size=(inner, classes)) / np.sqrt(inner),
        np.zeros(classes),
    ]
