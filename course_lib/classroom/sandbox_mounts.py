"""What can be seen inside the sandbox, as bubblewrap's options: mounts and variables."""

import os
import site
import subprocess
import sys
from functools import cache
from pathlib import Path

from .limits import Limits

PACKAGE = Path(__file__).resolve().parents[1]
HIDDEN = ("grading", "classroom", "mistakes")  # rooms of course_lib
# But these of grading/, which notebooks and their checks import.
SHOWN = ("__init__.py", "guard.py", "materials.py", "notebook.py", "show.py")
SOCKETS = "/run/kernel"  # where a kernel makes its sockets
HOME, _PYTHON, _SITE, _COURSE = "/home/learner", "/opt/python", "/opt/site", "/opt/course"
_SYSTEM = Path("/usr")


def seen_inside(limits: Limits, mounts=(), whole_library=False) -> list[str]:
    """Return the options for all that can be seen: :func:`.sandbox.command` has them as one."""
    library = _library(whole_library)
    return [*_system(), *_folders(limits), *_python(), *library, *mounts, *_variables()]


def python() -> str:
    """Return the interpreter as it is called inside."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return str(_inside_prefix() / "bin" / name)


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
    for folder in (HOME, "/tmp", "/dev/shm"):
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
    place = f"{HOME}/.cache/matplotlib"
    folders = ["--perms", "0777", "--dir", f"{HOME}/.cache", "--perms", "0777", "--dir", place]
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
        "HOME": HOME,
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
