"""Running answers apart: a process each, with bounds, so that none can hang or end the tests.

An answer that ends in the middle of a computation, as an alarm would end it, leaves threads and
locks behind; a process that ends leaves nothing.
"""

import contextlib
import io
import json
import os
import select
import signal
import subprocess
import sys
import warnings

SECONDS = 6  # of computing; what waits instead has ten times as long
MEMORY = 8 << 30  # of addresses, in bytes
TOO_LONG = "TooLong"


def run_apart(jobs):
    """Run jobs, each a dict of ``before``, ``code`` and ``checks``: sources of cells.

    Returns for each what its checks print, and the first error or "".
    """
    done = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(jobs),
        stdout=subprocess.PIPE,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def printed(source, space):
    """Run a cell; return what it prints, and the error that it ends with."""
    out, error = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(out), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(source, "<cell>", "exec"), space)
    except Exception as caught:
        error = f"{type(caught).__name__}: {caught}"
    return out.getvalue(), error


def _run(job):
    space = {}
    for source in job["before"]:
        printed(source, space)
    _, error = printed(job["code"], space)
    found = [printed(source, space) for source in job["checks"]]
    return [text for text, _ in found], error or next((e for _, e in found if e), "")


def _in_a_fork(job):
    import resource  # which Windows does not have

    come, go = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        with os.fdopen(go, "w") as out:
            json.dump(_run(job), out)
        os._exit(0)
    os.close(go)
    text = _read(come)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return json.loads(text) if text else ([""] * len(job["checks"]), TOO_LONG)


def _read(come):
    """Return what a child writes until it ends, or nothing if that takes too long."""
    parts = []
    with os.fdopen(come, "rb") as pipe:
        while select.select([pipe], [], [], 10 * SECONDS)[0]:
            part = os.read(pipe.fileno(), 1 << 16)
            if not part:
                return b"".join(parts)
            parts.append(part)
    return b""


def main():
    import numpy as np  # before the forks, so that none has to do it again

    import course_lib  # noqa: F401

    np.seterr(all="ignore")
    jobs = json.load(sys.stdin)
    json.dump([_in_a_fork(job) for job in jobs], sys.stdout)


if __name__ == "__main__":
    main()
