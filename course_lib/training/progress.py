"""The progress bar of a training, shown where somebody watches, and nowhere else."""

from __future__ import annotations

import time
from html import escape
from numbers import Real

from ..watching import in_notebook, is_watched
from .callbacks import Callback, Logs

WIDTH = 20  # of the bar, in letters
SECONDS = 0.1  # between two pictures of it


def board() -> NoBoard:
    """Return what shows lines of text: in the notebook, in the terminal, or nowhere."""
    if not is_watched():
        return NoBoard()
    if in_notebook():
        return NotebookBoard()
    return TerminalBoard()


class NoBoard:
    """Shows nothing."""

    def show(self, line: str) -> None:
        """Show a line in the place of the last one."""

    def keep(self, line: str) -> None:
        """Show a line that stays."""

    def close(self) -> None:
        """End the showing."""


class NotebookBoard(NoBoard):
    """Shows lines under a cell."""

    def __init__(self) -> None:
        from IPython.display import HTML, display

        self._html = HTML
        self._kept: list[str] = []
        self._handle = display(HTML(""), display_id=True)

    def show(self, line: str) -> None:
        """Show a line in the place of the last one."""
        text = escape("\n".join([*self._kept, line]).rstrip())
        self._handle.update(self._html(f"<pre>{text}</pre>"))

    def keep(self, line: str) -> None:
        """Show a line that stays."""
        self._kept.append(line)
        self.show("")


class TerminalBoard(NoBoard):
    """Shows lines in a terminal."""

    def __init__(self) -> None:
        from rich.console import Console  # only here: rich takes a while to import
        from rich.live import Live
        from rich.text import Text

        self._text = Text
        console = Console(highlight=False)
        self._live = Live(Text(""), console=console, auto_refresh=False, transient=True)
        self._live.start()

    def show(self, line: str) -> None:
        """Show a line in the place of the last one."""
        self._live.update(self._text(line, overflow="ellipsis", no_wrap=True), refresh=True)

    def keep(self, line: str) -> None:
        """Show a line that stays."""
        self._live.update(self._text(""))
        self._live.console.print(self._text(line))

    def close(self) -> None:
        """End the showing."""
        self._live.stop()


def numbers(logs: Logs) -> str:
    """Return losses and metrics in one line.

    >>> numbers({"accuracy": 0.5, "loss": 1.25})
    'accuracy: 0.5000 - loss: 1.2500'
    """
    return " - ".join(f"{name}: {_number(value)}" for name, value in (logs or {}).items())


def _number(value: object) -> str:
    """Return a number to four digits, and what a callback put beside it as it is."""
    return f"{value:.4f}" if isinstance(value, Real) else str(value)


def clock(seconds: float) -> str:
    """Return a time in the units that a reader wants.

    >>> clock(7.2), clock(75), clock(3700)
    ('7 s', '1 min 15 s', '1 h 1 min')
    """
    minutes, rest = divmod(round(seconds), 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


class Progress(Callback):
    """Show how far ``fit`` is; with verbose 2 print a line for each epoch instead."""

    def __init__(self, verbose: int):
        self._verbose = verbose
        self._board = board() if verbose == 1 else NoBoard()

    def on_train_begin(self, logs: Logs = None) -> None:
        """Start the clock."""
        self._start, self._shown, self._steps = time.perf_counter(), 0.0, 0

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Remember which epoch it is."""
        self._begun, self._epoch = time.perf_counter(), epoch

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Show the bar, not more often than it can be read."""
        self._steps += 1
        now = time.perf_counter()
        if now - self._shown >= SECONDS:
            self._shown = now
            self._board.show(self._line(batch + 1, now, logs))

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Leave a line for the epoch."""
        if self._verbose == 2:
            print(f"{self._name()} - {numbers(logs)}", flush=True)
        took = clock(time.perf_counter() - self._begun)
        self._board.keep(f"{self._name()} - {took} - {numbers(logs)}")

    def close(self) -> None:
        """End the showing."""
        self._board.close()

    def _name(self) -> str:
        return f"Epoch {self._epoch + 1}/{self.params['epochs']}"

    def _line(self, batch: int, now: float, logs: Logs) -> str:
        steps = self.params["steps"]
        full = WIDTH * batch // steps
        left = (now - self._start) / self._steps * (steps * self.params["epochs"] - self._steps)
        bar = "━" * full + "─" * (WIDTH - full)
        return f"{self._name()} {bar} {batch}/{steps} - {clock(left)} left - {numbers(logs)}"


class EvaluationProgress(Progress):
    """Show how far ``evaluate`` is; with verbose 2 print one line instead."""

    def on_test_begin(self, logs: Logs = None) -> None:
        """Start the clock."""
        self.on_train_begin()
        self.on_epoch_begin(0)

    on_test_batch_end = Progress.on_train_batch_end

    def on_test_end(self, logs: Logs = None) -> None:
        """Leave a line for the test."""
        self.on_epoch_end(0, logs)

    def _name(self) -> str:
        return "Test"
