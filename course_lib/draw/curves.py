"""Curves over the epochs of a training."""

from __future__ import annotations

import math

from ..explain.notation import number
from .flow import Block, compose
from .picture import Picture
from .svg import element, label, length

WIDTH, HEIGHT = 190, 150  # of the area between the axes
LEFT, ABOVE, RIGHT, BELOW = 48, 26, 84, 34
TICKS = 4  # about as many steps on an axis
MOST_MARKS = 40  # more epochs are drawn without a mark for each


def curves(history: dict, title: str = "Training") -> Picture:
    """Draw each loss and metric over the epochs, with its value on the validation data beside it.

    Parameters
    ----------
    history : dict of str to list of float
        As ``model.fit(…).history``: one number for each epoch.
    title : str

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is nothing to draw, or a number is not finite.

    Examples
    --------
    >>> curves({"loss": [0.5, 0.25], "val_loss": [0.6, 0.5]})
    Training. Epochs 1 to 2. loss: 0.5, 0.25. val_loss: 0.6, 0.5.
    """
    if not history or not all(len(values) for values in history.values()):
        raise ValueError("curves: there is no epoch to draw. Train for one epoch first")
    if not all(math.isfinite(value) for values in history.values() for value in values):
        raise ValueError("curves: only finite numbers can be drawn")
    names = sorted({name.removeprefix("val_") for name in history}, key=lambda n: (n != "loss", n))
    panels = [
        _panel({key: history[key] for key in (name, f"val_{name}") if key in history})
        for name in names
    ]
    epochs = max(len(values) for values in history.values())
    told = [f"{key}: {', '.join(number(v, 4) for v in history[key])}." for key in sorted(history)]
    return compose(panels, title, " ".join([f"Epochs 1 to {epochs}.", *told]))


def compare(histories: dict[str, dict], number_of: str, title: str = "Side by side") -> Picture:
    """Draw one number over the epochs of two trainings, on the same axes.

    Parameters
    ----------
    histories : dict of str to dict
        What stands at each curve, and its ``model.fit(…).history``; two at most.
    number_of : str
        Which number, such as ``"val_accuracy"``.
    title : str

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If there is not one training or two, or a training has no such number.

    Examples
    --------
    >>> compare({"net1": {"loss": [2.0, 1.0]}, "net2": {"loss": [1.5, 0.5]}}, "loss")
    Side by side. Epochs 1 to 2, loss. net1: 2, 1. net2: 1.5, 0.5.
    """
    if not 1 <= len(histories) <= 2:
        raise ValueError(f"compare: one training or two, received {len(histories)}")
    for name, history in histories.items():
        if not history.get(number_of):
            known = ", ".join(sorted(history))
            raise ValueError(f"compare: {name} has no {number_of!r}. It has: {known}")
    lines = {name: history[number_of] for name, history in histories.items()}
    epochs = max(map(len, lines.values()))
    told = [f"{name}: {', '.join(number(v, 4) for v in lines[name])}." for name in lines]
    words = " ".join([f"Epochs 1 to {epochs}, {number_of}.", *told])
    return compose([_panel(lines, number_of)], title, words)


def _panel(lines: dict, heading: str = "") -> Block:
    """Return the axes of one number, and its curve or two."""
    every = [value for values in lines.values() for value in values]
    ticks = _ticks(min(every), max(every))
    epochs = max(len(values) for values in lines.values())

    def place(epoch: int, value: float) -> tuple[float, float]:
        across = (epoch - 1) / (epochs - 1) if epochs > 1 else 0.5
        return across * WIDTH, HEIGHT * (ticks[-1] - value) / (ticks[-1] - ticks[0])

    parts = [_axes(ticks, epochs, place), label(heading or next(iter(lines)), 0, -14, 13)]
    ends = _apart([place(len(values), values[-1])[1] for values in lines.values()])
    for (name, values), kind, end in zip(lines.items(), ("window", "mark"), ends, strict=False):
        points = [place(epoch, value) for epoch, value in enumerate(values, start=1)]
        parts.append(_curve(points, kind))
        parts.append(label(name, WIDTH + 8, end, 11))
    body = element("g", *parts, transform=f"translate({LEFT},{ABOVE})")
    return Block(body, LEFT + WIDTH + RIGHT, ABOVE + HEIGHT + BELOW)


def _curve(points, kind: str) -> str:
    """Return a line with marks: full with circles, or dashed with squares."""
    path = "M" + "L".join(f"{length(x)},{length(y)}" for x, y in points)
    dashes = {"stroke_dasharray": "6 3"} if kind == "mark" else {}
    parts = [element("path", d=path, class_=kind, stroke_width=2, **dashes)]
    for x, y in points if len(points) <= MOST_MARKS else []:
        if kind == "mark":
            more = {"x": x - 3, "y": y - 3, "width": 6, "height": 6}
            parts.append(element("rect", class_=kind, stroke_width=2, **more))
        else:
            parts.append(element("circle", cx=x, cy=y, r=3, class_=kind, stroke_width=2))
    return "".join(parts)


def _axes(ticks, epochs: int, place) -> str:
    parts = [element("path", d=f"M0,0V{HEIGHT}H{WIDTH}", class_="line")]
    for value in ticks:
        y = place(1, value)[1]
        parts.append(element("path", d=f"M-4,{length(y)}H0", class_="line"))
        words = number(round(value, 10), 4)
        parts.append(label(words, -7, y, 10.5, kind="muted", text_anchor="end"))
    for epoch in sorted({1, (epochs + 1) // 2, epochs}):
        x = place(epoch, ticks[0])[0]
        parts.append(element("path", d=f"M{length(x)},{HEIGHT}v4", class_="line"))
        middle = {"kind": "muted", "text_anchor": "middle"}
        parts.append(label(str(epoch), x, HEIGHT + 11, 10.5, **middle))
    parts.append(label("epoch", WIDTH / 2, HEIGHT + 26, 10.5, kind="muted", text_anchor="middle"))
    return "".join(parts)


def _ticks(lowest: float, highest: float) -> list[float]:
    """Return round numbers at even steps around all values.

    After P. Heckbert: Nice numbers for graph labels (1990).
    """
    span = highest - lowest or abs(highest) or 1.0
    power = 10 ** math.floor(math.log10(span / TICKS))
    step = next(f * power for f in (1, 2, 5, 10) if f * power * TICKS >= span)
    first, last = math.floor(lowest / step), math.ceil(highest / step)
    return [step * i for i in range(first, max(last, first + 1) + 1)]


def _apart(ends: list[float]) -> list[float]:
    """Move the names of two curves apart where they would lie on each other."""
    if len(ends) < 2 or abs(ends[0] - ends[1]) >= 13:
        return ends
    middle, sign = sum(ends) / 2, 1 if ends[0] >= ends[1] else -1
    return [middle + sign * 6.5, middle - sign * 6.5]
