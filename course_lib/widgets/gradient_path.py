"""The way back through a small network: convolution, bias, ReLU, max pooling."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .. import explain, nn
from ..explain.notation import TEXT
from ..explain.transposed import meeting
from ..layers.activations import backward, relu
from ..nn.convolution import conv2d_arguments
from ..nn.pooling_arguments import pool_arguments
from .mistakes import sides

POOL = 2  # rows and columns of a window of the pooling
# Where the gradient of each part comes from.
AFTER = {"image": "sums", "kernel": "sums", "bias": "sums", "sums": "relu", "relu": "pool"}


@dataclass(frozen=True)
class Trace:
    """How one number of a gradient is made.

    Attributes
    ----------
    equations : list of str
    factors : dict from a place of the gradient that comes in to what it is multiplied by
    met : list of (part, place)
        Numbers of the way forward that are used.
    lines : list of str
        The rule, in words.
    """

    equations: list[str]
    factors: dict[tuple[int, int], float]
    met: list[tuple[str, tuple[int, int]]]
    lines: list[str]


@dataclass(frozen=True)
class Path:
    """An image (h, w) on its way through the network, and a gradient on its way back.

    ``given`` is the gradient by the output: what comes before it, such as a loss, does not matter.

    Examples
    --------
    >>> path = Path(np.eye(3), np.array([[1.0, -1], [0, 2]]), 0.0, np.array([[5.0]]))
    >>> path.values["relu"], path.gradients["relu"]
    (array([[3., 0.],
           [0., 3.]]), array([[5., 0.],
           [0., 0.]]))
    >>> path.trace("image", (1, 1)).equations
    ['10 = 5·2 + 0·0 + 0·(−1) + 0·1']
    """

    image: np.ndarray
    kernel: np.ndarray
    bias: float
    given: np.ndarray
    stride: int = 1
    padding: str = "VALID"
    pool_stride: int = 2

    @property
    def filters(self) -> np.ndarray:
        """The kernel (kh, kw, 1, 1)."""
        return self.kernel[:, :, None, None]

    @property
    def pooling(self) -> tuple:
        """What follows the image in the arguments of a pooling."""
        return POOL, self.pool_stride, "VALID"

    @cached_property
    def values(self) -> dict[str, np.ndarray]:
        """The numbers (h, w) of each part, on the way forward."""
        found = {"image": self.image, "kernel": self.kernel, "bias": np.array([[self.bias]])}
        convolved = nn.conv2d(batch(self.image), self.filters, self.stride, self.padding)
        found["sums"] = plane(convolved) + self.bias
        found["relu"] = relu(found["sums"])
        found["pool"] = plane(nn.max_pool2d(batch(found["relu"]), *self.pooling))
        return found

    @cached_property
    def gradients(self) -> dict[str, np.ndarray]:
        """The gradient (h, w) by each part."""
        found = {"pool": self.given}
        image, given = batch(self.values["relu"]), batch(self.given)
        found["relu"] = plane(nn.max_pool2d_backprop_input(image, given, *self.pooling))
        found["sums"] = backward(relu, self.values["relu"], found["relu"])
        return found | self.before(found["sums"])

    def before(self, slopes, filters=None) -> dict[str, np.ndarray]:
        """Return the gradients by image, kernel and bias from those by the sums."""
        filters = self.filters if filters is None else filters
        image, y, way = batch(self.image), batch(slopes), (self.stride, self.padding)
        by_filters = nn.conv2d_backprop_filter(image, filters.shape, y, *way)
        return {
            "image": plane(nn.conv2d_backprop_input(image.shape, filters, y, *way)),
            "kernel": by_filters[:, :, 0, 0],
            "bias": np.array([[slopes.sum()]]),
        }

    @property
    def axes(self):
        """Where the windows of the convolution lie."""
        return conv2d_arguments(batch(self.image), self.filters, self.stride, self.padding)[2:]

    @property
    def pool_axes(self):
        """Where the windows of the pooling lie."""
        image = batch(self.values["relu"])
        return pool_arguments("max_pool2d", image, *self.pooling, "NHWC", floating=False)[1:]

    def trace(self, part: str, place) -> Trace:
        """Return how the gradient by one number is made."""
        return getattr(self, f"_by_{part}")(place)

    def _by_pool(self, place) -> Trace:
        value = TEXT.number(self.given[place].item())
        line = "The gradient by the output is given: it comes from a loss. Change it as you like."
        return Trace([f"{value} = given"], {}, [], [line])

    def _by_relu(self, place) -> Trace:
        windows = self.windows(place)
        factors = {at: float(won[0] == place) for at, won in windows.items()}
        lines = [_told_pooling(place, at, won) for at, won in windows.items()]
        met = [("pool", at) for at in windows]
        if not windows:
            return Trace(["0 = no window of the pooling reads it"], {}, [], [])
        return Trace([self._products("relu", place, factors)], factors, met, lines)

    def windows(self, place) -> dict[tuple[int, int], list[tuple[int, int]]]:
        """Return the places of the pooling that read a cell, each with its winners."""
        rows, columns = (meeting(a, i) for a, i in zip(self.pool_axes, place, strict=True))
        image = batch(self.values["relu"])
        found = {}
        for at in ((y, x) for y, _ in rows for x, _ in columns):
            won = explain.max_pool2d(image, *self.pooling, at=(0, *at, 0)).winners
            found[at] = [(cell.row, cell.column) for cell in won]
        return found

    def _by_sums(self, place) -> Trace:
        z, after = self.values["sums"][place].item(), self.values["relu"]
        factors = {place: float(backward(relu, after, np.ones_like(after))[place])}
        passes = "is above 0, so the gradient passes: slope 1"
        stops = "is not above 0, so nothing passes: slope 0"
        line = f"ReLU: the sum {TEXT.number(z)} {passes if z > 0 else stops}."
        return Trace([self._products("sums", place, factors)], factors, [("sums", place)], [line])

    def _products(self, part: str, place, factors) -> str:
        y = self.gradients[AFTER[part]]
        products = [TEXT.product(y[at].item(), factor, False) for at, factor in factors.items()]
        return TEXT.equation(self.gradients[part][place].item(), " + ".join(products))

    def _by_image(self, place) -> Trace:
        y, shape = batch(self.gradients["sums"]), batch(self.image).shape
        way = (self.stride, self.padding)
        e = explain.conv2d_transpose(y, self.filters, shape, *way, at=(0, *place, 0))
        factors = {(t.row, t.column): t.weight for t in e.terms}
        if not factors:
            return Trace(["0 = no sum reads this pixel"], {}, [], [])
        met = [("kernel", (t.kernel_row, t.kernel_column)) for t in e.terms]
        line = (
            f"This pixel went into {_count(len(factors), 'sum')}. "
            f"{'Each' if len(factors) > 1 else 'It'} gives its gradient back "
            "through the kernel number that the pixel met."
        )
        return Trace(e.equations(TEXT), factors, met, [line])

    def _by_kernel(self, place) -> Trace:
        y = self.gradients["sums"][:, :, None, None]
        e = explain.conv2d(
            batch(self.image), y, 1, sides(self.axes), dilations=self.stride, at=(0, *place, 0)
        )
        factors = {(t.kernel_row, t.kernel_column): t.value for t in e.terms}
        met = [("image", (t.row, t.column)) for t in e.terms]
        or_0 = ", or 0 in the padding" if any(t.padding for t in e.terms) else ""
        line = (
            f"This number is used in {_count(len(factors), 'window')}. In each it met a pixel"
            f"{or_0}: pixel times gradient, added up over all windows."
        )
        return Trace(e.equations(TEXT), factors, met, [line])

    def _by_bias(self, place) -> Trace:
        y = self.gradients["sums"]
        ones = batch(np.ones_like(y))
        e = explain.conv2d(ones, y[:, :, None, None], 1, "VALID", at=(0, 0, 0, 0))
        line = "The bias is added to every sum, each time with slope 1: the gradients are added up."
        return Trace(e.equations(TEXT), dict.fromkeys(np.ndindex(y.shape), 1.0), [], [line])


def batch(values: np.ndarray) -> np.ndarray:
    """Return an image (h, w) as a batch (1, h, w, 1)."""
    return values[None, :, :, None]


def plane(images: np.ndarray) -> np.ndarray:
    """Return the image (h, w) of a batch (1, h, w, 1)."""
    return images[0, :, :, 0]


def _count(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _told_pooling(place, at, winners) -> str:
    ties = f", the first of {len(winners)} that tie" if len(winners) > 1 else ""
    row, column = winners[0]
    who = "this number" if winners[0] == place else f"row {row}, column {column} of ReLU"
    return f"Window ({at[0]}, {at[1]}) of the pooling: {who} wins{ties}, and gets its gradient."
