"""The quiz of an explorer, recorded: questions, right answers, and what is said to mistakes."""

from __future__ import annotations

import math
import random
from typing import Any

from ..widgets.explorer import Explorer
from ..widgets.grids import HIDDEN
from ..widgets.quiz import judge, same, tell_shown
from ..widgets.view import grids_of
from .recorded_view import close, in_colours


def record_quiz(recording: Any, setting: int) -> dict:
    """Return the quiz of what the controls say now: questions, and what is shown while it hides.

    ``recording`` is the :class:`~course_lib.site.recording.Recording` that asks for it.
    """
    one, questions, cells, by_picks = recording.explorer, [], {}, {}
    places = {place: number_asked for number_asked, place in enumerate(_begin(one))}
    for place, number_asked in places.items():
        asked = _question(one, place)
        one.ask(place)
        picked = recording.picked()
        by_picks[picked] = number_asked
        if one.cell_asked():  # else one cell stands for all places: for the one that is picked
            cells |= dict.fromkeys(_hidden(one, place), number_asked)
        questions.append(asked | {"leads": picked, "level": one.level(place)})
    shown = {}
    for picked in recording.quizzed(setting, list(by_picks)) if places else ():
        recording.put(picked)
        filled = one.filled()
        at = cells.get(_cell(*filled), -1) if filled else by_picks.get(picked, -1)
        shown[recording.seen(picked, asks=True)] = _shown(recording, places, at)
    add, tells = recording.packer.add, recording.told_in_quiz(setting)
    one.quiz = False
    return tells | {"questions": add(questions), "places": cells, "shown": shown}


def _shown(recording: Any, places: dict[tuple, int], at: int) -> dict:
    """Return the views of what is picked, which is what question ``at`` asks for.

    ``hidden`` has one for each level that can be asked for: it hides all numbers from there on.
    ``open`` hides none, and tells of the picked one. That needs all questions in ``needs`` to be
    known; until then cells of known numbers are those of ``known``.
    """
    one, everything = recording.explorer, set(places)
    hidden = {}

    def keep(known: set) -> int:
        return recording.packer.add(in_colours(one, lambda: _look(one, known)))

    for one._place in places:
        level = one.level(one._place)
        if level not in hidden:
            hidden[level] = keep(set())
    needed = [places[place] for place in one.made_from() if place in places]
    opened = keep(everything)
    known = opened
    if needed:
        one._place = list(places)[at]
        known = keep(everything - {one._place})
    return {"hidden": hidden, "open": opened, "known": known, "at": at, "needs": [at, *needed]}


def _look(explorer: Explorer, known: set) -> tuple[list, list]:
    """Return parts and lines while some places are known."""
    explorer._known = known
    view = explorer.look().to_dict()
    close(view["parts"])
    return view["parts"], view["lines"]


def _cell(key: str, row: int, column: int) -> str:
    return f"{key} {row} {column}"


def _hidden(explorer: Explorer, place: tuple) -> list[str]:
    """Return the cells in which the number of a place is hidden."""
    found = []
    views = (grids_of(_look(explorer, known)[0]) for known in (set(), {place}))
    for covered, known in zip(*views, strict=True):
        for i, row in enumerate(covered["cells"]):
            for j, cell in enumerate(row):
                if cell["text"] == HIDDEN != known["cells"][i][j]["text"]:
                    found.append(_cell(covered["key"], i, j))
    return found


def _begin(explorer: Explorer) -> list[tuple]:
    """Turn the quiz on, and return its places in the order in which a first quiz asks for them."""
    explorer._random = random.Random(1)
    explorer.quiz = True
    places = [explorer._place] if explorer.questions() else []
    for _ in explorer.questions()[1:]:
        explorer.ask_next()
        places.append(explorer._place)
    return places


def _question(explorer: Explorer, place: tuple) -> dict:
    """Ask for a place; return the question, its right answer, and what is said to others."""
    label, right, mistakes = explorer.ask(place)
    explorer._known, explorer._place = {place}, place
    known = [(value(one.value), one.rule) for one in mistakes if not same(one.value, right)]
    alike = [(value(other), f"That is the number {name}.") for name, other in explorer.alike(place)]
    wrong = _once(known, [value(right)])
    return {
        "label": label,
        "right": value(right),
        "told": judge(repr(float(right)), right, [])[1],
        "shown": tell_shown(right),
        "wrong": wrong,
        "near": _once(alike, [value(right), *wrong[0]]),
        "hint": explorer.hint,
    }


def _once(pairs: list[tuple], before: list) -> tuple[list, list]:
    """Return values, and what is told of them: of equal ones only the first is ever found."""
    found: dict = {}
    for one, told in pairs:
        if one not in before:
            found.setdefault(one, told)
    return list(found), list(found.values())


def value(recorded: float) -> float | str:
    """Return a number as JSON can hold it, to eight digits: answers are judged to three.

    What is no whole number stays none, because whole numbers must be equal.

    Examples
    --------
    >>> value(2.5), value(-math.inf), value(1 / 3), value(3.0000000001)
    (2.5, '-Infinity', 0.33333333, 3.0000000001)
    """
    if math.isinf(recorded):
        return "Infinity" if recorded > 0 else "-Infinity"
    short = float(f"{recorded:.8g}")
    return float(recorded) if short.is_integer() else short
