"""Known mistakes of sliding windows, as numbers for one place of the output."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from .. import nn
from .quiz import Wrong

ODD_CELL = "The odd cell of padding was put at the top or left. It goes to the bottom and right."
SIDES_SWAPPED = "Opposite sides of the padding were swapped: top with bottom, left with right."


def computed(place, mistakes: Iterable[tuple[str, Callable[[], np.ndarray]]]) -> list[Wrong]:
    """Return the mistakes that give a number at ``place`` of their outputs (oh, ow).

    Parameters
    ----------
    mistakes : pairs of a rule and a function
        The function returns the whole output that the mistake leads to.
    """
    found = []
    for rule, output in mistakes:
        try:
            values = output()
        except ValueError:  # with this mistake no window fits
            continue
        if all(i < size for i, size in zip(place, values.shape, strict=True)):
            found.append(Wrong(rule, float(values[place])))
    return found


def swapped_sides(axes) -> list[list[int]]:
    """Return the explicit padding with the odd cells at the top and the left."""
    rows, columns = axes
    return [[0, 0], [rows.after, rows.before], [columns.after, columns.before], [0, 0]]


def sides(axes) -> list[list[int]]:
    """Return the padding of two axes in TensorFlow's explicit form."""
    rows, columns = axes
    return [[0, 0], [rows.before, rows.after], [columns.before, columns.after], [0, 0]]


def of_convolution(
    image, kernel, bias, strides, dilations, axes, place, odd=ODD_CELL
) -> list[Wrong]:
    """Return known mistakes of a convolution of (1, h, w, c_in) with (kh, kw, c_in, 1).

    ``odd`` is what to say where opposite sides of the padding were swapped.
    """

    def conv(image=image, kernel=kernel, stride=strides, padding=None, dilation=dilations):
        explicit = sides(axes) if padding is None else padding
        return nn.conv2d(image, kernel, stride, explicit, dilations=dilation)[0, :, :, 0] + bias

    swapped = kernel.transpose(1, 0, 2, 3)
    mistakes = [
        (
            "The kernel was turned upside down and left to right. It is laid on as it is.",
            lambda: conv(kernel=kernel[::-1, ::-1]),
        ),
        (odd, lambda: conv(padding=swapped_sides(axes))),
        ("No padding was added.", lambda: conv(padding="VALID")),
        ("The stride was left out.", lambda: conv(stride=1)),
        ("The dilation was left out.", lambda: conv(dilation=1)),
        ("Rows and columns of the kernel were swapped.", lambda: conv(kernel=swapped)),
        ("Row and column of the output were swapped.", lambda: conv().T),
        ("The bias was left out.", lambda: conv() - bias),
        (
            "The kernel was not used: multiply each number of the window by its number there.",
            lambda: conv(kernel=np.ones_like(kernel)),
        ),
    ]
    channels = image.shape[-1]
    if channels > 1:
        mistakes += [
            (
                "Only one channel was counted. The channels are added up.",
                lambda c=c: conv(image[..., c : c + 1], kernel[:, :, c : c + 1]),
            )
            for c in range(channels)
        ]
    return computed(place, mistakes)


def of_pooling(image, size, stride, axes, place, largest: bool) -> list[Wrong]:
    """Return known mistakes of pooling an image (1, h, w, 1)."""

    def pool(largest=largest, stride=stride, padding=None, zeros=False):
        return _pooled(image, size, stride, padding or sides(axes), largest, zeros)

    taken = (
        "The mean was taken, not the largest."
        if largest
        else "The largest was taken, not the mean."
    )
    zeros = (
        "The padding was taken for 0. For the largest it is −∞: it never wins."
        if largest
        else "The padding was counted as 0. The mean is taken over real cells only."
    )
    mistakes = [
        (taken, lambda: pool(largest=not largest)),
        (zeros, lambda: pool(zeros=True)),
        (
            ODD_CELL,
            lambda: pool(padding=swapped_sides(axes)),
        ),
        ("No padding was added.", lambda: pool(padding=[[0, 0]] * 4)),
        ("The stride was taken for 1.", lambda: pool(stride=1)),
        ("Row and column of the output were swapped.", lambda: pool().T),
    ]
    if not largest:
        mistakes.append(
            (
                "The numbers of the window were added, and not divided by their count.",
                lambda: _pooled(image * size**2, size, stride, sides(axes), False, True),
            )
        )
    return computed(place, mistakes)


def _pooled(image, size, stride, padding, largest: bool, zeros: bool) -> np.ndarray:
    """Return the output (oh, ow) with any padding; ``zeros`` counts its cells as 0."""
    if largest:
        padded = np.pad(image, padding, constant_values=0.0 if zeros else -np.inf)
        return nn.max_pool2d(padded, size, stride, "VALID")[0, :, :, 0]
    means = nn.avg_pool2d(np.pad(image, padding), size, stride, "VALID")
    real = nn.avg_pool2d(np.pad(np.ones_like(image), padding), size, stride, "VALID")
    return (means if zeros else means / np.maximum(real, 1e-300))[0, :, :, 0]
