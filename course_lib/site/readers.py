"""What readers of the site get of a notebook that its learners do not."""

from __future__ import annotations

import json

_TO_READERS = (
    "*This is the lesson to read. Outputs that answer a question are folded away: guess first, "
    "then open them. To change numbers, [get the course](../index.md#get-the-course).*"
)


def for_readers(text: str) -> str:
    """Return a notebook's text with what answers a question folded, and a word to readers.

    Examples
    --------
    >>> code = {"cell_type": "code", "metadata": {"jupyter": {"outputs_hidden": True}}}
    >>> text = json.dumps({"cells": [{"cell_type": "markdown"}, code]})
    >>> json.loads(for_readers(text))["cells"][-1]["metadata"]["tags"]
    ['hide-output']
    """
    notebook = json.loads(text)
    folded = [
        cell["metadata"]
        for cell in notebook["cells"]
        if cell.get("metadata", {}).get("jupyter", {}).get("outputs_hidden")
    ]
    for metadata in folded:
        metadata["tags"] = [*metadata.get("tags", []), "hide-output"]
    if folded:
        word = {"cell_type": "markdown", "id": "to-readers", "metadata": {}, "source": _TO_READERS}
        notebook["cells"].insert(1, word)
    return json.dumps(notebook)
