"""A process that has imported nbval, and becomes a run of nbval as often as it is asked to.

Importing pytest, nbval and nbformat takes longer than most exercises. So it is done once, and
each run is a copy (``fork``) of this process, with an address space of its own. A line of JSON on
stdin asks for a run; on stdout come the number of its process, and its exit status at the end.
The argument is the core that all of this, kernels too, runs on.
"""

import ctypes
import json
import os
import resource
import signal
import sys

from ..grading import recorder

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_FILE_BYTES = 100_000_000  # of each file that a run writes: its report is much smaller


def serve():
    """Do what the lines on stdin ask for, until they end."""
    _die_with_parent()
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            _become_run(**request)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(status, flush=True)


def _become_run(folder: str, environment: dict, arguments: list[str], memory: int):
    """Run nbval in this process, and end it."""
    code = 1
    try:
        os.setsid()
        _die_with_parent()
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_BYTES, _FILE_BYTES))
        nothing = os.open(os.devnull, os.O_RDWR)
        for target in (0, 1, 2):
            os.dup2(nothing, target)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        code = recorder.main(arguments)
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _die_with_parent():
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


if __name__ == "__main__":
    # Imported by nbval and its kernels, here once for all runs.
    import ipykernel.kernelspec  # noqa: F401
    import jupyter_client.blocking
    import jupyter_client.manager  # noqa: F401
    import nbval.plugin  # noqa: F401

    os.sched_setaffinity(0, {int(sys.argv[1])})
    serve()
