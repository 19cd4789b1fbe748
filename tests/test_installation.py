"""What check_installation says of a good installation, and of each thing that can be wrong."""

import ast
import sys
import tomllib
from email.message import Message
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from course_lib import installation

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
PROJECT = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
NAMES = [Requirement(line).name for line in PROJECT["dependencies"]]


def pretend(monkeypatch, installed=None, requires=None, python=(3, 12, 1)):
    """Pretend that these packages are installed, each in the version given."""
    installed = installed or {"numpy": "2.3.1", "rich": "14.0"}
    requires = requires or ["numpy<3,>=2.1", "rich<16,>=13.9", "ruff>=0.17; extra == 'test'"]
    about = Message()
    about["Requires-Python"] = "<3.14,>=3.11"

    def version(name):
        if name not in installed:
            raise PackageNotFoundError(name)
        return installed[name]

    monkeypatch.setattr(installation, "metadata", lambda name: about)
    monkeypatch.setattr(installation, "requires", lambda name: requires)
    monkeypatch.setattr(installation, "version", version)
    monkeypatch.setattr(installation.sys, "version_info", python)


def said(capsys):
    installation.check_installation()
    return capsys.readouterr().out.splitlines()


def test_all_is_there(monkeypatch, capsys):
    pretend(monkeypatch)
    assert said(capsys) == [
        "Python            ok",
        "numpy             ok",
        "rich              ok",
        "All is there.",
    ]


@pytest.mark.parametrize(
    ("installed", "line"),
    [
        ({"rich": "14.0"}, "numpy             is not installed"),
        ({"numpy": "1.26.4", "rich": "14.0"}, "numpy             is 1.26.4, and must be >=2.1, <3"),
        ({"numpy": "3.0", "rich": "14.0"}, "numpy             is 3.0, and must be >=2.1, <3"),
        ({"numpy": "2.1rc1", "rich": "14.0"}, "numpy             is 2.1rc1, and must be >=2.1, <3"),
    ],
)
def test_a_package_that_is_missing_or_out_of_range(monkeypatch, capsys, installed, line):
    pretend(monkeypatch, installed)
    assert said(capsys) == [
        "Python            ok",
        line,
        "rich              ok",
        "In the course's folder, run: python -m pip install -e .",
    ]


@pytest.mark.parametrize("version", ["2.1", "2.1.0", "2.99.1", "2.4.0rc1", "2.3.0+local"])
def test_versions_that_will_do(monkeypatch, capsys, version):
    pretend(monkeypatch, {"numpy": version, "rich": "14.0"})
    assert "numpy             ok" in said(capsys)


@pytest.mark.parametrize("python", [(3, 11, 0), (3, 13, 9)])
def test_pythons_that_will_do(monkeypatch, capsys, python):
    pretend(monkeypatch, python=python)
    assert said(capsys)[0] == "Python            ok"


@pytest.mark.parametrize("python", [(3, 10, 14), (3, 14, 0), (4, 0, 0)])
def test_another_python(monkeypatch, capsys, python):
    pretend(monkeypatch, python=python)
    lines = said(capsys)
    version = ".".join(map(str, python))
    assert lines[0] == f"Python            is {version}, and must be >=3.11, <3.14"
    assert lines[-1] == "Install such a Python, and set the course up again with it."


def test_the_course_itself_is_not_installed(monkeypatch, capsys):
    def nothing(name):
        raise PackageNotFoundError(name)

    for name in ("metadata", "requires", "version"):
        monkeypatch.setattr(installation, name, nothing)
    assert said(capsys) == [
        "convolution-course is not installed",
        "In the course's folder, run: python -m pip install -e .",
    ]


def test_what_is_said_stands_in_one_column(monkeypatch, capsys):
    pretend(monkeypatch, {"a-name-of-26-characters-ab": "1"}, ["a-name-of-26-characters-ab>=1"])
    assert said(capsys)[:2] == [f"Python{' ' * 21}ok", "a-name-of-26-characters-ab ok"]


def test_markers_are_obeyed(monkeypatch, capsys):
    requires = ["numpy>=2.1", "colorama>=1; sys_platform == 'nowhere'"]
    pretend(monkeypatch, requires=requires)
    assert said(capsys) == ["Python            ok", "numpy             ok", "All is there."]


def test_it_asks_for_the_project_of_pyproject():
    assert PROJECT["name"] == installation.PROJECT


def imported_packages():
    """Return the names of all packages that course_lib imports, Python's own left out."""
    found = set()
    for path in Path(installation.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"course_lib"}


def test_all_packages_that_the_library_imports_are_required():
    extras = [PROJECT["optional-dependencies"][extra] for extra in ("cluster", "site")]
    further = [Requirement(line).name for extra in extras for line in extra]
    required = {name.replace("-", "_") for name in [*NAMES, *further]}
    imported = {{"PIL": "pillow", "IPython": "ipython"}.get(n, n) for n in imported_packages()}
    assert {"numpy", "packaging", "pillow"} <= imported
    assert imported <= required
