"""What all losses share: labels and weights, read beside the outputs, and a mean over rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..nn.arguments import read_numbers, refuse_masks


class Loss:
    """The mean of the losses of all rows, and its gradient with respect to the outputs.

    ``sample_weight`` tells how much each row counts: a number for each image (n,), or for each
    loss. The weighted losses are added up and divided by how many there are, not by the sum of the
    weights, as Keras does.

    Attributes
    ----------
    name : str
    """

    name = "loss"

    def __call__(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> np.floating:
        """Return the loss of a batch, one number."""
        values = self.values(y_true, y_pred)
        return weighted(self.name, values, sample_weight, values.shape).mean()

    def values(self, y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
        """Return the loss of each row."""
        raise NotImplementedError

    def gradient(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> np.ndarray:
        """Return the gradient of the batch's loss with respect to ``y_pred``, of its shape."""
        raise NotImplementedError

    def check_labels(self, y_true: ArrayLike, shape: Sequence[int]) -> None:
        """Raise an error if labels do not belong to outputs of a shape."""

    def on_logits(self) -> Loss | None:
        """Return the loss that takes what goes into softmax, or None if there is none."""


def weighted(
    op: str, values: np.ndarray, sample_weight: ArrayLike | None, shape: Sequence[int]
) -> np.ndarray:
    """Return losses of a shape (n, …), or gradients (n, …, c) of them, times their weights.

    >>> weighted("loss", np.array([3.0, 4.0]), [1.0, 0.5], (2,))
    array([3., 2.])
    """
    if sample_weight is None:
        return values
    w = read_sample_weight(op, sample_weight, shape).astype(values.dtype)
    return values * (w[..., None] if w.ndim and values.ndim > len(shape) else w)


def read_sample_weight(op: str, sample_weight: ArrayLike, shape: Sequence[int]) -> np.ndarray:
    """Return weights that can be multiplied with losses of a shape (n, …).

    They are one number for all losses, one for each image, or one for each loss. What is returned
    has as many axes as the losses, or none. The errors name ``op``.

    >>> read_sample_weight("loss", [1.0, 2.0], (2, 5)).shape
    (2, 1)
    """
    refuse_masks(op, "sample_weight", sample_weight)
    given = np.asarray(sample_weight)
    w = read_numbers(op, "sample_weight", given.astype(float) if given.dtype == bool else given)
    if w.ndim == len(shape) + 1 and w.shape[-1] == 1:
        w = w[..., 0]
    fits = zip(w.shape, shape, strict=False)
    if w.ndim > len(shape) or not all(
        size == count or (axis and size == 1) for axis, (size, count) in enumerate(fits)
    ):
        kinds = [f"{tuple(shape[:axes])}" for axes in range(1, len(shape) + 1)]
        raise ValueError(
            f"{op}: sample_weight must have one number for each image or for each loss, "
            f"shape {' or '.join(kinds)}, received shape {w.shape}"
        )
    if not np.isfinite(w).all():
        raise ValueError(
            f"{op}: sample_weight must hold finite numbers, received {w[~np.isfinite(w)][0]}"
        )
    return w.reshape(w.shape + (1,) * (len(shape) - w.ndim)) if w.ndim else w


def same_shape(op: str, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return labels and outputs as floats of one shape; labels (n,) fit outputs (n, 1)."""
    p = as_floats(op, y_pred)
    t = _numbers(op, y_true)
    if t.ndim == p.ndim - 1 and p.shape[-1] == 1:
        t = t[..., None]
    if t.shape != p.shape:
        raise ValueError(
            f"{op}: y_true must have the shape of y_pred {p.shape}, received {t.shape}"
            f"{_advice(t, p.shape)}"
        )
    return t.astype(p.dtype), p


def class_values(op: str, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return class numbers (…) and outputs (…, classes) as floats."""
    p = as_floats(op, y_pred)
    check_class_numbers(op, y_true, p.shape)
    return _squeezed(_numbers(op, y_true), p.shape).astype(np.intp), p


def check_rows(op: str, y_true: ArrayLike, shape: Sequence[int]) -> None:
    """Raise ValueError unless labels are rows of probabilities for outputs of a shape."""
    t = _numbers(op, y_true)
    if t.shape != tuple(shape):
        raise ValueError(
            f"{op}: labels must have one row for each output and one column for each class, "
            f"{tuple(shape)}, received {t.shape}{_advice(t, shape)}"
        )
    totals = t.sum(axis=-1, dtype=np.float64)
    if t.size and (t.min() < 0 or not np.allclose(totals, 1, atol=1e-3)):
        worst = totals.ravel()[np.argmax(np.abs(totals - 1))]
        raise ValueError(
            f"{op}: each row of labels must be 1 at its class and 0 elsewhere, or shares that add "
            f"up to 1; received a row that adds up to {worst:.4g}. "
            "cl.utils.to_categorical makes such rows from class numbers"
        )


def check_class_numbers(op: str, y_true: ArrayLike, shape: Sequence[int]) -> None:
    """Raise ValueError unless labels are class numbers for outputs of a shape (…, classes)."""
    y, classes = _numbers(op, y_true), shape[-1]
    rows = y.shape == tuple(shape) and classes > 1
    y = _squeezed(y, shape)
    if y.shape != tuple(shape[:-1]):
        advice = (
            ". Rows of 0 and 1 go with the loss 'categorical_crossentropy', "
            "or labels.argmax(axis=-1) makes class numbers of them"
        )
        raise ValueError(
            f"{op}: labels must be class numbers of shape {tuple(shape[:-1])}, one for each "
            f"output {tuple(shape)}, received {y.shape}{advice if rows else ''}"
        )
    wrong = y.size and not (y.min() >= 0 and y.max() < classes and (y == np.floor(y)).all())
    if wrong:
        raise ValueError(
            f"{op}: labels must be whole numbers from 0 to {classes - 1}, as the outputs have "
            f"{classes} classes; received numbers from {y.min()} to {y.max()}"
        )


def as_floats(op: str, y_pred: ArrayLike) -> np.ndarray:
    """Return outputs as floats with an axis of classes."""
    p = read_numbers(op, "y_pred", y_pred)
    if p.ndim == 0:
        raise ValueError(f"{op}: y_pred must have an axis of classes, received a number")
    return p if p.dtype.kind == "f" else p.astype(np.float32)


def _numbers(op: str, y_true: ArrayLike) -> np.ndarray:
    refuse_masks(op, "y_true", y_true)
    y = np.asarray(y_true)
    return read_numbers(op, "y_true", y.astype(np.uint8) if y.dtype == bool else y_true)


def _squeezed(y: np.ndarray, shape: Sequence[int]) -> np.ndarray:
    return y[..., 0] if y.ndim == len(shape) and y.shape[-1] == 1 else y


def _advice(labels: np.ndarray, shape: Sequence[int]) -> str:
    """Return what to do about class numbers where rows are needed."""
    if labels.shape not in (tuple(shape[:-1]), (*shape[:-1], 1)) or len(shape) < 2:
        return ""
    return (
        f". These look like class numbers: cl.utils.to_categorical(labels, {shape[-1]}) makes "
        "rows of them, or use the loss 'sparse_categorical_crossentropy'"
    )
