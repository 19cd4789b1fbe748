"""A recording played back in Python, as the page plays it; and what a learner may do with it."""

import random

from course_lib.explain.notation import number
from course_lib.site.network_recording import network_view
from course_lib.site.recorded_view import recorded_view
from course_lib.site.training_recording import EPOCHS
from course_lib.widgets import Network, Transposed

from .explorers import flat

CLOSED = ("pictures", "sums")  # whose clicks are not recorded


def read(table, number):
    """Return a value of the table, whole."""
    entry = table[number]
    if not isinstance(entry, list):
        return entry
    if entry[0] == 0:
        return [read(table, one) for one in entry[1:]]
    if entry[0] == 2:
        return entry[1:]
    names = table[entry[1]].split("\t")
    return {name: read(table, one) for name, one in zip(names, entry[2:], strict=True)}


def painted(value, colours):
    """Return what was recorded with values as colours, or without, as the page shows it."""
    if isinstance(value, list):
        return [painted(one, colours) for one in value]
    if not isinstance(value, dict):
        return value
    plain = {name: painted(one, colours) for name, one in value.items() if name != "tint"}
    if plain.get("name") == "colours":
        plain["value"] = colours
    return plain | (value.get("tint", {}) if colours else {})


def shown(explorer, live):
    """Return what a live explorer shows, as a recording would keep it."""
    if isinstance(explorer, Network):
        return network_view(explorer, live)
    view = recorded_view(explorer, explorer.refresh, live)
    return {k: v for k, v in view.items() if k not in ("walk", "brief")}


def events(explorer, live, count, seed):
    """Yield messages drawn at random: clicks, controls, steps of the walk, letting go, reset."""
    draw = random.Random(seed)
    for _ in range(count):
        found = [("free",), ("press", "reset")]
        picks = clickable(explorer.view["parts"])
        if picks:
            key, rows, columns = draw.choice(picks)
            found += [("pick", key, draw.randrange(rows), draw.randrange(columns))] * 6
        for control in explorer.view["controls"]:
            name = control["name"]
            if control["type"] != "button" and live.get(name):
                found.append(("set", name, draw.choice(live[name])))
            elif name == "colours" and not isinstance(explorer, Network):
                found.append(("set", name, draw.choice([False, True])))
            elif control["type"] == "button" and name in live and may_press(explorer, name):
                found.append(("press", name))
        if explorer.view["walk"]:
            found += [("walk", draw.randrange(explorer.view["walk"]["count"]))] * 2
        yield draw.choice(found)


def quiz_events(explorer, live, count, seed):
    """Yield messages of a quiz: clicks and answers right and wrong, also in other settings.

    In the end it is turned off, and on again, until everything is put back.
    """
    draw = random.Random(seed)
    explorer._random = random.Random(1)  # a quiz begins as the recorded one does
    yield "set", "quiz", True
    asked = 1
    for _ in range(count):
        if explorer._question.empty:  # no window fits
            explorer._random, asked = random.Random(1), 1
            yield "set", "padding", "SAME"
            continue
        key, rows, columns = draw.choice(clickable(explorer.view["parts"]))
        found = [("pick", key, draw.randrange(rows), draw.randrange(columns))] * 3
        picked = {name: getattr(explorer, name) for name in explorer.picks}
        _, right, mistakes = explorer.ask(explorer._place)
        for name, value in picked.items():
            setattr(explorer, name, value)
        alike = [value for _, value in explorer.alike(explorer._place)]
        others = [*(one.value for one in mistakes), *alike]
        texts = [number(right), "12345", "many", *map(number, others)]
        found += [("answer", draw.choice([number(right), draw.choice(texts)]))] * 4
        found += [("show me",)]
        found += [("next",)] * 4 if asked < len(explorer.questions()) else []
        if not isinstance(
            explorer, Transposed
        ):  # whose quiz begins anew for each control that follows
            sets = [(name, draw.choice(live[name])) for name in live if live[name]]
            found += [("set", *one) for one in sets]
        found += [("set", "colours", not explorer.colours)]
        found += [("press", "train")] * ("train" in live and may_press(explorer, "train"))
        message = draw.choice(found)
        asked += message[0] == "next"
        anew = message[0] == "set" and message[1] != "colours"
        if message[0] == "press" or (anew and getattr(explorer, message[1]) != message[2]):
            explorer._random, asked = random.Random(1), 1
        yield message
    explorer._random = random.Random(1)
    yield from [("set", "quiz", False), ("set", "quiz", True), ("show me",), ("next",)]
    yield from [("press", "reset")]


def may_press(explorer, name):
    """Tell whether a button does something that is recorded."""
    return name != "train" or len(explorer.trained.history.get("loss", [])) < EPOCHS


def clickable(parts):
    """Return what can be clicked: each key, with its rows and columns."""
    found = []
    for part in flat(parts):
        if part["type"] in ("maps", "bars"):
            found.append((part["key"], len(part.get("thumbs") or part["bars"]), 1))
        elif part["type"] == "photo":
            found.append((part["key"], *part["shape"]))
        elif part["type"] == "board" and not part["quiet"]:
            found.append((part["key"], part["rows"], part["columns"]))
        elif part["type"] == "grid" and not part["quiet"] and part["key"] not in CLOSED:
            found.append((part["key"], len(part["cells"]), len(part["cells"][0])))
    return found
