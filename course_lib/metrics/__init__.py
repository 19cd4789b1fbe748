"""What is counted beside the loss: how often the model is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from numpy.typing import ArrayLike

from ..lookup import by_name
from .accuracies import accuracy, binary_accuracy, categorical_accuracy, sparse_categorical_accuracy
from .mean import BinaryAccuracy, CategoricalAccuracy, Mean, Metric, SparseCategoricalAccuracy

__all__ = [
    "BinaryAccuracy",
    "CategoricalAccuracy",
    "Mean",
    "Metric",
    "SparseCategoricalAccuracy",
    "accuracy",
    "binary_accuracy",
    "categorical_accuracy",
    "get",
    "get_all",
    "sparse_categorical_accuracy",
]
__dir__ = __all__.copy  # Tab offers these


Given = Metric | type[Metric] | Callable[..., ArrayLike] | str  # what a metric is chosen by
_FUNCTIONS = (categorical_accuracy, sparse_categorical_accuracy, binary_accuracy)
_BY_NAME: dict[str, Callable[..., ArrayLike]] = {"accuracy": accuracy, "acc": accuracy}
_BY_NAME |= {f.__name__: f for f in _FUNCTIONS}


def get(identifier: Given) -> Metric:
    """Return the metric of a name, a class or a function, or a metric as it is.

    Raises
    ------
    ValueError
        If there is none of that name.

    Examples
    --------
    >>> get("accuracy").name
    'accuracy'
    """
    if isinstance(identifier, Metric):
        return identifier
    if identifier is Metric:
        raise ValueError("a metric needs a function: cl.metrics.Metric(function)")
    if isinstance(identifier, type) and issubclass(identifier, Metric):
        return identifier()  # type: ignore[call-arg]  # all but the base know their function
    name = identifier if isinstance(identifier, str) else None
    return Metric(by_name("a metric", identifier, _BY_NAME), name)


def get_all(metrics: Given | Sequence[Given | None] | None) -> list[Metric]:
    """Return metrics for one or a list of names, functions and metrics; None stands for none.

    Raises
    ------
    ValueError
        If a name is unknown, or two metrics have one name.

    Examples
    --------
    >>> [metric.name for metric in get_all("accuracy")], get_all(None)
    (['accuracy'], [])
    """
    given: list = list(metrics) if isinstance(metrics, list | tuple) else [metrics]
    found = [get(metric) for metric in given if metric is not None]
    names = [metric.name for metric in found]
    if len({*names, "loss"}) <= len(names):
        raise ValueError(f"metrics need names that differ, and none 'loss'; received {names}")
    return found
