"""Remembering what the last check of each exercise said, beside the course."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from ..files import write_safely


def remember(root: Path, name: str, state: str, points: int, of: int):
    """Store the points of an exercise, and the fingerprint of the file that earned them."""
    states = _read(root)
    states[name] = {"points": points, "of": of, "file": state}
    _write(root, states)


def recall(root: Path, name: str) -> dict | None:
    """Return what was stored for an exercise, or None."""
    state = _read(root).get(name)
    whole = isinstance(state, dict) and {"points", "of", "file"} <= state.keys()
    return state if whole else None


def forget(root: Path, name: str):
    """Drop what was stored for an exercise."""
    states = _read(root)
    if states.pop(name, None) is not None:
        _write(root, states)


def fingerprint(file: Path) -> str:
    """Return a short name for what stands in a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def _place(root: Path) -> Path:
    return root / ".course" / "progress.json"


def _write(root: Path, states: dict):
    write_safely(_place(root), json.dumps(states, indent=1, sort_keys=True) + "\n")


def _read(root: Path) -> dict:
    try:
        states = json.loads(_place(root).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # none yet, or damaged: a check writes it anew
    return states if isinstance(states, dict) else {}
