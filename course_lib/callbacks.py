"""What ``fit`` can tell how the training goes, and a picture of it that grows."""

from __future__ import annotations

from typing import Any

from . import draw
from .training.callbacks import Callback, History, Logs
from .training.early_stopping import EarlyStopping
from .watching import in_notebook, is_watched

__all__ = ["Callback", "EarlyStopping", "History", "LivePlot"]
__dir__ = __all__.copy  # Tab offers these


class LivePlot(Callback):
    """Draw loss and metrics over the epochs, and draw them again after each epoch.

    In a notebook that somebody watches there is one picture, which grows. Elsewhere it is drawn
    once, at the end: a stored notebook keeps just that picture, and a terminal gets its text.

    Parameters
    ----------
    title : str

    Attributes
    ----------
    picture : Picture or None
        The last one.

    Examples
    --------
    >>> plot = LivePlot()
    >>> plot.on_train_begin()
    >>> plot.on_epoch_end(0, {"loss": 0.5})
    >>> plot.on_train_end()
    Training. Epochs 1 to 1. loss: 0.5.
    """

    def __init__(self, title: str = "Training"):
        self._title = title
        self.picture: draw.Picture | None = None

    def on_train_begin(self, logs: Logs = None) -> None:
        """Forget earlier trainings."""
        self._history, self._shown = History(), None
        self.picture = None

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Draw the curves as far as they go."""
        self._history.on_epoch_end(epoch, logs)
        self.picture = draw.curves(self._history.history, self._title)
        if not in_notebook() or not is_watched():
            return
        if self._shown:
            self._shown.update(self.picture)
        else:
            self._shown = _display(self.picture, display_id=True)

    def on_train_end(self, logs: Logs = None) -> None:
        """Draw the curves if they were not drawn yet."""
        if self._shown or not self.picture:
            return
        if in_notebook():
            _display(self.picture)
        else:
            print(self.picture)


def _display(picture: draw.Picture, **options: bool) -> Any:
    from IPython.display import display  # there is a notebook, so there is IPython

    return display(picture, **options)
