"""Known mistakes with channels and with matrices, as numbers for one place of the output."""

from __future__ import annotations

import numpy as np

from .. import nn
from .mistakes import computed, of_convolution, sides
from .quiz import Wrong

CHANNELS_LAST = (
    "The channels are in the order m·c_in + c. It is c·mult + m: all filters of a channel first."
)
ALL_READ = (
    "The channels were added up, and mult was taken for the number of output channels. Each output "
    "reads one input channel."
)
ADDED = "The channels were added up. Each output reads one input channel."
FILTERS_ADDED = "The filters of the channel were added up. Each makes an output of its own."
CHANNEL_FIRST = (
    "The patch held channel after channel. It runs row, column, channel, as the filters."
)
BY_COLUMN = "The patch ran column by column. It must run row by row."
AS_ROWS = "The filters were flattened to rows, reshape(c_out, …). A filter is a column."
TURNED = "Row and column were mixed up: the row tells the patch, the column the filter."
SHORT = "Only the first cell of the window was used. Row and column are multiplied to the end."


def of_depthwise(image, filters, stride, axes, place) -> list[Wrong]:
    """Return known mistakes of a depthwise convolution of (1, h, w, c_in).

    Parameters
    ----------
    filters : array (kh, kw, 1, c_in·mult)
        As a grouped convolution takes them, with a group for each channel.
    place : (y, x, k)
        Row, column and output channel.
    """
    y, x, k = place
    c_in, mult = image.shape[-1], filters.shape[-1] // image.shape[-1]
    filters = filters.reshape(*filters.shape[:2], c_in, mult)
    c, m = divmod(k, mult)

    def apart():
        return nn.depthwise_conv2d(image, filters, stride, sides(axes))[0]

    def swapped(out):
        return out.reshape(*out.shape[:2], c_in, mult).swapaxes(2, 3).reshape(out.shape)

    def summed():
        return nn.conv2d(image, filters, stride, sides(axes))[0]

    own = slice(c * mult, (c + 1) * mult)
    at_place = [(ADDED, lambda: summed()[..., m])]
    at_place += [(FILTERS_ADDED, lambda: apart()[..., own].sum(axis=2))]
    kernel = filters[:, :, c : c + 1, m : m + 1]
    return [
        *computed(place, [(CHANNELS_LAST, lambda: swapped(apart())), (ALL_READ, summed)]),
        *computed((y, x), at_place),
        *of_convolution(image[..., c : c + 1], kernel, 0.0, axes, (y, x)),
    ]


def of_groups(image, filters, stride, axes, place) -> list[Wrong]:
    """Return known mistakes of a grouped convolution of (1, h, w, c_in); one group is conv2d.

    Parameters
    ----------
    filters : array (kh, kw, c_in / groups, c_out)
    place : (y, x, k)
        Row, column and output channel.
    """
    y, x, k = place
    kernel, depth = filters[..., k : k + 1], filters.shape[2]
    groups = image.shape[-1] // depth
    group = k * groups // filters.shape[3]

    def reads(channels):
        return lambda: nn.conv2d(image[..., channels], kernel, stride, sides(axes))[0, ..., 0]

    others = [g for g in range(groups) if g != group]
    in_turn = "The channels were dealt out to the groups in turn. A group is neighbours."
    another = "Channels of another group were read. The first group makes the first outputs."
    ways = [(in_turn, slice(g, None, groups)) for g in (group, *others)] if others else []
    ways += [(another, slice(g * depth, (g + 1) * depth)) for g in others]
    mistakes = computed((y, x), [(rule, reads(channels)) for rule, channels in ways])
    own = image[..., group * depth : (group + 1) * depth]
    return mistakes + of_convolution(own, kernel, 0.0, axes, (y, x))


def of_matrix_product(image, filters, stride, patches, axes, place) -> list[Wrong]:
    """Return known mistakes of patches times filters.

    Parameters
    ----------
    image : array (1, h, w, c_in)
    filters : array (kh, kw, c_in, c_out)
    stride : int
    patches : array (oh, ow, kh·kw·c_in)
    axes : (Axis, Axis)
    place : (y, x, o)
    """
    y, x, o = place
    kh, kw, c_in, c_out = filters.shape
    matrix = filters.reshape(-1, c_out)
    blocks = patches.reshape(*patches.shape[:2], kh, kw, c_in)

    def reordered(*order) -> np.ndarray:
        return blocks.transpose(0, 1, *order).reshape(patches.shape) @ matrix

    rows, outputs = patches.reshape(-1, len(matrix)), (patches @ matrix).reshape(-1, c_out)
    mistakes = [
        (CHANNEL_FIRST, lambda: reordered(4, 2, 3)),
        (BY_COLUMN, lambda: reordered(3, 2, 4)),
        (AS_ROWS, lambda: patches @ filters.reshape(c_out, -1).T),
    ]
    of_rows = [(TURNED, lambda: outputs.T), (SHORT, lambda: rows[:, :c_in] @ matrix[:c_in])]
    row = y * patches.shape[1] + x
    one = of_convolution(image, filters[..., o : o + 1], 0.0, axes, (y, x))
    return [*computed(place, mistakes), *computed((row, o), of_rows), *one]
