"""Files that suffered on the way; what can be read of them counts."""

import copy
import json

from helpers import homework

from .submission import HONEST, Attack, changed, filled, full, raw, written

WHOLE = filled(HONEST)
TEXT = written(WHOLE)


def cells_by_role(document, *roles):
    return [cell for cell in document["cells"] if homework.role(cell) in roles]


def version_3(document):
    """The same notebook as nbformat 3 had it."""
    cells = [
        {"cell_type": "code", "input": cell["source"], "language": "python", "outputs": [],
         "metadata": {}, "collapsed": False}
        if cell["cell_type"] == "code"
        else {"cell_type": "markdown", "source": cell["source"], "metadata": {}}
        for cell in document["cells"]
    ]  # fmt: skip
    worksheet = {"cells": cells, "metadata": {}}
    return {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [worksheet]}


def without_ids(document):
    for cell in document["cells"]:
        cell.pop("id", None)
    return {**document, "nbformat_minor": 4}


def without_metadata(document):
    for cell in document["cells"]:
        cell["metadata"] = {}
    return without_ids(document)


def answer_as_text(document):
    cell = homework.answer_cell(document, "2")
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]
    return document


def colab(document):
    """Colab drops ids, puts its own into the metadata, and stores lines as lists."""
    for number, cell in enumerate(document["cells"]):
        cell.pop("id", None)
        cell["metadata"]["id"] = f"aB{number}xYz"
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    kernel = {"name": "python3", "display_name": "Python 3"}
    document["metadata"] = {"colab": {"provenance": []}, "kernelspec": kernel}
    return {**document, "nbformat_minor": 0}


def vs_code(document):
    """VS Code renews ids where it splits cells, and marks the language of each."""
    for number, cell in enumerate(document["cells"]):
        cell["id"] = f"{number:08x}"
        cell["metadata"]["vscode"] = {"languageId": "python"}
        cell["execution_count"] = number
    return document


def with_source(source, key="2"):
    return written(filled({**HONEST, key: source}))


def many_cells():
    document = copy.deepcopy(WHOLE)
    document["cells"] += [homework.code_cell("pass")] * 5000
    return written(document)


SURROGATE = with_source("# PLACE\n" + HONEST["2"]).replace(b"PLACE", b"\\ud800")
ALL = [
    raw("empty", b""),
    raw("cut off", TEXT[: len(TEXT) // 2]),
    raw("200,000 levels deep", b"[" * 200_000 + b"]" * 200_000),
    raw("deep inside a cell", TEXT[:-1] + b', "x": ' + b'{"a":' * 200_000 + b"1" + b"}" * 200_001),
    raw("not UTF-8", TEXT.replace(b"ANSWER", b"\xff\xfe")),
    Attack("UTF-16", TEXT.decode().encode("utf-16"), full()),
    raw("a zip that is called a notebook", b"PK\x03\x04" + bytes(200)),
    raw("a list", b"[1, 2, 3]"),
    raw("a number", b"1e999"),
    raw("a number of 5,000 digits", b'{"cells": ' + b"9" * 5000 + b"}"),
    raw("cells as a dict", b'{"cells": {"a": 1}, "nbformat": 4}'),
    raw("cells as texts", b'{"cells": ["a", "b"], "nbformat": 4}'),
    raw("sources as numbers", json.dumps({"cells": [{"cell_type": "code", "source": [1, 2]}]}).encode()),
    raw("21 MB", TEXT[:-1] + b" " * 21_000_000 + b"}"),
    raw("5,000 cells", many_cells()),
    raw("nothing of the exercise", written({"cells": [homework.code_cell("1")], "nbformat": 4})),
    changed("nbformat 3", version_3),
    changed("no metadata", without_metadata),
    changed("an answer that became text", answer_as_text, points=full("2")),
    changed("Colab", colab),
    changed("VS Code", vs_code),
    Attack("of Windows", b"\xef\xbb\xbf" + with_source(HONEST["2"].replace("\n", "\r\n")), full()),
    Attack("half a character", SURROGATE, full()),
    Attack("a null character", with_source("x = '\\u0000'\n".replace("\\u0000", "\0") + HONEST["2"]), full("2")),
]  # fmt: skip
