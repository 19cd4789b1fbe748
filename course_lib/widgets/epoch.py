"""An epoch of training that is done piece by piece, so that a page can be answered in between."""

from __future__ import annotations

from time import monotonic

import numpy as np

from ..explain.notation import number
from ..training.step import Diverged
from .explorer import Explorer

BATCH = 32
SECONDS = 0.3  # that a piece takes which a page asks for


class Epoch:
    """All pictures once, in an order of its own; the weights change after each step.

    Parameters
    ----------
    model : Sequential
        Compiled.
    x, y : array (n, …)
        Pictures, and what is right.
    number : int
        Which epoch it is: each has another order, and the same one each time.

    Attributes
    ----------
    done, steps : int
        Steps that are made, and that there are.
    loss : float
        The mean of the losses so far.

    Examples
    --------
    >>> from course_lib.widgets.trained import small
    >>> tiny = small(70, 20)
    >>> epoch = Epoch(tiny.model, *tiny.train)
    >>> epoch.go_on(steps=2)
    >>> epoch.done, epoch.steps, epoch.over
    (2, 3, False)
    """

    def __init__(self, model, x: np.ndarray, y: np.ndarray, number: int = 0):
        self.model, self.x, self.y = model, x, y
        self.order = np.random.default_rng(number).permutation(len(x))
        self.steps, self.done, self.loss = -(-len(x) // BATCH), 0, 0.0

    @property
    def over(self) -> bool:
        """Whether all pictures were seen."""
        return self.done == self.steps

    def go_on(self, seconds: float = 0.0, steps: int = 1) -> None:
        """Make some steps, and more as long as the time is not over.

        Raises
        ------
        Diverged
            If a loss is not a number. The weights are those before that step.
        """
        start, last = monotonic(), self.done + steps
        while not self.over and (self.done < last or monotonic() - start < seconds):
            batch = self.order[self.done * BATCH : (self.done + 1) * BATCH]
            answer = self.model.train_on_batch(self.x[batch], self.y[batch])
            loss = answer[0] if isinstance(answer, list) else answer
            self.done += 1
            self.loss += (float(loss) - self.loss) / self.done


class InPieces(Explorer):
    """Trains a model for a moment each time that the page asks for it.

    Attributes
    ----------
    epoch : Epoch or None
        The one that is under way.
    epochs : int
        How many are over.
    piece : int
        The number of the piece that is to come: what asks for another one is out of date.
    told : str
        How far it is.
    """

    piece = 0

    def begin_untrained(self) -> None:
        """Forget all training; what the page has asked for is out of date."""
        self.epoch: Epoch | None = None
        self.epochs, self.piece, self.told = 0, self.piece + 1, ""

    @property
    def progress(self) -> str:
        """How far the epoch is that is under way, in a few words."""
        now = self.epoch
        return f"Epoch {self.epochs + 1}: step {now.done} of {now.steps}" if now else ""

    def renew(self) -> None:
        """Work out what follows from the weights."""
        raise NotImplementedError

    def orders(self, buffers):
        """Return what the page can ask for: the next piece."""
        return {"go on": self._go_on} | super().orders(buffers)

    def begin_or_stop(self, data: tuple[np.ndarray, np.ndarray]) -> None:
        """Begin an epoch, or stop the one that is under way; what it has learnt stays."""
        if self.epoch:
            self.told = f"Stopped after step {self.epoch.done} of {self.epoch.steps}."
            self.epoch = None
            return
        self.piece += 1
        self.epoch = Epoch(self.model, *data, number=self.epochs)

    def _go_on(self, piece: int) -> None:
        """Train for a moment and show it, if this is the piece that is to come."""
        if self.epoch and piece == self.piece:
            self.go_on(SECONDS)
        self.refresh()

    def go_on(self, seconds: float = 0.0) -> None:
        """Make at least one step of the epoch that was begun."""
        epoch = self.epoch
        if epoch is None:
            raise ValueError("no epoch was begun")
        try:
            epoch.go_on(seconds)
        except Diverged as error:
            self.epoch, self.told = None, str(error)
            return
        self.piece += 1
        loss = f"mean loss {number(epoch.loss, 3)}"
        self.told = f"Epoch {self.epochs + 1}: step {epoch.done} of {epoch.steps}, {loss}."
        if epoch.over:
            self.epochs, self.epoch = self.epochs + 1, None
        self.renew()
