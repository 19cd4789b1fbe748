"""Getting a file of a data set: from the cache if it is there, else from the first good mirror."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..watching import is_watched

SECONDS = 30  # how long a mirror may be silent


class WrongFile(ValueError):
    """A mirror sent another file than the one wanted."""


def fetch(
    name: str,
    md5: str,
    mirrors: Sequence[str],
    folder: Path,
    explain: Callable[[Path], str] = lambda file: "",
    seconds: float = SECONDS,
) -> Path:
    """Return the path of a file in the cache, after downloading it if need be.

    A file counts as cached only if its MD5 sum is right. Downloads go to another name first, so
    one that stopped half-way never counts, and two programs may download at once. ``mirrors`` are
    addresses of folders, tried in this order: the next one when one fails, or is silent for some
    seconds. ``explain`` says what a file with another MD5 sum is, or "". If no mirror has the file,
    or the cache can't be used, the OSError tells the reasons.
    """
    import pooch  # takes long to import, and few need it
    import requests

    pooch.get_logger().setLevel("WARNING")  # else "Downloading data" is stored in notebooks
    failures = []
    for mirror in mirrors:
        url = mirror.rstrip("/") + "/" + name
        download = _downloader(md5, explain, seconds)
        try:
            return Path(pooch.retrieve(url, f"md5:{md5}", name, folder, downloader=download))
        except (requests.RequestException, WrongFile) as error:
            failures.append(f"{url}: {_in_words(error)}")
        except OSError as error:
            raise OSError(f"the cache {folder} cannot be used: {error}") from error
    raise OSError(f"no mirror has {name}:\n" + "\n".join(f"- {line}" for line in failures))


def _downloader(md5: str, explain, seconds: float):
    """Return what downloads for pooch: with a bar, and with a look at what came."""
    import pooch

    def download(url, file, source):
        with download_bar(url.rsplit("/", 1)[-1]) as bar:
            pooch.HTTPDownloader(progressbar=bar, timeout=seconds)(url, file, source)
        found = hashlib.md5(Path(file).read_bytes(), usedforsecurity=False).hexdigest()
        if found != md5:
            what = explain(Path(file)) or "another or a damaged file"
            raise WrongFile(f"{what} (MD5 {found}, wanted {md5})")

    return download


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


def _in_words(error: Exception) -> str:
    import requests

    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"answers {error.response.status_code} {error.response.reason}"
    if isinstance(error, requests.Timeout):
        return "does not answer in time"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "stopped half-way"
    if isinstance(error, requests.RequestException):
        return "cannot be reached"
    return str(error)
