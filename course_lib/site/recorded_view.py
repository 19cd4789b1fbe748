"""A view as a recording keeps it: what is not live says where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..widgets.explorer import Explorer

ELSEWHERE = "in the notebook"
# What explorers say of what cannot be done on a page.
_NOT_HERE = (" Type numbers into the kernel.", "Click a picture to see what the layers make of it.")
_OF_THE_MOMENT = ("answered", "problem", "pinned", "question")


def recorded_view(explorer: Explorer, show: Callable, live: dict) -> dict:
    """Return what an explorer shows now, without what belongs to the moment."""
    explorer._news = explorer._step = ""  # what was done last is told by the page
    show()
    view = {k: v for k, v in explorer.view.items() if k not in _OF_THE_MOMENT}
    view["lines"] = lines = [line for line in view["lines"] if line not in _NOT_HERE]
    view["said"] = of_the_page(view["said"])
    view["brief"] = lines[0] if lines and view["said"] == " ".join(lines) else view["said"]
    view["controls"] = [recorded_control(control, live) for control in view["controls"]]
    close(view["parts"])
    if view["walk"]:
        del view["walk"]["numbers"]  # the page has numbers of its own
    return view


def in_colours(explorer: Explorer, make: Callable) -> Any:
    """Return what is made of an explorer; what values as colours change in it, as ``tint``.

    A dict that looks otherwise in colours has what differs under that name.
    """
    explorer.colours = False
    plain = make()
    if not explorer.can_colour():
        return plain
    explorer.colours = True
    coloured = make()
    explorer.colours = False
    return _tinted(plain, coloured)


def _tinted(plain: Any, coloured: Any) -> Any:
    if plain == coloured:
        return plain
    if isinstance(plain, dict):
        texts = {n: v for n, v in coloured.items() if isinstance(v, str) and v != plain.get(n)}
        kept = {name: _tinted(value, coloured[name]) for name, value in plain.items()}
        return kept | ({"tint": texts} if texts else {})
    if isinstance(plain, list | tuple):
        return [_tinted(*both) for both in zip(plain, coloured, strict=True)]
    return plain


def recorded_frames(explorer: Explorer) -> list[dict]:
    """Return the frames of a walk; nothing can be typed into them."""
    frames = explorer.frames()
    close(frames[0]["parts"])
    return frames


def of_the_page(text: str) -> str:
    """Return what an explorer says, without what cannot be done on a page."""
    for other in _NOT_HERE:
        text = text.replace(other, "")
    return text.replace("  ", " ")


def close(parts: list[dict]) -> None:
    """Let nothing be typed into parts, and no file be opened."""
    for part in parts:
        close(part.get("parts", []))
        for what in {"edit", "opens"} & part.keys():
            part[what] = False
        if "hint" in part:
            part["hint"] = of_the_page(part["hint"])


def recorded_control(control: dict, live: dict) -> dict:
    """Return a control with the values that are live; one that is not live says so."""
    if control["name"] in ("reset", "colours"):
        return control
    values = live.get(control["name"])
    if values is None:
        return resting(control)
    if "options" in control:
        return control | {"options": values}
    return control | ({"least": min(values), "most": max(values)} if "least" in control else {})


def resting(control: dict) -> dict:
    """Return a control that is not live, and says where it is."""
    return control | {"label": f"{control['label']} ({ELSEWHERE})", "disabled": True}
