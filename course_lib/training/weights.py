"""How much images count in a training: by themselves, or by their class."""

from __future__ import annotations

import copy
import inspect
import numbers
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..losses.base import read_sample_weight
from ..metrics import Metric
from ..nn.arguments import is_whole, refuse_masks


def image_weights(model: Any, op: str, sample_weight: ArrayLike, count: int) -> np.ndarray:
    """Return float32 weights for each of so many images, or for each of their losses."""
    check_loss(model, op)
    refuse_masks(op, "sample_weight", sample_weight)
    w = np.asarray(sample_weight)
    if w.ndim == 0:
        raise ValueError(
            f"{op}: sample_weight must have one number for each image, received {sample_weight!r}"
        )
    return read_sample_weight(op, w, (count, *model.output_shape[1:-1])).astype(np.float32)


def class_weights(
    model: Any, op: str, class_weight: Mapping[int, float], y: np.ndarray
) -> np.ndarray:
    """Return float32 weights (n,), those of the images' classes; 1 where a class is not named.

    ``y`` (n,), (n, 1) or (n, classes) holds class numbers, or rows that are largest at the class.
    """
    check_loss(model, op)
    if not isinstance(class_weight, Mapping) or not all(map(is_whole, class_weight)):
        raise TypeError(
            f"{op}: class_weight is a dict from class numbers to weights, such as "
            f"{{0: 1.0, 1: 2.5}}, received {class_weight!r}"
        )
    for weight in class_weight.values():
        if not isinstance(weight, numbers.Real) or not np.isfinite(weight):
            raise ValueError(f"{op}: class_weight must hold finite numbers, received {weight!r}")
    if y.ndim > 2:
        raise ValueError(
            f"{op}: class_weight needs one class for each image, and labels have shape {y.shape}. "
            "Use sample_weight"
        )
    if y.ndim == 2:
        y = y[:, 0] if y.shape[1] == 1 else y.argmax(axis=1)
    classes = np.round(y).astype(int).tolist()
    return np.array([class_weight.get(number, 1.0) for number in classes], np.float32)


def check_loss(model: Any, op: str) -> None:
    """Raise an error if the loss is of one's own and takes no weights."""
    loss = model.loss
    for method in (loss.gradient, loss.__call__):
        if "sample_weight" not in inspect.signature(method).parameters:
            raise TypeError(
                f"{op}: the loss {loss.name} takes no sample_weight. Give it that argument, in "
                f"{'gradient' if method == loss.gradient else '__call__'}"
            )


def named_apart(weighted: Sequence[Metric], metrics: Sequence[Metric]) -> list[Metric]:
    """Return weighted metrics; one whose name is taken is called ``weighted_`` and that name."""
    taken, found = {metric.name for metric in metrics}, []
    for metric in weighted:
        if "sample_weight" not in inspect.signature(metric.update_state).parameters:
            raise TypeError(
                f"compile: weighted_metrics: the metric {metric.name} takes no sample_weight. Give "
                "it that argument, in update_state, or give it as one of the metrics"
            )
        found.append(copy.copy(metric))
        found[-1].name = f"weighted_{metric.name}" if metric.name in taken else metric.name
    names = [metric.name for metric in (*metrics, *found)]
    if len(set(names)) < len(names):
        raise ValueError(
            f"compile: metrics and weighted_metrics need names that differ; received {names}"
        )
    return found
