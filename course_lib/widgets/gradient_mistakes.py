"""Known mistakes of a backward pass, as numbers for one place of a gradient.

Those that only a backward pass through several layers has are here. What may be wrong in each layer
is what may be wrong in an answer: the families of ``course_lib.mistakes``.
"""

from __future__ import annotations

import re

import numpy as np

from ..mistakes.changes import usual
from ..mistakes.filter_gradients import filter_gradient, of_y
from ..mistakes.pool_backward import POOL_BACK
from ..mistakes.stamp_families import stampings
from ..mistakes.stamping import scattered
from .gradient_path import POOL, Path, batch
from .mistakes import OF_CODE, changed, computed
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
    own = [Wrong(rule, float(value)) for rule, value in kind(path, part, place)]
    of_layer = _OF_LAYER[part](path, place) if part in _OF_LAYER else []
    return own + [
        Wrong(_named(one.rule), one.value)
        for one in of_layer
        if one.value and not OF_CODE.search(one.rule)  # 0 tells of no mistake
    ]


# In answers the gradient that comes in is called y.
_NAMES = {
    "the y": "the gradient",
    "Negative y": "Negative gradients",
    "All y": "All gradients",
    "all y": "all gradients",
    "Each y": "Each gradient",
    "each y": "each gradient",
    "y": "the gradient",
}
_Y = re.compile("|".join(rf"\b{name}\b" for name in _NAMES))


def _named(rule: str) -> str:
    """Return a rule with the name that the gradient has here, and without code."""
    told = _Y.sub(lambda found: _NAMES[found[0]], rule)
    return told[0].upper() + told[1:]


def _of_pool(path: Path, place) -> list[Wrong]:
    given = path.values["relu"], path.given, POOL, path.pool_stride
    return computed(
        place, [(rule, lambda answer=answer: answer(*given)) for rule, answer in POOL_BACK.items()]
    )


def _of_image(path: Path, place) -> list[Wrong]:
    """Return what comes out of wrong stamps on the image and its padding."""
    h, w = (axis.before + axis.size + axis.after for axis in path.axes)
    stamps = scattered(h, w, path.kernel, path.gradients["sums"], path.stride)
    at = tuple(i + axis.before for i, axis in zip(place, path.axes, strict=True))
    return changed(at, stamps, usual(stampings("kernel", sized=True)))


def _of_kernel(path: Path, place) -> list[Wrong]:
    """Return what comes out of wrong sums over the windows of the image and its padding."""
    padded = np.pad(path.image, [(axis.before, axis.after) for axis in path.axes])
    y = batch(path.gradients["sums"])
    sums = filter_gradient(batch(padded), y, *path.kernel.shape, path.stride)
    return changed((*place, 0, 0), sums, [one for one in of_y() if one.kind == "sum"])


_OF_LAYER = {"relu": _of_pool, "image": _of_image, "kernel": _of_kernel}


def _of_pooling(path: Path, part: str, place):
    windows = {at: won for at, won in path.windows(place).items()}
    y = {at: path.given[at] for at in windows}
    tied = [at for at, won in windows.items() if place in won]
    every = "The gradient was given to every cell that ties. The first of them gets it."
    shared = "The gradient was shared among the cells that tie. The first of them gets all."
    one = "Only one window was counted. Those that a cell wins are added."
    found = [
        (every, sum(y[at] for at in tied)),
        (shared, sum(y[at] / len(windows[at]) for at in tied)),
        *((one, y[at]) for at, won in windows.items() if won[0] == place),
    ]
    value = path.values["relu"][place]
    return [*found, ("This is the number itself, not its gradient.", value)] if value else found


def _of_relu(path: Path, part: str, place):
    y, z = path.gradients["relu"][place], path.values["sums"][place]
    applied = "The ReLU was applied to the gradient. What counts is the sum on the way forward."
    times = "The gradient was multiplied by the sum. The slope of ReLU is 1 or 0."
    return [(IGNORED, y), (applied, max(y, 0.0)), (times, y * max(z, 0.0))]


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
        found += [(rule, value) for value in products if value]
    found.append(("The numbers were added without the gradients.", sum(factors.values())))
    return found
