"""Writing results over those of the last time, but never over what a teacher changed in them."""

from __future__ import annotations

import hashlib
import itertools
import json
from datetime import datetime
from pathlib import Path

from ..files import write_safely


class Outputs:
    """The files of results in a folder."""

    def __init__(self, folder: Path, record: Path):
        self.folder, self.record = folder, record
        self.now: set[str] = set()  # names of files that were written since it was opened
        self.kept: list[tuple[Path, Path]] = []  # what somebody had changed, and its new name
        try:
            self.written = json.loads(record.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.written = {}  # then what is there counts as changed

    def write(self, name: str, text: str):
        """Write a file; one that is not as it was written last is kept beside it."""
        path, data = self.folder / name, text.encode("utf-8")
        self.now.add(name)
        if path.exists():
            there = path.read_bytes()
            if there == data:
                self.written[name] = _digest(data)
                return
            if _digest(there) != self.written.get(name):
                self.kept.append((path, _put_aside(path)))
        write_safely(path, data)
        self.written[name] = _digest(data)

    def remove_old(self, prefix: str):
        """Remove files that were written earlier and not now, but keep those that were changed."""
        for name in [n for n in self.written.keys() - self.now if n.startswith(prefix)]:
            path, digest = self.folder / name, self.written.pop(name)
            if path.exists() and _digest(path.read_bytes()) == digest:
                path.unlink()
            elif path.exists():
                self.kept.append((path, _put_aside(path)))

    def close(self):
        """Remember what was written."""
        write_safely(self.record, json.dumps(self.written))


def _put_aside(path: Path) -> Path:
    day = datetime.now().strftime("%Y-%m-%d")
    names = (f"{path.stem}.yours-{day}{f'-{k}' * (k > 1)}{path.suffix}" for k in itertools.count(1))
    return path.rename(next(path.with_name(n) for n in names if not path.with_name(n).exists()))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
