"""The explorer of depthwise convolution: each output channel, and the one channel it is made of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .. import explain, nn
from ..explain.notation import TEXT
from ..nn.depthwise import depthwise_arguments
from .channel_mistakes import of_depthwise
from .channel_presets import FILTERS, IMAGES, MOST
from .channelled import Channelled, begun
from .controls import choice, slider
from .grids import TO_FIND, number_grid, room_for_products
from .presets import PADDINGS
from .view import Column, View
from .windowed import paint_window


class Depthwise(Channelled):
    """Click an output cell: the one input channel and the one filter it comes from light up.

    Click an input cell: the outputs it feeds light up, in all channels. Click a filter: its
    output channel lights up.

    Examples
    --------
    >>> explorer = Depthwise()
    >>> explorer.pick("output 3", 0, 0)
    >>> explorer.look().lines[1]
    'Output channel 3 = 1·2 + 1: channel 1 of the input, filter 1. No other channel is read.'
    >>> explorer.pick("filter 2", 0, 0)
    >>> explorer.look().lines[0]
    'Channel 1, filter 0 → output channel 1·2 + 0 = 2'
    """

    title = "Depthwise explorer"
    image = choice("Image", IMAGES)
    filters = choice("Filters", FILTERS)
    channels = slider("Channels in", 2, 1, MOST)
    mult = slider("Filters per channel (mult)", 2, 1, MOST)
    size = slider("Kernel size", 2, 1, MOST)
    stride = slider("Stride", 1, 1, 3)
    padding = choice("Padding", PADDINGS)

    def prepare(self):
        """Make the image and the filters that the controls ask for."""
        self._take_image()
        self._take_filters()

    def _take_image(self):
        self.values = IMAGES[self.image][..., : self.channels].copy()

    def _take_filters(self):
        self.weights = FILTERS[self.filters](self.size)[:, :, : self.channels, : self.mult].copy()

    def adjust(self, name):
        """Make image or filters anew; numbers typed into the others stay."""
        super().adjust(name)
        if name in ("image", "channels"):
            self._take_image()
        if name in ("filters", "size", "channels", "mult"):
            self._take_filters()

    def counts(self):
        """Return how many channels come in and out; each filter makes one of the latter."""
        outputs = self.channels * self.mult
        return {"input": self.channels, "filter": outputs, "output": outputs}

    @property
    def channel(self) -> int:
        """The output channel that is picked, or the first that comes from what is picked."""
        kind, number = self.picked
        return number * self.mult if kind == "input" else number

    @property
    def _arguments(self):
        return self.values[None], self.weights, self.stride, self.padding

    @property
    def output(self) -> np.ndarray:
        """The output (oh, ow, c_in·mult), by the operator."""
        return nn.depthwise_conv2d(*self._arguments)[0]

    def axes(self):
        """Return where the windows lie."""
        return depthwise_arguments(*self._arguments)[2:]

    def plane(self):
        """Return the input channel that the picked output channel reads."""
        return self.values[..., self.channel // self.mult]

    def explain(self, y, x):
        """Return a value of the picked output channel as its arithmetic."""
        return explain.depthwise_conv2d(*self._arguments, at=(0, y, x, self.channel))

    def numbers(self, kind, which):
        """Return a filter."""
        return self._filter(which) if kind == "filter" else None

    def _filter(self, k: int) -> np.ndarray:
        """Return the filter (kh, kw) that makes output channel ``k``."""
        return self.weights[(slice(None), slice(None), *divmod(k, self.mult))]

    def _rule(self, k: int, plus: str = " + ") -> str:
        return f"{k // self.mult}·{self.mult}{plus}{k % self.mult}"

    def note_room(self):
        """Return how many characters the longest product has."""
        return room_for_products(self.values, self.weights)

    def term_cells(self, term):
        """Return the cells of a term, in the input channel and in the filter."""
        k, cell = self.channel, self.in_grid(term.row, term.column)
        filter_cell = f"filter {k}", term.kernel_row, term.kernel_column
        return [(f"input {k // self.mult}", *cell), filter_cell]

    def look_at_window(self):
        """Show the picked output cell's channel, window and filter; or the picked filter."""
        if self.picked[0] == "filter":
            return self._look_at_filter()
        k = self.channel
        if self.hides(*self.at, k):
            find = f"Find out first which input channel and which filter make output channel {k}."
            return View(self._parts({}), [TO_FIND, find])
        e = self.explanation
        c, m = divmod(k, self.mult)
        way = (
            f"Output channel {k} = {self._rule(k)}: channel {c} of the input, filter {m}. "
            "No other channel is read."
        )
        parts = self._parts({c: paint_window(e.terms)}, [k])
        return View(parts, [*e.equations(TEXT), way, *self.told_padding(self.padding)])

    def _look_at_filter(self):
        """Show the output channel that the picked filter makes, and the channel it reads."""
        if self.quiz:
            return self._look_at_secret()
        k = self.channel
        c, m = divmod(k, self.mult)
        paint = lambda *_: ("window", ["lit up"], "")  # noqa: E731
        lines = [
            f"Channel {c}, filter {m} → output channel {self._rule(k)} = {k}",
            f"The filter slides over channel {c} of the input only, and fills output channel {k}.",
        ]
        return View(self._parts({c: paint}, [k], {k: np.ndindex(self.shape)}), lines)

    def look_at_source(self):
        """Show what the picked input cell feeds, in all output channels that read its channel."""
        if self.quiz:
            return self._look_at_secret()
        c = self.picked[1]
        reading = range(c * self.mult, (c + 1) * self.mult)
        fed = self.fed()
        ways = ", ".join(f"{self._rule(k)} = {k}" for k in reading)
        lines = [f"Channel {c} → output channel{'s' * (self.mult > 1)} {ways}", self.told_fed()]
        return View(
            self._parts({c: self.paint_source}, reading, dict.fromkeys(reading, fed)), lines
        )

    def _look_at_secret(self):
        """Show no way from channel to channel: a quiz asks for it."""
        return View(self._parts({}), ["In the quiz, what belongs together is not shown."])

    def look_at_nothing(self, why):
        """Show image and filters, and why no window fits."""
        return View([*self.unpadded_inputs(), *self._filters()], [why])

    def _parts(self, paints, lit=(), fed=()):
        inputs = self.input_grids(paints)
        return self._arranged(inputs, self._filters(lit), self.output_grids(dict(fed)))

    def _filters(self, lit=()):
        return [
            number_grid(
                f"filter {k}",
                "Filter ({}, {})".format(*divmod(k, self.mult)),
                self._filter(k),
                fed=np.ndindex(self.size, self.size) if k in lit else (),
                edit=True,
                heat=self.heat(self.weights),
            )
            for k in range(self.channels * self.mult)
        ]

    def output_caption(self, k):
        """Return the number of an output channel, and but for a quiz the rule for it."""
        return f"Output {k}" if self.quiz else f"Output {k} = {self._rule(k, '+')}"

    def _arranged(self, inputs, filters, outputs):
        """Return a line for each input channel; in a quiz the lines would give answers away."""
        if self.quiz:
            return [*inputs, *begun(filters, new_line=True), *begun(outputs, new_line=True)]
        parts = []
        for c, image in enumerate(inputs):
            own = slice(c * self.mult, (c + 1) * self.mult)
            pairs = [
                Column(f"pair {grids[0].key}", [replace(grids[0], sign="×"), grids[1]])
                for grids in zip(filters[own], outputs[own], strict=True)
            ]
            parts += [replace(image, new_line=True), *pairs]
        return parts

    def ask(self, place):
        """Ask for the number at a place of an output channel."""
        label = self.ask_at(place)
        mistakes = of_depthwise(self.values[None], self.weights, self.stride, self.axes(), place)
        return label, self.explanation.total, mistakes
