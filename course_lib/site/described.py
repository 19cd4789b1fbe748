"""How docstrings become pages: names, types and calls as they are meant."""

from __future__ import annotations

import inspect
import re

_ATTRIBUTES, _LINE = "Attributes", "----------"
_INITIAL = re.compile(r"^( *[A-Z])\.(?= )")  # of an author, not the first item of a list
_SEVERAL = re.compile(r"(\w+(?:, \w+)+)( : .*)?")


def setup(app):
    """Connect with Sphinx, as it asks of extensions."""
    app.connect("autodoc-process-docstring", _part, priority=400)  # before napoleon
    app.connect("autodoc-process-signature", _sign)
    app.connect("doctree-read", _unlink)
    return {"parallel_read_safe": True}


def _part(_app, what: str, _name, _thing, _options, lines: list[str]) -> None:
    lines[:] = [_INITIAL.sub(r"\1\\.", line) for line in parted(lines)]
    if lines and lines[0].startswith("Alias for field number"):
        lines.clear()  # what Python says of a field that nothing else is said of
    if what in ("property", "attribute", "data") and lines and ": " in lines[0]:
        words, _, others = lines[0].partition(": ")
        lines[:1] = [f"{words}:", others]  # in one line, what comes first would be a type


def parted(lines: list[str]) -> list[str]:
    """Return a docstring in which no two attributes stand in a line: they would be taken for one.

    Examples
    --------
    >>> parted(["Attributes", "----------", "title, text : str", "    Words."])
    ['Attributes', '----------', 'title : str', 'text : str', '    Words.']
    """
    found: list[str] = []
    inside = False
    for number, line in enumerate(lines):
        if lines[number + 1 : number + 2] == [_LINE]:
            inside = line == _ATTRIBUTES
        several = _SEVERAL.fullmatch(line) if inside else None
        names = several[1].split(", ") if several else []
        found += [name + (several[2] or "") for name in names] if several else [line]
    return found


def _sign(_app, what: str, _name, thing, _options, signature, returned):
    """Return how a class is called, where what it is made from hides that."""
    if what == "class" and signature == "(*args, **kwargs)":
        return str(inspect.signature(thing)), returned
    return None


def _unlink(_app, doctree) -> None:
    """Let words such as "row" in a type be words, not links to attributes of that name."""
    from sphinx.addnodes import literal_emphasis, pending_xref

    for node in list(doctree.findall(pending_xref)):
        if node.get("reftype") == "class" and node["reftarget"].islower():
            node.replace_self(literal_emphasis("", node["reftarget"]))
