"""What a model answers once it is compiled: how good it is, and what it makes of images."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from threading import RLock

import numpy as np
from numpy.typing import ArrayLike

from .. import losses, optimizers
from ..metrics import Metric
from . import inputs
from .callbacks import Callback
from .fit import as_keras_returns, evaluate_batches, introduce, predict_batches
from .progress import EvaluationProgress


class OneAtATime:
    """A thing that holds a lock, and that can be copied nevertheless."""

    def __init__(self) -> None:
        self._one_at_a_time = RLock()  # a step uses memory that the next one uses again

    def __getstate__(self) -> dict:
        """Leave out the lock, which a copy makes anew."""
        return {name: value for name, value in vars(self).items() if name != "_one_at_a_time"}

    def __setstate__(self, state: dict) -> None:
        OneAtATime.__init__(self)
        self.__dict__.update(state)


class Asked(OneAtATime):
    """The methods of a model that use it and train nothing.

    Attributes
    ----------
    stop_evaluating, stop_predicting : bool
        Put to True by a callback to end what goes on.
    """

    name: str
    __call__: Callable[..., np.ndarray]
    optimizer: optimizers.Optimizer | None = None
    loss: losses.Loss | None = None
    metrics: Sequence[Metric] = ()
    weighted_metrics: Sequence[Metric] = ()
    stop_evaluating = stop_predicting = False

    def evaluate(
        self,
        x: ArrayLike,
        y: ArrayLike,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        sample_weight: ArrayLike | None = None,
        *,
        callbacks: Callback | Sequence[Callback] | None = None,
        return_dict: bool = False,
    ) -> float | list[float] | dict[str, float]:
        """Return the loss and the metrics on data; nothing is trained.

        Parameters
        ----------
        x, y : array (n, …)
        batch_size : int
            Images at a time, 32 if not given.
        verbose : "auto", 0, 1 or 2
            As for :meth:`fit`.
        sample_weight : array (n,), optional
            How much each image counts in the loss, and in ``weighted_metrics``.
        callbacks : list of Callback, optional
        return_dict : bool
            Whether names come with the numbers.

        Returns
        -------
        float, list of float, or dict
            The loss; with metrics a list of it and them.

        Raises
        ------
        TypeError, ValueError
            As :meth:`fit` does.

        References
        ----------
        ``tf.keras.Model.evaluate``.
        """
        data = inputs.read_data(self, "evaluate", x, y, sample_weight)
        size = inputs.read_batch_size("evaluate", batch_size)
        shown = inputs.read_verbose("evaluate", verbose)
        given = inputs.read_callbacks("evaluate", callbacks)
        with closing(EvaluationProgress(shown)) as bar:
            introduce([*given, bar], self, len(data.x), size, shown)
            logs = evaluate_batches(self, data, size, [*given, bar])
        counted = [*self.metrics, *self.weighted_metrics]
        return logs if return_dict else as_keras_returns(logs, counted)

    def predict(
        self,
        x: ArrayLike,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        *,
        callbacks: Callback | Sequence[Callback] | None = None,
    ) -> np.ndarray:
        """Return the model's outputs, computed batch by batch.

        Parameters
        ----------
        x : array (n, …)
        batch_size : int
            Images at a time, 32 if not given: however many there are, memory stays small.
        verbose : "auto", 0, 1 or 2
            Taken as Keras takes it; nothing is shown.
        callbacks : list of Callback, optional

        Returns
        -------
        float32 array (n, …)

        Raises
        ------
        TypeError, ValueError
            If ``x`` does not hold images, or not those that the model works on.

        References
        ----------
        ``tf.keras.Model.predict``.
        """
        x = inputs.read_images("predict", x)
        size = inputs.read_batch_size("predict", batch_size)
        given = inputs.read_callbacks("predict", callbacks)
        introduce(given, self, len(x), size, inputs.read_verbose("predict", verbose))
        return predict_batches(self, x, size, given)
