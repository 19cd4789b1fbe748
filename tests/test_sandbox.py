"""What learners' code sees and may use inside the sandbox, seen from inside."""

import json
import subprocess
from pathlib import Path

import pytest
from helpers import skip_without

from course_lib.classroom.limits import Limits

LIMITS = Limits(processes=20, disk_bytes=5_000_000, file_bytes=2_000_000)
LOOK = """
import json, os, socket, resource, sys, tempfile
told = {}
def tried(work):
    try:
        return work() or "done"
    except BaseException as error:
        return type(error).__name__
import course_lib, course_lib.grading, course_lib.grading.materials
root = os.path.dirname(course_lib.__file__)
told["grading"] = sorted(os.listdir(os.path.join(root, "grading")))
told["classroom"] = os.listdir(os.path.join(root, "classroom"))
told["beside"] = sorted(os.listdir(os.path.dirname(root)))
told["home"] = os.listdir("/home")
told["there"] = [p for p in ("/root", "/work", "/etc/passwd", "/var", "/srv") if os.path.exists(p)]
told["user"] = os.getuid()
told["processes"] = len([name for name in os.listdir("/proc") if name.isdigit()])
told["networks"] = [name for _, name in socket.if_nameindex()]
def write(path, size=1):
    with open(path, "wb") as file:
        file.write(bytes(size))
told["written"] = {p: tried(lambda: write(p + "/x")) for p in
    ("/", "/usr", "/dev", "/dev/shm", "/opt", root, root + "/grading", "/tmp", "/home/learner")}
def fill():
    for k in range(9):
        write(f"/tmp/{k}", 1_500_000)
told["disk"] = tried(fill)
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
told["file"] = tried(lambda: write("/home/learner/big", 3_000_000))
told["memory"] = tried(lambda: bytearray(4_000_000_000) and None)
def fork():
    for k in range(60):
        if os.fork() == 0:
            import time
            time.sleep(5)
            os._exit(0)
told["forks"] = tried(fork)
import ctypes, multiprocessing
libc = ctypes.CDLL(None, use_errno=True)
told["calls"] = [libc.unshare(0x10000000), libc.memfd_create(b"x", 0), libc.ptrace(0, 0, 0, 0)]
clone = 56 if os.uname().machine == "x86_64" else 220
told["calls"].append(libc.syscall(clone, 0x10000011, 0, 0, 0, 0))
told["calls"].append(libc.sched_setaffinity(0, 8, ctypes.byref(ctypes.c_ulong(1))))
told["lock"] = tried(lambda: multiprocessing.Lock() and None)
told["variables"] = sorted(os.environ)
wanted = ("CapEff", "CapBnd", "NoNewPrivs")
told["privileges"] = [x.split()[1] for x in open("/proc/self/status") if x.startswith(wanted)]
print(json.dumps(told), flush=True)
os._exit(0)
"""


@pytest.fixture(scope="module")
def told():
    """Return what a program in the sandbox tells of its surroundings."""
    sandbox = skip_without.sandbox()
    command = [*sandbox.command(LIMITS), sandbox.python(), "-c", LOOK]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_only_what_notebooks_import_of_grading_is_there(told):
    shown = ["__init__.py", "guard.py", "materials.py", "notebook.py", "show.py"]
    assert told["grading"] == shown
    assert told["classroom"] == []
    assert told["beside"] == ["course_lib"]


def test_nothing_of_the_machine_is_there(told):
    assert told["home"] == ["learner"]
    assert told["there"] == []
    assert told["processes"] <= 3
    assert told["networks"] == ["lo"]
    assert not {"USER", "SSH_AUTH_SOCK", "JPY_PARENT_PID", "VIRTUAL_ENV"} & set(told["variables"])


def test_only_folders_in_memory_can_be_written(told):
    written = {path for path, result in told["written"].items() if result == "done"}
    assert written == {"/tmp", "/home/learner", "/dev/shm"}


def test_no_namespaces_and_no_memory_that_nobody_holds(told):
    assert told["calls"] == [-1] * 5
    assert told["lock"] == "done"


def test_all_is_bounded(told):
    assert told["disk"] == "OSError"
    assert told["file"] == "OSError"
    assert told["memory"] == "MemoryError"
    assert told["forks"] == "BlockingIOError"


def test_nobody_has_no_privileges(told):
    assert told["user"] != 0
    assert told["privileges"] == ["0000000000000000", "0000000000000000", "1"]


def test_a_sandbox_that_does_not_bound_processes_is_refused(monkeypatch):
    sandbox = skip_without.sandbox()
    monkeypatch.setattr(Limits, "command", lambda self: [])
    with pytest.raises(sandbox.NoSandbox, match="the number of processes is not bounded"):
        sandbox.check(Limits(processes=8))


def test_a_sandbox_in_which_nothing_can_be_started_is_refused():
    sandbox = skip_without.sandbox()
    with pytest.raises(sandbox.NoSandbox, match="no process can be started"):
        sandbox.check(Limits(processes=1))


def test_a_course_among_the_programs_is_covered(monkeypatch):
    sandbox = skip_without.module("course_lib.classroom.sandbox")
    from course_lib.classroom import sandbox_mounts as mounts

    monkeypatch.setattr(mounts, "PACKAGE", Path("/usr/src/course/course_lib"))
    assert "--tmpfs /usr/src/course " in " ".join(sandbox.command(LIMITS))
    monkeypatch.setattr(mounts.site, "getsitepackages", lambda: ["/usr/lib"])
    monkeypatch.setattr(mounts, "PACKAGE", Path("/usr/lib/course_lib"))
    assert "--tmpfs /usr/lib " not in " ".join(sandbox.command(LIMITS))


def test_packages_of_an_environment_among_the_programs_can_be_imported(monkeypatch):
    sandbox = skip_without.module("course_lib.classroom.sandbox")
    from course_lib.classroom import sandbox_mounts as mounts

    monkeypatch.setattr(mounts.site, "getsitepackages", lambda: ["/usr/lib"])
    monkeypatch.setattr(mounts.sys, "prefix", "/usr/lib")
    assert "PYTHONPATH /opt/course:/opt/site/0 " in " ".join(sandbox.command(LIMITS))


def test_without_bubblewrap_the_message_says_how_to_get_it(monkeypatch):
    sandbox = skip_without.module("course_lib.classroom.sandbox")
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    with pytest.raises(sandbox.NoSandbox, match="sudo apt install bubblewrap"):
        sandbox.check()
