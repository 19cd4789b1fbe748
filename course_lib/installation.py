"""Tell whether everything that the course needs is installed."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

PROJECT = "convolution-course"
OLDEST_PYTHON = (3, 11)


def check_installation():
    """Print a line for each package that the course needs: ok, or what is wrong.

    Examples
    --------
    >>> check_installation()  # doctest: +ELLIPSIS
    Python            ok
    ...
    All is there.
    """
    problems = {"Python": _python_problem()}
    for text in requires(PROJECT) or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            problems[requirement.name] = _problem(requirement)
    for name, problem in problems.items():
        print(f"{name:17} {problem or 'ok'}")
    if any(problems.values()):
        print("Install what is missing: python -m pip install -e .  (in the course's folder)")
    else:
        print("All is there.")


def _python_problem() -> str:
    if sys.version_info >= OLDEST_PYTHON:
        return ""
    return f"is {sys.version.split()[0]}, and must be {'.'.join(map(str, OLDEST_PYTHON))} or newer"


def _problem(requirement: Requirement) -> str:
    try:
        installed = version(requirement.name)
    except PackageNotFoundError:
        return "is not installed"
    if requirement.specifier.contains(installed, prereleases=True):
        return ""
    return f"is {installed}, and must be {requirement.specifier}"
