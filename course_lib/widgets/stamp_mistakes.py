"""Known mistakes of a transposed convolution, as numbers for one place of the output."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..explain import Stamps
from ..mistakes import stamping as laid
from ..mistakes.changes import axes, changes, usual
from ..mistakes.stamp_families import stampings
from ..mistakes.stamping import Lay
from .mistakes import OUT_SWAPPED, changed
from .quiz import Wrong
from .stamping import Stamping


def of_transposed(stamping: Stamping, e: Stamps) -> list[Wrong]:
    """Return known mistakes at the place that ``e`` explains."""
    input, filters, *_, padding = stamping.arguments()
    lays = [
        Lay(axis.out, axis.kernel, axis.stride, axis.stride, axis.before, axis.size)
        for axis in stamping.axes
    ]
    stamps = laid.Stamping(
        np.asarray(input, float), filters.swapaxes(2, 3), *lays, form=lambda o: o[0, :, :, 0]
    )
    changes = usual(stampings("kernel", same=padding == "SAME"))
    likely = [one for one in changes if one.kind == "kernel" or "pulled" in one.rule]
    return _of_overlaps(e) + changed(e.at[1:3], stamps, [*CUTS, *likely, OUT_SWAPPED])


# What may be wrong where stamps are cut
CUTS = changes(
    "place",
    {
        "Nothing was cut off at the top and left.": lambda lay: replace(lay, cut=0),
        "The odd cell was cut off at the top or left. It goes at the bottom or right.": (
            lambda lay: replace(lay, cut=lay.reach - lay.room - lay.cut)
        ),
        "The stride was taken for 1.": lambda lay: replace(lay, step=1),
    },
    axes,
)


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
