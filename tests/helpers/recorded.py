"""A recording played back in Python, as the page plays it; and what a learner may do with it."""

import random

from course_lib.site.recorded_view import recorded_view
from course_lib.widgets.view import grids_of


def read(table, number):
    """Return a value of the table, whole."""
    entry = table[number]
    if not isinstance(entry, list):
        return entry
    if entry[0] == 0:
        return [read(table, one) for one in entry[1:]]
    names = table[entry[1]].split("\t")
    return {name: read(table, one) for name, one in zip(names, entry[2:], strict=True)}


def shown(explorer, live):
    """Return what a live explorer shows, as a recording would keep it."""
    view = recorded_view(explorer, explorer.refresh, 0, live)
    return {k: v for k, v in view.items() if k not in ("walk", "brief")}


def events(explorer, live, count, seed):
    """Yield messages drawn at random: clicks, controls, steps of the walk, letting go, reset."""
    draw = random.Random(seed)
    for _ in range(count):
        grids = [grid for grid in grids_of(explorer.view["parts"]) if not grid["quiet"]]
        found = [("free",)]
        if grids:
            grid = draw.choice(grids)
            row, column = draw.randrange(len(grid["cells"])), draw.randrange(len(grid["cells"][0]))
            found += [("pick", grid["key"], row, column)] * 6
        names = {control["name"] for control in explorer.view["controls"]}
        for name in sorted(names & live.keys()):
            found.append(("set", name, draw.choice(live[name])))
        if explorer.view["walk"]:
            found += [("walk", draw.randrange(explorer.view["walk"]["count"]))] * 2
        yield draw.choice([*found, ("press", "reset")])
