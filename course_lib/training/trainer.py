"""What a model can do once it is compiled: be trained, tested and asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing

import numpy as np
from numpy.typing import ArrayLike

from .. import losses, optimizers
from ..metrics import Given, Metric, get_all
from ..nn.arguments import read_count, read_switch
from . import inputs
from .callbacks import Callback, History
from .fit import Means, ask, in_order, interrupted, introduce, measure, train
from .one_at_a_time import OneAtATime
from .progress import EvaluationProgress, Progress
from .step import held_back, make_step
from .weights import named_apart


class Trainer(OneAtATime):
    """The methods of a model that train and use it; the model has ``layers`` and ``weights``.

    Attributes
    ----------
    optimizer, loss, metrics, weighted_metrics
        As given to :meth:`compile`.
    history : History or None
        The numbers of the last training, also of one that was interrupted.
    stop_training, stop_evaluating, stop_predicting : bool
        Put to True by a callback to end what goes on.
    """

    name: str
    __call__: Callable[..., np.ndarray]
    optimizer: optimizers.Optimizer | None = None
    loss: losses.Loss | None = None
    metrics: Sequence[Metric] = ()
    weighted_metrics: Sequence[Metric] = ()
    history: History | None = None
    stop_training = stop_evaluating = stop_predicting = False

    def compile(
        self,
        optimizer: optimizers.Given = "rmsprop",
        loss: losses.Given = None,
        *,
        metrics: Given | Sequence[Given | None] | None = None,
        weighted_metrics: Given | Sequence[Given | None] | None = None,
    ) -> None:
        """Choose how the model is trained.

        Parameters
        ----------
        optimizer : str or Optimizer
            "adam", "sgd", "rmsprop", or one of ``cl.optimizers`` with its options.
        loss : str, function or Loss
            "categorical_crossentropy" for rows of 0 and 1, "sparse_categorical_crossentropy" for
            class numbers, "mean_squared_error"; or one of ``cl.losses``.
        metrics : str, function, Metric, or list of them
            "accuracy" counts how often the largest output is at the class. All images count alike.
        weighted_metrics : the same, optional
            Metrics for which images count as ``sample_weight`` or ``class_weight`` says. One whose
            name is among the metrics already is called ``weighted_`` and that name.

        Raises
        ------
        ValueError
            If a name is unknown, or two metrics have one name.
        TypeError
            If a weighted metric of your own takes no ``sample_weight``.

        References
        ----------
        ``tf.keras.Model.compile``.
        """
        chosen, counted = (optimizers.get(optimizer), losses.trained(loss)), get_all(metrics)
        self.weighted_metrics = named_apart(get_all(weighted_metrics), counted)
        self.optimizer, self.loss = chosen
        self.metrics = counted

    def fit(
        self,
        x: ArrayLike,
        y: ArrayLike,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: int | str = "auto",
        callbacks: Callback | Sequence[Callback] | None = None,
        validation_split: float = 0.0,
        validation_data: Sequence[ArrayLike] | None = None,
        shuffle: bool = True,
        class_weight: Mapping[int, float] | None = None,
        sample_weight: ArrayLike | None = None,
    ) -> History:
        """Train the model: change its weights step by step so that the loss falls.

        Parameters
        ----------
        x, y : array (n, …)
            Images and their labels. Integers are converted to float32.
        batch_size : int
            Images in a step, 32 if not given; the last step of an epoch may have fewer.
        epochs : int
            How often the whole of ``x`` is gone through.
        verbose : "auto", 0, 1 or 2
            1 shows a progress bar where somebody watches, 2 prints a line for each epoch, 0
            nothing. "auto" is 1.
        callbacks : list of Callback, optional
        validation_split : float
            The part at the end of ``x`` that is not trained on, but tested after each epoch.
        validation_data : (x, y) or (x, y, sample_weight), optional
            The same with data of its own.
        shuffle : bool
            Whether each epoch has an order of its own. It follows ``cl.random.set_seed``.
        class_weight : dict of int to float, optional
            How much an image of each class counts in the loss of the training, 1 if not given.
        sample_weight : array (n,), optional
            How much each image counts in the loss: instead of ``class_weight``. Metrics count all
            images alike, but for ``weighted_metrics``.

        Returns
        -------
        History
            Its ``history`` has a list for the loss and each metric, with a number for each epoch:
            means over the images, taken before each step.

        Raises
        ------
        TypeError, ValueError
            If the model was not compiled, or the data or an option is not what it must be.
        Diverged
            If the loss is not a finite number; the weights are those from before that step.
            It is ``cl.models.Diverged``.
        KeyboardInterrupt
            If it was interrupted, after the step was ended; the weights are those reached, and
            ``model.history`` has the epochs that were ended.

        References
        ----------
        ``tf.keras.Model.fit``.
        """
        given_weights = class_weight, sample_weight
        data, other = inputs.read_fit(self, x, y, validation_split, validation_data, *given_weights)
        epochs = read_count("fit", "epochs", epochs)
        size = inputs.read_batch_size("fit", batch_size)
        shuffle = read_switch("fit", "shuffle", shuffle)
        given = inputs.read_callbacks("fit", callbacks)
        shown = inputs.read_verbose("fit", verbose)
        bar, self.history = Progress(shown), History()
        told = [*given, self.history, bar]
        introduce(told, self, len(data.x), size, shown, epochs)
        try:
            with closing(bar):
                train(self, data, other, epochs, size, shuffle, told)
        except KeyboardInterrupt:
            raise interrupted(self, epochs) from None
        return self.history

    def train_on_batch(
        self,
        x: ArrayLike,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        class_weight: Mapping[int, float] | None = None,
    ) -> float | list[float]:
        """Make one step on one batch.

        Parameters
        ----------
        x, y : array (n, …)
        sample_weight, class_weight
            As for :meth:`fit`.

        Returns
        -------
        float, or list of float
            The loss before the step; with metrics a list of it and them.

        Raises
        ------
        TypeError, ValueError, Diverged
            As :meth:`fit` does.

        References
        ----------
        ``tf.keras.Model.train_on_batch``.
        """
        given_weights = class_weight, sample_weight
        batch = inputs.read_weighted(self, "train_on_batch", x, y, *given_weights)
        means = Means(self.metrics, self.weighted_metrics)
        with held_back():
            loss, outputs = make_step(self, *batch)
        means.add(loss, outputs, batch.y, batch.sample_weight)
        return in_order(means.logs(), [*self.metrics, *self.weighted_metrics])

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
            logs = measure(self, data, size, [*given, bar])
        return logs if return_dict else in_order(logs, [*self.metrics, *self.weighted_metrics])

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
        return ask(self, x, size, given)
