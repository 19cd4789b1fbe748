"""Known mistakes of a transposed convolution, as numbers for one place of the output."""

from __future__ import annotations

import numpy as np

from .. import nn
from ..explain import Stamps
from .mistakes import computed, swapped_sides
from .quiz import Wrong
from .stamping import Stamping, right_sizes


def of_transposed(stamping: Stamping, e: Stamps) -> list[Wrong]:
    """Return known mistakes at the place that ``e`` explains."""
    input, filters, size, stride, padding = stamping.arguments()
    axes = stamping.axes

    def stamp(filters=filters, padding=padding):
        return nn.conv2d_transpose(input, filters, size, stride, padding)[0, :, :, 0]

    def uncut(apart=stride, gap=1):
        """Return all stamps, with a distance from one to the next, and between their cells."""
        full = right_sizes(input.shape[1:3], filters.shape[:2], apart, "VALID", gap)[0]
        return nn.conv2d_transpose(input, filters, full, apart, "VALID", dilations=gap)[0, :, :, 0]

    def cut(stamped):
        return stamped[axes[0].before :, axes[1].before :]

    mistakes = [
        (
            "The kernel was turned upside down and left to right. Each number stamps it as it is.",
            lambda: stamp(filters[::-1, ::-1]),
        ),
        (
            "Rows and columns of the kernel were swapped.",
            lambda: stamp(filters.transpose(1, 0, 2, 3)),
        ),
        (
            "The stride was applied to the kernel. It is the distance from stamp to stamp.",
            lambda: cut(uncut(1, gap=stride)),
        ),
        ("The stride was taken for 1.", lambda: cut(uncut(1))),
        ("Nothing was cut off at the top and left.", uncut),
        (
            "The odd cell was cut off at the top or left. It goes at the bottom or right.",
            lambda: stamp(padding=swapped_sides(axes)),
        ),
        ("Row and column of the output were swapped.", lambda: stamp().T),
    ]
    return _of_overlaps(e) + computed(e.at[1:3], mistakes)


def _of_overlaps(e: Stamps) -> list[Wrong]:
    """Return the mistakes where stamps meet."""
    if len(e.terms) < 2:
        return []
    products = [term.product for term in e.terms]
    return [
        Wrong("The last stamp overwrote the others. Stamps that overlap are added.", products[-1]),
        *(Wrong("Only one stamp was counted. All that meet here are added.", x) for x in products),
        Wrong(
            "The numbers of the input were added, and not multiplied by the kernel.",
            float(np.sum([term.value for term in e.terms])),
        ),
    ]
