"""Known mistakes of a backward pass, as numbers for one place of a gradient."""

from __future__ import annotations

import numpy as np

from .gradient_path import Path
from .quiz import Wrong

IGNORED = "The ReLU was ignored. Where a sum is not above 0, no gradient passes."


def of_gradient(path: Path, part: str, place) -> list[Wrong]:
    """Return known mistakes of the gradient by one number.

    Examples
    --------
    >>> path = Path(np.eye(3), np.array([[1.0, -1], [0, 2]]), 0.0, np.array([[5.0]]))
    >>> of_gradient(path, "image", (1, 1))[0].value
    5.0
    """
    kind = {"relu": _of_pooling, "sums": _of_relu}.get(part, _of_convolution)
    return [Wrong(rule, float(value)) for rule, value in kind(path, part, place)]


def _of_pooling(path: Path, part: str, place):
    windows = {at: won for at, won in path.windows(place).items()}
    y = {at: path.given[at] for at in windows}
    tied = [at for at, won in windows.items() if place in won]
    return [
        (
            "The gradient was given to every cell that ties. The first of them gets it.",
            sum(y[at] for at in tied),
        ),
        (
            "The gradient was shared among the cells that tie. The first of them gets all.",
            sum(y[at] / len(windows[at]) for at in tied),
        ),
        (
            "The gradient was given to every cell of the window. Only the winner gets it.",
            sum(y.values()),
        ),
        *(
            ("Only one window was counted. Those that a cell wins are added.", y[at])
            for at, won in windows.items()
            if won[0] == place
        ),
        ("This is the number itself, not its gradient.", path.values["relu"][place]),
    ]


def _of_relu(path: Path, part: str, place):
    y, z = path.gradients["relu"][place], path.values["sums"][place]
    return [
        (IGNORED, y),
        (
            "The ReLU was applied to the gradient. What counts is the sum on the way forward.",
            max(y, 0.0),
        ),
        ("The gradient was multiplied by the sum. The slope of ReLU is 1 or 0.", y * max(z, 0.0)),
    ]


def _of_convolution(path: Path, part: str, place):
    y = path.gradients["sums"]
    factors = path.trace(part, place).factors
    products = [y[at] * factor for at, factor in factors.items()]
    flipped = path.before(y, path.filters[::-1, ::-1])["image"]
    turned = {
        "image": (
            "The kernel was not flipped. On the way back it lies turned by half a turn: its first "
            "number meets the last of the sums.",
            flipped,
        ),
        "kernel": (
            "The result was flipped. The gradient by the kernel is not turned.",
            path.gradients["kernel"][::-1, ::-1],
        ),
    }
    over = {"image": "outputs", "kernel": "windows", "bias": "windows"}[part]
    found = [(rule, values[place]) for rule, values in filter(None, [turned.get(part)])]
    found.append((IGNORED, path.before(path.gradients["relu"])[part][place]))
    if len(products) > 1:
        found.append(("The mean was taken, not the sum.", np.mean(products)))
        rule = f"The sum over the {over} was forgotten: this is one of its products."
        found += [(rule, value) for value in products]
    found.append(("The numbers were added without the gradients.", sum(factors.values())))
    return found
