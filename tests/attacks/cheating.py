"""Submissions that meddle with checks, with Python and with the kernel; none knows an answer."""

import copy

from helpers import homework

from .submission import HONEST, TASKS, alone, among_honest, changed, full

ROLES = ("check", "setup")
EXERCISE = homework.notebook("01_max_pooling")


def without_checks(document):
    cells = [c for c in document["cells"] if homework.role(c) not in ROLES]
    return {**document, "cells": cells}


def doubled_checks(document):
    extra = [copy.deepcopy(c) for c in document["cells"] if homework.role(c) in ROLES]
    return {**document, "cells": [*document["cells"], *extra]}


def backwards(document):
    """Another kernel is named, too."""
    document["metadata"]["kernelspec"] = {"name": "bash", "display_name": "x", "language": "sh"}
    return {**document, "cells": document["cells"][::-1]}


def edited_checks(document):
    for cell in document["cells"]:
        if homework.role(cell) in ROLES:
            cell["source"] = "print('all right')"
    return document


def forged_hidden(document):
    """Cells that claim to be hidden checks, and to be passed."""
    for key in TASKS:
        course = {"id": f"hidden-{key}", "role": "hidden", "task": key}
        cell = homework.code_cell("print('right')", id=f"hidden-{key}", metadata={"course": course})
        document["cells"].append(cell)
    return document


def generous(document):
    """Points and roles changed in the metadata."""
    for cell in document["cells"]:
        if homework.role(cell) == "answer":
            cell["metadata"]["course"].update(points=100)
        elif homework.role(cell):
            cell["metadata"]["course"].update(role="picture")
    return document


def tagged(document):
    tags = ["nbval-skip", "nbval-ignore-output", "raises-exception", "nbval-raises-exception"]
    for cell in document["cells"]:
        cell["metadata"]["tags"] = tags
    return document


MARKERS = "\n".join(
    f"#{between}{marker}"
    for marker in (
        "NBVAL_SKIP",
        "NBVAL_IGNORE_OUTPUT",
        "NBVAL_RAISES_EXCEPTION",
        "NBVAL_CHECK_OUTPUT",
    )
    for between in ("", " ", "## ", "\x0c")
)
WRONG = {key: "def nothing():\n    pass\nby_hand = same_shape = 0" for key in TASKS}
CHECKS = [
    changed("checks deleted", without_checks),
    changed("checks doubled", doubled_checks),
    changed("cells backwards", backwards),
    changed("checks edited, no answers", edited_checks, {}, full(*TASKS)),
    changed("hidden checks forged", forged_hidden, WRONG, full(*TASKS)),
    changed("points forged", generous, {**HONEST, "2": WRONG["2"]}, full("2")),
    changed("tags of nbval", tagged, WRONG, full(*TASKS)),
    among_honest("markers of nbval", f"{MARKERS}\ndef max_pool(*a):\n    return 0\n{MARKERS}"),
    among_honest(
        "a marker after a form feed", "x = 1\x0c# NBVAL_SKIP\ndef max_pool(*a):\n    return 0"
    ),
]
PUBLIC = """
import numpy as np
def max_pool(image, size, stride):
    known = {(2, 2): [[0, 1, 3], [1, 1.5, 3]], (3, 1): [[1.5, 1.5, 3, 3, 3]] * 3}
    return np.array(known.get((size, stride), 0))
"""
PRINTED = """
lines = iter(["the image: shape (5, 7)", "2×2, stride 2: shape (2, 3)"])
def show(answer, label="", digits=6):
    print(next(lines, f"{label}: right"))
def max_pool(*a):
    return 0
"""
IP = "from IPython import get_ipython\nip = get_ipython()\n"
LOOK = """
import gc, sys
def max_pool(*a):
    frame, found = sys._getframe(), []
    while frame:
        found += [str(frame.f_locals)[:2000]]
        frame = frame.f_back
    found += [x for x in gc.get_objects() if isinstance(x, str) and "shape (" in x]
    return "".join(found)
"""
PATCHES = {
    "frames and objects": LOOK,
    "numbers of the public checks": PUBLIC,
    "printed texts": PRINTED,
    "array2string": "import numpy as np\nnp.array2string = lambda *a, **k: '[[0, 1, 3]]'\ndef max_pool(*a):\n    return 0",
    "allclose": "import numpy as np\nnp.allclose = np.array_equal = lambda *a, **k: True\ndef max_pool(*a):\n    return a[0]",
    "seeds": "import numpy as np\nrng = np.random.default_rng(0)\nnp.random.default_rng = lambda s=0: rng\ndef max_pool(*a):\n    return 0",
    "print": "import builtins\nbuiltins.print = lambda *a, **k: None\ndef max_pool(*a):\n    return 0",
    "display hook": "import sys\nsys.displayhook = lambda *a: None\nget_ipython().displayhook = None\ndef max_pool(*a):\n    return 0",
    "equal to all": "class Same:\n    __eq__ = lambda *a: True\n    __ne__ = lambda *a: False\n    __hash__ = lambda s: 0\n    __repr__ = __str__ = lambda s: ''\ndef max_pool(*a):\n    return Same()",
    "ast": f"{IP}import ast\nclass T(ast.NodeTransformer):\n    def visit_Expr(self, node):\n        return ast.Pass()\nip.ast_transformers.append(T())\ndef max_pool(*a):\n    return 0",
    "input transformers": f"{IP}ip.input_transformers_post.append(lambda lines: ['pass\\n'])\nip.input_transformers_cleanup.append(lambda lines: ['pass\\n'])",
    "run_cell": f"{IP}ip.run_cell = ip.run_code = ip.run_cell_async = lambda *a, **k: None",
    "showtraceback": f"{IP}ip.showtraceback = ip._showtraceback = ip.showsyntaxerror = lambda *a, **k: None\ndef max_pool(*a):\n    raise ValueError",
    "custom exceptions": f"{IP}ip.set_custom_exc((BaseException,), lambda *a, **k: None)\ndef max_pool(*a):\n    raise ValueError",
    "settrace": "import sys\ndef trace(frame, event, arg):\n    frame.f_globals['show'] = lambda *a, **k: print('right')\n    return trace\nsys.settrace(trace)\ndef max_pool(*a):\n    return 0",
    "events": f"{IP}ip.events.register('pre_run_cell', lambda info: ip.user_ns.update(show=lambda *a, **k: print('right')))",
    "history": f"{IP}def max_pool(*a):\n    return str(ip.user_ns['In'])[-500:]",
    "modules": "import sys, types\nfake = types.ModuleType('course_lib.grading')\nfake.show = fake.kind = lambda *a, **k: print('right')\nsys.modules['course_lib.grading'] = fake\nimport course_lib\ncourse_lib.grading = fake\nshow = fake.show",
}
SHELL = {
    "shell": "!touch /opt/mine /usr/mine_of_the_course 2> /dev/null; rm -f /usr/mine_of_the_course\n!exit 3",
    "bash cell": "get_ipython().run_cell_magic('bash', '', 'exit 1')",
    "processes left behind": "import subprocess\nsubprocess.Popen(['sleep', '50'], start_new_session=True)\ndef max_pool(*a):\n    return 0",
}
ALL = [
    *CHECKS,
    *(alone(name, source) for name, source in PATCHES.items()),
    alone("shell", SHELL["shell"]),
    among_honest("a failing cell of bash", SHELL["bash cell"]),
    among_honest("processes left behind", SHELL["processes left behind"]),
]
