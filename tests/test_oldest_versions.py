"""The constraints that tests/helpers/oldest_versions.py prints for the oldest allowed versions."""

import tomllib

import pytest
from helpers import oldest_versions

PROJECT = {
    "dependencies": ["numpy>=2.1,<3", "jupyter-client<9,>=8.6.3"],
    "optional-dependencies": {"test": ["ruff>=0.17,<0.18"], "other": ["rich>=13,<14"]},
}


def test_lower_bound_of_each_dependency():
    assert oldest_versions.constraints(PROJECT) == ["numpy==2.1", "jupyter-client==8.6.3"]


def test_named_extras_are_added():
    expected = ["numpy==2.1", "jupyter-client==8.6.3", "ruff==0.17"]
    assert oldest_versions.constraints(PROJECT, ["test"]) == expected


@pytest.mark.parametrize("line", ["numpy", "numpy<3", "numpy==2.1", "numpy>=2.1,>=2.2"])
def test_anything_but_one_lower_bound_is_an_error(line):
    with pytest.raises(ValueError, match=r"numpy.*: one lower bound with >= is needed"):
        oldest_versions.constraints({"dependencies": [line]})


def test_prints_one_line_for_each_dependency(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["oldest_versions.py", "test", "tensorflow"])
    oldest_versions.main()
    project = tomllib.loads(oldest_versions.PYPROJECT.read_text(encoding="utf-8"))["project"]
    groups = project["optional-dependencies"]
    expected = project["dependencies"] + groups["test"] + groups["tensorflow"]
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == len(expected)
    for line, requirement in zip(printed, expected, strict=True):
        name, version = line.split("==")
        assert requirement.startswith(f"{name}>={version},")
