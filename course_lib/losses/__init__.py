"""How far a model's outputs are from the labels, and the gradient of that."""

from __future__ import annotations

from collections.abc import Callable

from ..lookup import by_name
from .base import Loss
from .crossentropy import (
    CategoricalCrossentropy,
    SparseCategoricalCrossentropy,
    categorical_crossentropy,
    sparse_categorical_crossentropy,
)
from .squared_error import MeanSquaredError, mean_squared_error

__all__ = [
    "CategoricalCrossentropy",
    "Loss",
    "MeanSquaredError",
    "SparseCategoricalCrossentropy",
    "categorical_crossentropy",
    "get",
    "mean_squared_error",
    "sparse_categorical_crossentropy",
]
__dir__ = __all__.copy  # Tab offers these


Given = Loss | type[Loss] | Callable | str | None  # what a loss is chosen by; None is an error
_BY_NAME: dict[str, type[Loss]] = {
    "categorical_crossentropy": CategoricalCrossentropy,
    "sparse_categorical_crossentropy": SparseCategoricalCrossentropy,
    "mean_squared_error": MeanSquaredError,
    "mse": MeanSquaredError,
}
_BY_CLASS = {kind.__name__: kind for kind in _BY_NAME.values()}
_FUNCTIONS = (categorical_crossentropy, sparse_categorical_crossentropy, mean_squared_error)
_FUNCTION_BY_NAME = {f.__name__: f for f in _FUNCTIONS} | {"mse": mean_squared_error}


def get(identifier: Given) -> Callable | None:
    """Return what Keras's ``get`` returns: a function for its name, a loss for that of a class.

    A function, a loss and None are returned as they are.

    Raises
    ------
    ValueError
        If there is none of that name.

    Examples
    --------
    >>> get("mse")([[1.0, 2.0]], [[2.0, 5.0]]), float(get("MeanSquaredError")([[1.0]], [[3.0]]))
    (array([5.]), 4.0)
    """
    if isinstance(identifier, type) and issubclass(identifier, Loss):
        return identifier()
    if identifier is None or callable(identifier):
        return identifier
    if isinstance(identifier, str) and identifier in _BY_CLASS:
        return _BY_CLASS[identifier]()
    return by_name("loss", identifier, _FUNCTION_BY_NAME)


def trained(loss: Given) -> Loss:
    """Return the loss of a name, function or class, as a training needs it: with its gradient.

    >>> trained("mse").name, trained(categorical_crossentropy).name
    ('mean_squared_error', 'categorical_crossentropy')
    """
    found = get(loss)
    if isinstance(found, Loss):
        return found
    if callable(found) and found not in _FUNCTIONS:
        raise ValueError(
            f"loss: the gradient of {loss!r} is not known. Use one of {', '.join(_BY_NAME)}, "
            "or a course_lib.losses.Loss with a method gradient"
        )
    name = None if found is None else found.__name__
    return by_name("loss", name, _BY_NAME)()
