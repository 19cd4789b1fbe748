"""A model as a file: one .npz with the layers in JSON and the weights as arrays.

Nothing in it is run when it is read: it holds names, numbers and arrays, no Python objects.
"""

from __future__ import annotations

import inspect
import io
import json
from collections.abc import Sequence
from functools import cache
from os import PathLike
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from .. import initializers, layers, losses, metrics, optimizers, seeds
from ..files import write_safely
from ..layers import activations

FORMAT = "course_lib model"
VERSION = 1


def save(model: Any, path: str | PathLike) -> None:
    """Write a model; the file is either the old or the new one, never half of it."""
    for layer in model.layers:
        if not is_ours(layer):
            raise ValueError(
                f"{layer.name}: {type(layer).__name__} is a layer of your own, which cannot be "
                "saved. Save the weights instead: np.savez(path, *model.get_weights())"
            )
    described = {
        "format": FORMAT,
        "version": VERSION,
        "name": model.name,
        "has_input": model._input is not None,
        "input_shape": model.input_shape,
        "layers": [[type(layer).__name__, _options(layer)] for layer in model.layers],
        "compiled": _compiled(model),
    }
    arrays = {f"weight_{i}": weight for i, weight in enumerate(model.weights)}
    if described["compiled"] and model.optimizer.variables:
        arrays["optimizer_0"] = np.concatenate(model.optimizer.variables, axis=1)
    buffer = io.BytesIO()
    np.savez(buffer, model=np.array(json.dumps(described)), **arrays)
    write_safely(Path(path), buffer.getvalue())


def load(kind: type, path: str | PathLike) -> Any:
    """Return a model of a kind from a file that :func:`save` wrote."""
    path = Path(path)
    data = path.read_bytes()
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            stored = {name: file[name] for name in file.files}
        described = json.loads(str(stored.pop("model")))
        if described["format"] != FORMAT:
            raise ValueError(f"its format is {described['format']!r}")
        if described["version"] != VERSION:
            raise ValueError(f"it has version {described['version']}, this course_lib reads 1")
        return _rebuilt(kind, described, stored)
    except Exception as error:  # a damaged file fails in any way
        raise ValueError(
            f"{path.name}: this is not a model that model.save wrote, or the file is damaged "
            f"({type(error).__name__}: {error})"
        ) from error


def _rebuilt(kind: type, described: dict, stored: dict) -> Any:
    model = kind(name=described["name"])
    if described["has_input"]:
        model.add(layers.Input(described["input_shape"][1:]))
    for name, given in described["layers"]:
        if name not in layers.__all__:
            raise ValueError(f"there is no layer {name!r}")
        model.add(getattr(layers, name)(**given))
    count = len([name for name in stored if name.startswith("weight_")])
    weights = [stored[f"weight_{i}"] for i in range(count)]
    with seeds.unchanged():  # the first weights are drawn only to be replaced
        model.build(tuple(described["input_shape"]))
    model.set_weights(weights)
    if described["compiled"]:
        _compile(model, described["compiled"], stored)
    return model


def _compiled(model: Any) -> dict | None:
    """Return what a model was compiled with, or None if it was not, or not by what has a name.

    Metrics that are not of this library are left out.
    """
    if model.loss is None or not all(is_ours(part) for part in (model.optimizer, model.loss)):
        return None
    if model.optimizer.rate_function is not None:
        return None
    return {
        "optimizer": [type(model.optimizer).__name__, _options(model.optimizer)],
        "iterations": model.optimizer.iterations,
        "loss": [type(model.loss).__name__, _options(model.loss)],
        "metrics": _named(model.metrics),
        "weighted_metrics": _named(model.weighted_metrics),
    }


def _named(counted: Sequence[metrics.Metric]) -> list[list[str]]:
    return [[metric.function.__name__, metric.name] for metric in counted if _known(metric)]


def _known(metric: metrics.Metric) -> bool:
    function = metric.function
    return getattr(metrics, getattr(function, "__name__", ""), None) is function


def _compile(model: Any, compiled: dict, stored: dict) -> None:
    optimizer = _made(optimizers, optimizers.Optimizer, "optimizer", compiled)
    counted = {
        kind: [metrics.Metric(metrics.get(name).function, called) for name, called in given]
        for kind, given in compiled.items()
        if kind.endswith("metrics")
    }
    loss = _made(losses, losses.Loss, "loss", compiled)
    model.compile(optimizer, loss, **counted)
    optimizer.iterations = int(compiled["iterations"])
    ends = np.cumsum([0, *(weight.size for weight in model.trainable_weights)])
    if "optimizer_0" in stored:
        kept = stored["optimizer_0"].astype(np.float32)
        if kept.shape != (optimizer.slots, ends[-1]):
            raise ValueError(f"the optimizer's state has shape {kept.shape}")
        optimizer.variables = [part.copy() for part in np.split(kept, ends[1:-1], axis=1)]
    elif optimizer.iterations:
        raise ValueError("the optimizer's state is missing")


def _made(module: ModuleType, base: type, what: str, compiled: dict) -> Any:
    """Return the optimizer or loss of a description; nothing else of a module is called."""
    name, given = compiled[what]
    kind = getattr(module, name, None)
    if not isinstance(kind, type) or not issubclass(kind, base):
        raise ValueError(f"there is no {what} {name!r}")
    return kind(**given)


def _options(thing: Any) -> dict:
    """Return what a layer, loss or optimizer was made with, as text and numbers."""
    return {name: _plain(thing, name, value) for name, value in options(thing).items()}


def _plain(thing: Any, name: str, value: Any) -> Any:
    if not callable(value):
        return value
    written = getattr(value, "__name__", "")
    for module in (activations, initializers):
        if getattr(module, written, None) is value:
            return written
    raise ValueError(
        f"{thing.name}: {name} is a function of your own, which cannot be saved. "
        f"Use one that has a name, such as {'zeros' if name.endswith('initializer') else 'relu'!r}"
    )


def options(thing: Any) -> dict:
    """Return the options of a thing as they are now, by name; none of what is not of this library.

    >>> options(layers.Dropout(0.5, name="some"))
    {'rate': 0.5, 'name': 'some'}
    """
    if not is_ours(thing):
        return {}
    kind: Any = type(thing)
    return {name: getattr(thing, name) for name in _names(kind) if hasattr(thing, name)}


def is_ours(thing: Any) -> bool:
    """Tell whether a layer, loss or optimizer is one of this library.

    >>> is_ours(layers.Flatten()), is_ours("flatten")
    (True, False)
    """
    name = type(thing).__name__
    return any(
        getattr(module, name, None) is type(thing) for module in (layers, losses, optimizers)
    )


@cache
def _names(kind: Any) -> list[str]:
    return list(inspect.signature(kind).parameters)
