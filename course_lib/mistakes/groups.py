"""The grouped convolution, and how its groups are mixed up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import sliding as s
from .changes import Change, changes


def _side_by_side(parts, axis=3):
    return np.concatenate(parts, axis=axis)


def _in_groups(groups, own=lambda g, groups: g, join=_side_by_side):
    """Return a sum in groups: group g takes the channels g, and the filters ``own(g, groups)``."""

    def reduce(windows, filters):
        shares = np.split(windows, groups, axis=5)
        kept = np.split(filters, groups, axis=3)
        return join([s.products(shares[g], kept[own(g, groups)]) for g in range(groups)])

    return reduce


def grouped(images, filters, groups) -> s.Slide:
    """Return a grouped convolution of images (n, h, w, c_in)."""
    return s.convolved(images, filters, reduce=_in_groups(groups))


def _groups_of(slide):
    return slide.images.shape[3] // slide.filters.shape[2]


def _in_turn(array, groups):
    """Deal the last axis out to the groups in turn."""
    return array[..., np.arange(array.shape[-1]).reshape(-1, groups).T.ravel()]


def _taking_turns(parts):
    """Join the results of the groups so that the groups take turns."""
    out = np.stack(parts, axis=4)
    return out.reshape(*out.shape[:3], -1)


# What the groups get: images and filters, and how many groups there are
SHARES = {
    "The input channels were dealt out in turn. Group 0 has the first c_in / groups of them.": (
        lambda i, f, groups: (_in_turn(i, groups), f)
    ),
    "The filters were dealt out in turn. Group 0 has the first c_out / groups of them.": (
        lambda i, f, groups: (i, _in_turn(f, groups))
    ),
    "Inputs and filters were dealt out in turn. Group 0 has the first share of both.": (
        lambda i, f, groups: (_in_turn(i, groups), _in_turn(f, groups))
    ),
    "All groups read the channels of group 0. Each group has a share of its own.": (
        lambda i, f, groups: (np.tile(i[..., : f.shape[2]], groups), f)
    ),
    "Each group used all filters. It has c_out / groups of them.": (
        lambda i, f, groups: (i, np.tile(f, groups))
    ),
    "The filters were cut into shares of c_in / groups. A group has c_out / groups of them.": (
        lambda i, f, groups: (i, f[..., : i.shape[3]])
    ),
}
# Which filters meet a group, and how the results of the groups are joined
ORDERS = {
    "The outputs are in the wrong order: all of group 0 come first, then those of group 1.": {
        "join": _taking_turns
    },
    "The groups stand in reverse order: group 0 comes first.": {
        "join": lambda parts: _side_by_side(parts[::-1])
    },
    "The groups were added up. Put them side by side: the output has c_out channels.": {
        "join": sum
    },
}
GROUPS = {
    "All groups used the filters of the last one. Each has its own.": {
        "own": lambda g, groups: groups - 1
    },
    "All groups used the filters of the first one. Each has its own.": {"own": lambda g, _: 0},
    "The groups took their filters in reverse order.": {"own": lambda g, groups: groups - 1 - g},
    "Only the first group is there. Does a return come too early?": {
        "join": lambda parts: parts[0]
    },
    "The groups were put side by side along the columns. They are channels: the last axis.": {
        "join": lambda parts: _side_by_side(parts, 2)
    },
    "The groups were put one below the other, along the rows. They are channels: the last axis.": {
        "join": lambda parts: _side_by_side(parts, 1)
    },
}


def _shared(change):
    def changed(slide):
        images, filters = change(slide.images, slide.filters, _groups_of(slide))
        return replace(slide, images=images, filters=filters)

    return changed


def _joined(how):
    return lambda slide: replace(slide, reduce=_in_groups(_groups_of(slide), **how))


def of_groups() -> list[Change]:
    """Return changes of which group meets what, and of how the groups are joined."""
    return [
        *changes("share", SHARES, _shared),
        *changes("share", ORDERS, _joined),
        *changes("sum", GROUPS, _joined),
    ]
