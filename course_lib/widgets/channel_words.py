"""What is said of channels that meet in groups: which reads which, and what it costs."""

from __future__ import annotations

from .channel_groups import Groups


def rule(groups: Groups, k: int, plus: str = " + ") -> str:
    """Return an output channel of a depthwise convolution as ``c·mult + m``."""
    c, m = divmod(k, groups.mult)
    return f"{c}·{groups.mult}{plus}{m}"


def told_output(groups: Groups, k: int) -> str:
    """Say what output channel ``k`` reads."""
    if groups.depthwise:
        c, m = divmod(k, groups.mult)
        read = f"Output channel {k} = {rule(groups, k)}: channel {c} of the input, filter {m}."
        return f"{read} No other channel is read."
    if groups.count == 1:
        return f"One group is conv2d: output channel {k} reads all channels, with filter {k}."
    read = f"it reads {_listed(groups.read_by(k))} of the input, with filter {k}"
    return f"Output channel {k} is made by group {groups.group(k)}: {read}. No other is read."


def told_to_find(groups: Groups, k: int) -> str:
    """Say what a quiz asks for that has no arithmetic yet."""
    which = "channel" if groups.depth == 1 else "channels"
    return f"Find out first which input {which} and which filter make output channel {k}."


def told_piece(groups: Groups, piece: int) -> list[str]:
    """Say what a slice of a filter reads, and what it makes."""
    k, c = groups.meets(piece)
    if groups.depthwise:
        return [
            f"Channel {c}, filter {k % groups.mult} → output channel {rule(groups, k)} = {k}",
            f"The filter slides over channel {c} of the input only, and fills output channel {k}.",
        ]
    return [
        f"Channel {c}, filter {k} → output channel {k}",
        f"This slice of the filter slides over channel {c} of the input only. What the "
        f"{groups.depth} slices make is added up in output channel {k}.",
    ]


def told_feeding(groups: Groups, c: int) -> str:
    """Say which output channels read input channel ``c``."""
    reading = groups.fed_by(c)
    if not groups.depthwise:
        return f"Channel {c} → output {_listed(reading)}"
    ways = ", ".join(f"{rule(groups, k)} = {k}" for k in reading)
    return f"Channel {c} → output channel{'s' * (len(reading) > 1)} {ways}"


def told_cost(filters: tuple[int, ...], places: tuple[int, int]) -> str:
    """Count weights and multiplications of filters (kh, kw, depth, c_out) at (oh, ow) places."""
    kh, kw, depth, c_out = filters
    oh, ow = places
    weights = kh * kw * depth * c_out
    products = oh * ow * weights
    return (
        f"Weights: {kh}·{kw}·{depth} in each of {c_out} filter{'s' * (c_out > 1)} = {weights}. "
        f"Multiplications: {oh}·{ow} places × {weights} = {products}."
    )


def told_kind(groups: Groups) -> str:
    """Say what kind of convolution the channels make.

    Examples
    --------
    >>> told_kind(Groups(3, 3, 6))
    'With 3 channels there are 3 groups, one for each: depthwise.'
    >>> told_kind(Groups(2, 4, 4))
    'With 4 channels there are 2 groups of 2 channels.'
    """
    if groups.c_in == 1:
        return "With 1 channel, depthwise and conv2d are the same."
    begin = f"With {groups.c_in} channels there "
    if groups.count == 1:
        return f"{begin}is one group for all: conv2d."
    if groups.depthwise:
        return f"{begin}are {groups.count} groups, one for each: depthwise."
    return f"{begin}are {groups.count} groups of {groups.depth} channels."


def filter_caption(groups: Groups, piece: int, hidden: bool) -> str:
    """Return what stands above a slice of a filter; in a quiz not the channel that it meets."""
    k, c = groups.meets(piece)
    if groups.depthwise:
        return "Filter ({},\u00a0{})".format(*divmod(k, groups.mult))
    return f"Filter {k}, slice {piece % groups.depth}" if hidden else f"Filter {k}, channel {c}"


def output_caption(groups: Groups, k: int, hidden: bool) -> str:
    """Return the number of an output channel and, where no quiz asks, what makes it."""
    if groups.depthwise and not hidden:
        return f"Output {k} = {rule(groups, k, '+')}"
    made = f", group {groups.group(k)}" if groups.count > 1 and not hidden else ""
    return f"Output {k}{made}"


def _listed(channels: range) -> str:
    """Return channels as words: ``channel 3``, ``channels 0, 1``."""
    return f"channel{'s' * (len(channels) > 1)} {', '.join(map(str, channels))}"
