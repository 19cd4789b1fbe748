"""Reading the data and options of a training, and saying what is wrong with them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from numbers import Integral
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..nn.arguments import is_real, read_count, read_numbers, refuse_masks
from .callbacks import Callback
from .weights import class_weights, image_weights

VERBOSE = ("auto", 0, 1, 2)


class Data(NamedTuple):
    """Images, their labels, and how much each counts in the loss, if not all the same."""

    x: np.ndarray
    y: np.ndarray
    sample_weight: np.ndarray | None = None

    def part(self, place: slice | np.ndarray) -> Data:
        """Return some of the images with all that belongs to them."""
        counts = None if self.sample_weight is None else self.sample_weight[place]
        return Data(self.x[place], self.y[place], counts)


def read_images(op: str, x: ArrayLike) -> np.ndarray:
    """Return inputs as an array of numbers with one row or more."""
    refuse_masks(op, "x", x)
    x = read_numbers(op, "x", np.asarray(x) if hasattr(x, "__array__") else x)
    if x.ndim == 0 or len(x) == 0:
        raise ValueError(f"{op}: x must hold one image or more, received shape {x.shape}")
    return x


def read_pair(op: str, x: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs and labels, as many of each."""
    x = read_images(op, x)
    refuse_masks(op, "y", y)
    try:
        y = np.asarray(y)
    except ValueError as error:
        raise ValueError(f"{op}: the labels y must all have one shape: {error}") from None
    if y.ndim == 0:
        raise ValueError(f"{op}: y must hold a label for each image, received {y!r}")
    if len(x) != len(y):
        raise ValueError(
            f"{op}: x and y must be equally long, one label for each image; "
            f"received {len(x)} images {x.shape} and {len(y)} labels {y.shape}"
        )
    return x, y


def read_data(
    model: Any, op: str, x: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None
) -> Data:
    """Return images and labels that fit the model; make its weights if there are none yet."""
    if model.loss is None:
        raise ValueError(
            f"{model.name}: choose optimizer and loss first, then {op}: "
            "model.compile('adam', 'categorical_crossentropy', metrics=['accuracy'])"
        )
    x, y = read_pair(f"{model.name}: {op}", x, y)
    model.build((None, *x.shape[1:]))
    model.loss.check_labels(y, (len(x), *model.output_shape[1:]))
    if sample_weight is None:
        return Data(x, y)
    return Data(x, y, image_weights(model, f"{model.name}: {op}", sample_weight, len(x)))


def read_training(
    model: Any,
    op: str,
    x: ArrayLike,
    y: ArrayLike,
    class_weight: Mapping[int, float] | None,
    sample_weight: ArrayLike | None,
    validation_split: float = 0.0,
    validation_data: Sequence[ArrayLike] | None = None,
) -> tuple[Data, Data | None]:
    """Return what is trained on, and what is tested after each epoch, or None.

    Weights of classes are for what is trained on only.
    """
    named = f"{model.name}: {op}"
    if class_weight is not None and sample_weight is not None:
        raise ValueError(
            f"{named}: give class_weight or sample_weight, not both: multiply the weights of the "
            "images by those of their classes"
        )
    data, other = read_data(model, op, x, y, sample_weight), None
    if validation_data is not None:
        other = read_validation(model, validation_data)
    else:
        data, other = split_off(data, validation_split)
    if class_weight is not None:
        data = data._replace(sample_weight=class_weights(model, named, class_weight, data.y))
    return data, other


def split_off(data: Data, validation_split: float) -> tuple[Data, Data | None]:
    """Return what is trained on, and the last part, on which nothing is trained, or None.

    The part is taken before any shuffling, as Keras does.
    """
    if not is_real(validation_split) or not 0 <= validation_split < 1:
        raise ValueError(
            "fit: validation_split is the part of the data that is kept for validation, from 0 "
            f"to below 1; received {validation_split!r}"
        )
    if not validation_split:
        return data, None
    count = len(data.x)
    border = math.floor(count * (1 - validation_split))
    if border in (0, count):
        raise ValueError(
            f"fit: validation_split={validation_split} of {count} images leaves none to "
            f"{'train on' if border == 0 else 'validate'}"
        )
    return data.part(slice(border)), data.part(slice(border, None))


def read_validation(model: Any, data: Sequence[ArrayLike]) -> Data:
    """Return inputs and labels of ``validation_data``, and their weights if there are any."""
    if not isinstance(data, list | tuple) or len(data) not in (2, 3):
        raise TypeError(
            "fit: validation_data is a pair (x, y), or three arrays (x, y, sample_weight), "
            f"received {type(data).__name__}"
            + (f" of {len(data)}" if isinstance(data, list | tuple) else "")
        )
    x, y = read_pair("fit: validation_data", *data[:2])
    return read_data(model, "fit: validation_data", x, y, *data[2:])


def read_batch_size(op: str, batch_size: int | None) -> int:
    """Return how many images a step takes; None stands for 32, as in Keras."""
    return read_count(op, "batch_size", 32 if batch_size is None else batch_size)


def read_verbose(op: str, verbose: int | str) -> int:
    """Return 0, 1 or 2; ``auto`` stands for 1."""
    if not isinstance(verbose, str | Integral) or verbose not in VERBOSE:
        raise ValueError(
            f"{op}: verbose is 'auto' or 1 (a progress bar, where somebody watches), "
            f"2 (a line for each epoch) or 0 (nothing), received {verbose!r}"
        )
    return 1 if verbose == "auto" else int(verbose)


def read_callbacks(op: str, callbacks: Callback | Sequence[Callback] | None) -> list[Callback]:
    """Return a list of callbacks; one alone is a list of one."""
    if not isinstance(callbacks, Callback | list | tuple | None):
        raise TypeError(f"{op}: callbacks is a list of Callback, received {callbacks!r}")
    given = [callbacks] if isinstance(callbacks, Callback) else list(callbacks or [])
    for callback in given:
        if not isinstance(callback, Callback):
            raise TypeError(f"{op}: callbacks are of kind Callback, received {callback!r}")
    return given
