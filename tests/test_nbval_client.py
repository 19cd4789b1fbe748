"""Runs of nbval for a class: they end in time, on a core of their own, and leave no log."""

import queue
import subprocess
import sys
from types import SimpleNamespace

import pytest
from helpers import skip_without

from course_lib.classroom import nbval_client
from course_lib.classroom.limits import Limits
from course_lib.grading import recorder, watching
from course_lib.grading.judge import JudgeFailed, Step


@pytest.fixture
def silent_server(monkeypatch):
    """Return a server that answers nothing, and is not waited for."""
    real = subprocess.Popen

    def popen(command, **options):
        return real([sys.executable, "-c", "import time; time.sleep(60)"], **options)

    monkeypatch.setattr(nbval_client.subprocess, "Popen", popen)
    waiting = nbval_client.Server._next
    monkeypatch.setattr(nbval_client.Server, "_next", lambda self, seconds: waiting(self, 0.2))
    yield nbval_client.server()
    nbval_client.end_servers()


def test_a_server_that_does_not_answer_is_replaced(silent_server):
    with pytest.raises(JudgeFailed, match="does not answer"):
        silent_server.run({}, 1)
    assert silent_server.process.poll() is not None
    assert nbval_client.server() is not silent_server


def test_a_run_that_is_killed_leaves_the_server_in_step():
    server = object.__new__(nbval_client.Server)
    server.process = SimpleNamespace(stdin=SimpleNamespace(write=len, flush=lambda: None))
    # The number of a process that is not there, no end in time, and the status of its end.
    lines = iter([2**30, queue.Empty(), 9])

    def following(seconds):
        line = next(lines)
        if isinstance(line, Exception):
            raise line
        return line

    server._next = following
    server.run({}, 1)
    assert list(lines) == []


def test_many_cells_hold_nobody_up(monkeypatch):
    waited = []
    fake = SimpleNamespace(run=lambda request, seconds: waited.append(seconds))
    monkeypatch.setattr(nbval_client, "server", lambda: fake)
    for count in (9, 500):
        with pytest.raises(JudgeFailed):
            nbval_client.judge_together({"n": [Step("1")] * count}, Limits(), sandboxed=False)
    assert sorted(set(waited)) == [60 + 90 + 10 * 10, 60 + 90 + 60 * 10]


def test_a_kernel_has_one_core_and_leaves_no_log(monkeypatch):
    skip_without.sandbox()
    left, real = [], nbval_client.read_report

    def read_report(report):
        left.extend(path.name for path in report.parent.iterdir())
        return real(report)

    monkeypatch.setattr(nbval_client, "read_report", read_report)
    source = "import os\nprint(len(os.sched_getaffinity(0)))"
    steps = [Step(source, "1", "c", "1\n"), Step("print('x' * 50_000)", "1", "d", "y\n")]
    done = nbval_client.judge_together({"n": steps}, Limits(cell_seconds=60))["n"]
    nbval_client.end_servers()
    assert [(one.status, one.printed[:2]) for one in done] == [("passed", "1\n"), ("failed", "xx")]
    assert "log" not in left


def test_nothing_is_kept_for_a_log_that_nobody_reads(tmp_path, monkeypatch):
    monkeypatch.setattr(recorder, "Watch", lambda *arguments: None)
    writer = recorder.Recorder(str(tmp_path / "report"), 1, 0)
    item = SimpleNamespace(
        test_outputs=[], path=tmp_path / "n.ipynb", parent=SimpleNamespace(timed_out=False)
    )
    item.cell_num = 1
    call, report = SimpleNamespace(when="call", excinfo=None), SimpleNamespace(passed=False)
    report.longrepr = "long"
    hook = writer.pytest_runtest_makereport(item, call)
    next(hook)
    with pytest.raises(StopIteration):
        hook.send(SimpleNamespace(get_result=lambda: report))
    assert (item.test_outputs, report.longrepr) == (None, "")
    assert "failed" in (tmp_path / "report").read_text()


@pytest.mark.parametrize(("own", "taken", "again"), [(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 1)])
def test_what_was_passed_is_not_judged_again(own, taken, again):
    """A cell is run again where a task, and one that it uses, were not passed."""
    steps = [Step(f"print({x})", key, key, "0\n") for key, x in [("a", taken), ("b", own)]]
    unless = (("a",), ("b",))
    helped = [Step("print(2)", "b", name, "2\n", helped=True, unless=unless) for name in ("", "b")]
    done = nbval_client.judge_together({"n": steps + helped}, Limits(60), sandboxed=False)["n"]
    nbval_client.end_servers()
    expected = ["failed" if wrong else "passed" for wrong in (taken, own)]
    expected += ["passed" if again else "unreached"] * 2
    assert [one.status for one in done] == expected


def test_a_kernel_that_is_being_taken_down_is_dead():
    assert watching._pid(SimpleNamespace(km=None)) is None
    assert watching._pid(SimpleNamespace()) is None


def test_kernels_share_the_memory_of_the_machine(monkeypatch):
    from course_lib.classroom import limits

    pages = {"SC_PHYS_PAGES": 2_000_000, "SC_PAGE_SIZE": 4_000}
    monkeypatch.setattr(limits.os, "sysconf", pages.get)
    assert [Limits.shared(jobs, 10).memory for jobs in (1, 4)] == [3_000_000_000, 1_400_000_000]
