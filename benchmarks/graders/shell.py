"""An outer shell for graders that have no sandbox, so that no submission harms this machine.

It is bubblewrap, and not a part of what is compared: the system can be read and not written, there
is no network but loopback, and homes, temporary files and the neighbours of this checkout are
hidden. The grader, its Python and all of ``course_lib`` can be read. When the time is over, all
that runs inside ends.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INSIDE = "/tmp/scratch"
_USERS = range(20_000, 60_000)  # numbers that systems seldom give to a user


def run(python: str, arguments: list[str], scratch: Path, seconds: float) -> bool:
    """Run a Python in a folder that it may write; tell whether it ended in time."""
    for path in (scratch, *scratch.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    with (scratch / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [*command(python, scratch), *arguments], **silent, stderr=log, start_new_session=True
        )
        try:
            process.wait(seconds)
            return True
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return False


def command(python: str, scratch: Path) -> list[str]:
    """Return the beginning of a command line: the shell, and the interpreter in it."""
    mounts = ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    for folder in _hidden():
        mounts += ["--perms", "1777", "--tmpfs", folder]
    for path in (*prefixes(python), str(ROOT / "course_lib")):
        for above in reversed(Path(path).parents):
            if any(above.is_relative_to(folder) and str(above) != folder for folder in _hidden()):
                mounts += ["--perms", "0755", "--dir", str(above)]  # else only root may enter
        mounts += ["--ro-bind", path, path]
    mounts += ["--bind", str(scratch), INSIDE, "--chdir", INSIDE]
    alone = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--die-with-parent", "--clearenv"]
    if os.getuid() != 0:
        alone.append("--unshare-user")
    return ["bwrap", *alone, *mounts, *_variables(python), "--", *_nobody(), python]


def _hidden() -> list[str]:
    places = ["/tmp", tempfile.gettempdir(), "/root", "/home", str(ROOT.parent)]
    return [folder for folder in dict.fromkeys(places) if os.path.isdir(folder)]


@cache
def prefixes(python: str) -> list[str]:
    """Return the folders of an interpreter: its environment, and the installation under it."""
    code = "import sys; print(sys.prefix); print(sys.base_prefix)"
    told = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    return list(dict.fromkeys(told.stdout.splitlines()))


def _variables(python: str) -> list[str]:
    variables = {
        "HOME": INSIDE,
        "PATH": f"{Path(python).parent}:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "LD_LIBRARY_PATH": f"{prefixes(python)[-1]}/lib",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return [part for name, value in variables.items() for part in ("--setenv", name, value)]


def _nobody() -> list[str]:
    """Return the command by which root becomes a user that nobody is; nothing for others.

    Each time another one: the submissions bound the processes of their user.
    """
    if os.getuid() != 0:
        return []
    user = random.choice(_USERS)
    identity = [f"--reuid={user}", f"--regid={user}", "--clear-groups"]
    return ["setpriv", *identity, "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"]
