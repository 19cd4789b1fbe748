"""A sandbox for learners' code: bubblewrap shuts it in, prlimit bounds what it uses.

Inside there is no network, no home, no other process and no file but the system's programs, Python
and its packages, and the parts of course_lib that learners work with. None of that can be written;
small folders in memory can. Most of it lies under names of the sandbox's own, but Linux's list of
mounts tells where it comes from.

Root is not bound by a limit on processes. So where root grades, the code runs as a user that
nobody is.
"""

from __future__ import annotations

import atexit
import os
import pwd
import random
import shutil
import site
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from . import CannotGrade
from .limits import Limits
from .system_calls import call_filter

PACKAGE = Path(__file__).resolve().parents[1]
HIDDEN = ("grading", "classroom")  # rooms of course_lib
SHOWN = ("__init__.py", "show.py", "materials.py")  # but these of grading/: notebooks import them
SOCKETS = "/run/kernel"  # where a kernel makes its sockets
_HOME, _PYTHON, _SITE, _COURSE = "/home/learner", "/opt/python", "/opt/site", "/opt/course"
_USERS = range(20_000, 60_000)  # numbers that systems seldom give to a user
_SYSTEM = Path("/usr")


class NoSandbox(CannotGrade):
    """Learners' code can't be shut in on this machine, with the reason and what to do."""


def command(limits: Limits, mounts=(), whole_library=False) -> list[str]:
    """Return the beginning of a command line that runs what follows in a sandbox.

    Parameters
    ----------
    limits : Limits
    mounts : sequence of str
        More options for bubblewrap.
    whole_library : bool
        Show all of course_lib: for the course's own code, never for a learner's.
    """
    library = _library(whole_library)
    start = [*_filtered(), *_namespaces(), "--die-with-parent", "--new-session", "--clearenv"]
    world = [*_system(), *_folders(limits), *_python(), *library, *mounts, *_variables()]
    closed = ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", _HOME, "--"]
    return [*start, *world, *closed, *_nobody(), *limits.command()]


def python() -> str:
    """Return the interpreter as it is called inside."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return str(_inside_prefix() / "bin" / name)


def check(limits: Limits | None = None):
    """Try the sandbox out.

    Raises
    ------
    NoSandbox
        If it is missing or does not hold.
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


def _system() -> list[str]:
    """Return the mounts of the system's programs and libraries."""
    mounts = ["--ro-bind", str(_SYSTEM), str(_SYSTEM)]
    for name in ("bin", "lib", "lib64", "lib32"):
        path = Path("/", name)
        if path.is_symlink():
            mounts += ["--symlink", os.readlink(path), str(path)]
        elif path.exists():
            mounts += ["--ro-bind", str(path), str(path)]
    return [*mounts, "--proc", "/proc", "--dev", "/dev"]


def _folders(limits: Limits) -> list[str]:
    """Return the folders in memory; those above a mount must be readable for everybody."""
    made = []
    for folder in ("/opt", _COURSE, _SITE, "/run", "/home"):
        made += ["--perms", "0755", "--dir", folder]
    for folder in (_HOME, "/tmp", "/dev/shm"):
        size = limits.disk_bytes
        made += ["--perms", "1777", "--size", str(size), "--tmpfs", folder]
    return [*made, "--perms", "1777", "--size", "1000000", "--tmpfs", SOCKETS, *_fonts()]


@cache
def _font_list() -> Path | None:
    """Return matplotlib's list of fonts. To make it takes longer than a cell may."""
    code = "import matplotlib, matplotlib.font_manager; print(matplotlib.get_cachedir())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    lines = told.stdout.splitlines()
    return next(Path(lines[-1]).glob("fontlist-*.json"), None) if lines else None


def _fonts() -> list[str]:
    found = _font_list()
    if found is None:
        return []
    place = f"{_HOME}/.cache/matplotlib"
    folders = ["--perms", "0777", "--dir", f"{_HOME}/.cache", "--perms", "0777", "--dir", place]
    return [*folders, "--ro-bind", str(found), f"{place}/{found.name}"]


def _inside_prefix() -> Path:
    """Return where the interpreter's folder is seen inside."""
    prefix = Path(sys.base_prefix)
    return prefix if prefix.is_relative_to(_SYSTEM) else Path(_PYTHON)


def _python() -> list[str]:
    """Return the mounts of the interpreter and of packages; the course among them is covered."""
    mounts, prefix = [], Path(sys.base_prefix)
    if not prefix.is_relative_to(_SYSTEM):
        mounts += ["--ro-bind", str(prefix), _PYTHON]
    for path, inside in _packages():
        if inside.is_relative_to(_SITE):
            mounts += ["--ro-bind", str(path), str(inside)]
        if (path / PACKAGE.name).is_dir():
            mounts += ["--tmpfs", str(inside / PACKAGE.name)]
    root = PACKAGE.parent
    if _is_shown(root) and root not in [path for path, _ in _packages()]:
        mounts += ["--tmpfs", str(_seen(root))]
    return mounts


def _is_shown(path: Path) -> bool:
    return path.is_relative_to(_SYSTEM) or path.is_relative_to(sys.base_prefix)


def shows(path: Path) -> bool:
    """Tell whether learners' code can read what lies at a path, because programs lie there too."""
    above = [_SYSTEM, Path(sys.base_prefix), *(folder for folder, _ in _packages())]
    return any(path.resolve().is_relative_to(folder.resolve()) for folder in above)


def _seen(path: Path) -> Path:
    """Return where a path of the interpreter's folder is seen inside."""
    prefix = Path(sys.base_prefix)
    return _inside_prefix() / path.relative_to(prefix) if path.is_relative_to(prefix) else path


def _packages() -> list[tuple[Path, Path]]:
    """Return the folders of installed packages, each with its place inside."""
    found = []
    for number, name in enumerate(dict.fromkeys(site.getsitepackages())):
        path = Path(name)
        if path.is_dir():
            environment = sys.prefix != sys.base_prefix and path.is_relative_to(sys.prefix)
            own = _is_shown(path) and not environment
            found.append((path, _seen(path) if own else Path(_SITE, str(number))))
    return found


def _library(whole: bool) -> list[str]:
    """Return the mounts of course_lib: all, or what a learner's notebook may import."""
    inside = f"{_COURSE}/{PACKAGE.name}"
    mounts = ["--ro-bind", str(PACKAGE), inside]
    if whole:
        return mounts
    rooms = [f"{inside}/{room}" for room in HIDDEN]
    mounts += [part for room in rooms for part in ("--tmpfs", room)]
    for name in SHOWN:
        mounts += ["--ro-bind", str(PACKAGE / "grading" / name), f"{inside}/grading/{name}"]
    return [*mounts, *(part for room in rooms for part in ("--remount-ro", room))]


def _variables() -> list[str]:
    inside = [str(path) for _, path in _packages() if path.is_relative_to(_SITE)]
    variables = {
        "HOME": _HOME,
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join([_COURSE, *inside]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "COURSE_CHECKING": "1",
    }
    if _inside_prefix() == Path(_PYTHON):
        variables["LD_LIBRARY_PATH"] = f"{_PYTHON}/lib"
    return [part for name, value in variables.items() for part in ("--setenv", name, value)]
