"""What tests do with an explorer: tell it what a learner does, read what it shows, its quiz."""

import json

import numpy as np
from PIL import Image

from course_lib.widgets.quiz import judge, read_number
from course_lib.widgets.view import Question


def receive(explorer, do, *rest, key=None):
    explorer._receive(None, {"id": key, "do": do, "with": list(rest)}, None)
    return explorer.view


def rgba(image):
    """Return the bytes of a picture as a page sends them."""
    return Image.fromarray(image).convert("RGBA").tobytes()


def open_file(explorer, name, width, height, *buffers):
    """Give an explorer a file, as a page does."""
    message = {"do": "open", "with": [name, width, height], "id": "m"}
    explorer._receive(None, message, [memoryview(buffer) for buffer in buffers])
    return explorer.view


def parts(explorer):
    """Return all grids and pictures, also those in columns."""
    return flat(explorer.view["parts"])


def flat(parts):
    """Return the grids and pictures among parts; columns hold several."""
    return [one for part in parts for one in (flat(part["parts"]) if "parts" in part else [part])]


def grid(explorer, key):
    return next(part for part in parts(explorer) if part["key"] == key)


def texts(explorer, key="output"):
    return [[cell["text"] for cell in row] for row in grid(explorer, key)["cells"]]


def kinds(explorer, key):
    """Return the places of cells that look special, with their look."""
    rows = grid(explorer, key)["cells"]
    return {
        (i, j): cell["kind"]
        for i, row in enumerate(rows)
        for j, cell in enumerate(row)
        if "kind" in cell
    }


def numbers(explorer, key="output"):
    """Return the numbers that a grid shows, without its padding."""
    rows = [
        [
            float(cell["text"].replace("−", "-"))
            for cell in row
            if "padding" not in cell.get("name", "")
        ]
        for row in grid(explorer, key)["cells"]
    ]
    return [row for row in rows if row]


def control(explorer, name):
    return next(control for control in explorer.view["controls"] if control["name"] == name)


def ask(explorer, *place):
    """Make the quiz ask for a place."""
    explorer.quiz = True
    explorer._place = place
    explorer._question = Question(explorer.ask(place)[0])
    explorer._asked_cell = explorer.cell_asked()
    explorer.refresh()
    return lambda text: receive(explorer, "answer", text)["question"]


def values(explorer, key):
    """Return the numbers of a grid, to the four digits that are shown."""
    return np.array([[read_number(text) for text in row] for row in texts(explorer, key)])


def rounded(array):
    """Return numbers to four digits, as cells show them."""
    return np.vectorize(lambda x: float(f"{x:.4g}"))(np.asarray(array, float))


def places(explorer, key, kind):
    """Return the places in a grid whose cells look like ``kind``."""
    return [place for place, words in kinds(explorer, key).items() if kind in words.split()]


def notes_of(explorer, key):
    """Return the notes of all cells of a grid; empty where there is none."""
    return [cell.get("note", "") for row in grid(explorer, key)["cells"] for cell in row]


def value_of(mistakes, words):
    """Return the number that the first mistake gives whose rule has ``words``."""
    return next(wrong.value for wrong in mistakes if words in wrong.rule)


def said_to(mistakes, right, rule):
    """Return what is said to the answer that the wrong with ``rule`` gives; nothing without it."""
    value = next((wrong.value for wrong in mistakes if rule in wrong.rule), None)
    if value is None:
        return True, ""
    return judge(repr(float(value)), right, mistakes)


def shown(explorer):
    """Return all that is sent to the page, as text."""
    return json.dumps(explorer.view, ensure_ascii=False)


def assert_refused(explorer, message, words):
    """Check that a message is answered with ``words``, and changes nothing that is shown."""
    before = dict(explorer.view)
    receive(explorer, *message)
    told = {"said": "", "problem": ""}
    assert words in explorer.view["said"]
    assert before | told == explorer.view | told
    explorer.refresh()
    assert explorer.view | {"said": ""} == before | {"said": ""}


def assert_named(explorer, rule):
    """Check that the quiz names a mistake somewhere, when its number is the answer."""
    found = []
    for place in explorer.questions():
        _, right, mistakes = explorer.ask(place)
        if any(rule in wrong.rule for wrong in mistakes):
            found.append(said_to(mistakes, right, rule))
    assert any(not good and rule in said for good, said in found), found
