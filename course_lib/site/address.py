"""The one setting that links need: where the course's repository lies."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_GITHUB = re.compile(r"https://github\.com/([\w.-]+)/([\w.-]+?)(?:\.git)?/?")


class CannotBuild(Exception):
    """The site can't be made, with the reason and what to do."""


@dataclass(frozen=True)
class Repository:
    """A repository at GitHub, and what follows from its address."""

    owner: str
    name: str

    @property
    def url(self) -> str:
        """Where its files can be seen."""
        return f"https://github.com/{self.owner}/{self.name}"

    @property
    def site(self) -> str:
        """Where GitHub Pages shows its site."""
        host = f"{self.owner.lower()}.github.io"
        return f"https://{host}/" if self.name.lower() == host else f"https://{host}/{self.name}/"


def repository(root: Path, given: str | None = None) -> Repository | None:
    """Return the repository that is given or that pyproject.toml names; None where none is.

    Raises
    ------
    CannotBuild
        If the address is not one of GitHub.

    Examples
    --------
    >>> repository(Path(), "https://github.com/ada/convolution").site
    'https://ada.github.io/convolution/'
    """
    address = given or _in_pyproject(root)
    if not address:
        return None
    found = _GITHUB.fullmatch(address)
    if not found:
        raise CannotBuild(
            f"{address} is no address of a repository at GitHub. Give one such as "
            "https://github.com/NAME/REPOSITORY, or none: links to it are then left out."
        )
    return Repository(*found.groups())


def _in_pyproject(root: Path) -> str:
    try:
        text = (root / "pyproject.toml").read_text(encoding="utf-8")
    except OSError:
        return ""
    return tomllib.loads(text).get("project", {}).get("urls", {}).get("Repository", "")
