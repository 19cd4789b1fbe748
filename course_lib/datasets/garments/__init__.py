"""Drawn garments in the shapes and classes of Fashion-MNIST, for work without a network."""

from __future__ import annotations

from ...nn.arguments import is_whole
from ..classes import CLASS_NAMES, Data
from .drawing import draw_pictures

__all__ = ["CLASS_NAMES", "load_data"]
__dir__ = __all__.copy  # Tab offers these


MOST_SEED = 2**32 - 1


def load_data(n_train: int = 60000, n_test: int = 10000, seed: int = 0) -> Data:
    """Draw pictures of garments that look somewhat like those of Fashion-MNIST.

    Nothing is downloaded, and these are no photographs: each picture is drawn from about forty
    measures, such as the length of the sleeves, the depth of the neckline or the height of a
    shoe. Each class has a few styles (a shirt is a long-sleeved one, a short-sleeved one, a
    blouse, …), each style a range for every measure, and cloth may be plain, striped, checked,
    printed or knitted. Place, size, slant, brightness and grain of the pictures differ too.

    The ranges overlap, and now and then a class wears what belongs to another, so that some
    pictures cannot be told apart. Ranges and shares were chosen until a network of dense layers
    and one with convolution came out in the same order as on Fashion-MNIST, and near its range:
    after five epochs on 60,000 pictures, pixels from 0 to 255, they were right about 0.86 and 0.89
    of the test pictures. On Fashion-MNIST it was about 0.85 and 0.87.

    A picture depends on the seed, its number and its part (training or test), and on nothing
    else: a smaller set is the beginning of a larger one, the same on every machine.

    Parameters
    ----------
    n_train, n_test : int
        How many pictures. Every ten in a row have all classes, in random order.
    seed : int
        From 0 to 2³² − 1.

    Returns
    -------
    (x_train, y_train), (x_test, y_test)
        Images uint8 (n_train, 28, 28) and (n_test, 28, 28), white on black, and labels uint8
        (n_train,) and (n_test,), from 0 to 9. ``CLASS_NAMES`` tells what they stand for.

    Raises
    ------
    TypeError
        If an argument is not a whole number.
    ValueError
        If it is negative, or the seed too large.

    References
    ----------
    Shapes, classes and manner follow H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a novel image
    dataset for benchmarking machine learning algorithms (2017).

    Examples
    --------
    >>> (x_train, y_train), (x_test, y_test) = load_data(n_train=100, n_test=20)
    >>> x_train.shape, x_train.dtype, y_test.shape
    ((100, 28, 28), dtype('uint8'), (20,))
    >>> [CLASS_NAMES[label] for label in y_train[:3]]
    ['Shirt', 'Sneaker', 'Dress']
    """
    n_train, n_test = _whole("n_train", n_train), _whole("n_test", n_test)
    seed = _whole("seed", seed)
    if seed > MOST_SEED:
        raise ValueError(f"garments: seed must be at most {MOST_SEED}, received {seed}")
    return draw_pictures(seed, 0, n_train), draw_pictures(seed, 1, n_test)


def _whole(name: str, value) -> int:
    if not is_whole(value):
        raise TypeError(f"garments: {name} must be a whole number, received {value!r}")
    if value < 0:
        raise ValueError(f"garments: {name} must be 0 or more, received {value!r}")
    return int(value)
