"""No submission earns what it does not deserve, loses what it does, or harms another one."""

import http.server
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attacks
import pytest
from attacks import reading
from attacks.submission import NAME
from helpers import homework, skip_without

from course_lib.classroom.limits import Limits

# One worker runs them all, as a class; the tests look at what each has earned.
pytestmark = pytest.mark.once
SEED = 4


class Answers(http.server.BaseHTTPRequestHandler):
    """Tells the answers to everybody who asks."""

    def do_GET(self):
        text = "\n".join(homework.solutions(NAME).values()).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def server_attack():
    """Return the attack that asks a server for the answers, while that server runs."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield reading.network(server.server_port)
        server.shutdown()


def graded_class(folder, submissions, sandboxed=True):
    """Return the points of each submission, by task; two are graded at a time."""
    from course_lib.classroom.assignment import prepare
    from course_lib.classroom.grade_one import Job, Work, grade_one
    from course_lib.classroom.nbval_client import end_servers

    graded = prepare(homework.solution_path(NAME), SEED, folder, sandboxed)
    jobs = [
        Job(
            one.name,
            (Work(f"{NAME}.ipynb", one.data, graded),),
            Limits(cell_seconds=one.seconds),
            sandboxed,
        )
        for one in submissions
    ]
    with ThreadPoolExecutor(2) as executor:
        found = list(executor.map(grade_one, jobs))
    end_servers()
    return {
        job.student: {mark.task: mark.points for mark in marks.marks}
        for job, (marks,) in zip(jobs, found, strict=True)
    }


@pytest.fixture(scope="module")
def earned(tmp_path_factory, server_attack):
    skip_without.sandbox()
    everybody = [*attacks.ALL, server_attack]
    assert len({one.name for one in everybody}) == len(everybody) > 60
    return graded_class(tmp_path_factory.mktemp("class"), everybody)


@pytest.mark.parametrize("attack", attacks.ALL, ids=lambda attack: attack.name)
def test_it_earns_what_it_deserves(earned, attack):
    assert earned[attack.name] == attack.points


def test_no_answers_come_from_a_server(earned, server_attack):
    assert earned[server_attack.name] == server_attack.points


def test_nothing_is_left_running(earned):
    until = time.monotonic() + 10
    while (left := sandboxes()) and time.monotonic() < until:
        time.sleep(0.2)
    assert left == []


def sandboxes():
    """Return the command lines of sandboxes that this process started and that still run."""
    found, left = [], [str(os.getpid())]
    while left:
        for task in Path("/proc", left.pop(), "task").glob("*"):
            try:
                left += (children := (task / "children").read_text().split())
                lines = [Path("/proc", pid, "cmdline").read_bytes() for pid in children]
                found += [line for line in lines if line.startswith(b"bwrap")]
            except OSError:
                continue
    return found


def test_attacks_would_pay_without_the_sandbox(tmp_path, server_attack):
    """Else they would prove nothing."""
    real = [one for one in reading.ALL if "mistakes" in one.name or "released" in one.name]
    points = graded_class(tmp_path, [*real, server_attack], sandboxed=False)
    assert {name: sum(by_task.values()) for name, by_task in points.items()} == {
        "the texts of the released exercise": 2,
        "the functions of known mistakes": 2,
        server_attack.name: 2,
    }
