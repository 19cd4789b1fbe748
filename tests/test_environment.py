"""environment.yml, Makefile and pyproject.toml ask for the same versions, each within bounds."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from rattler import MatchSpec, Version, VersionSpec

ROOT = Path(__file__).parent.parent
PYPROJECT_TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads(PYPROJECT_TEXT)
PROJECT = PYPROJECT["project"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

# Where conda-forge's name of a package is not the one that pip knows.
CONDA_NAMES = {
    "matplotlib": "matplotlib-base",
    "jupyter-client": "jupyter_client",
    "jupyter-server": "jupyter_server",
}

COURSE = [Requirement(line) for line in PROJECT["dependencies"]]
GROUPS = PROJECT["optional-dependencies"].values()
EVERY_LINE = [
    *PYPROJECT["build-system"]["requires"],
    *PROJECT["dependencies"],
    *(line for group in GROUPS for line in group),
]
SPECS = [MatchSpec(line) for line in CONDA["dependencies"] if isinstance(line, str)]
RANGES = {spec.name.normalized: spec for spec in SPECS}


def bounds(specifier):
    """Lower and upper bound of a range such as ``>=2.1,<3``, which must have just these two."""
    found = {spec.operator: spec.version for spec in specifier}
    assert sorted(found) == ["<", ">="], f"{specifier}: needs one >= and one <"
    assert len(specifier) == 2, f"{specifier}: needs one >= and one <"
    return found[">="], found["<"]


def allows(spec, version):
    """Whether conda would take that version."""
    return VersionSpec(spec.version).matches(Version(version))


def assert_same_range(spec, specifier):
    """Compare a conda range with a pip range: as sets, and by what each of them takes."""
    lower, upper = bounds(specifier)
    assert set(spec.version.split(",")) == {str(part) for part in specifier}
    inside = [lower, f"{lower}.1", f"{lower}.99.99"]
    outside = ["0.0.1", upper, f"{upper}.1", str(int(upper.split(".")[0]) + 1)]
    assert [v for v in inside + outside if allows(spec, v)] == inside
    assert [v for v in inside + outside if v in specifier] == inside


@pytest.mark.parametrize("requirement", COURSE, ids=lambda r: r.name)
def test_conda_range_is_pip_range(requirement):
    name = CONDA_NAMES.get(requirement.name, requirement.name)
    assert_same_range(RANGES[name], requirement.specifier)


def test_conda_range_of_python():
    assert_same_range(RANGES["python"], SpecifierSet(PROJECT["requires-python"]))


def test_conda_has_nothing_else():
    names = [CONDA_NAMES.get(r.name, r.name) for r in COURSE]
    assert sorted(spec.name.normalized for spec in SPECS) == sorted([*names, "python", "pip"])


def test_conda_installs_the_course_itself_last_and_through_pip():
    assert CONDA["dependencies"][-2:] == ["pip", {"pip": ["-e ."]}]


def test_conda_forge_is_the_only_channel():
    assert CONDA["name"] == PROJECT["name"]
    assert CONDA["channels"] == ["conda-forge"]


def test_makefile_takes_the_same_pythons():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = re.search(r"^PYTHONS := (.*)$", makefile, re.MULTILINE).group(1).split()
    allowed = SpecifierSet(PROJECT["requires-python"])
    assert listed == [f"3.{minor}" for minor in range(50) if f"3.{minor}" in allowed]


@pytest.mark.parametrize("line", EVERY_LINE)
def test_dependency_has_both_bounds(line):
    bounds(Requirement(line).specifier)


@pytest.mark.parametrize("line", EVERY_LINE)
def test_dependency_has_a_reason(line):
    written = next(text for text in PYPROJECT_TEXT.splitlines() if f'"{line}"' in text)
    _, _, reason = written.partition("#")
    assert len(reason.split()) >= 3, f"{line}: say in a comment why these bounds"
