"""Tell whether everything that the course needs is installed."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, metadata, requires, version

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

PROJECT = "convolution-course"


def check_installation():
    """Print a line for each package that the course needs: ok, or what is wrong.

    Examples
    --------
    >>> check_installation()  # doctest: +ELLIPSIS
    Python             ok
    ...
    All is there.
    """
    problems = _problems()
    room = max(17, *map(len, problems))
    for name, problem in problems.items():
        print(f"{name:{room}} {problem or 'ok'}")
    if not any(problems.values()):
        print("All is there.")
    elif problems.get("Python"):
        print("Install such a Python, and set the course up again with it.")
    else:
        print("In the course's folder, run: python -m pip install -e .")


def _problems() -> dict[str, str]:
    """Return what is wrong with Python and each package, an empty text where nothing is."""
    try:
        pythons = SpecifierSet(metadata(PROJECT)["Requires-Python"])
    except PackageNotFoundError:
        return {PROJECT: "is not installed"}
    python = ".".join(map(str, sys.version_info[:3]))
    problems = {"Python": _out_of_range(python, pythons)}
    for text in requires(PROJECT) or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            problems[requirement.name] = _problem(requirement)
    return problems


def _problem(requirement: Requirement) -> str:
    try:
        return _out_of_range(version(requirement.name), requirement.specifier)
    except PackageNotFoundError:
        return "is not installed"


def _out_of_range(installed: str, allowed: SpecifierSet) -> str:
    if allowed.contains(installed, prereleases=True):
        return ""
    bounds = sorted(map(str, allowed), reverse=True)  # the lower one first
    return f"is {installed}, and must be {', '.join(bounds)}"
