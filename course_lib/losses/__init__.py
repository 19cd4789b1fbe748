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


def __dir__() -> list[str]:
    return __all__


Given = Loss | type[Loss] | Callable | str | None  # what a loss is chosen by; None is an error
_BY_NAME: dict[str, type[Loss]] = {
    "categorical_crossentropy": CategoricalCrossentropy,
    "sparse_categorical_crossentropy": SparseCategoricalCrossentropy,
    "mean_squared_error": MeanSquaredError,
    "mse": MeanSquaredError,
}
_FUNCTIONS = (categorical_crossentropy, sparse_categorical_crossentropy, mean_squared_error)


def get(loss: Given) -> Loss:
    """Return the loss of a name, of a function or class of this module, or a loss as it is.

    Raises
    ------
    ValueError
        If there is none of that name, or a function's gradient is not known.

    Examples
    --------
    >>> get("mse").name, get(categorical_crossentropy).name
    ('mean_squared_error', 'categorical_crossentropy')
    """
    if isinstance(loss, Loss):
        return loss
    if isinstance(loss, type) and issubclass(loss, Loss):
        return loss()
    if callable(loss) and loss not in _FUNCTIONS:
        raise ValueError(
            f"loss: the gradient of {loss!r} is not known. Use one of {', '.join(_BY_NAME)}, "
            "or a course_lib.losses.Loss with a method gradient"
        )
    return by_name("loss", loss.__name__ if callable(loss) else loss, _BY_NAME)()
