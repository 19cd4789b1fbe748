"""The rule for skipped tests: fine at home, a failure in CI."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ONE_SKIPPED = """
from helpers import skip_without

def test_that_passes():
    assert True

def test_that_needs_more():
    skip_without.module("a_module_that_nobody_has")
"""


def run_pytest(folder, **environment):
    (folder / "helpers").mkdir()
    for name in ("conftest.py", "helpers/__init__.py", "helpers/skip_without.py"):
        (folder / name).write_text((HERE / name).read_text())
    (folder / "test_some.py").write_text(ONE_SKIPPED)
    clean = {key: value for key, value in os.environ.items() if key != "CI"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "."],
        cwd=folder,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("environment", "code"), [({}, 0), ({"CI": "true"}, 1)])
def test_a_skipped_test_fails_the_run_in_ci_only(tmp_path, environment, code):
    run = run_pytest(tmp_path, **environment)
    assert run.returncode == code, run.stdout + run.stderr
    assert "1 passed, 1 skipped" in run.stdout
    assert "a_module_that_nobody_has is missing" in run.stdout
    assert ("a skipped test is a failure" in run.stdout) == bool(environment)
    assert ("test_some.py::test_that_needs_more: " in run.stdout) == bool(environment)
