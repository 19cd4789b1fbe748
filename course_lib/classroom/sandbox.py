"""A sandbox for learners' code: bubblewrap shuts it in, prlimit bounds what it uses.

Inside there is no network, no home, no other process and no file but the system's programs, Python
and its packages, and the parts of course_lib that learners work with. None of that can be written;
small folders in memory can. Most of it lies under names of the sandbox's own, but Linux's list of
mounts tells where it comes from.

Root is not bound by a limit on processes. So where root grades, the code runs as a user that
nobody is.
"""

import atexit
import os
import pwd
import random
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from . import CannotGrade
from .limits import Limits
from .sandbox_mounts import HOME, python, seen_inside
from .system_calls import call_filter

_USERS = range(20_000, 60_000)  # numbers that systems seldom give to a user


class NoSandbox(CannotGrade):
    """Learners' code can't be shut in on this machine, with the reason and what to do."""


def command(limits: Limits, mounts=(), whole_library=False) -> list[str]:
    """Return the beginning of a command line that runs what follows in a sandbox.

    ``mounts`` are more options for bubblewrap. ``whole_library`` shows all of course_lib: for the
    course's own code, never for a learner's.
    """
    start = [*_filtered(), *_namespaces(), "--die-with-parent", "--new-session", "--clearenv"]
    world = seen_inside(limits, mounts, whole_library)
    closed = ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", HOME, "--"]
    return [*start, *world, *closed, *_nobody(), *limits.command()]


def check(limits: Limits | None = None):
    """Try the sandbox out.

    Raises NoSandbox if it is missing or does not hold.
    """
    missing = [name for name in ("bwrap", "prlimit", "setpriv") if shutil.which(name) is None]
    if missing:
        raise NoSandbox(
            f"{' and '.join(missing)} not found: learners' code can't be shut in. On Debian and "
            "Ubuntu: sudo apt install bubblewrap util-linux. On Fedora: sudo dnf install "
            "bubblewrap util-linux. On Windows and macOS, grade inside Linux (WSL, Docker)."
        )
    few = Limits(processes=8) if limits is None else limits
    tried = subprocess.run(
        [*command(few), python(), "-c", _TRIAL, str(few.processes)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
    )
    if tried.stdout.strip() != "holds":
        said = (tried.stdout + tried.stderr).strip()[-500:] or f"exit code {tried.returncode}"
        raise NoSandbox(f"The sandbox does not work on this machine: {said}")


# Runs inside: nothing to write, no network, no further process once there are as many as allowed.
_TRIAL = """
import os, socket, sys, time
problems = []
if os.path.exists("/root") or os.listdir("/home") != ["learner"]:
    problems.append("homes can be seen")
if [name for _, name in socket.if_nameindex() if name != "lo"]:
    problems.append("there is a network")
made = 0
try:
    while made < 2 * int(sys.argv[1]):
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
        made += 1
    problems.append("the number of processes is not bounded")
except OSError as error:
    if not made:
        problems.append(f"no process can be started ({error})")
print("; ".join(problems) or "holds", flush=True)
os._exit(0)
"""


def _filtered() -> list[str]:
    """Return the start of bubblewrap, with the filter of system calls as its file 3."""
    path = _filter_file()
    if path is None:
        return ["bwrap"]
    return ["/bin/sh", "-c", 'exec 3<"$0"; exec "$@"', path, "bwrap", "--seccomp", "3"]


@cache
def _filter_file() -> str | None:
    """Return a file with the filter, there as long as this process; None where there is none."""
    data = call_filter()
    if not data:
        return None
    handle, path = tempfile.mkstemp(prefix="course-", suffix=".bpf")
    atexit.register(Path(path).unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    return path


def _namespaces() -> list[str]:
    own = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    if os.getuid() != 0:
        own += ["--unshare-user", "--disable-userns"]
    return [*own, "--unshare-cgroup-try"]


def _nobody() -> list[str]:
    """Return the command by which root becomes a user that nobody is; nothing for others."""
    if os.getuid() != 0:
        return []
    known = {entry.pw_uid for entry in pwd.getpwall()}
    user = random.SystemRandom().choice([number for number in _USERS if number not in known])
    identity = [f"--reuid={user}", f"--regid={user}", "--clear-groups"]
    return ["setpriv", *identity, "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"]
