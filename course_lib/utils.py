"""Small helps for training."""

from __future__ import annotations

import numbers

import numpy as np
from numpy.typing import ArrayLike

from .nn.arguments import refuse_masks

__all__ = ["to_categorical"]
__dir__ = __all__.copy  # Tab offers these


def to_categorical(y: ArrayLike, num_classes: int | None = None) -> np.ndarray:
    """Turn class numbers into rows that are 1 at the class and 0 elsewhere.

    Parameters
    ----------
    y : array of int (…), or (…, 1)
        Class numbers from 0.
    num_classes : int, optional
        Otherwise one more than the largest class number.

    Returns
    -------
    float32 array (…, num_classes)

    Raises
    ------
    TypeError
        If ``y`` does not hold whole numbers, or ``num_classes`` is none.
    ValueError
        If a class number is negative, or ``num_classes`` or more, or there are none to count.

    References
    ----------
    ``tf.keras.utils.to_categorical``.

    Examples
    --------
    >>> to_categorical([0, 2, 1])
    array([[1., 0., 0.],
           [0., 0., 1.],
           [0., 1., 0.]], dtype=float32)
    """
    classes = _read_classes(y)
    if num_classes is None:
        if not classes.size:
            raise ValueError("to_categorical: y is empty. Give num_classes")
        num_classes = int(classes.max()) + 1
    if not isinstance(num_classes, numbers.Integral) or isinstance(num_classes, bool):
        raise TypeError(f"to_categorical: num_classes must be a whole number, got {num_classes!r}")
    if classes.size and not 0 <= classes.min() <= classes.max() < num_classes:
        raise ValueError(
            f"to_categorical: y must be from 0 to {num_classes - 1}, as there are {num_classes} "
            f"classes; received {classes.min()} to {classes.max()}"
        )
    return (classes[..., None] == np.arange(num_classes)).astype(np.float32)


def _read_classes(y: ArrayLike) -> np.ndarray:
    refuse_masks("to_categorical", "y", y)
    classes = np.asarray(y)
    if classes.dtype.kind == "f" and (classes == np.floor(classes)).all():
        classes = classes.astype(int)
    if classes.dtype.kind not in "iu":
        raise TypeError(
            f"to_categorical: y must hold whole numbers, received dtype {classes.dtype}"
        )
    if classes.ndim > 1 and classes.shape[-1] == 1:
        classes = classes[..., 0]
    return classes
