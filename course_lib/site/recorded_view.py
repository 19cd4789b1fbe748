"""A view as a recording keeps it: what is not live says where it is."""

from __future__ import annotations

from collections.abc import Callable

from ..widgets.explorer import Explorer
from ..widgets.view import grids_of

ELSEWHERE = "in the notebook"
_OF_THE_MOMENT = ("answered", "problem", "pinned", "question")


def recorded_view(explorer: Explorer, show: Callable, setting: int, live: dict) -> dict:
    """Return what an explorer shows now, without what belongs to the moment."""
    explorer._news = explorer._step = ""  # what was done last is told by the page
    show()
    view = {k: v for k, v in explorer.view.items() if k not in _OF_THE_MOMENT}
    look = explorer.look()
    view["brief"] = look.said or next(iter(look.lines), "")
    view["controls"] = [_control(control, live) for control in view["controls"]]
    _close(view["parts"])
    if view["walk"]:
        view["walk"] = view["walk"] | {"numbers": setting}
    return view


def recorded_frames(explorer: Explorer) -> list[dict]:
    """Return the frames of a walk; nothing can be typed into them."""
    frames = explorer.frames()
    _close(frames[0]["parts"])
    return frames


def _close(parts: list[dict]) -> None:
    for grid in grids_of(parts):
        grid["edit"] = False


def _control(control: dict, live: dict) -> dict:
    """Return a control with the values that are live; one that is not live says so."""
    if control["name"] == "reset":
        return control
    values = live.get(control["name"])
    if values is None:
        return control | {"label": f"{control['label']} ({ELSEWHERE})"}
    if "options" in control:
        return control | {"options": values}
    return control | ({"least": min(values), "most": max(values)} if "least" in control else {})
