"""Groups of channels: each group of output channels reads a share of the input channels."""

from __future__ import annotations

from collections.abc import Iterator

from .arguments import check_channels


def group_slices(c_in: int, filter_shape) -> Iterator[tuple[slice, slice]]:
    """Yield, for each group, the input channels that it reads and the output channels it makes.

    Parameters
    ----------
    c_in : int
        Channels of the images.
    filter_shape : tuple (kh, kw, c_in / groups, c_out)

    Examples
    --------
    >>> list(group_slices(6, (1, 1, 3, 8)))
    [(slice(0, 3, None), slice(0, 4, None)), (slice(3, 6, None), slice(4, 8, None))]
    """
    share, c_out = filter_shape[2:]
    groups = c_in // share
    made = c_out // groups
    for group in range(groups):
        yield (
            slice(group * share, (group + 1) * share),
            slice(group * made, (group + 1) * made),
        )


def check_groups(op, filter_name, order, filter_shape, name, shape, data_format) -> None:
    """Check that the channels of images and of the output can be dealt out to groups.

    ``shape`` is that of the images, in the order of ``data_format``. The number of groups is how
    often the filters' channels go into those of the images.
    """
    axis = data_format.index("C")
    c_in, (share, c_out) = shape[axis], filter_shape[2:]
    if c_in == 0 or c_in % share:
        check_channels(op, filter_name, order, filter_shape, name, shape, data_format)
    groups = c_in // share
    if c_out % groups:
        verb = "expect" if filter_name.endswith("s") else "expects"
        raise ValueError(
            f"{op}: {name} has {c_in} channels (axis {axis} of {tuple(shape)}) and {filter_name} "
            f"{verb} {share} (axis 2 of {filter_shape}), which makes {groups} groups. Then c_out "
            f"must be a multiple of {groups}, received {c_out} (axis 3)"
        )
