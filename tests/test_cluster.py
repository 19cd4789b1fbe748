"""A class is graded on Dask's workers, and loses nothing when one of them dies."""

import json
import os
import signal
import threading

import pytest
from attacks.submission import HONEST, NAME, filled, full
from helpers import homework, skip_without

from course_lib.classroom.handed_in import HandedIn
from course_lib.classroom.limits import Limits
from course_lib.classroom.owners import Owner
from course_lib.classroom.store import Store

pytestmark = pytest.mark.once
STUDENTS = 6


def submission(number):
    """Return a submission in which one task is not done; which one depends on the number."""
    document = filled({key: text for key, text in HONEST.items() if key != str(number % 5 + 1)})
    data = json.dumps(document).encode("utf-8")
    return HandedIn(Owner(f"student {number}"), NAME, f"{NAME}.ipynb", data)


@pytest.fixture(scope="module")
def workers():
    """Return a cluster of two workers on this machine."""
    distributed = skip_without.module("distributed")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(host="127.0.0.1", **options) as made:
        yield made


def test_a_worker_that_dies_costs_nothing(tmp_path, workers):
    skip_without.sandbox()
    from distributed import Client

    from course_lib.classroom.assignment import prepare
    from course_lib.classroom.cluster import cluster
    from course_lib.classroom.grade_all import grade_all

    killed = threading.Event()

    def kill_one(count):
        """Kill a worker as soon as a submission is done."""
        if count and not killed.is_set():
            killed.set()
            with Client(workers.scheduler_address) as client:
                numbers = client.run(os.getpid)
            os.kill(next(iter(numbers.values())), signal.SIGKILL)

    store = Store(tmp_path)
    graded = {NAME: prepare(homework.solution_path(NAME), 4, store.references)}
    handed_in = [submission(number) for number in range(STUDENTS)]
    with cluster(workers.scheduler_address) as executor:
        entries = grade_all(
            handed_in, graded, store, executor, Limits(cell_seconds=60), on_done=kill_one
        )
    assert killed.is_set()
    for number, entry in enumerate(entries):
        points = {mark.task: mark.points for mark in store.recall(entry.stamp).marks}
        assert points == full(str(number % 5 + 1)), entry
