"""Files of which nothing is lost: never half written, never written over what is still needed."""

import itertools
import json
import os
import tempfile
from pathlib import Path
from typing import Any


def write_safely(path: Path, content: str | bytes):
    """Write a file so that it is either the old or the new one, never half of it."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)  # the only way to read it is to set it
    os.umask(mask)
    return mask


def set_aside(path: Path, word: str) -> Path:
    """Move a file to a new name beside it, which has a word in it; return that name."""
    for count in itertools.count(1):
        number = f"-{count}" if count > 1 else ""
        aside = path.with_name(f"{path.stem}.{word}{number}{path.suffix}")
        try:
            aside.touch(exist_ok=False)  # the name is now ours, whoever else looks for one
        except FileExistsError:
            continue
        return path.replace(aside)


def read_record(path: Path) -> dict[str, Any]:
    """Return what a file of JSON keeps; nothing where there is none, or it is damaged."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def write_record(path: Path, kept: dict[str, Any]):
    """Write what :func:`read_record` reads, so that people can read it too."""
    write_safely(path, json.dumps(kept, indent=1, sort_keys=True) + "\n")
