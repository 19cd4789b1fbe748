"""Honest work in odd shapes: it keeps all its points."""

from helpers import homework
from variants import VARIANTS

from .submission import HONEST, NAME, TASKS, Attack, changed, filled, full, written


def kept(name, answers):
    return Attack(name, written(filled({**HONEST, **answers})), full())


def helpers(document):
    """Cells of the learner's own between all others, some of them with errors."""
    cells = []
    for number, cell in enumerate(document["cells"]):
        cells += [
            cell,
            homework.code_cell(f"helper_{number} = {number}\nprint('scratch', 1 / {number})"),
        ]
    return {**document, "cells": cells}


def split(document):
    """An answer whose second half stands in a cell of its own."""
    cell = homework.answer_cell(document, "2")
    place = document["cells"].index(cell)
    head, _, body = HONEST["2"].partition("def max_pool")
    cell["source"] = head + "from numpy.lib.stride_tricks import sliding_window_view"
    document["cells"].insert(place + 1, homework.code_cell("def max_pool" + body))
    return document


def at_the_end(document):
    """Answers in new cells at the end, with the comment that names each."""
    for key in TASKS:
        document["cells"].remove(homework.answer_cell(document, key))
    document["cells"] += [homework.code_cell(source) for source in HONEST.values()]
    return document


WARN = "import warnings, sys\nwarnings.warn('careful')\nprint('note', file=sys.stderr)\n"
INSIDE = HONEST["2"].replace(
    "    windows =", "    import sys, warnings\n    warnings.warn('x')\n    windows ="
)
SLOW = HONEST["5"].replace("    windows =", "    import time\n    time.sleep(0.5)\n    windows =")
BY_LIBRARY = VARIANTS[NAME]["4"][1]
PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n"
OWN = "open('notes.txt', 'w').write('mine')\nfrom concurrent.futures import ThreadPoolExecutor\n"
PAD = """
class Pad:
    def __call__(self, length, size, stride):
        total = max((-(-length // stride) - 1) * stride + size - length, 0)
        return total // 2, -(-total // 2)
same_padding = Pad()
"""
ALL = [
    kept("plain", {}),
    kept("in another way", {**{key: VARIANTS[NAME][key][1] for key in "1235"}, "4": BY_LIBRARY}),
    kept("warnings, slow, a class", {"2": WARN + INSIDE, "3": PAD, "5": SLOW}),
    kept("a plot, files, threads", {"2": PLOT + HONEST["2"], "3": OWN + HONEST["3"]}),
    kept("names of builtins", {"1": HONEST["1"] + "\nsum = 3\nlist_ = list = [1]"}),
    changed("helper cells", helpers),
    changed("an answer in two cells", split),
    changed("answers at the end", at_the_end),
]
