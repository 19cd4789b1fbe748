"""Submissions that do not end, that end the kernel, and that use up the machine."""

from .submission import alone, among_honest

SWALLOW = """
import time
until = time.monotonic() + 60
while time.monotonic() < until:
    try:
        while time.monotonic() < until:
            {work}
    except BaseException:
        pass
"""
ENDLESS = [
    among_honest("a loop", "while True:\n    pass"),
    among_honest("printing that swallows interrupts", SWALLOW.format(work="print('x' * 1000)")),
    among_honest("interrupts ignored", "_s.signal(_s.SIGINT, _s.SIG_IGN)\nwhile True:\n    pass"),
    among_honest("input", "name = input('your name')"),
]
ENDED = [
    among_honest("_exit", "import os\nos._exit(0)"),
    among_honest("exit", "exit()"),
    among_honest("segfault", "import ctypes\nctypes.string_at(0)"),
    among_honest(
        "kill everybody", "import os\nif not os.path.exists('/etc/passwd'):\n    os.kill(-1, 9)"
    ),
    among_honest(
        "kill the parent",
        "import os\nif not os.path.exists('/etc/passwd'):\n    os.kill(os.getppid(), 9)\n    os._exit(0)",
    ),
    among_honest("all files closed", "import os\nos.closerange(3, 500)"),
    among_honest(
        "recursion", "import sys\nsys.setrecursionlimit(10**8)\ndef f(x):\n    return f([x])\nf(0)"
    ),
]
MEMORY = """
held = []
for k in range(35):
    held.append(bytearray(10**8))
    held[-1][::4096] = bytes(len(held[-1][::4096]))
import time
time.sleep(2)
"""
MANY = """
import os, time
for k in range(100):
    try:
        if os.fork() == 0:
            {work}
            os._exit(0)
    except OSError:
        break
time.sleep(2)
"""
DISK = """
import tempfile
with tempfile.TemporaryDirectory() as folder:
    for k in range(20):
        with open(f"{folder}/big-{k}", "wb") as file:
            file.write(bytes(10_000_000))
"""
BOMBS = [
    among_honest("memory", MEMORY + "raise MemoryError"),
    among_honest(
        "memory of many processes",
        MANY.format(
            work="x = bytearray(3 * 10**7); x[::4096] = bytes(len(x[::4096])); time.sleep(9)"
        )
        + "time.sleep(3)\nraise MemoryError",
    ),
    among_honest("processes", MANY.format(work="time.sleep(20)") + "raise OSError"),
    alone(
        "threads",
        "import threading, time\nfor k in range(199):\n"
        "    threading.Thread(target=time.sleep, args=(20,), daemon=True).start()",
    ),
    among_honest("disk", DISK + "raise OSError"),
    alone(
        "open files",
        "import os\nheld = []\nwhile len(held) < 5000:\n    held.append(os.open('/dev/null', 0))",
    ),
    among_honest("100 MB in one piece", "print('x' * 100_000_000)"),
    among_honest("backspaces", "print('ab' * 100_000 + chr(8) * 200_000)"),
    alone(
        "a thread that prints",
        "import threading, time\ndef f():\n    for k in range(500):\n        print('noise')\n        time.sleep(0.05)\nthreading.Thread(target=f, daemon=True).start()",
    ),
]
ALL = [*ENDLESS, *ENDED, *BOMBS]
