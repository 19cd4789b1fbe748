"""The explorer of depthwise convolution, and of the groups between it and a full convolution."""

from __future__ import annotations

import numpy as np
import traitlets

from .. import explain, nn
from ..explain.notation import TEXT
from . import channel_words as words
from .channel_groups import Groups, divisors
from .channel_mistakes import of_depthwise, of_groups
from .channel_presets import CHANNELS, FILTERS, IMAGES, MOST
from .channelled import Channelled, begun, quieted
from .controls import Stops, choice, slider
from .grids import TO_FIND, number_grid, room_for_products
from .presets import PADDINGS
from .typed import take
from .view import Column, View
from .windowed import paint_window


class Depthwise(Channelled):
    """Click an output cell: the input channels and the filter it comes from light up.

    Click an input cell: the outputs it feeds light up, in all channels. Click a filter: its
    output channel lights up. *Groups* cuts the channels: with one group for each channel the
    convolution is depthwise, with one for all it is ``conv2d``.

    Examples
    --------
    >>> explorer = Depthwise()
    >>> explorer.pick("output 3", 0, 0)
    >>> explorer.look().lines[1]
    'Output channel 3 = 1·2 + 1: channel 1 of the input, filter 1. No other channel is read.'
    """

    title = "Depthwise explorer"
    image = choice("Image", IMAGES)
    filters = choice("Filters", FILTERS)
    channels = slider("Channels in", 2, 1, CHANNELS)
    mult = slider("Filters per channel (mult)", 2, 1, MOST)
    groups = slider("Groups", 2, 1, CHANNELS)
    size = slider("Kernel size", 2, 1, MOST)
    stride = slider("Stride", 1, 1, 3)
    padding = choice("Padding", PADDINGS)

    def __init__(self, at=(0, 0), channel=0, **state):
        depthwise = {"groups": state.get("channels", 2)}
        super().__init__(at, channel, **depthwise | state)

    def shown(self):
        """Return the controls; the groups are numbers that divide the channels."""
        stops = divisors(self.channels)
        groups = [Stops("groups", "Groups", 1, self.channels, stops)] * (len(stops) > 1)
        at = [control.name for control in self.controls].index("groups")
        return (*self.controls[:at], *groups, *self.controls[at + 1 :])

    @traitlets.validate("groups")
    def _divides(self, proposal):
        if self.channels % proposal.value:
            raise traitlets.TraitError(
                f"groups must divide the {self.channels} channels; received {proposal.value}"
            )
        return proposal.value

    def prepare(self):
        self._take_image()
        self._take_filters()
        self.followed = ""
        self._depth = self.meeting.depth  # with which slices of filters are counted

    def _take_image(self, keeping=False):
        take(self, "values", IMAGES[self.image][..., : self.channels], keeping)

    def _take_filters(self, keeping=False):
        c, size = self.channels, self.size
        # A filter is called by its channel and its number there.
        take(self, "_called", FILTERS[self.filters](size)[:, :, :c, :c, : self.mult], keeping)
        self.weights = self._called.reshape(size, size, c, c * self.mult)  # the same numbers

    def adjust(self, name):
        """Make image or filters anew; typed numbers stay where they still have a place."""
        self.followed = ""
        if self.picked[0] == "filter":
            self.picked = ("output", self.picked[1] // self._depth)
        apart = self.groups == self.values.shape[-1]
        if name in ("image", "channels"):
            self._take_image(keeping=name != "image")
        if name in ("filters", "size", "channels", "mult"):
            self._take_filters(keeping=name != "filters")
        if name == "channels":  # what was depthwise stays so
            most = self.channels if apart else self.groups
            self.groups = max(d for d in divisors(self.channels) if d <= most)
            self.followed = words.told_kind(self.meeting)
        self._depth = self.meeting.depth
        source, picked = self.source, self.picked
        super().adjust(name)
        if name == "groups" and picked[0] == "input":  # it is there still, and feeds others
            self.source, self.picked = source, picked

    @property
    def meeting(self) -> Groups:
        """Which channels meet."""
        return Groups(self.groups, self.channels, self.channels * self.mult)

    def counts(self):
        out, depth = self.meeting.c_out, self.meeting.depth
        return {"input": self.channels, "filter": out * depth, "output": out}

    @property
    def channel(self) -> int:
        """The output channel that is picked, or the first that comes from what is picked."""
        kind, number = self.picked
        if kind == "input":
            return self.meeting.fed_by(number)[0]
        return self.meeting.meets(number)[0] if kind == "filter" else number

    @property
    def used(self) -> np.ndarray:
        """The filters (kh, kw, c_in / groups, c_in·mult): what of ``weights`` is used."""
        reads = enumerate(map(self.meeting.read_by, range(self.meeting.c_out)))
        return np.stack([self.weights[:, :, read, k] for k, read in reads], axis=-1)

    @property
    def _arguments(self):
        return self.values[None], self.used, self.stride, self.padding

    @property
    def output(self) -> np.ndarray:
        """The output (oh, ow, c_in·mult), by the operator."""
        return nn.conv2d(*self._arguments)[0]

    def plane(self):
        return self.values[..., self.meeting.read_by(self.channel)[0]]

    def explain(self, y, x):
        (image, used, *steps), place = self._arguments, (0, y, x, self.channel)
        if not self.meeting.depthwise:
            return explain.conv2d(image, used, *steps, at=place)
        apart = used.reshape(*used.shape[:2], self.channels, self.mult)
        return explain.depthwise_conv2d(image, apart, *steps, at=place)

    def numbers(self, kind, which):
        if kind != "filter":
            return None
        k, c = self.meeting.meets(which)
        return self.weights[:, :, c, k]

    def note_room(self):
        return room_for_products(self.values, self.used)

    def term_cells(self, term):
        c, cell = term.channel, self.in_grid(term.row, term.column)
        piece = self.meeting.piece(self.channel, c)
        return [(f"input {c}", *cell), (f"filter {piece}", term.kernel_row, term.kernel_column)]

    def look_at_window(self):
        """Show the picked output cell's channels, window and filter; or the picked filter."""
        if self.picked[0] == "filter":
            return self._look_at_filter()
        k, groups = self.channel, self.meeting
        if self.hides(*self.at, k):
            return View(self._parts({}), [TO_FIND, words.told_to_find(groups, k)])
        e, read = self.explanation, groups.read_by(k)
        paints = {c: paint_window(terms) for c, terms in zip(read, e.by_channel(), strict=True)}
        parts = self._parts(paints, [groups.piece(k, c) for c in read])
        cost = words.told_cost(self.used.shape, self.shape)
        told = [*e.equations(TEXT), words.told_output(groups, k), cost]
        return View(parts, [*told, *self.told_padding(self.padding)])

    def _look_at_filter(self):
        """Show the output channel that the picked slice of a filter makes, and what it reads."""
        if self.quiz:
            return self._look_at_secret()
        piece = self.picked[1]
        k, c = self.meeting.meets(piece)
        paint = lambda *_: ("window", ["lit up"], "")  # noqa: E731
        parts = self._parts({c: paint}, [piece], {k: np.ndindex(self.shape)})
        return View(parts, words.told_piece(self.meeting, piece))

    def look_at_source(self):
        """Show what the picked input cell feeds, in all output channels that read its channel."""
        if self.quiz:
            return self._look_at_secret()
        c, groups, fed = self.picked[1], self.meeting, self.fed()
        reading = groups.fed_by(c)
        ways = [groups.piece(k, c) for k in reading], dict.fromkeys(reading, fed)
        parts = self._parts({c: self.paint_source}, *ways)
        return View(parts, [words.told_feeding(groups, c), self.told_fed(len(reading))])

    def _look_at_secret(self):
        """Show no way from channel to channel: a quiz asks for it."""
        return View(self._parts({}), ["In the quiz, what belongs together is not shown."])

    def look_at_nothing(self, why):
        return View([*self.unpadded_inputs(), *quieted(self._filters())], [why])

    def _parts(self, paints, lit=(), fed=()):
        inputs = self.input_grids(paints)
        return self._arranged(inputs, self._filters(lit), self.output_grids(dict(fed)))

    def _filters(self, lit=()):
        heat = self.heat(self.used)
        return [
            number_grid(
                f"filter {piece}",
                words.filter_caption(self.meeting, piece, self.quiz),
                self.numbers("filter", piece),
                fed=np.ndindex(self.size, self.size) if piece in lit else (),
                edit=True,
                heat=heat,
            )
            for piece in range(self.counts()["filter"])
        ]

    def output_caption(self, k):
        return words.output_caption(self.meeting, k, self.quiz)

    def _arranged(self, inputs, filters, outputs):
        """Return a line for each group; in a quiz the lines would give answers away."""
        if self.quiz:
            return [*inputs, *begun(filters, new_line=True), *begun(outputs, new_line=True)]
        groups, parts = self.meeting, []
        for group in range(groups.count):
            parts += begun([inputs[c] for c in groups.members(group)], new_line=True)
            for nth, k in enumerate(groups.made_by(group)):
                pieces = [filters[groups.piece(k, c)] for c in groups.read_by(k)]
                # Each filter meets the channels by itself: a second × would be a product of three.
                sign = "" if nth else "×"
                parts.append(Column(f"made {k}", [*begun(pieces, sign=sign), outputs[k]]))
        return parts

    def mistakes_at(self, place):
        wrong = of_depthwise if self.meeting.depthwise else of_groups
        return wrong(self.values[None], self.used, self.stride, self.axes(), place)
