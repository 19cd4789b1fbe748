"""The loops of a training, an evaluation and a prediction: epochs, batches, and who is told."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .. import random
from ..metrics import Mean, Metric
from .callbacks import Callback
from .inputs import Data
from .step import as_float32, forward, held_back, prepared, train_step


def train(
    model: Any,
    data: Data,
    validation: Data | None,
    epochs: int,
    batch_size: int,
    shuffle: bool,
    callbacks: Sequence[Callback],
) -> None:
    """Train a model, and tell the callbacks how it goes. The arguments were checked.

    ``validation`` is what is tested after each epoch, or None.
    """
    steps, logs = slices(len(data.x), batch_size), {}
    model.stop_training = False
    _tell(callbacks, "on_train_begin", {})
    for epoch in range(epochs):
        _tell(callbacks, "on_epoch_begin", epoch, {})
        logs = _epoch(model, data, steps, shuffle, callbacks)
        if validation is not None:
            tested = evaluate_batches(model, validation, batch_size, callbacks)
            logs |= {f"val_{name}": value for name, value in tested.items()}
            logs = dict(sorted(logs.items()))  # as Keras has them
        _tell(callbacks, "on_epoch_end", epoch, dict(logs))
        if model.stop_training:
            break
    _tell(callbacks, "on_train_end", logs)


def introduce(
    callbacks: Sequence[Callback],
    model: Any,
    count: int,
    batch_size: int,
    verbose: int,
    epochs: int = 1,
) -> None:
    """Tell callbacks with which model they are called, and how often."""
    steps = len(slices(count, batch_size))
    for callback in callbacks:
        callback.set_model(model)
        callback.set_params({"verbose": verbose, "epochs": epochs, "steps": steps})


def _epoch(
    model: Any, data: Data, steps: Sequence[slice], shuffle: bool, callbacks: Sequence[Callback]
) -> dict[str, float]:
    """Make all steps of an epoch; return the means of its loss and metrics."""
    order = new_order(len(data.x)) if shuffle else np.arange(len(data.x))
    means = Means(model.metrics, model.weighted_metrics)
    for number, place in enumerate(steps):
        _tell(callbacks, "on_train_batch_begin", number, logs={})
        batch = data.part(order[place])
        with held_back():
            loss, outputs = train_step(model, *batch)
        means.add(loss, outputs, batch.y, batch.sample_weight)
        _tell(callbacks, "on_train_batch_end", number, logs=means.logs())
        if model.stop_training:
            break
    return means.logs()


def interrupted(model: Any, epochs: int) -> KeyboardInterrupt:
    """Return the error that tells what an interrupted training has reached."""
    done = len(model.history.epoch)
    return KeyboardInterrupt(
        f"{model.name}: the training was interrupted in epoch {done + 1} of {epochs}. The "
        f"weights reached are kept, and the numbers of {done} "
        f"epoch{'' if done == 1 else 's'} are in model.history"
    )


def evaluate_batches(
    model: Any, data: Data, batch_size: int, callbacks: Sequence[Callback]
) -> dict[str, float]:
    """Return the loss and the metrics on data that is not trained on."""
    means = Means(model.metrics, model.weighted_metrics)
    model.stop_evaluating = False
    _tell(callbacks, "on_test_begin", {})
    for number, place in enumerate(slices(len(data.x), batch_size)):
        _tell(callbacks, "on_test_batch_begin", number, logs={})
        x, y, sample_weight = data.part(place)
        counts = () if sample_weight is None else (sample_weight,)
        with model._one_at_a_time, np.errstate(all="ignore"):
            layers, loss, finish = prepared(model)
            scores = forward(layers, as_float32(x))
            means.add(loss(y, scores, *counts), finish(scores), y, sample_weight)
        _tell(callbacks, "on_test_batch_end", number, logs=means.logs())
        if model.stop_evaluating:
            break
    _tell(callbacks, "on_test_end", means.logs())
    return means.logs()


def predict_batches(
    model: Any, x: np.ndarray, batch_size: int, callbacks: Sequence[Callback]
) -> np.ndarray:
    """Return the outputs of a model, computed batch by batch."""
    outputs: list[np.ndarray] = []
    model.stop_predicting = False
    _tell(callbacks, "on_predict_begin", {})
    for number, place in enumerate(slices(len(x), batch_size)):
        _tell(callbacks, "on_predict_batch_begin", number, logs={})
        outputs.append(model(as_float32(x[place])))
        _tell(callbacks, "on_predict_batch_end", number, logs={"outputs": outputs[-1]})
        if model.stop_predicting:
            break
    _tell(callbacks, "on_predict_end", {})
    return np.concatenate(outputs)


class Means:
    """The means of the loss and the metrics over the images so far.

    The metrics are copies: while a training counts, a callback may test the same model.
    """

    def __init__(self, metrics: Sequence[Metric], weighted: Sequence[Metric]):
        self._loss = Mean("loss")
        self._metrics, self._weighted = map(_fresh, (metrics, weighted))

    def add(
        self, loss: ArrayLike, outputs: np.ndarray, y: np.ndarray, sample_weight: ArrayLike | None
    ) -> None:
        """Count a batch: its loss as often as it has images."""
        self._loss.update_state(loss, len(outputs))
        for metric in self._metrics:
            metric.update_state(y, outputs)
        counts = () if sample_weight is None else (sample_weight,)
        for metric in self._weighted:
            metric.update_state(y, outputs, *counts)

    def logs(self) -> dict[str, float]:
        """Return the means by name, in the order of Keras: by the alphabet."""
        counted = [self._loss, *self._metrics, *self._weighted]
        return {metric.name: metric.result() for metric in sorted(counted, key=attrgetter("name"))}


def _fresh(metrics: Sequence[Metric]) -> list[Metric]:
    copies = [copy.copy(metric) for metric in metrics]
    for metric in copies:
        metric.reset_state()
    return copies


def as_keras_returns(logs: dict[str, float], metrics: Sequence[Metric]) -> float | list[float]:
    """Return the loss, or a list of it and the metrics in the order in which they were given."""
    numbers = [logs["loss"], *(logs[metric.name] for metric in metrics)]
    return numbers if metrics else numbers[0]


def slices(count: int, batch_size: int) -> list[slice]:
    """Return where the batches lie; the last may be smaller."""
    return [slice(first, first + batch_size) for first in range(0, count, batch_size)]


def new_order(count: int) -> np.ndarray:
    """Return the numbers below ``count`` in an order that follows ``cl.random.set_seed``."""
    return np.argsort(random.uniform((count,)), kind="stable")


def _tell(callbacks: Sequence[Callback], event: str, *details: Any, **logs: Any) -> None:
    for callback in callbacks:
        getattr(callback, event)(*details, **logs)
