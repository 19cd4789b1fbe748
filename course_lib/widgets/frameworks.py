"""The explorer of two frameworks: one picture, a padding on either side, and where they part."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import traitlets

from .. import explain, nn
from ..draw import Grid as Drawn
from ..draw import arrays
from ..explain.notation import TEXT, number
from ..explain.transposed import meeting
from ..nn.convolution import conv2d_arguments
from .controls import Choice, Slider
from .convolution import Convolution
from .grids import TO_FIND, output_grid
from .presets import IMAGES, KERNELS, PADDINGS
from .quiz import Wrong
from .view import View
from .windowed import paint_window

MEND = {
    "SAME": "For Keras's numbers in PyTorch: F.pad(x, {pads}), then padding=0.",
    "VALID": "For Keras's numbers in PyTorch: padding=0.",
}


class Frameworks(Convolution):
    """Choose Keras's padding and PyTorch's; numbers that are not the same light up.

    Click an output cell for the window and the sum of both. Click an input cell for the outputs
    that it feeds in each.

    Attributes
    ----------
    theirs : array (oh, ow)
        What PyTorch gives, with ``pytorch`` cells of padding on each side.

    Examples
    --------
    >>> explorer = Frameworks()
    >>> explorer.output[0], explorer.theirs[0]
    (array([35., 47., 35.]), array([ 7., 13., 21.]))
    >>> explorer.padding, explorer.pytorch = "VALID", 0
    >>> explorer.told_parting()
    ['Both give the same numbers.']
    """

    title = "Frameworks explorer"
    image = traitlets.Enum(list(IMAGES), "6×6, counting")
    stride = traitlets.Int(2, min=1, max=3)
    padding = traitlets.Enum(PADDINGS, "SAME")
    pytorch = traitlets.Int(1, min=0, max=4)
    controls = (
        Choice("image", "Image", list(IMAGES)),
        Choice("kernel", "Kernel", list(KERNELS)),
        Slider("size", "Kernel size", 1, 5),
        Slider("stride", "Stride", 1, 3),
        Choice("padding", "Keras: padding", PADDINGS),
        Slider("pytorch", "PyTorch: padding", 0, 4),
    )

    @property
    def _there(self) -> tuple:
        around = [self.pytorch, self.pytorch]
        padding = [[0, 0], around, around, [0, 0]]
        return self.values[None], self.weights, self.stride, padding

    @property
    def theirs(self) -> np.ndarray:
        """PyTorch's output (oh, ow), by the operator."""
        return nn.conv2d(*self._there)[0, :, :, 0]

    def _fits(self) -> bool:
        """Tell whether PyTorch has a window at all."""
        padded = min(self.plane().shape) + 2 * self.pytorch
        return padded >= self.size

    def _there_too(self, place) -> bool:
        """Tell whether PyTorch has a number at a place of Keras's output."""
        return self._fits() and bool(np.all(np.less(place, self.theirs.shape)))

    def picture(self):
        """Return both outputs beside the image, with the picked window of Keras."""
        rows, columns = self.axes()
        y, x = self.at
        image = Drawn(
            self.plane(),
            padding=((rows.before, rows.after), (columns.before, columns.after)),
            window=(rows.positions(y).tolist(), columns.positions(x).tolist()),
        )
        outputs = [self.output, *([self.theirs] if self._fits() else [])]
        captions = [f"Keras, {self.padding}", f"PyTorch, padding={self.pytorch}"][: len(outputs)]
        title = f"Two frameworks, stride {self.stride}"
        return arrays([image, *outputs], ["Input", *captions], title=title)

    def pick(self, key, row, column):
        super().pick("output" if key == "pytorch" else key, row, column)

    def look_at_window(self):
        """Show the window of Keras, both sums, and where the two part."""
        hidden = self.hides(*self.at)
        paint = paint_window(self.explanation.by_channel()[0], products=not hidden)
        sums = [TO_FIND] if hidden else self._sums()
        return View(self._parts([paint]), [*sums, *self.told_padding(self.padding), *self._told()])

    def _sums(self) -> list[str]:
        found = [f"Keras: {line}" for line in self.explanation.equations(TEXT)]
        if self._there_too(self.at):
            e = explain.conv2d(*self._there, at=(0, *self.at, 0))
            found += [f"PyTorch: {line}" for line in e.equations(TEXT)]
        return found

    def _told(self) -> list[str]:
        told = self.told_parting()
        if told[0].startswith("Both"):
            return told
        rows, columns = self.axes()
        pads = columns.before, columns.after, rows.before, rows.after
        return [*told, MEND[self.padding].format(pads=tuple(map(int, pads)))]

    def told_parting(self) -> list[str]:
        """Say where the two part, and why."""
        if not self._fits():
            return ["PyTorch: no window fits. Add padding, or take a smaller kernel."]
        ours, theirs = self.output, self.theirs
        if np.array_equal(ours, theirs):
            return ["Both give the same numbers."]
        if ours.shape != theirs.shape:
            shapes = [f"{rows}×{columns}" for rows, columns in (ours.shape, theirs.shape)]
            return [f"Keras makes {shapes[0]} numbers, PyTorch {shapes[1]}."]
        rows, columns = self.axes()
        told = f"They part at {np.sum(ours != theirs)} of {ours.size} numbers."
        up, left = self.pytorch - rows.before, self.pytorch - columns.before
        moved = [
            _moved(up, "row", "higher", "lower"),
            _moved(left, "column", "further left", "further right"),
        ]
        begin = " and ".join(filter(None, moved))
        return [f"{told} PyTorch's first window begins {begin}." if begin else told]

    def _parts(self, paints, fed=()):
        *others, ours = super()._parts(paints, fed)
        parts = [*others, replace(ours, caption="Keras")]
        if self._fits():
            lit = self._fed_there() if self.source else self._parting()
            caption = "PyTorch" if self.source else "PyTorch, lit up where it differs"
            options = {"key": "pytorch", "picked": None, "sign": "|"}
            parts.append(output_grid(self.theirs, caption, self.cover, lit, **options))
        return parts

    def _parting(self) -> list[tuple[int, int]]:
        """Return the places at which PyTorch has another number, or has one and Keras has none."""
        ours, theirs = self.output, self.theirs
        inside = np.full(theirs.shape, np.nan)
        rows, columns = (min(sizes) for sizes in zip(ours.shape, theirs.shape, strict=True))
        inside[:rows, :columns] = ours[:rows, :columns]
        return [(int(y), int(x)) for y, x in np.argwhere(inside != theirs)]

    def _fed_there(self) -> list[tuple[int, int]]:
        """Return the outputs of PyTorch that the picked input cell feeds."""
        rows, columns = conv2d_arguments(*self._there)[2:]
        row, column = self.source
        return [(y, x) for y, _ in meeting(rows, row) for x, _ in meeting(columns, column)]

    def question(self, place):
        return f"Which number does Keras give at row {place[0]}, column {place[1]}?"

    def mistakes_at(self, place):
        mistakes = super().mistakes_at(place)
        if self._there_too(place):
            rule = "That is PyTorch's number: its padding is the same on all sides."
            mistakes = [Wrong(rule, float(self.theirs[place])), *mistakes]
        return mistakes


def _moved(by: int, word: str, more: str, less: str) -> str:
    """Return how far something begins, in words; nothing where it does not move."""
    cells = f"{number(abs(by))} {word}{'s' * (abs(by) > 1)}"
    return f"{cells} {more if by > 0 else less}" if by else ""
