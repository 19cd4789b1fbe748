"""The separable convolution: a depthwise one, whose channels a matrix mixes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from . import sliding as s
from .changes import Change, changes, part, result
from .families import kept, of_depthwise
from .window_families import places


@dataclass(frozen=True)
class Separable:
    """A depthwise convolution, whose channels a matrix (c_in·mult, c_out) then mixes."""

    slide: s.Slide
    matrix: np.ndarray
    last: Callable = np.asarray

    def result(self):
        """Return what both steps give."""
        return self.last(self.slide.result() @ self.matrix)


def separable(images, depthwise_filter, pointwise_filter, stride) -> Separable:
    """Return a separable convolution of images (n, h, w, c_in)."""
    matrix = np.asarray(pointwise_filter, float)[0, 0]
    return Separable(s.depthwise(images, depthwise_filter, stride), matrix)


def in_first_step(one: Change) -> Change:
    """Return a change of the first step."""
    return one._replace(change=part("slide")(one.change))


def mixed(change):
    """Return a change of the matrix that mixes the channels."""
    return lambda both: replace(both, matrix=change(both.matrix, both.slide.filters.shape[3]))


def _by_filter(matrix, mult):
    """Read the rows of a matrix in the order m·c_in + c."""
    return matrix.reshape(mult, -1, matrix.shape[1]).swapaxes(0, 1).reshape(matrix.shape)


def _by_channel(matrix, mult):
    """Read them as if they stood in that order."""
    return matrix.reshape(-1, mult, matrix.shape[1]).swapaxes(0, 1).reshape(matrix.shape)


MIXED = {
    "The pointwise filter was read as (1, 1, c_out, c_in·mult): its axes are mixed up.": (
        lambda m, _: m.reshape(m.shape[::-1]).T
    ),
    "The rows of the pointwise filter were read in the order m·c_in + c. It is c·mult + m.": (
        _by_filter
    ),
    "The rows of the pointwise filter met the channels in another order than c·mult + m.": (
        _by_channel
    ),
    "The pointwise filter was used upside down.": lambda m, _: m[::-1],
    "The output channels are in reverse order.": lambda m, _: m[:, ::-1],
    "The channels were averaged in the second step. They must be summed.": lambda m, _: m / len(m),
    "The channels were added up in the second step, and not multiplied by the pointwise filter.": (
        lambda m, _: np.ones_like(m)
    ),
    "The channels were not mixed: that is the first step alone.": lambda m, _: np.eye(len(m)),
    "The signs of the pointwise filter are gone.": lambda m, _: np.abs(m),
    "Only the first channel was mixed. All c_in·mult are.": lambda m, _: kept(m, 0),
    "Only the last channel was mixed. All c_in·mult are.": lambda m, _: kept(m, -1),
    "Only the first filter of each channel was mixed.": lambda m, mult: (
        m * (np.arange(len(m)) % mult == 0)[:, None]
    ),
    "Only the first column of the pointwise filter was used.": lambda m, _: m[:, :1],
    "All outputs were mixed by the first column of the pointwise filter.": lambda m, _: np.repeat(
        m[:, :1], m.shape[1], axis=1
    ),
}


def of_separable() -> list[Change]:
    """Return changes of both steps."""
    lost = {"The fractions are gone. The output must hold floats.": np.trunc}
    first = [*of_depthwise("depthwise filters"), *places(same=False)]
    return [
        *changes("result", lost, result),
        *changes("mix", MIXED, mixed),
        *map(in_first_step, first),
    ]
