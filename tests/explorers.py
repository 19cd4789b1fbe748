"""What tests read in an explorer, as arrays and as places, and what its quiz says."""

import json

import numpy as np
from explored import grid, texts

from course_lib.widgets.quiz import judge, read_number


def values(explorer, key):
    """Return the numbers of a grid, to the four digits that are shown."""
    return np.array([[read_number(text) for text in row] for row in texts(explorer, key)])


def rounded(array):
    """Return numbers to four digits, as cells show them."""
    return np.vectorize(lambda x: float(f"{x:.4g}"))(np.asarray(array, float))


def places(explorer, key, kind):
    """Return the places in a grid whose cells look like ``kind``."""
    cells = grid(explorer, key)["cells"]
    return [
        (i, j)
        for i, row in enumerate(cells)
        for j, cell in enumerate(row)
        if kind in cell.get("kind", "").split()
    ]


def said_to(slips, right, rule):
    """Return what is said to the answer that the slip with ``rule`` gives."""
    value = next(slip.value for slip in slips if rule in slip.rule)
    return judge(repr(float(value)), right, slips)


def shown(explorer):
    """Return all that is sent to the page, as text."""
    return json.dumps(explorer.view, ensure_ascii=False)
