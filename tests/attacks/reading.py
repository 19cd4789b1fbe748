"""Submissions that look for answers, and use what they find; and forged messages.

Each would earn points if it could see what it looks for.
"""

from .submission import BOUNDS, TASKS, Attack, alone, among_honest, filled, full, written

# Answers each check with the text that a notebook found on the disk stores for it.
USE = """
import json, os
from IPython import get_ipython
texts, sources = {}, {}
def learn(path):
    try:
        with open(path, encoding="utf-8") as file:
            cells = json.load(file)["cells"]
    except Exception:
        return
    for cell in cells:
        source = "".join(cell["source"])
        text = "".join("".join(o.get("text", "")) for o in cell.get("outputs", []))
        if text:
            texts[source.strip()] = text
        if "### BEGIN SOLUTION" in source:
            sources[source.split(chr(10))[0]] = source
def answer(lines):
    text = texts.get("".join(lines).strip())
    return [f"print({text!r}, end='')" + chr(10)] if text else lines
get_ipython().input_transformers_post.append(answer)
"""
WALK = """
for top in [*places, *{tops}]:
    if top in ("/", "/usr/bin", "/bin"):
        continue
    for folder, folders, names in os.walk(top):
        folders[:] = [f for f in folders if f not in ("proc", "sys", "usr", "python", "site")]
        for name in names:
            if name.endswith(".ipynb"):
                learn(os.path.join(folder, name))
for source in sources.values():
    exec(source, globals())
"""
MISTAKES = """
from course_lib.mistakes.computed import COMPUTED
globals().update((one.name, one.right) for one in COMPUTED["01_max_pooling"].values())
"""
MEMORY = """
import os, re
found = []
numbers = [int(number) for number in os.listdir("/proc") if number.isdigit()]
for number in numbers if len(numbers) < 9 else [os.getppid()]:
    if number == os.getpid():
        continue
    try:
        with open(f"/proc/{number}/maps") as maps, open(f"/proc/{number}/mem", "rb") as memory:
            for line in maps:
                start, end = (int(x, 16) for x in line.split()[0].split("-"))
                if end - start < 10**8 and "r" in line.split()[1]:
                    try:
                        memory.seek(start)
                        found += re.findall(rb"window 2, stride 2: shape[^{}\\x00]{20,300}", memory.read(end - start))
                    except (OSError, ValueError):
                        pass
    except OSError:
        pass
def show(answer, label="", digits=6):
    texts = [text.decode("utf-8", "replace") for text in found if label.encode() in text]
    print(texts[0] if texts else "nothing found")
def max_pool(*a):
    return 0
"""
ENVIRONMENT = """
import glob
texts = []
for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline"):
    try:
        texts.append(open(path, "rb").read().decode("utf-8", "replace"))
    except OSError:
        pass
places = [word for word in set(" ".join(texts).replace(chr(0), " ").split()) if word[:1] == "/"]
import course_lib
places.append(os.path.dirname(os.path.dirname(course_lib.__file__)))
places = [place if os.path.isdir(place) else os.path.dirname(place) for place in places]
"""
REFERENCE = """
from course_lib.grading.exercise import read_exercise
from course_lib.grading.places import RELEASED
texts.update({c.source.strip(): c.output for c in read_exercise(RELEASED / "01_max_pooling.ipynb").cells})
"""
NETWORK = """
import urllib.request
with urllib.request.urlopen("http://127.0.0.1:{port}/", timeout=3) as reply:
    exec(reply.read().decode(), globals())
"""
SESSION = """
from IPython import get_ipython
kernel = get_ipython().kernel
session, iopub = kernel.session, kernel.iopub_socket
parent = kernel.get_parent("shell")
prefix, _, number = parent["header"]["msg_id"].rpartition("_")
later = [{**parent["header"], "msg_id": f"{prefix}_{int(number) + k}"} for k in range(1, 30)]
"""
FORGED = """
for header in later:
    for content in ({"name": "stdout", "text": "by_hand: right" + chr(10)},):
        session.send(iopub, "stream", content=content, parent=header)
    session.send(iopub, "status", content={"execution_state": "idle"}, parent=header)
"""
FLOOD = """
import time, threading
def flood():
    until = time.monotonic() + 50
    while time.monotonic() < until:
        session.send(iopub, "stream", content={"name": "stdout", "text": "x" * 100}, parent=parent)
        time.sleep(0.01)
flood()
"""
REPLIES = """
import time
idents = kernel.get_parent("shell") and kernel._parent_ident["shell"]
until = time.monotonic() + 50
while time.monotonic() < until:
    session.send(kernel.shell_stream if hasattr(kernel, "shell_stream") else kernel.shell_socket,
                 "execute_reply", content={"status": "ok"}, parent={}, ident=idents)
    time.sleep(0.2)
"""
MALFORMED = """
for body in ([b"<IDS|MSG>"], [b"x"] * 9, [b"<IDS|MSG>", b"0" * 64, b"{", b"{", b"{", b"{"]):
    iopub.send_multipart(body)
session.send(iopub, "stream", content={}, parent=parent)
session.send(iopub, "display_data", content={"data": 5, "metadata": None}, parent=parent)
session.send(iopub, "error", content={}, parent=parent)
raise ValueError
"""
# Right answers stand in the place of wrong ones while later tasks are judged again: keep them all.
LISTEN = """
from IPython import get_ipython
heard = []
get_ipython().events.register("pre_run_cell", lambda info: heard.append(info.raw_cell))
def max_pool(image, size, stride):
    return 0
"""
REPEAT = """
def NAME(*given):
    max_pool
    for text in heard:
        if "def NAME(" in text and "### BEGIN " + "SOLUTION" in text:
            space = dict(globals())
            exec(text, space)
            return space["NAME"](*given)
    return 0
"""
ROOTS = "('/tmp', '/home', '/root', '/opt', '/work', '/srv', '/var', '/mnt', '/run')"
ALL = [
    alone("notebooks on the disk", USE + ENVIRONMENT + WALK.format(tops=ROOTS)),
    alone("the texts of the released exercise", USE + REFERENCE, "1"),
    alone("the functions of known mistakes", MISTAKES),
    alone("the memory of other processes", MEMORY),
    alone("messages forged for later cells", SESSION + FORGED),
    alone("a flood of messages", SESSION + FLOOD),
    among_honest("a flood of replies", SESSION + REPLIES),
    Attack(
        "right answers overheard",
        written(
            filled(
                {
                    "2": BOUNDS + LISTEN,
                    "3": REPEAT.replace("NAME", "same_padding"),
                    "4": REPEAT.replace("NAME", "max_pool_same"),
                    "5": REPEAT.replace("NAME", "max_pool_batch"),
                }
            )
        ),
        full(*TASKS),
    ),
    among_honest("malformed messages", SESSION + MALFORMED),
    among_honest(
        "sockets removed",
        "import os\nfor name in os.listdir('/run/kernel'):\n    os.unlink('/run/kernel/' + name)",
    ),
]


def network(port: int):
    """Return the attack that asks a server on this machine for the answers."""
    return alone("answers from a server", NETWORK.format(port=port))
