"""One training step: forward, loss, backward, apply; made wholly or not at all."""

from __future__ import annotations

import copy
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from ..layers import activations
from ..layers.elementwise import Activation, Softmax
from ..losses import Loss
from ..nn.fast import one_blas_thread
from .fast import faster


class Diverged(ArithmeticError):
    """A loss that is not a number; the weights are those before that step."""


def train_step(
    model: Any, x: np.ndarray, y: np.ndarray, sample_weight: np.ndarray | None = None
) -> tuple[Any, np.ndarray]:
    """Change the weights once; return the loss before the change, and the outputs.

    The model is built and compiled. Call it in :func:`held_back`, so that an interrupt does not
    leave half of the weights changed. Where the loss or a gradient is not finite, no weight is
    changed, and the error is :class:`Diverged`.
    """
    # One caller at a time; what is not finite is found below; and waiting threads of the BLAS
    # library would take cores away.
    with model._one_at_a_time, np.errstate(all="ignore"), one_blas_thread():
        layers, loss, finish = prepared(model)
        weighting = () if sample_weight is None else (sample_weight,)

        with restoring_measured_on_error(model._layers):
            scores = forward(layers, as_float32(x), training=True)
            value = loss(y, scores, *weighting)
            backward(layers, loss.gradient(y, scores, *weighting))

            last, worked_through = model._layers[-1], layers[-1]
            if last.weights:  # it may have been worked through as a copy without softmax
                last.gradients = worked_through.gradients
            gradients = [gradient for layer in layers for gradient in layer.gradients]
            _check_finite(model, value, gradients)
            weights = [weight for layer in layers for weight in layer.trainable_weights]
            model.optimizer.apply(gradients, weights)
    return value, finish(scores)


def forward(layers: Sequence[Any], x: np.ndarray, training: bool = False) -> np.ndarray:
    """Return what the last layer makes of images."""
    for layer in layers:
        x = layer(x, training=training)
    return x


def backward(layers: Sequence[Any], gradient: np.ndarray) -> None:
    """Let each layer find the gradients with respect to its weights, from the last to the first."""
    for layer in reversed(layers):
        gradient = layer.backward(gradient)
        if gradient is None:  # a fast layer says so: no layer before it has weights
            break


def prepared(model: Any) -> tuple[list, Loss, activations.Activate]:
    """Return the layers as they are worked through, the loss of what they return, and ``finish``.

    A softmax at the end is left to the loss, as Keras does: from the scores that go into it, the
    loss and its gradient are exact, also where a probability is so small that its logarithm is
    lost. ``finish`` makes the model's outputs of what the layers return. The layers may be others
    that do the same in less time, from :mod:`course_lib.training.fast`.
    """
    layers, loss = list(model._layers), model.loss
    finish: activations.Activate = activations.linear
    on_scores = loss.on_logits()
    if on_scores is not None and _take_off_softmax(layers):
        loss, finish = on_scores, activations.softmax
    layers = faster(layers) or layers
    return layers, loss, finish


def _take_off_softmax(layers: list[Any]) -> bool:
    """Remove a softmax over the last axis from the end of the list; tell whether there was one."""
    last: Any = layers[-1]
    if getattr(last, "activation", None) is not activations.softmax:
        return False
    if isinstance(last, Softmax) and last.axis not in (-1, len(last.output_shape or ()) - 1):
        return False
    if isinstance(last, Activation):
        layers.pop()
    else:
        layers[-1] = copy.copy(last)
        layers[-1].activation = activations.linear
    return True


def as_float32(x: np.ndarray) -> np.ndarray:
    """Return a batch as float32, copied only if it is not yet; integers too, as Keras does."""
    return x.astype(np.float32, copy=False)


def _check_finite(model: Any, loss: Any, gradients: Sequence[np.ndarray]) -> None:
    squared_norms = [np.vdot(gradient, gradient) for gradient in gradients]
    if not np.isfinite([loss, *squared_norms]).all():
        raise Diverged(
            f"{model.name}: the loss is {loss:.4g} and its slopes are not all finite. "
            "The weights are those from before this step. Look at the learning rate: is it too "
            "large? At the pixels: are they scaled, x / 255, and all finite? At the labels: do "
            "they fit the loss? At the loss: is it the log of 0, or are all outputs of a row 0?"
        )


@contextmanager
def restoring_measured_on_error(layers: Sequence[Any]) -> Iterator[None]:
    """After an error, put back what layers have measured while they were called."""
    weights = [weight for layer in layers for weight in layer.non_trainable_weights]
    before = [weight.copy() for weight in weights]
    try:
        yield
    except BaseException:
        for weight, old in zip(weights, before, strict=True):
            weight[...] = old
        raise


@contextmanager
def held_back() -> Iterator[None]:
    """Hold an interrupt (Ctrl+C, or the stop button) back until the end of the block.

    So a step is made wholly or not at all. Only the main thread gets interrupts.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came = []
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, lambda *details: came.append(details))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before if before is not None else signal.SIG_DFL)
        if came and callable(before):
            before(*came[0])
        elif came and before is signal.SIG_DFL:
            signal.raise_signal(signal.SIGINT)
