"""The explorer of a whole network: a picture, the maps of each layer, and the shares at the end."""

from __future__ import annotations

from copy import deepcopy

import numpy as np
import traitlets

from ..datasets.garments import CLASS_NAMES
from ..draw import Picture
from ..draw.network_rows import network_row
from .controls import Button, Choice, button, slider, switch
from .epoch import InPieces
from .grids import clamp
from .network_look import NetworkLook
from .network_parts import SUMS, layer_caption, map_source
from .network_picture import NetworkPicture
from .stages import check_last, check_layers, forward, stages_of
from .trained import small


class Network(NetworkLook, NetworkPicture, InPieces):
    """See all that a network makes of a picture, and what each number depends on.

    Click a map or a class to pin it, and point into the large map, or use the arrow keys: in all
    maps before it the window is outlined that the number depends on, down to the picture.

    Parameters
    ----------
    model : Sequential, optional
        Layers ``Conv2D`` and pooling, ``Flatten``, one ``Dense``. The explorer works on a copy.
        Without it: a small one that is not trained yet.
    pictures : array (n, h, w, 1) or (n, h, w), optional
        Given together with the model.
    names : sequence of str
        What the classes are called.
    labels : array (n,) of int, optional
        The classes of the pictures.
    train : (pictures, labels), optional
        Pictures (n, h, w, 1) and one-hot labels to train on. The model is then compiled.

    Attributes
    ----------
    stage : int
        The layer that is looked at, counted from 1.
    channel, at
        The number of a map in it or of a class, and the place (row, column) in the map.
    source : int
        Which of the maps before it is shown large.
    values : array (h, w, 1)
        The picture, as it is drawn now.

    Examples
    --------
    >>> explorer = Network()
    >>> explorer.look_at(3, channel=5, at=(2, 4))
    >>> [field.box for field in explorer.fields]
    [(4, 8, 8, 8), (4, 8, 6, 6), (2, 4, 3, 3), (2, 4, 1, 1)]
    """

    title = "Network explorer"
    garment = traitlets.Unicode().tag(control=Choice("", "Picture", []))
    previous = button("Previous layer")
    next = button("Next layer")
    train = button("Train one epoch")
    drawing = switch("Draw on it")
    pen = slider("Pen", 2, 1, 4)
    rub = switch("Rub out")
    empty = button("Empty picture")
    swap = button("Swap black and white")
    restore = button("As it was")

    picks = ("stage", "channel", "at", "source", "cursor")

    def __init__(
        self, model=None, pictures=None, names=CLASS_NAMES, labels=None, train=None, **state
    ):
        if model is None:
            trained = small()
            model, train, pictures = trained.model, trained.train, trained.test[0][:20]
            labels = trained.labels[:20]
        self.names = list(names)
        self.take_pictures(pictures, self.names, labels)
        check_layers(model)
        model.build((None, *self.pictures.shape[1:]))
        check_last(model, self.names)
        if train is not None and getattr(model, "optimizer", None) is None:
            raise ValueError("Network: to train it the model must be compiled. Call compile first")
        self._given, self._train = model, train
        self.stage, self.channel, self.at, self.source = 1, 0, (0, 0), 0
        self.held = False
        super().__init__(**({"garment": self.titles[0]} | state))

    def prepare(self):
        """Take the model as it was given, and the chosen picture; look at its strongest number."""
        self.model = deepcopy(self._given)
        self.stages = stages_of(self.model, self.pictures.shape[1:])
        self.begin_untrained()
        self.held = False
        self.take_chosen()
        sums = [k for k, s in enumerate(self.stages, 1) if not s.is_pooling and not s.is_dense]
        last = max(sums, default=1)
        self.look_at(last, *self._strongest(last))
        self._choose_source()

    def renew(self) -> None:
        self.maps = forward(self.stages, self.values)
        self.images = [
            [map_source(values[..., c]) for c in range(values.shape[-1])]
            for values in self.maps[:-1]
        ]

    def _strongest(self, stage: int) -> tuple[int, tuple[int, int]]:
        """Return the map with the largest number of a layer, and its place."""
        y, x, c = np.unravel_index(self.maps[stage].argmax(), self.maps[stage].shape)
        return int(c), (int(y), int(x))

    def _choose_source(self) -> None:
        """Show the map before that counts most in the picked number."""
        stage = self.stages[self.stage - 1]
        if not stage.is_pooling:
            self.source = int(np.abs(self.explanation.channel_sums).argmax())

    def adjust(self, name):
        if name == "garment":
            self.take_chosen()

    def shown(self):
        pen = {"pen", "rub", "empty", "swap", "restore"} if not self.drawing else set()
        unused = pen | (set() if self._train else {"train"})
        now = {"garment": Choice("garment", "Picture", self.titles)}
        if self.epoch:
            now["train"] = Button("train", "Stop training")
        return [now.get(c.name, c) for c in self.controls if c.name not in unused]

    # What a learner does.

    def look_at(self, stage: int, channel: int = 0, at: tuple[int, int] = (0, 0)) -> None:
        """Pick a number: its layer, counted from 1, its map or class, and its place.

        Raises
        ------
        ValueError
            If there is no such layer, or no such map in it.
        """
        if not 1 <= stage <= len(self.stages):
            raise ValueError(f"there is no layer {stage}: take one from 1 to {len(self.stages)}")
        *size, channels = self.stages[stage - 1].out
        if not 0 <= channel < channels:
            raise ValueError(f"there is no map {channel} in layer {stage}: it has {channels}")
        self.stage, self.channel, self.at = stage, channel, clamp(at, size)
        before = self.stages[stage - 1]
        self.source = channel if before.is_pooling else min(self.source, before.shape[2] - 1)

    def pick(self, key, row, column):
        """Pick a map, a number of the large one, a class, which map before, or where to draw."""
        self.pen_moved = key == "picture"
        if key.startswith("layer "):
            self._pick_map(int(key.removeprefix("layer ")), row)
        elif key == "classes":
            self.look_at(len(self.stages), row)
            self._choose_source()
        elif key == "map":
            self.look_at(self.stage, self.channel, (row, column))
        elif key == "sums":
            self._pick_source(row, column)
        elif key == "picture":
            self.cursor = clamp((row, column), self.values.shape[:2])

    def _pick_map(self, stage: int, channel: int) -> None:
        """Pick a map; the place stays if the layer does, otherwise it is its largest number."""
        if stage == self.stage:
            return self.look_at(stage, channel, self.at)
        if not 1 <= stage < len(self.stages):
            raise ValueError(f"there are no maps of a layer {stage}")
        self.look_at(stage, channel)
        values = self.maps[stage][..., channel]
        self.at = tuple(int(i) for i in np.unravel_index(values.argmax(), values.shape))
        self._choose_source()

    def _pick_source(self, row: int, column: int) -> None:
        source = row * SUMS + column
        if source >= self.stages[self.stage - 1].shape[2]:
            raise ValueError("there is no such map")
        self.source = source

    def _pick(self, key, row, column):
        """Pin a number, or a map or a class: its numbers can still be pointed at."""
        self.pick(key, row, column)
        self.held = self.held or _chooses(key)
        if not self.pen_moved:
            self.pinned = not _chooses(key)
        self._after_a_step()

    def _preview(self, key, row, column):
        if self.held and _chooses(key):
            return self.refresh()
        super()._preview(key, row, column)

    def _free(self):
        self.held = False
        super()._free()

    def press(self, name):
        """Go a layer back or on, train, or change the picture."""
        if name in ("previous", "next"):
            self._step_layer(1 if name == "next" else -1)
        elif name == "train":
            self.begin_or_stop(self._train)
        else:
            {"empty": self.empty_it, "swap": self.swap_it, "restore": self.take_chosen}[name]()
        return False

    def _step_layer(self, way: int) -> None:
        """Follow the number that is picked to a layer before or behind it."""
        if way < 0 and self.stage > 1:
            box = self.fields[-2].box
            self.look_at(self.stage - 1, self.source, (box[0] + box[2] // 2, box[1] + box[3] // 2))
        elif way > 0 and self.stage < len(self.stages):
            after, source = self.stages[self.stage], self.channel
            steps = [axis.stride for axis in after.axes]
            at = tuple(i // step for i, step in zip(self.at, steps, strict=True))
            best = int(self.maps[-1].argmax()) if after.is_dense else self.channel
            self.look_at(self.stage + 1, min(best, after.out[2] - 1), at)
            self.source = source
        else:
            raise ValueError("there is no layer beyond this one")

    def picture(self) -> Picture:
        layers = [
            (layer_caption(k, stage), self.maps[k], self.images[k])
            for k, stage in enumerate(self.stages[:-1], 1)
        ]
        first = ("Picture", self.values, self.images[0])
        last = layer_caption(len(self.stages), self.stages[-1])
        shown = self.garment.removeprefix("picture ")
        return network_row([first, *layers], last, self.names, self.shares, shown)


def _chooses(key: str) -> bool:
    """Tell whether a click on this pins a map or a class, not a number."""
    return key == "classes" or key.startswith("layer ")
