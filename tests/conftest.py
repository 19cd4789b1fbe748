"""What all tests share: nothing is skipped in CI, and random tests repeat."""

import copy
import json
import os
from collections import Counter

# Read when NumPy is imported, here and in the kernels that tests start. Several tests run side by
# side: threads of each that wait for the others' would take many times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from helpers.skip_without import ELSEWHERE
from hypothesis import HealthCheck, settings

from course_lib.grading import reference
from course_lib.layers import names
from course_lib.nn import fast

# Files whose tests share what takes long to make.
WHOLE = ("tests/test_attacks.py", "tests/test_class_of_120.py", "tests/test_wheel.py")
_ask, _known = reference._ask, {}
IN_CI = bool(os.environ.get("CI"))

settings.register_profile("here", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if IN_CI else "here")


@pytest.hookimpl(optionalhook=True)  # where pytest-xdist is there
def pytest_xdist_make_scheduler(config, log):
    """Keep tests that share something long in one worker; all else runs where there is room.

    The mark ``xdist_group`` would do, but pytest-xdist 3.8 does not see it under pytest 9.2.
    """
    if config.getvalue("dist") != "loadgroup":
        return None
    from helpers.open_notebook import lesson_of
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            if nodeid.startswith("tests/browser/test_site"):
                return "site"  # which is built once
            if nodeid.startswith("tests/browser/"):
                return f"browser {lesson_of(nodeid) % 2}"  # two servers and browsers are enough
            if nodeid.startswith("tests/test_exercises.py"):
                return nodeid.partition("[")[2]  # the name of the exercise
            file = nodeid.partition("::")[0]
            return file if file in WHOLE else nodeid

    return Together(config, log)


def _skipped(config):
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    told = [(report.nodeid, report.longrepr) for report in reports]
    return [(nodeid, why) for nodeid, why in told if ELSEWHERE not in str(why)]


def pytest_sessionfinish(session):
    if IN_CI and session.exitstatus == 0 and _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    skipped = _skipped(config)
    if IN_CI and skipped:
        terminalreporter.section("CI is set: a skipped test is a failure", red=True)
        for nodeid, reason in skipped:
            why = reason[2] if isinstance(reason, tuple) else reason
            terminalreporter.line(f"{nodeid}: {why}")


@pytest.fixture(scope="module")
def references_found_once():
    """Ask what solutions and mistakes print only once for each exercise and seed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference, "_ask", _remembered)
        yield


def _remembered(question, python, started=None):
    key = json.dumps([question, python])
    if key not in _known:
        _known[key] = _ask(question, python)
    return copy.deepcopy(_known[key])


@pytest.fixture(autouse=True)
def _same_block_size_after(monkeypatch):
    monkeypatch.setattr(fast, "BLOCK_BYTES", fast.BLOCK_BYTES)


@pytest.fixture
def first_names(monkeypatch):
    """Let a test begin with the names conv2d, dense and sequential."""
    monkeypatch.setattr(names, "_used_names", Counter())
