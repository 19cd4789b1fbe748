"""A bar that shows how far a download is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..watching import is_watched


@contextmanager
def download_bar(name: str) -> Iterator[_Bar | bool]:
    """Show a bar while a file is downloaded, and take it away afterwards.

    No bar is shown where nobody watches, such as in a file: its text would be stored.
    """
    if not is_watched():
        yield False
        return
    from rich.console import Console  # takes long to import, and few need it
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn()
    with Progress(*columns, console=Console(), transient=True) as progress:
        yield _Bar(progress, progress.add_task(name, total=None))


class _Bar:
    """What pooch asks of a bar: ``total``, ``update``, ``reset`` and ``close``."""

    def __init__(self, progress, task):
        self._progress, self._task = progress, task

    @property
    def total(self) -> float | None:
        return self._progress.tasks[0].total

    @total.setter
    def total(self, size: int):
        self._progress.update(self._task, total=size or None)

    @property
    def done(self) -> float:
        return self._progress.tasks[0].completed

    def update(self, n: int):
        self._progress.update(self._task, advance=n)

    def reset(self):
        self._progress.update(self._task, completed=0)

    def close(self):
        """Nothing to do: the bar goes when the download ends, well or badly."""
