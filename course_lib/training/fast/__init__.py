"""The one door to speed in training: layers that do the same in less time.

In :mod:`course_lib.training.step` a step goes through the layers one after the other. That is all
that is needed. A convolution followed by a pooling can be done in one; what that buys stands in
``benchmarks/README.md``.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...layers import Conv2D, Layer, MaxPooling2D, activations
from .conv_pool import ConvPool


def faster(layers: Sequence[Layer]) -> list | None:
    """Return layers that do what these do, but faster; None if there are none.

    Weights and gradients are those of the layers given.

    Examples
    --------
    >>> from course_lib.layers import Conv2D, Flatten, MaxPooling2D
    >>> [type(layer).__name__ for layer in faster([Conv2D(4, 2), MaxPooling2D(), Flatten()])]
    ['ConvPool', 'Flatten']
    >>> faster([Flatten()])
    """
    found: list = []
    left: list = list(layers)
    while left:
        layer = left.pop(0)
        if left and fits(layer, left[0]):
            layer = ConvPool(layer, left.pop(0), first=not found)
        found.append(layer)
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
