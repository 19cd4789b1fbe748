"""The explorer of convolution: a window, its products, and their sum."""

from __future__ import annotations

import numpy as np

from .. import explain, nn
from ..explain.notation import TEXT
from .controls import choice, slider
from .grids import TO_FIND, number_grid, output_grid, padded_grid, put, room_for_products
from .mistakes import of_convolution
from .presets import EXPLICIT, IMAGES, KERNELS, PADDINGS, with_channels
from .view import Column, View
from .windowed import Windowed, paint_window

SIDES = ("top", "bottom", "left", "right")


class Convolution(Windowed):
    """Click an output cell: its window lights up, with the products in it and their sum below.

    Click an input cell, real or padding: every output that it feeds lights up.

    Examples
    --------
    >>> explorer = Convolution()
    >>> explorer.explanation
    14 = 4·1 + 3·0 + 1·1 + 2·2 + 1·1 + 0·0 + 1·0 + 2·0 + 4·1
    >>> explorer.stride, explorer.padding = 2, "SAME"
    >>> explorer.pick("output", 1, 1)
    >>> explorer.explanation
    6 = 4·1 + 1·0 + [0]·1 + 0·2 + 2·1 + [0]·0 + [0]·0 + [0]·0 + [0]·1
    """

    title = "Convolution explorer"
    image = choice("Image", IMAGES)
    kernel = choice("Kernel", KERNELS)
    size = slider("Kernel size", 3, 1, 5)
    stride = slider("Stride", 1, 1, 3)
    dilation = slider("Dilation", 1, 1, 3)
    padding = choice("Padding", [*PADDINGS, EXPLICIT])
    top = slider("Top", 1, 0, 4)
    bottom = slider("Bottom", 1, 0, 4)
    left = slider("Left", 1, 0, 4)
    right = slider("Right", 1, 0, 4)
    channels_in = slider("Channels in", 1, 1, 3)
    channels_out = slider("Channels out", 1, 1, 3)
    channel = slider("Output channel shown", 0, 0, 2)

    makes = (
        ("values", "image", "channels_in"),
        ("weights", "kernel", "size", "channels_in", "channels_out"),
    )

    def _make_values(self):
        return with_channels(IMAGES[self.image], self.channels_in)

    def _make_weights(self):
        base = KERNELS[self.kernel](self.size)
        return with_channels(base, self.channels_in, self.channels_out)

    def prepare(self):
        super().prepare()
        self.channel = min(self.channel, self.channels_out - 1)

    def adjust(self, name):
        """Make image or kernel anew, and show an output channel that is there."""
        super().adjust(name)
        self.channel = min(self.channel, self.channels_out - 1)

    def shown(self):
        """Return the controls: the four sides for explicit padding only."""
        unused = set() if self.padding == EXPLICIT else set(SIDES)
        if self.channels_out == 1:
            unused.add("channel")
        return tuple(control for control in self.controls if control.name not in unused)

    @property
    def _arguments(self):
        padding = self.padding
        if padding == EXPLICIT:
            padding = [[0, 0], [self.top, self.bottom], [self.left, self.right], [0, 0]]
        return self.values[None], self.weights, self.stride, padding, "NHWC", self.dilation

    @property
    def output(self) -> np.ndarray:
        """The output (oh, ow) of the channel that is shown, by the operator."""
        return nn.conv2d(*self._arguments)[0, :, :, self.channel]

    def explain(self, y, x):
        return explain.conv2d(*self._arguments, at=(0, y, x, self.channel))

    def write(self, key, row, column, value):
        name, _, channel = key.partition(" ")
        if name == "input":
            self.change(self.values[..., int(channel)], row, column, value)
        else:
            put(self.weights[..., int(channel), self.channel], row, column, value)

    def look_at_window(self):
        e = self.explanation
        hidden = self.hides(*self.at)
        paints = [paint_window(terms, products=not hidden) for terms in e.by_channel()]
        equations = [TO_FIND] if hidden else e.equations(TEXT)
        return View(self._parts(paints), [*equations, *self.told_padding(self.padding)])

    def look_at_source(self):
        fed = self.fed()
        ways = [f"({y}, {x}) times kernel ({i}, {j})" for (y, x), (i, j) in fed.items()]
        lines = [self.told_fed(), *([f"It goes into {'; '.join(ways)}."] if ways else [])]
        return View(self._parts([self.paint_source] * self.channels_in, fed), lines)

    def look_at_nothing(self, why):
        grids = [number_grid("image", "Input", self.values[..., 0], quiet=True)]
        return View([*grids, *self._kernels()], [why])

    def _parts(self, paints, fed=()):
        inputs, kernels = self._inputs(paints), self._kernels(fed)
        name = f"Output, channel {self.channel}" if self.channels_out > 1 else "Output"
        picked = None if self.source else self.at
        options = {"picked": picked, "sign": "→", "heat": self.heat(self.output)}
        output = output_grid(self.output, name, self.cover, fed, **options)
        if self.channels_in == 1:
            return [*inputs, *kernels, output]
        pairs = zip(inputs, kernels, strict=True)
        lines = [Column(f"pair {k}", pair, across=True) for k, pair in enumerate(pairs)]
        return [Column("pairs", lines), output]

    def _inputs(self, paints):
        return [
            padded_grid(
                f"input {k}",
                f"Input, channel {k}" if self.channels_in > 1 else "Input",
                self.values[..., k],
                self.axes(),
                paints[k],
                "0",
                edit=True,
                sign="+" if k else "",
                picked=self.source_cell(),
                heat=self.heat(self.values),
                notes=room_for_products(self.values, self.weights),
            )
            for k in range(self.channels_in)
        ]

    def _kernels(self, fed=()):
        used = set(dict(fed).values())
        many = self.channels_in > 1
        return [
            number_grid(
                f"kernel {k}",
                f"Kernel, channel {k}" if many else "Kernel",
                self.weights[..., k, self.channel],
                mark=used,
                edit=True,
                quiet=True,
                sign="×",
                heat=self.heat(self.weights),
            )
            for k in range(self.channels_in)
        ]

    def term_cells(self, term):
        c = term.channel
        kernel = f"kernel {c}", term.kernel_row, term.kernel_column
        return [(f"input {c}", *self.in_grid(term.row, term.column)), kernel]

    def alike(self, place):
        """Return the neighbours of a number, and the numbers in its place of other channels."""
        yield from super().alike(place)
        outputs = nn.conv2d(*self._arguments)[0][place]
        for k, value in enumerate(outputs):
            if k != self.channel:
                yield self.called((k,)), value.item()

    def mistakes_at(self, place):
        one = self.weights[..., self.channel : self.channel + 1]
        return of_convolution(self.values[None], one, 0.0, self.axes(), place)
