"""``course site``."""

from __future__ import annotations

from pathlib import Path

from .address import repository
from .build import build


def site(root: Path, options) -> int:
    """Make the site and say where it begins."""
    build(root, options.folder, repository(root, options.repository))
    print(f"The site begins at {options.folder / 'index.html'}")
    return 0
