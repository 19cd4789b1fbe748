"""The quiz of an explorer, recorded: questions, right answers, and what is said to mistakes."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

from ..explain.notation import number
from ..widgets.explorer import Explorer
from ..widgets.quiz import judge, same
from .recorded_view import close

if TYPE_CHECKING:
    from .recording import Recording


def record_quiz(recording: Recording, states: dict[str, tuple]) -> dict:
    """Return the quiz of what the controls say now: questions, and what is shown while it hides.

    ``states`` are the pickings that can be shown, by their names. The page takes a number from the
    view that hides nothing as soon as it is known.
    """
    one, questions, cells = recording.explorer, [], {}
    for place in _begin(one):
        asked = _question(one, place)
        one.ask(place)
        cells["{} {} {}".format(*one.filled())] = len(questions)
        questions.append(asked | {"leads": recording.picked()})
    hidden = {}
    for name, picked in states.items():
        one._known.clear()
        recording.put(picked)
        view = one.look().to_dict()
        close(view["parts"])
        at = cells.get("{} {} {}".format(*one.filled()), -1)
        hidden[name] = [recording.packer.add([view["parts"], view["lines"]]), at]
    one.quiz = False
    return {"questions": recording.packer.add(questions), "places": cells, "hidden": hidden}


def _begin(explorer: Explorer) -> list[tuple]:
    """Turn the quiz on, and return its places in the order in which a first quiz asks for them."""
    explorer._random = random.Random(1)
    explorer.quiz = True
    places = [explorer._place]
    for _ in explorer.questions()[1:]:
        explorer.ask_next()
        places.append(explorer._place)
    return places


def _question(explorer: Explorer, place: tuple) -> dict:
    """Ask for a place; return the question, its right answer, and what is said to others."""
    label, right, mistakes = explorer.ask(place)
    explorer._known, explorer._place = {place}, place
    how = next((line for line in explorer.look().lines if " = " in line), "")
    near = [(value(other), f"That is the number {name}.") for name, other in explorer.alike(place)]
    return {
        "label": label,
        "right": value(right),
        "told": judge(repr(float(right)), right, [])[1],
        "shown": f"It is {number(right)}" + (f": {how}" if how else "."),
        "wrong": [(value(one.value), one.rule) for one in mistakes if not same(one.value, right)],
        "near": near,
        "hint": explorer.hint,
    }


def value(recorded: float) -> float | str:
    """Return a number as JSON can hold it.

    Examples
    --------
    >>> value(2.5), value(-math.inf)
    (2.5, '-Infinity')
    """
    if math.isinf(recorded):
        return "Infinity" if recorded > 0 else "-Infinity"
    return float(recorded)
