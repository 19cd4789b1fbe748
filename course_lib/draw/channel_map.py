"""Maps of channels: which input channels each output channel reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..nn.arguments import read_count
from ..nn.windows import group_slices
from .flow import Block, compose
from .picture import Picture
from .svg import element, label, length, rectangle

MOST = 24  # channels on either side
STEP, BOX, HEIGHT = 26, 34, 20  # from one box to the next; width and height of a box
LINES = 110  # room between the inputs and the outputs
TOP = 28  # room for the headings


@dataclass(frozen=True)
class Output:
    """An output channel: the input channels it reads, and words to write beside it."""

    reads: Sequence[int]
    words: str = ""


def channel_map(c_in: int, mult: int) -> Picture:
    """Draw which channel and which filter make each output channel of a depthwise convolution.

    Parameters
    ----------
    c_in : int
        Channels of the input.
    mult : int
        Filters of each channel. At most 24 output channels can be drawn.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If a number is below 1, or there are too many channels.

    Examples
    --------
    >>> channel_map(2, 2)
    Channels of a depthwise convolution: 2 in, 2 filters each, 4 out. Output 0 = 0·2 + 0: \
input 0, filter 0. Output 1 = 0·2 + 1: input 0, filter 1. Output 2 = 1·2 + 0: input 1, \
filter 0. Output 3 = 1·2 + 1: input 1, filter 1.
    """
    read_count("channel_map", "c_in", c_in)
    read_count("channel_map", "mult", mult)
    _check_few("channel_map", c_in * mult)
    outputs = [
        Output((c,), f"= {c}·{mult} + {m}: input {c}, filter {m}")
        for c in range(c_in)
        for m in range(mult)
    ]
    title = (
        f"Channels of a depthwise convolution: {c_in} in, {mult} filter{'s' if mult > 1 else ''} "
        f"each, {c_in * mult} out"
    )
    words = " ".join(f"Output {k} {output.words}." for k, output in enumerate(outputs))
    return compose([_draw(c_in, outputs)], title, words)


def channel_groups(c_in: int, c_out: int, groups: Sequence[int]) -> Picture:
    """Draw which channels are read by each output channel of a grouped convolution.

    Parameters
    ----------
    c_in, c_out : int
        Channels of the input and of the output, at most 24 each.
    groups : list of int
        Numbers of groups; a map is drawn for each. Both numbers of channels are divisible by it.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If channels cannot be shared out, or there are too many.

    Examples
    --------
    >>> channel_groups(2, 4, [1, 2])
    Channels of grouped convolutions: 2 in, 4 out. 1 group: outputs 0, 1, 2, 3 read inputs 0, 1. \
2 groups: outputs 0, 1 read input 0; outputs 2, 3 read input 1.
    """
    for name, count in (("c_in", c_in), ("c_out", c_out)):
        _check_few("channel_groups", read_count("channel_groups", name, count))
    blocks, words = [], []
    for count in groups:
        read_count("channel_groups", "groups", count)
        if c_in % count or c_out % count:
            raise ValueError(
                f"channel_groups: {count} groups need c_in and c_out that are divisible by "
                f"{count}, received c_in={c_in}, c_out={c_out}"
            )
        slices = group_slices(c_in, (1, 1, c_in // count, c_out))
        shares = [(range(c_in)[seen], range(c_out)[made]) for seen, made in slices]
        outputs = [Output(reads) for reads, made in shares for _ in made]
        caption = f"{count} {_plural('group', count)}"
        blocks.append(_draw(c_in, outputs, caption))
        words.append(f"{caption}: {'; '.join(_tell(*share) for share in shares)}.")
    title = f"Channels of grouped convolutions: {c_in} in, {c_out} out"
    return compose(blocks, title, " ".join(words))


def _check_few(op: str, count: int) -> None:
    if count > MOST:
        raise ValueError(f"{op}: at most {MOST} channels can be drawn, received {count}")


def _tell(reads, made) -> str:
    inputs, outputs = (", ".join(map(str, channels)) for channels in (reads, made))
    verb = "reads" if len(made) == 1 else "read"
    return (
        f"{_plural('output', len(made))} {outputs} {verb} {_plural('input', len(reads))} {inputs}"
    )


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _draw(c_in: int, outputs: Sequence[Output], caption: str = "") -> Block:
    rows = max(c_in, len(outputs))
    left = [TOP + (i + 0.5) * STEP * rows / c_in for i in range(c_in)]
    right = [TOP + (k + 0.5) * STEP * rows / len(outputs) for k in range(len(outputs))]
    lines = "".join(
        f"M{BOX},{length(left[c])}L{BOX + LINES},{length(y)}"
        for output, y in zip(outputs, right, strict=True)
        for c in output.reads
    )
    start = BOX + LINES
    parts = [
        label(caption, start / 2 + BOX / 2, 6, 12.5, text_anchor="middle") if caption else "",
        label("in", BOX / 2, TOP - 8, 11, kind="muted", text_anchor="middle"),
        label("out", start + BOX / 2, TOP - 8, 11, kind="muted", text_anchor="middle"),
        element("path", d=lines, class_="line", stroke_width=1.5),
        *(_box(0, y, str(c), "mark") for c, y in enumerate(left)),
        *(_box(start, y, str(k), "window") for k, y in enumerate(right)),
        *(
            label(output.words, start + BOX + 10, y, 12.5)
            for output, y in zip(outputs, right, strict=True)
            if output.words
        ),
    ]
    words = max(len(output.words) for output in outputs)
    width = start + BOX + (10 + 7.2 * words if words else 2)
    return Block("".join(parts), width, TOP + rows * STEP)


def _box(x: float, middle: float, words: str, kind: str) -> str:
    place = (x, middle - HEIGHT / 2, BOX, HEIGHT)
    return (
        rectangle(*place, f"{kind}-fill")
        + rectangle(*place, kind, stroke_width=1.5)
        + label(words, x + BOX / 2, middle, 12.5, mono=True, text_anchor="middle")
    )
