"""An explorer without Python: all that it can show for what is live, and what leads there.

All arithmetic is the explorer's own. What is picked in it has a few parts, such as an output cell
and an input cell. A click puts values into some of them, and a control turns each into another one,
whatever the others are. So clicks and controls are recorded once for each setting of the controls,
and views once for all that they can lead to.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from ..widgets.controls import Button
from ..widgets.explorer import Explorer
from ..widgets.view import grids_of
from .packing import Packer
from .quiz_recording import record_quiz
from .recorded_view import in_colours, recorded_frames, recorded_view

_KEPT = ...  # stands for whatever was picked before
_AT, _SOURCE, _NONE = ("at",), ("source",), (None,)
_TOLD = ("frames", "does", "views", "sets", "quiz")


class Recording:
    """What a page needs to show an explorer.

    Parameters
    ----------
    explorer : Explorer
        As it stands in the lesson; its state is changed while it is recorded.
    live : dict
        For each control that is live, the values that it can have.
    """

    scripts = ("recorded_quiz.js", "recorded_views.js")
    stays = False  # whether what the controls say stays as it is at a reset
    asked: tuple[str, ...] = ()  # attributes that are seen only while the quiz asks

    def __init__(self, explorer: Explorer, live: dict[str, list]):
        self.explorer, self.live = explorer, live
        self.colours = explorer.colours  # at the start
        self.traits = [c.name for c in explorer.controls if not isinstance(c, Button)]
        # The attributes of each part. Where no input cell is picked for itself, all are one part.
        apart = "source" in explorer.picks
        self.parts = [(name,) for name in explorer.picks] if apart else [tuple(explorer.picks)]
        self.parts += [*((name,) for name in self.asked), ("walked",)]
        # The parts that are not seen while an input cell is picked, and while no quiz asks.
        self._hidden = [self.parts.index(_AT)] if apart else []
        self._unasked = [self.parts.index((name,)) for name in self.asked]
        self.packer = Packer()
        self.values: list = []  # that parts can have
        self.settings: dict[tuple, int] = {}  # what the controls say
        self.recorded: list[dict] = []  # of each setting
        self.show: Callable = explorer.refresh
        explorer.refresh = lambda: None  # it is drawn when that is asked for
        self._todo = [self._here()]

    def record(self) -> dict:
        """Return what a page needs to show it all."""
        start, known = self._todo[0], set(self._todo)
        self._start = start[1]
        while self._todo:
            state = self._todo.pop()
            self._record(*state)
            for after in self._follows(*state):
                if after not in known:
                    known.add(after)
                    self._todo.append(after)
        for setting in range(len(self.recorded) if "quiz" in self.live else 0):
            self._record_quiz(setting)
        return {
            "table": self.packer.table,
            "start": start,
            "stays": self.stays,
            "colours": self.colours,
            "source": self.parts.index(_SOURCE) if _SOURCE in self.parts else -1,
            "walked": len(self.parts) - 1,
            "hidden": self._hidden,
            "unasked": self._unasked,
            "none": self._value(_NONE),
            "settings": [{name: kept[name] for name in _TOLD} for kept in self.recorded],
        }

    # The states: a number for what the controls say, and one for each part of what is picked.

    def _here(self) -> tuple[int, tuple[int, ...]]:
        one = self.explorer
        controls = tuple(getattr(one, name) for name in self.traits)
        if controls not in self.settings:
            self.settings[controls] = len(self.settings)
            self.recorded.append({})
        return self.settings[controls], self.picked()

    def picked(self) -> tuple[int, ...]:
        """Return what is picked: a number for the values of each part."""
        return tuple(self._value(self._get(part)) for part in self.parts)

    def _get(self, part: tuple[str, ...]) -> tuple:
        return tuple(copy(getattr(self.explorer, name)) for name in part)

    def _put(self, part: tuple[str, ...], values: tuple) -> None:
        for name, value in zip(part, values, strict=True):
            setattr(self.explorer, name, copy(value))

    def _value(self, value: tuple) -> int:
        if value not in self.values:
            self.values.append(value)
        return self.values.index(value)

    def _enter(self, setting: int, picked: tuple[int, ...]) -> None:
        """Bring the explorer into a state."""
        one = self.explorer
        one.stop()
        for name, value in zip(self.traits, list(self.settings)[setting], strict=True):
            if getattr(one, name) != value:
                setattr(one, name, value)
        (walked,) = self.values[picked[-1]]
        if walked is not None:
            one.walk_to(walked)
        self.put(picked)

    def put(self, picked: tuple[int, ...]) -> None:
        """Pick what some numbers stand for."""
        for part, number in zip(self.parts, picked, strict=True):
            self._put(part, self.values[number])

    def seen(self, picked: tuple[int, ...], asks: bool = False) -> str:
        """Return the name of what is seen, while the quiz asks or not: the rest is left out."""
        none = self._value(_NONE)
        source = picked[self.parts.index(_SOURCE)] if _SOURCE in self.parts else none
        left_out = [*([] if source == none else self._hidden), *([] if asks else self._unasked)]
        return ",".join("" if i in left_out else str(n) for i, n in enumerate(picked))

    # What is recorded.

    def _record(self, setting: int, picked: tuple[int, ...]) -> None:
        kept = self.recorded[setting]
        self._enter(setting, picked)
        if not kept:
            self._record_setting(kept, setting)
            kept["first"] = picked
            self._enter(setting, picked)
        name = self.seen(picked)
        if name not in kept["views"]:
            one, live = self.explorer, self.live
            view = in_colours(one, lambda: recorded_view(one, self.show, live))
            kept["views"][name] = self.packer.add(view)
            kept["states"][name] = picked

    def _record_setting(self, kept: dict, setting: int) -> None:
        """Record what clicks and steps do in a setting, and the frames of its walk."""
        one = self.explorer
        view = recorded_view(one, self.show, self.live)
        frames = in_colours(one, lambda: recorded_frames(one)) if view["walk"] else []
        does = self._clicks(view)
        for step in range(view["walk"]["count"] if view["walk"] else 0):
            does[f"walk {step}"] = self._learn(one.walk_to, step)
        sets = self.changes()
        kept |= {"frames": self.packer.add(frames), "does": does, "views": {}}
        kept |= {"states": {}, "quiz": None}
        kept |= {"sets": {event: [setting, {}] for event in sets}, "named": sets}

    def _clicks(self, view: dict) -> dict[str, dict | str]:
        """Return what a click on each number of a view does."""
        places = (
            (grid["key"], row, column)
            for grid in grids_of(view["parts"])
            for row, cells in enumerate([] if grid["quiet"] else grid["cells"])
            for column in range(len(cells))
        )
        return {"pick {} {} {}".format(*at): self._learn(self.explorer.pick, *at) for at in places}

    def _record_quiz(self, setting: int) -> None:
        kept = self.recorded[setting]
        # What is picked at the start can be picked in all settings where none is put back.
        self._enter(setting, self._start if self.stays else kept["first"])
        kept["quiz"] = record_quiz(self, setting)

    def quizzed(self, setting: int, leads: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
        """Return what can be picked while the quiz asks; ``leads`` are what questions pick."""
        none = self._value(_NONE)
        return [at for at in self.recorded[setting]["states"].values() if at[-1] == none]

    def told_in_quiz(self, setting: int) -> dict:
        """Return the controls while the quiz asks, and clicks that are possible only then."""
        view, known = recorded_view(self.explorer, self.show, self.live), self.recorded[setting]
        clicks = self._clicks(view).items()
        does = {event: puts for event, puts in clicks if event not in known["does"]}
        return {"controls": self.packer.add(view["controls"]), "does": does}

    def changes(self) -> dict[str, tuple]:
        """Return the messages of controls here, each with the trait and the value that it sets."""
        return {
            f"set {name} {value}".replace("True", "true").replace("False", "false"): (name, value)
            for name, values in self.live.items()
            for value in values
        }

    def _learn(self, do: Callable, *arguments) -> dict[int, int] | str:
        """Return the values that something puts into parts of what is picked, or its refusal."""
        one = self.explorer
        before = [self._get(part) for part in self.parts]
        for part in self.parts[:-1]:
            self._put(part, (_KEPT,) * len(part))
        one.walked = None
        try:
            do(*arguments)
            after = [self._get(part) for part in self.parts]
            return {i: self._value(new) for i, new in enumerate(after) if _KEPT not in new}
        except ValueError as error:
            return f"That does not work: {error}"
        finally:
            for part, values in zip(self.parts, before, strict=True):
                self._put(part, values)

    def _follows(self, setting: int, picked: tuple[int, ...]):
        """Yield the states that follow."""
        kept, none = self.recorded[setting], self._value(_NONE)
        for puts in kept["does"].values():
            if not isinstance(puts, str):
                yield setting, tuple(puts.get(i, n) for i, n in enumerate(picked))
        yield setting, (*picked[:-1], none)
        if self.stays:
            yield setting, self._start
        for event in kept["sets"]:
            yield self._set(setting, picked, event)

    def _set(self, setting: int, picked: tuple[int, ...], event: str) -> tuple:
        """Return the state that follows when a control is changed."""
        leads, turns = self.recorded[setting]["sets"][event]
        name, value = self.recorded[setting]["named"][event]
        if list(self.settings)[setting][self.traits.index(name)] == value:
            return setting, picked  # it says so already
        after = []
        for part, number in enumerate(picked):
            if f"{part} {number}" not in turns:
                self._enter(setting, picked)
                setattr(self.explorer, name, value)
                if self.parts[part] == _AT:
                    self.explorer.look()  # which keeps to the outputs that are there
                leads, found = self._here()
                turns[f"{part} {number}"] = found[part]
            after.append(turns[f"{part} {number}"])
        self.recorded[setting]["sets"][event][0] = leads
        return leads, tuple(after)
