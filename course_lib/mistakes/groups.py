"""The grouped convolution, and how its groups are mixed up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import sliding as s
from .families import Family


def _in_groups(groups, filters_of=lambda g, groups: g, used=None, join=3):
    """Return a sum in groups; group g takes the channels g, and the filters of ``filters_of``."""

    def reduce(windows, filters):
        shares = np.split(windows, groups, axis=5)
        kept = np.split(filters, groups, axis=3)
        parts = [s.products(shares[g], kept[filters_of(g, groups)]) for g in range(groups)[:used]]
        return np.concatenate(parts, axis=join)

    return reduce


def grouped(images, filters, groups) -> s.Slide:
    """Return a grouped convolution of images (n, h, w, c_in)."""
    return s.convolved(images, filters, reduce=_in_groups(groups))


def _groups_of(slide):
    return slide.images.shape[3] // slide.filters.shape[2]


GROUPS = {
    "All groups used the filters of the last one. Each has its own.": {
        "filters_of": lambda g, groups: groups - 1
    },
    "All groups used the filters of the first one. Each has its own.": {
        "filters_of": lambda g, groups: 0
    },
    "The groups took their filters in reverse order.": {
        "filters_of": lambda g, groups: groups - 1 - g
    },
    "Only the first group is there. Does a return come too early?": {"used": 1},
    "The groups were put side by side along the columns. They are channels: the last axis.": {
        "join": 2
    },
    "The groups were put one below the other, along the rows. They are channels: the last axis.": {
        "join": 1
    },
}


def of_groups() -> list[Family]:
    """Return changes of which group meets what, and of how the groups are joined."""
    return [
        Family("sum", rule, lambda a, how=how: replace(a, reduce=_in_groups(_groups_of(a), **how)))
        for rule, how in GROUPS.items()
    ]
