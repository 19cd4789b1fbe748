"""Known mistakes of exercise 05 in grouped convolution."""

import numpy as np

from . import changes as c
from .computations import layer


def grouped(images, filters, groups, join=lambda parts: np.concatenate(parts, axis=3)):
    """Return the answer of task 5, with the results of the groups joined in another way."""
    pairs = np.split(images, groups, axis=3), np.split(filters, groups, axis=3)
    return join([layer(*pair) for pair in zip(*pairs, strict=True)])


def in_turn(array, groups):
    """Deal the last axis out to the groups in turn."""
    return array[..., np.arange(array.shape[-1]).reshape(-1, groups).T.ravel()]


def for_all_groups(name, part, rule):
    """Give the same part of the images or of the filters to each group."""

    def change(given):
        own = part(given[name], given["groups"])
        return given | {name: np.concatenate([own] * given["groups"], axis=3)}

    return c.Change(rule, lambda right, given: right(**change(given)))


def dealt(rule, *names):
    """Deal images, filters or both out to the groups in turn."""
    return c.Change(
        rule,
        lambda right, given: right(
            **given | {name: in_turn(given[name], given["groups"]) for name in names}
        ),
    )


def stacked(parts):
    """Join the results of the groups so that the groups take turns."""
    out = np.stack(parts, axis=4)
    return out.reshape(*out.shape[:3], -1)


GROUPED = c.mistakes(
    "grouped",
    grouped,
    c.option(
        "The outputs are in the wrong order: all of group 0 come first, then those of group 1.",
        join=stacked,
    ),
    dealt(
        "The input channels were dealt out in turn. Group 0 has the first c_in / groups of them.",
        "images",
    ),
    c.option(
        "The groups stand in reverse order: group 0 comes first.",
        join=lambda parts: np.concatenate(parts[::-1], axis=3),
    ),
    c.option(
        "The groups were added up. Put them side by side: the output has c_out channels.",
        join=sum,
    ),
    for_all_groups(
        "images",
        lambda images, groups: images[..., : images.shape[3] // groups],
        "All groups read the channels of group 0. Each group has a share of its own.",
    ),
    for_all_groups(
        "filters",
        lambda filters, groups: filters,
        "Each group used all filters. It has c_out / groups of them.",
    ),
    c.Change(
        "The filters were cut into shares of c_in / groups. A group has c_out / groups of them.",
        lambda right, given: right(
            **given | {"filters": given["filters"][..., : given["images"].shape[3]]}
        ),
    ),
    dealt(
        "The filters were dealt out in turn. Group 0 has the first c_out / groups of them.",
        "filters",
    ),
    dealt(
        "Inputs and filters were dealt out in turn. Group 0 has the first share of both.",
        *("images", "filters"),
    ),
)
