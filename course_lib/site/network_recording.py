"""The explorer of a network without Python: all maps of some pictures, and what each number sees.

It has too many numbers for a view each. So what depends on the picture, on the map and on the place
stands apart, and the page puts it together. The sum behind a number is not among it.
"""

from __future__ import annotations

import numpy as np

from .. import layers
from ..datasets import garments
from ..models import Sequential
from ..random import set_seed
from ..utils import to_categorical
from ..widgets.grids import write
from ..widgets.network import Network
from ..widgets.network_parts import map_board, map_row, share_bars
from .recorded_view import ELSEWHERE, close, recorded_control, resting

GARMENTS = ["0: Coat", "1: Sneaker", "4: Trouser", "5: Bag"]
TOLD_NETWORK = (
    "Click a map, and point into the large one. This is net2 after a short training on 2,000 "
    "pictures. All 20 pictures, drawing, training and the sums behind the numbers are in the "
    "notebook."
)
_LESS = f"The sum behind this number is {ELSEWHERE}."
# What an explorer says of a number; the page puts in what is marked with %.
_WORDS = {
    "less": _LESS,
    "lit": ", outlined",
    "held": ". Esc unpins it",
    "point": "%map: point at a number",
    "at": "row %row, column %column: %number. %rest",
    "beyond": "That does not work: there is no layer beyond this one",
}


def page_network(n_train: int = 2000, epochs: int = 3) -> Network:
    """Return the explorer with net2 of the lesson, trained for a moment."""
    (x, y), (x_test, y_test) = garments.load_data(n_train=n_train, n_test=20, seed=0)
    set_seed(8)
    model = Sequential(name="net2")
    for _ in range(2):
        model.add(layers.Conv2D(30, (2, 2), activation="relu"))
        model.add(layers.MaxPool2D())
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
    train = x[..., None].astype("float32"), to_categorical(y, 10)
    model.fit(*train, epochs=epochs, shuffle=False, verbose=0)
    return Network(model, x_test, garments.CLASS_NAMES, y_test, train)


def network_view(explorer: Network, live: dict) -> dict:
    """Return what the explorer shows, as the page of a recording does: without the sums."""
    explorer.refresh()
    left_out = ("window", "sums", "result", "work")
    view = explorer.view
    parts = [dict(part) for part in view["parts"] if part["key"] not in left_out]
    close(parts)
    lines = [line for line in view["lines"] if line.startswith("Receptive field")]
    # Only numbers of the sums can be shown as colours.
    controls = [
        resting(control) if control["name"] == "colours" else recorded_control(control, live)
        for control in view["controls"]
    ]
    return view | {"parts": parts, "lines": [*lines, _LESS], "controls": controls}


class NetworkRecording:
    """What a page needs to show a network.

    Parameters
    ----------
    explorer : Network
        As it stands in the lesson; its state is changed while it is recorded.
    live : dict
        For each control that is live, the values that it can have.
    """

    scripts = ("recorded_network.js",)

    def __init__(self, explorer: Network, live: dict[str, list]):
        self.explorer, self.live = explorer, live

    def record(self) -> dict:
        """Return what a page needs to show it all."""
        one = self.explorer
        start = {name: getattr(one, name) for name in (*one.picks, "garment")}
        view = network_view(one, self.live)
        view["parts"] = []
        return {
            "kind": "network",
            "start": start,
            "view": view,
            **_WORDS,
            "layers": [self._layer(k) for k in range(len(one.stages) + 1)],
            "places": [self._places(k) for k in range(1, len(one.stages) + 1)],
            "pictures": {name: self._picture(name) for name in self.live["garment"]},
        }

    def _layer(self, k: int) -> dict:
        """Return what holds of a layer for all pictures; layer 0 is the picture."""
        if k == 0:
            return {"maps": 1}
        stage, one = self.explorer.stages[k - 1], self.explorer
        one.look_at(k, 0)
        where = f"Layer {k}, {stage.name}, map %map, row %row, column %column: %number. %field"
        lit = [field.channel is None for field in one.fields]
        known = {"maps": stage.out[2], "pools": stage.is_pooling, "dense": stage.is_dense}
        return known | {"said": where, "all": lit}

    def _places(self, k: int) -> list[list[dict]]:
        """Return what each place of a layer's maps depends on, and where arrows lead from it."""
        one, stage = self.explorer, self.explorer.stages[k - 1]
        found = []
        for y in range(stage.out[0]):
            row = []
            for x in range(stage.out[1]):
                one.look_at(k, 0, (y, x))
                boxes = [field.box for field in one.fields]
                row.append({"boxes": boxes, "line": one._told_field(), "next": self._next(k, y, x)})
            found.append(row)
        return found

    def _next(self, k: int, y: int, x: int) -> list:
        """Return the places that "Previous layer" and "Next layer" lead to; None for no layer."""
        one, found = self.explorer, []
        for step in (-1, 1):
            one.look_at(k, 0, (y, x))
            try:
                one._step_layer(step)
                found.append(one.at)
            except ValueError:
                found.append(None)
        return found

    def _picture(self, name: str) -> dict:
        one = self.explorer
        one.garment, one.held, one.drawing = name, False, False
        last = len(one.stages)
        one.look_at(1, 0)
        bars = share_bars(last, one.stages[-1], one.shares, one.names, "").to_dict()
        return {
            "picture": one._picture_part(None).to_dict() | {"opens": False},
            "bars": bars,
            "best": int(one.maps[-1].argmax()),
            "maps": [self._maps(k) for k in range(1, last)],
            "classes": [self._class(j) for j in range(len(one.names))],
        }

    def _class(self, j: int) -> dict:
        """Return where a click on a class leads, and what is said of it."""
        one = self.explorer
        one.pick("classes", j, 0)
        said = one._said().removesuffix(one._told_field())
        return {"source": one.source, "said": f"{said}%field"}

    def _maps(self, k: int) -> dict:
        """Return the maps of a layer: how they are shown small and large, and their numbers."""
        one = self.explorer
        values, images = one.maps[k], one.images[k]
        row = map_row(k, one.stages[k - 1], values, images, None).to_dict()
        return {"row": row, "maps": [self._map(k, c, values[..., c]) for c in range(len(images))]}

    def _map(self, k: int, c: int, values: np.ndarray) -> dict:
        one = self.explorer
        one.stage = 0  # as if another layer was looked at
        one._pick_map(k, c)
        board = map_board("before", f"Layer {k}, map {c}", values, "", quiet=True).to_dict()
        numbers = " ".join(write(value) for value in values.ravel().tolist())
        leads = {"at": one.at, "source": one.source}
        return {"board": board, "numbers": numbers, "leads": leads}
