"""What readers of the site get of a notebook that its learners do not."""

from __future__ import annotations

import json
import re

from .asked import asked_html, asked_in
from .live import LIVE, kind_of, live_html

_TO_READERS = (
    "*Guess first: what you type is judged here, and stays in your browser. What answers a "
    "question is folded away until you open it. To change numbers, "
    "[get the course](../index.md#get-the-course).*"
)
_MARK = re.compile(r"^# NBVAL_\w+\n", re.MULTILINE)  # says something to those who grade only


def for_readers(text: str, live: str = "") -> str:
    """Return a notebook's text with what answers a question folded, and a word to readers.

    Where it has live explorers, ``live`` is the name of the lesson.

    Examples
    --------
    >>> code = {"cell_type": "code", "metadata": {"jupyter": {"outputs_hidden": True}}}
    >>> text = json.dumps({"cells": [{"cell_type": "markdown"}, code]})
    >>> json.loads(for_readers(text))["cells"][-1]["metadata"]["tags"]
    ['hide-output']
    """
    notebook = json.loads(text)
    folded = [_fold(cell["metadata"]) for cell in notebook["cells"] if "metadata" in cell]
    for cell in notebook["cells"]:
        cell["source"] = _MARK.sub("", "".join(cell.get("source", "")))
    for cell in notebook["cells"] if live else ():
        _make_live(cell, live)
    _make_asked(notebook["cells"])
    if any(folded):
        word = {"cell_type": "markdown", "id": "to-readers", "metadata": {}, "source": _TO_READERS}
        notebook["cells"].insert(1, word)
    return json.dumps(notebook)


def _fold(metadata: dict) -> bool:
    """Fold on the page what is folded in the notebook; tell whether there was anything."""
    hidden = metadata.get("jupyter", {})
    tags = {"hide-input": "source_hidden", "hide-output": "outputs_hidden"}
    found = [tag for tag, name in tags.items() if hidden.get(name)]
    if found:
        metadata["tags"] = [*metadata.get("tags", []), *found]
    return bool(found)


def _make_live(cell: dict, lesson: str) -> None:
    """Put a live explorer in the place of its still picture."""
    kind = kind_of("".join(cell.get("source", "")))
    if cell["cell_type"] == "code" and kind in LIVE[lesson]:
        for output in cell["outputs"]:
            still = "".join(output["data"]["text/html"])
            output["data"]["text/html"] = live_html(lesson, kind, still.partition("</p>")[2])


def _make_asked(cells: list[dict]) -> None:
    """Put a form to guess in the place of each question, without the line that makes it."""
    asking = [(cell, asked_in("".join(cell.get("source", "")))) for cell in cells]
    asking = [(cell, keys) for cell, keys in asking if keys and cell["cell_type"] == "code"]
    for number, (cell, keys) in enumerate(asking):
        cell["metadata"]["tags"] = [*cell["metadata"].get("tags", []), "remove-input"]
        for output in cell["outputs"]:
            still = "".join(output["data"]["text/html"]).partition("</p>")[2]
            output["data"]["text/html"] = asked_html(keys, still, first=number == 0)
