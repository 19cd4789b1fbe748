"""Explorers of the site: what is recorded is what an explorer with a kernel shows."""

import json

import pytest
from helpers import homework
from helpers.explorers import receive
from helpers.recorded import events, painted, read, shown

from course_lib.site.live import LIVE, explorer_of
from course_lib.site.packing import Packer
from course_lib.site.recording import Recording

NOTEBOOKS = homework.ROOT / "notebooks"


def test_values_come_back_whole():
    packer = Packer()
    value = {"a": [1, 1.5, "x", None, True], "b": {"a": [], "c": [[1], [1]]}}
    assert read(packer.table, packer.add(value)) == value


def follow(data, state, event):
    """Return the state after a message, and what was refused, as recorded.js does it."""
    setting, picked = state
    kept = data["settings"][setting]
    none, walked = data["none"], data["walked"]
    if event[0] == "press":
        return data["start"], ""
    if event[0] == "set":
        leads, turns = kept["sets"][" ".join(map(str, event))]
        return (leads, tuple(turns[f"{i} {n}"] for i, n in enumerate(picked))), ""
    puts = {} if event[0] == "free" else kept["does"][" ".join(map(str, event))]
    if isinstance(puts, str):
        return state, puts
    puts = {int(part): value for part, value in puts.items()}
    if event[0] != "walk":
        puts = {walked: none} | puts
    return (setting, tuple(puts.get(i, n) for i, n in enumerate(picked))), ""


@pytest.mark.once
@pytest.mark.parametrize(
    ("lesson", "kind"),
    [("00_start_here", "Convolution"), ("06_transposed_convolution", "Transposed")],
)
def test_a_recording_shows_what_a_kernel_shows(lesson, kind):
    path, live = NOTEBOOKS / f"{lesson}.ipynb", LIVE[lesson][kind]
    recording = Recording(explorer_of(path, kind), live)
    data = json.loads(json.dumps(recording.record(), default=tuple))
    explorer, state = explorer_of(path, kind), (data["start"][0], tuple(data["start"][1]))
    for event in events(explorer, live, 80, seed=1):
        same = event[0] == "set" and getattr(explorer, event[1]) == event[2]
        receive(explorer, *event)
        if same:
            continue
        refused = explorer.view["problem"]
        if event[:2] == ("set", "colours"):
            continue
        state, told = follow(data, state, event)
        assert told == refused
        kept = data["settings"][state[0]]
        view = read(data["table"], kept["views"][recording.seen(tuple(state[1]))])
        view = painted(view, explorer.colours)
        expected = json.loads(json.dumps(shown(explorer, live)))
        assert {k: v for k, v in view.items() if k not in ("walk", "brief")} == expected, event
