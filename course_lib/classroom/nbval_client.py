"""Judging several notebooks of one submission in one run of nbval, each in a kernel of its own."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from ..grading.judge import (
    JudgeFailed,
    Outcome,
    Step,
    environment,
    kernels,
    outcomes,
    prepare,
    read_report,
    write_composed,
)
from ..grading.kernels import write_kernelspec
from .limits import Limits
from .provisioner import write_sandboxed_kernelspec

TRIES = 3  # before the fault is said to lie with the machine
# Of address space for nbval: a learner's output must not fill the machine.
JUDGE_BYTES = 3_000_000_000
_START = 90  # seconds for a kernel to start
_CELLS = 60  # whose whole time a notebook may take, so that many slow cells hold nobody up
_local = threading.local()
_slots = itertools.count()
_servers: list[Server] = []


class Server:
    """The process that becomes runs of nbval; one for each thread that grades.

    It and its kernels have one core, so that no submission takes the time of its neighbour.
    """

    def __init__(self, slot: int = 0):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "course_lib.classroom.nbval_server", str(_core(slot))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,  # Ctrl+C is for the command alone
        )
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(int(line))
        self.lines.put(None)  # it has ended

    def run(self, request: dict, seconds: float):
        """Have a run made; kill it when its time is over."""
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
        except OSError as error:
            raise JudgeFailed("the process that runs nbval has ended") from error
        try:
            self._follow(seconds)
        except queue.Empty as error:
            self.close()  # what it says later would be taken for an answer to another request
            raise JudgeFailed("the process that runs nbval does not answer") from error

    def _follow(self, seconds: float):
        child = self._next(60)
        try:
            self._next(seconds)
        except queue.Empty:
            with contextlib.suppress(OSError):
                os.killpg(child, signal.SIGKILL)
            self._next(60)

    def _next(self, seconds: float) -> int:
        line = self.lines.get(timeout=seconds)
        if line is None:
            raise JudgeFailed("the process that runs nbval has ended")
        return line

    def close(self):
        """End the process, and the run that it is at."""
        self.process.kill()
        self.process.wait()


def _core(slot: int) -> int:
    """Return a core of this machine for a slot; two slots share one only if there are too few."""
    cores = sorted(os.sched_getaffinity(0))
    return cores[slot % len(cores)]


def server() -> Server:
    """Return the server of this thread, started if need be."""
    found = getattr(_local, "server", None)
    if not hasattr(_local, "slot"):
        _local.slot = next(_slots)
    if found is None or found.process.poll() is not None:
        found = _local.server = Server(_local.slot)
        _servers.append(found)
    return found


def end_servers():
    """End the servers of all threads, and the runs that they are at."""
    while _servers:
        _servers.pop().close()


def judge_together(
    parts: dict[str, list[Step]], limits: Limits, sandboxed=True
) -> dict[str, list[Outcome]]:
    """Judge the steps of several notebooks, each in a kernel of its own.

    One that brings nbval itself down costs the others nothing: they are judged again.

    Raises JudgeFailed if kernels can't be started.
    """
    done: dict[str, list[Outcome]] = {}
    for _ in range(TRIES + len(parts)):
        left = {name: steps for name, steps in parts.items() if name not in done}
        if not left:
            return done
        reports = _run(left, limits, sandboxed)
        for name, steps in left.items():
            if _has_begun(steps, reports[name]):
                done[name] = outcomes(steps, reports[name])
    raise JudgeFailed(f"no kernel for {', '.join(left)} got as far as the learner's code")


def _has_begun(steps: list[Step], lines: list[dict]) -> bool:
    """Tell whether the cells before the learner's were run; else it was not the learner's fault."""
    ours = 1 + next((k for k, step in enumerate(steps) if step.task), len(steps))
    return [line["status"] for line in lines[:ours]] == ["passed"] * ours


def _run(parts: dict[str, list[Step]], limits: Limits, sandboxed: bool) -> dict[str, list[dict]]:
    """Run nbval once; return the lines that it reports of each notebook."""
    with tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        kernel = (
            write_sandboxed_kernelspec(kernels(folder), limits)
            if sandboxed
            else write_kernelspec(kernels(folder))
        )
        report, seconds = prepare(folder), 60.0
        for notebook, steps in parts.items():
            write_composed(folder / f"{notebook}.ipynb", steps, kernel)
            seconds += _START + limits.cell_seconds * min(_CELLS, 1 + len(steps))
        request = {
            "folder": name,
            "environment": environment(folder),
            "arguments": [str(report), str(limits.cell_seconds), str(limits.memory)]
            + [f"{notebook}.ipynb" for notebook in parts],
            "memory": JUDGE_BYTES,
        }
        server().run(request, seconds)
        lines = read_report(report)
    return {notebook: [x for x in lines if x["notebook"] == notebook] for notebook in parts}
