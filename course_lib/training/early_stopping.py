"""Ending a training that has not become better for some epochs."""

from __future__ import annotations

from math import isnan

from ..nn.arguments import is_real, is_whole, read_switch
from .callbacks import Callback, Logs


class EarlyStopping(Callback):
    """End the training when a number has not become better for some epochs.

    Parameters
    ----------
    monitor : str
        The number that is watched: ``val_loss``, ``loss``, ``val_accuracy``, …
    min_delta : float
        How much better counts as better.
    patience : int
        How many epochs in a row may not be better before the training ends. 0 and 1 both end it
        at the first.
    verbose : 0 or 1
        1 prints a line when the training is ended.
    restore_best_weights : bool
        Whether the weights of the best epoch are put back at the end.
    mode : "auto", "min" or "max"
        Whether lower or higher is better; ``auto`` goes by the name: lower for
        losses, higher for accuracies.

    Attributes
    ----------
    best, best_epoch : float, int
    stopped_epoch : int
        The epoch that was the last, 0 if the training was not ended.

    Raises
    ------
    ValueError
        If a number is out of its range, or the name does not tell what is better; in training, if
        there is no number of that name.

    References
    ----------
    ``tf.keras.callbacks.EarlyStopping``.

    Examples
    --------
    >>> EarlyStopping("val_accuracy").better(0.8, 0.7)
    True
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        min_delta: float = 0,
        patience: int = 0,
        *,
        verbose: int = 0,
        mode: str = "auto",
        restore_best_weights: bool = False,
    ):
        if mode not in ("auto", "min", "max"):
            raise ValueError(f"EarlyStopping: mode is 'auto', 'min' or 'max', received {mode!r}")
        if not isinstance(monitor, str):
            raise TypeError(f"EarlyStopping: monitor must be text, received {monitor!r}")
        self.monitor = monitor
        if not is_real(min_delta):
            raise TypeError(f"EarlyStopping: min_delta must be a number, received {min_delta!r}")
        if not is_whole(patience) or patience < 0:
            raise ValueError(
                "EarlyStopping: patience must be a whole number of 0 or more, "
                f"received {patience!r}"
            )
        self.min_delta: float = abs(min_delta)
        self.patience: int = int(patience)
        self.verbose: bool = bool(verbose)
        self.restore_best_weights: bool = read_switch(
            "EarlyStopping", "restore_best_weights", restore_best_weights
        )
        self._sign: int = {"min": -1, "max": 1}.get(mode) or _direction(monitor)
        self.on_train_begin()

    def better(self, value: float, than: float) -> bool:
        """Tell whether a value is better than another by more than ``min_delta``."""
        needed = value - self._sign * self.min_delta
        return needed > than if self._sign > 0 else needed < than

    def on_train_begin(self, logs: Logs = None) -> None:
        """Forget earlier trainings."""
        self.wait = self.stopped_epoch = self.best_epoch = 0
        self.best: float | None = None
        self.best_weights: list | None = None

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Compare the epoch with the best one; end the training after too many worse ones."""
        numbers = logs or {}
        if self.monitor not in numbers:
            raise ValueError(
                f"EarlyStopping: there is no {self.monitor!r} to watch, only {list(numbers)}. "
                "What begins with val_ needs validation_data or validation_split"
            )
        value = numbers[self.monitor]
        self.wait += 1
        if not isnan(value) and (self.best is None or self.better(value, self.best)):
            self.best, self.best_epoch, self.wait = value, epoch, 0
            if self.restore_best_weights:
                self.best_weights = self.model.get_weights()
        elif self.wait >= self.patience and epoch > 0:
            self.stopped_epoch = epoch
            self.model.stop_training = True
            if self.verbose:
                print(f"Epoch {epoch + 1}: early stopping")

    def on_train_end(self, logs: Logs = None) -> None:
        """Put the best weights back if that was asked for."""
        if self.best_weights is not None:
            self.model.set_weights(self.best_weights)


def _direction(monitor: str) -> int:
    """Return -1 if lower is better, 1 if higher is, going by the name of a number."""
    name = monitor.removeprefix("val_")
    if name in ("loss", "mse", "mean_squared_error"):
        return -1
    if name == "acc" or name.endswith("accuracy"):
        return 1
    raise ValueError(
        f"EarlyStopping: the name {monitor!r} does not tell whether lower or higher is better: "
        "say mode='min' or mode='max'"
    )
