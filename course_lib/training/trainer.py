"""How a model is trained once it is compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing

from numpy.typing import ArrayLike

from .. import losses, optimizers
from ..metrics import Given, get_all
from ..nn.arguments import read_count, read_switch
from . import inputs
from .asked import Asked
from .callbacks import Callback, History
from .fit import Means, as_keras_returns, interrupted, introduce, train
from .progress import Progress
from .step import held_back, train_step
from .weights import named_apart


class Trainer(Asked):
    """The methods of a model that train it; the model has ``layers`` and ``weights``.

    Attributes
    ----------
    optimizer, loss, metrics, weighted_metrics
        As given to :meth:`compile`.
    history : History or None
        The numbers of the last training, also of one that was interrupted.
    stop_training : bool
        Put to True by a callback to end the training.
    """

    history: History | None = None
    stop_training = False

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
        data, other = inputs.read_training(
            self, "fit", x, y, class_weight, sample_weight, validation_split, validation_data
        )
        epochs = read_count("fit", "epochs", epochs)
        size = inputs.read_batch_size("fit", batch_size)
        shuffle = read_switch("fit", "shuffle", shuffle)
        told = inputs.read_callbacks("fit", callbacks)
        shown = inputs.read_verbose("fit", verbose)
        bar, self.history = Progress(shown), History()
        told += [self.history, bar]
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
        batch, _ = inputs.read_training(self, "train_on_batch", x, y, class_weight, sample_weight)
        means = Means(self.metrics, self.weighted_metrics)
        with held_back():
            loss, outputs = train_step(self, *batch)
        means.add(loss, outputs, batch.y, batch.sample_weight)
        return as_keras_returns(means.logs(), [*self.metrics, *self.weighted_metrics])
