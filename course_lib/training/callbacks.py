"""What is told how the training goes: the base of all callbacks, and the history."""

from __future__ import annotations

from typing import Any

Logs = dict[str, Any] | None  # the loss and the metrics by name


class Callback:
    """Something that ``fit`` tells how the training goes. A subclass replaces what it needs.

    ``evaluate``, and the validation in ``fit``, call the methods ``on_test_…``, and ``predict``
    calls ``on_predict_…``. Where nothing is known yet, ``logs`` is empty.

    Attributes
    ----------
    model : Sequential
        The model that is trained. ``model.stop_training = True`` ends the training, and
        ``stop_evaluating`` and ``stop_predicting`` end the others.
    params : dict
        ``verbose``, ``epochs``, and ``steps``, the number of batches in an epoch.

    References
    ----------
    ``tf.keras.callbacks.Callback``.

    Examples
    --------
    >>> class Shout(Callback):
    ...     def on_epoch_end(self, epoch, logs=None):
    ...         print(f"loss: {logs['loss']:.3f}!")
    >>> Shout().on_epoch_end(0, {"loss": 0.5})
    loss: 0.500!
    """

    model: Any = None
    params: Any = None

    def set_model(self, model: Any) -> None:
        """Take the model that is trained."""
        self.model = model

    def set_params(self, params: dict[str, int]) -> None:
        """Take the number of epochs, and that of steps in each."""
        self.params = params

    def on_train_begin(self, logs: Logs = None) -> None:
        """Do something before the first epoch."""

    def on_train_end(self, logs: Logs = None) -> None:
        """Do something after the last epoch; ``logs`` holds what that of the last epoch held."""

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Do something before an epoch; the first is 0."""

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Do something after an epoch; ``logs`` holds its loss, its metrics, those of validation.

        What is put into ``logs`` stands in the history too.
        """

    def on_train_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Do something before a step; the first of each epoch is 0. Calls ``on_batch_begin``."""
        self.on_batch_begin(batch, logs=logs)

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Do something after a step; ``logs`` holds the means over the epoch so far.

        Calls ``on_batch_end``.
        """
        self.on_batch_end(batch, logs=logs)

    def on_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Do something before a step: the older name of ``on_train_batch_begin``."""

    def on_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Do something after a step: the older name of ``on_train_batch_end``."""

    def on_test_begin(self, logs: Logs = None) -> None:
        """Do something before the first batch of a test."""

    def on_test_end(self, logs: Logs = None) -> None:
        """Do something after a test; ``logs`` holds its loss and its metrics."""

    def on_test_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Do something before a batch of a test."""

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Do something after a batch of a test; ``logs`` holds the means so far."""

    def on_predict_begin(self, logs: Logs = None) -> None:
        """Do something before the first batch of ``predict``."""

    def on_predict_end(self, logs: Logs = None) -> None:
        """Do something after the last batch of ``predict``."""

    def on_predict_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Do something before a batch of ``predict``."""

    def on_predict_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Do something after a batch of ``predict``; ``logs`` holds its ``outputs``."""


class History(Callback):
    """What ``fit`` returns: the numbers of each epoch.

    Attributes
    ----------
    history : dict of str to list
        ``loss``, each metric, and the same for validation, such as ``val_loss``.
    epoch : list of int
        The numbers of the epochs, from 0.

    References
    ----------
    ``tf.keras.callbacks.History``.

    Examples
    --------
    >>> history = History()
    >>> history.on_epoch_end(0, {"loss": 0.5})
    >>> history.on_epoch_end(1, {"loss": 0.25})
    >>> history.history, history.epoch
    ({'loss': [0.5, 0.25]}, [0, 1])
    """

    def __init__(self) -> None:
        self.history: dict[str, list] = {}
        self.epoch: list[int] = []

    def on_train_begin(self, logs: Logs = None) -> None:
        """Forget earlier epochs."""
        self.history, self.epoch = {}, []

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Note the numbers of an epoch."""
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)
