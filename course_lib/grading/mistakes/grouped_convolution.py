"""Known mistakes of grouped convolution. The docstring of each is what the learner is told."""

import numpy as np

from .filtering import padded
from .kinds import Mistake


def outputs_dealt_out(images, filters, groups):
    """The outputs are in the wrong order: all of group 0 come first, then those of group 1."""
    parts = _groups(images, filters, groups)
    stacked = np.stack(parts, axis=4)
    return stacked.reshape(*stacked.shape[:3], -1)


def inputs_dealt_out(images, filters, groups):
    """The input channels were dealt out in turn. Group 0 has the first c_in / groups of them."""
    order = _in_turn(np.shape(images)[3], groups)
    return _side_by_side(_groups(np.asarray(images)[..., order], filters, groups))


def groups_added(images, filters, groups):
    """The groups were added up. Put them side by side: the output has c_out channels."""
    return sum(_groups(images, filters, groups))


def first_share_for_all(images, filters, groups):
    """All groups read the channels of group 0. Each group has a share of its own."""
    size = np.shape(images)[3] // groups
    own = np.concatenate([np.asarray(images)[..., :size]] * groups, axis=3)
    return _side_by_side(_groups(own, filters, groups))


def first_filters_for_all(images, filters, groups):
    """All groups used the filters of group 0. Each group has a share of its own."""
    made = np.shape(filters)[3] // groups
    own = np.concatenate([np.asarray(filters)[..., :made]] * groups, axis=3)
    return _side_by_side(_groups(images, own, groups))


def all_filters_each_group(images, filters, groups):
    """Each group used all filters. It has c_out / groups of them."""
    own = np.concatenate([np.asarray(filters)] * groups, axis=3)
    return _side_by_side(_groups(images, own, groups))


def filters_cut_like_inputs(images, filters, groups):
    """The filters were cut into shares of c_in / groups. A group has c_out / groups of them."""
    c_in, c_out = np.shape(images)[3], np.shape(filters)[3]
    return _side_by_side(_groups(images, np.asarray(filters)[..., : min(c_in, c_out)], groups))


def both_dealt_out(images, filters, groups):
    """Inputs and filters were dealt out in turn. Group 0 has the first share of both."""
    c_in, c_out = np.shape(images)[3], np.shape(filters)[3]
    dealt = np.asarray(images)[..., _in_turn(c_in, groups)]
    return _side_by_side(_groups(dealt, np.asarray(filters)[..., _in_turn(c_out, groups)], groups))


def groups_same(images, filters, groups):
    """That is padding SAME. Under VALID the filter stays inside: h - kh + 1 rows come out."""
    return _side_by_side(_groups(padded(images, filters), filters, groups))


def groups_flipped(images, filters, groups):
    """The filters were flipped. TensorFlow lays them on the image as they are."""
    return _side_by_side(_groups(images, np.asarray(filters)[::-1, ::-1], groups))


def groups_first_image(images, filters, groups):
    """Only the first image was used. The output has as many images as the input."""
    return _side_by_side(_groups(images[:1], filters, groups))


def groups_whole_numbers(images, filters, groups):
    """The fractions are gone. The output must hold floats."""
    return _side_by_side(_groups(images, filters, groups)).astype(int)


def _groups(images, filters, groups):
    """Return the results of a grouped convolution, one array for each group."""
    slices = np.split(images, groups, axis=3), np.split(filters, groups, axis=3)
    windows = np.lib.stride_tricks.sliding_window_view
    return [
        np.einsum("nyxcij,ijco->nyxo", windows(part, own.shape[:2], axis=(1, 2)), own)
        for part, own in zip(*slices, strict=True)
    ]


def _in_turn(count, groups):
    return np.arange(count).reshape(-1, groups).T.ravel()


def _side_by_side(parts):
    return np.concatenate(parts, axis=3)


GROUPED = [
    Mistake.of("grouped", f)
    for f in (
        outputs_dealt_out,
        inputs_dealt_out,
        groups_added,
        first_share_for_all,
        first_filters_for_all,
        all_filters_each_group,
        filters_cut_like_inputs,
        both_dealt_out,
        groups_same,
        groups_flipped,
        groups_first_image,
        groups_whole_numbers,
    )
]
