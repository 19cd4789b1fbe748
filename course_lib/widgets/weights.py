"""The explorer of the weights of Conv2D: slices of the kernel, the bias, and what they make."""

from __future__ import annotations

import numpy as np

from .. import explain, initializers, layers, random, seeds
from ..explain.notation import TEXT, number
from ..layers import activations
from .channel_presets import LAYER_IMAGES
from .channelled import Channelled, begun, quieted
from .controls import button, choice, slider, switch, typed
from .grids import PLAIN, TO_FIND, clamp, longest, number_grid, write
from .mistakes import of_convolution
from .typed import kept
from .view import View
from .windowed import paint_window

LARGEST_SEED = 2**31 - 1


class Weights(Channelled):
    """Click a number of the output: the weights that make it light up, with their bias.

    Click a weight: the outputs that it goes into light up, and the pixels it meets.

    Examples
    --------
    >>> explorer = Weights()
    >>> explorer.explanation
    0.0904688 = 1·(−0.0823097) + 1·(−0.36398) + 1·0.197593 + 1·0.339166 + bias 0
    """

    title = "Explorer of weights"
    image = choice("Image", LAYER_IMAGES)
    seed = typed("Seed", 43052, 0, LARGEST_SEED)
    initializer = choice("Initializer", initializers.NAMES)
    size = slider("Kernel size", 2, 1, 3)
    channels_in = slider("Channels in", 1, 1, 3)
    channels_out = slider("Channels out", 4, 1, 4)
    relu = switch("relu")
    draw = button("Draw the weights again")

    makes = (("values", "image", "channels_in"),)

    def _make_values(self):
        return LAYER_IMAGES[self.image](self.channels_in).astype(np.float32)

    def prepare(self):
        super().prepare()
        self._draw_weights()

    def _draw_weights(self, keeping=False):
        before = self.layer.weights if keeping else []
        self.layer = layers.Conv2D(
            self.channels_out, self.size, kernel_initializer=self.initializer, name="layer"
        )
        self._choose_activation()
        with seeds.unchanged():  # what the learner draws elsewhere stays as it was
            random.set_seed(self.seed)
            self.layer.build((None, self.size, self.size, self.channels_in))
        made = [weights.copy() for weights in self.layer.weights]
        if keeping:
            self.layer.set_weights(list(map(kept, made, before, self._drawn)))
        self._drawn = made

    def _choose_activation(self):
        self.layer.activation = activations.get("relu" if self.relu else None)

    def adjust(self, name):
        """Bring image, weights or activation in line; typed numbers stay where they can."""
        super().adjust(name)
        if name == "relu":
            self._choose_activation()
        elif name != "image":
            self._draw_weights(keeping=name in ("size", "channels_in", "channels_out"))

    def press(self, name):
        """Draw the weights again, in the place of numbers that were typed."""
        self._draw_weights()
        return True

    def counts(self):
        slices = self.channels_in * self.channels_out
        return {"input": self.channels_in, "kernel": slices, "bias": 1, "output": self.channels_out}

    @property
    def channel(self) -> int:
        """The output channel that is picked, or that the picked weight or bias is for."""
        kind, which = self.picked
        if kind == "bias":
            return self.cell[1]
        return which % self.channels_out if kind == "kernel" else super().channel

    @property
    def output(self) -> np.ndarray:
        """What the layer makes, (oh, ow, c_out)."""
        return self.layer(self.values[None])[0]

    @property
    def _arguments(self):
        return self.values[None], self.layer.weights[0], 1, "VALID"

    def explain(self, y, x):
        bias = self.layer.weights[1]
        return explain.conv2d(*self._arguments, at=(0, y, x, self.channel), bias=bias)

    picks = ("at", "source", "picked", "cell")
    cell, whole_notes = (0, 0), True

    def steps(self):
        """Return none: the numbers of a layer are walked through by the explorer of convolution."""
        return []

    def note_room(self):
        return 1 + longest(self.layer.weights[0])

    def pick(self, key, row, column):
        super().pick(key, row, column)
        shape = {"bias": (1, self.channels_out)}.get(self.picked[0], (self.size, self.size))
        self.cell = clamp((row, column), shape)

    def numbers(self, kind, which):
        kernel, bias = self.layer.weights
        return {"kernel": self._slice(kernel, which), "bias": bias[None]}.get(kind)

    def _slice(self, kernel, which: int) -> np.ndarray:
        """Return the weights (kh, kw) from an input channel to an output channel."""
        return kernel[(slice(None), slice(None), *divmod(which, self.channels_out))]

    def look_at_window(self):
        """Show the window, the weights and the bias of the picked output; or a picked weight."""
        look = {"kernel": self._look_at_weight, "bias": self._look_at_bias}
        if self.picked[0] in look:
            return look[self.picked[0]]()
        o, e = self.channel, self.explanation
        hidden = self.hides(*self.at, o)
        paints = {c: paint_window(terms, False) for c, terms in enumerate(e.by_channel())}
        lit = [c * self.channels_out + o for c in range(self.channels_in)]
        lines = [TO_FIND] if hidden else e.equations(TEXT)
        if self.relu:
            lines.append("Then comes relu." if hidden else self._told_relu(e.total))
        return self._view(lines, paints, lit, [(0, o)])

    def _told_relu(self, total: float) -> str:
        if total > 0:
            return f"Then relu keeps {number(total)}, as it is above 0."
        after = number(float(self.layer.activation(total)))
        return f"Then relu puts {after} in the place of {number(total)}."

    def _look_at_weight(self):
        """Show where the picked weight is used."""
        (i, j), (c, o) = self.cell, divmod(self.picked[1], self.channels_out)
        rows, columns = (
            [axis.positions(k)[index] for k in range(axis.out)]
            for axis, index in zip(self.axes(), self.cell, strict=True)
        )

        def paint(row, column, _text):
            return ("window", ["met"], "") if row in rows and column in columns else PLAIN

        weight = write(self.layer.weights[0][i, j, c, o].item())
        lines = [
            f"kernel[{i}, {j}, {c}, {o}] = {weight}",
            f"Row {i}, column {j}, from input channel {c} to output channel {o}. It is used once "
            f"in every number of output {o}, each time with another pixel of channel {c}.",
        ]
        return self._view(lines, {c: paint}, [], [], {o: np.ndindex(self.shape)})

    def _look_at_bias(self):
        o = self.channel
        lines = [
            f"bias[{o}] = {write(self.layer.weights[1][o].item())}",
            f"It is added once to every number of output {o}, after the sum of the products.",
        ]
        return self._view(lines, {}, [], [], {o: np.ndindex(self.shape)})

    def look_at_source(self):
        """Show what the picked pixel feeds: the same places in all output channels."""
        c, outputs = self.picked[1], range(self.channels_out)
        lit = [c * self.channels_out + o for o in outputs]
        lines = [self.told_fed(), "In every output channel: each has weights for each pixel."]
        fed = dict.fromkeys(outputs, self.fed())
        return self._view(lines, {c: self.paint_source}, lit, [], fed)

    def look_at_nothing(self, why):
        return View([*self.unpadded_inputs(), *quieted(self._weights([], []))], [why])

    def _view(self, lines, paints, lit, biases, fed=()):
        inputs, outputs = self.input_grids(paints), self.output_grids(dict(fed))
        parts = [*inputs, *self._weights(lit, biases), *begun(outputs, new_line=True, sign="→")]
        kernel, bias = self.layer.weights
        counted = (
            f"The kernel (kh, kw, c_in, c_out) is {kernel.shape}. Its {kernel.size} weights and "
            f"the bias, {bias.size} more, are {self.layer.count_params()} parameters."
        )
        slices = "kernel[:, :, c, o] are the weights from input channel c to output channel o."
        return View(parts, [*lines, slices, counted])

    def _weights(self, lit, biases):
        kernel, bias = self.layer.weights
        heat = float(np.abs(kernel).max()) or 1.0
        slices = [
            number_grid(
                f"kernel {k}",
                "kernel[:, :, {}, {}]".format(*divmod(k, self.channels_out)),
                self._slice(kernel, k),
                heat=heat,
                fed=np.ndindex(self.size, self.size) if k in lit else (),
                edit=True,
                picked=self.cell if self.picked == ("kernel", k) else None,
                new_line=k % self.channels_out == 0,
                rows=(),
                columns=(),
            )
            for k in range(self.channels_in * self.channels_out)
        ]
        picked = self.cell if self.picked[0] == "bias" else None
        options = {"rows": (), "edit": True, "picked": picked, "new_line": True, "sign": "+"}
        added = number_grid("bias 0", "bias", bias[None], mark=biases, **options)
        ends = np.linspace(-heat, heat, 5)[None]
        scale = number_grid(
            "scale", "Colours of the kernel", ends, heat=heat, quiet=True, rows=(), columns=()
        )
        return [*slices, added, scale]

    def mistakes_at(self, place):
        kernel, bias = self.layer.weights
        return of_convolution(self.values[None], kernel, bias, self.axes(), place, self.relu)
