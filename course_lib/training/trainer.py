"""What a model can do once it is compiled: be trained, tested and asked."""

from __future__ import annotations

from threading import RLock

import numpy as np

from .. import losses, optimizers
from ..metrics import get_all
from ..nn.arguments import read_count, read_switch
from . import inputs
from .callbacks import History
from .fit import Means, measure, slices, train
from .progress import Progress
from .step import as_float32, held_back, make_step


class Trainer:
    """The methods of a model that train and use it; the model has ``layers`` and ``weights``.

    Attributes
    ----------
    optimizer, loss, metrics
        As given to :meth:`compile`.
    history : History or None
        The numbers of the last training, also of one that was interrupted.
    stop_training : bool
        Put to True by a callback to end the training.
    """

    optimizer = None
    loss = None
    metrics = ()
    history = None
    stop_training = False

    def __init__(self):
        self._one_at_a_time = RLock()  # a step uses memory that the next one uses again

    def compile(self, optimizer="rmsprop", loss=None, metrics=None):
        """Choose how the model is trained.

        Parameters
        ----------
        optimizer : str or Optimizer
            "adam", "sgd", "rmsprop", or one of ``cl.optimizers`` with its options.
        loss : str, function or Loss
            "categorical_crossentropy" for rows of 0 and 1, "sparse_categorical_crossentropy" for
            class numbers, "mean_squared_error"; or one of ``cl.losses``.
        metrics : str, function, Metric, or list of them
            "accuracy" counts how often the largest output is at the class.

        Raises
        ------
        ValueError
            If a name is unknown, or two metrics have one name.

        References
        ----------
        ``tf.keras.Model.compile``.
        """
        chosen = optimizers.get(optimizer), losses.get(loss), get_all(metrics)
        self.optimizer, self.loss, self.metrics = chosen

    def fit(
        self,
        x,
        y,
        batch_size=None,
        epochs=1,
        verbose="auto",
        callbacks=None,
        validation_split=0.0,
        validation_data=None,
        shuffle=True,
    ):
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
        validation_data : pair (x, y), optional
            The same with data of its own.
        shuffle : bool
            Whether each epoch has an order of its own. It follows ``cl.random.set_seed``.

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
        data, other = inputs.read_fit(self, x, y, validation_split, validation_data)
        epochs = read_count("fit", "epochs", epochs)
        size = inputs.read_batch_size("fit", batch_size)
        shuffle = read_switch("fit", "shuffle", shuffle)
        given = inputs.read_callbacks(callbacks)
        bar = Progress(inputs.read_verbose("fit", verbose))
        self.history = History()
        validation = (lambda: measure(self, *other, size)) if other else None
        told = [*given, self.history, bar]
        try:
            train(self, data, validation, epochs, size, shuffle, told)
        except KeyboardInterrupt:
            done = len(self.history.epoch)
            raise KeyboardInterrupt(
                f"{self.name}: the training was interrupted in epoch {done + 1} of {epochs}. The "
                f"weights reached are kept, and the numbers of {done} "
                f"epoch{'' if done == 1 else 's'} are in model.history"
            ) from None
        finally:
            bar.close()
        return self.history

    def train_on_batch(self, x, y):
        """Make one step on one batch.

        Parameters
        ----------
        x, y : array (n, …)

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
        x, y = inputs.read_data(self, "train_on_batch", x, y)
        means = Means(self.metrics)
        with held_back():
            loss, outputs = make_step(self, x, y)
        means.add(loss, y, outputs)
        return self._in_order(means.logs())

    def evaluate(self, x, y, batch_size=None, verbose="auto", return_dict=False):
        """Return the loss and the metrics on data; nothing is trained.

        Parameters
        ----------
        x, y : array (n, …)
        batch_size : int
            Images at a time, 32 if not given.
        verbose : "auto", 0, 1 or 2
            As for :meth:`fit`.
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
        x, y = inputs.read_data(self, "evaluate", x, y)
        size = inputs.read_batch_size("evaluate", batch_size)
        bar = Progress(inputs.read_verbose("evaluate", verbose), title="Test")
        bar.set_params({"epochs": 1, "steps": len(slices(len(x), size))})
        try:
            bar.on_train_begin()
            bar.on_epoch_begin(0)
            logs = measure(self, x, y, size, bar)
            bar.on_epoch_end(0, logs)
        finally:
            bar.close()
        return logs if return_dict else self._in_order(logs)

    def predict(self, x, batch_size=None, verbose="auto"):
        """Return the model's outputs, computed batch by batch.

        Parameters
        ----------
        x : array (n, …)
        batch_size : int
            Images at a time, 32 if not given: however many there are, memory stays small.
        verbose : "auto", 0, 1 or 2
            Taken as Keras takes it; nothing is shown.

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
        inputs.read_verbose("predict", verbose)
        return np.concatenate([self(as_float32(x[place])) for place in slices(len(x), size)])

    def __getstate__(self):
        """Leave out the lock, which a copy makes anew."""
        return {name: value for name, value in vars(self).items() if name != "_one_at_a_time"}

    def __setstate__(self, state):
        Trainer.__init__(self)
        self.__dict__.update(state)

    def _in_order(self, logs):
        numbers = [logs["loss"], *(logs[metric.name] for metric in self.metrics)]
        return numbers if self.metrics else numbers[0]
