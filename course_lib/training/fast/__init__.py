"""The one door to speed in training: layers that do the same in less time.

In :mod:`course_lib.training.step` a step goes through the layers one after the other. That is all
that is needed. A convolution followed by a pooling can be done in one, for two halves of the images
side by side; what that buys stands in ``benchmarks/README.md``.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...layers import Conv2D, Layer, MaxPooling2D, activations
from .halves import Halves


def faster(layers: Sequence[Layer]) -> list | None:
    """Return layers that do what these do, but faster; None if there are none.

    Weights and gradients are those of the layers given.

    Examples
    --------
    >>> from course_lib.layers import Conv2D, Flatten, MaxPooling2D
    >>> [type(layer).__name__ for layer in faster([Conv2D(4, 2), MaxPooling2D(), Flatten()])]
    ['Halves', 'Flatten']
    >>> faster([Flatten()])
    """
    found: list = []
    left: list = list(layers)
    while left:
        pairs = []
        while len(left) > 1 and fits(left[0], left[1]):
            pairs.append((left.pop(0), left.pop(0)))
        found.append(Halves(pairs, first=not found) if pairs else left.pop(0))
    return found if len(found) < len(layers) else None


def fits(first: Layer, second: Layer) -> bool:
    """Tell whether two layers are a convolution and a pooling that can be made in one."""
    return (
        type(first) is Conv2D
        and type(second) is MaxPooling2D
        and first.data_format == second.data_format == "NHWC"
        and first.padding == second.padding == "VALID"
        and first.strides == first.dilation_rate == (1, 1)
        and second.strides == second.pool_size
        and first.activation in (activations.relu, activations.linear)
    )
