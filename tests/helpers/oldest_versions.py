"""Print the oldest version of each dependency that pyproject.toml allows, as pip constraints.

Usage: ``python tests/helpers/oldest_versions.py [EXTRA ...] > constraints.txt``. The dependencies
of the course are always printed; those of an extra (``test``, ``tensorflow``) only when it is
named.
"""

import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


def requirements(project, extras=()):
    """Requirements of the course and of the named extras.

    Parameters
    ----------
    project : dict
        The table ``[project]`` of pyproject.toml.
    extras : iterable of str
        Names from ``[project.optional-dependencies]``.

    Returns
    -------
    list of packaging.requirements.Requirement
    """
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


def lower_bound(requirement):
    """Version after ``>=``, as a string; a ValueError if there is not exactly one."""
    bounds = [spec.version for spec in requirement.specifier if spec.operator == ">="]
    if len(bounds) != 1:
        raise ValueError(f"{requirement}: one lower bound with >= is needed, found {len(bounds)}")
    return bounds[0]


def constraints(project, extras=()):
    """Lines ``name==version`` with the lower bound of each requirement."""
    return [f"{r.name}=={lower_bound(r)}" for r in requirements(project, extras)]


def main():
    """Print the constraints for the extras named on the command line."""
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    print("\n".join(constraints(project, sys.argv[1:])))


if __name__ == "__main__":
    main()
