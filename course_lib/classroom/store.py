"""The folder of results: what is kept of a grading, so that a later one goes on from there."""

import fcntl
import hashlib
import json
import random
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from ..files import write_safely
from . import CannotGrade
from .grade_one import Marks

_FORMAT = 2  # of the marks kept; a change of it has all graded anew


class Store:
    """A folder of results.

    ``private/`` in it holds the seed, the expected numbers, and the marks of each notebook.
    """

    def __init__(self, folder: Path):
        self.folder, self.private = folder, folder / "private"
        self.new = not folder.exists()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # grades are nobody else's business
        self.private.mkdir(exist_ok=True)
        self.private.chmod(0o700)
        self.references = self.private / "references"  # where expected numbers are kept
        self.book = self.private / "book.json"  # of all that was handed in

    @contextmanager
    def alone(self):
        """Keep another ``course grade`` out of this folder.

        Raises CannotGrade if one is at work in it.
        """
        with (self.private / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise CannotGrade(f"Another course grade works in {self.folder}.") from error
            try:
                yield
            except BaseException:
                self._remove_if_empty()
                raise

    def _remove_if_empty(self):
        """Remove a folder that was made for a run that was refused."""
        if self.new and [path.name for path in self.private.iterdir()] == ["lock"]:
            (self.private / "lock").unlink()
            with suppress(OSError):  # something else lies in it
                self.private.rmdir()
                self.folder.rmdir()

    def seed(self, wanted: int | None) -> int:
        """Return the seed that is wanted, else the one of the last grading, else a new one."""
        path = self.private / "seed.json"
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # none yet, or damaged
            kept = None
        if wanted is None:
            wanted = random.SystemRandom().randrange(10**9) if kept is None else kept
        if wanted != kept:
            write_safely(path, json.dumps(wanted))
        return wanted

    def recall(self, stamp: str) -> Marks | None:
        """Return the marks kept under a stamp; None if there are none, or they are damaged."""
        try:
            return Marks.from_json(json.loads(self._place(stamp).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, stamp: str, marks: Marks):
        """Keep marks under a stamp."""
        write_safely(self._place(stamp), json.dumps(asdict(marks)))

    def _place(self, stamp: str) -> Path:
        return self.private / "marks" / f"{stamp}.json"


def stamp(data: bytes, *conditions: str) -> str:
    """Return a short name for a submission and all that its marks depend on."""
    digest = hashlib.sha256(json.dumps([_FORMAT, *conditions]).encode("utf-8"))
    digest.update(data)
    return digest.hexdigest()[:32]
