"""Known mistakes of a number in a feature map of the first layer."""

from __future__ import annotations

from ..layers.activations import relu
from .mistakes import of_convolution
from .quiz import Wrong
from .trained import Trained


def of_map(trained: Trained, picture: int, filter: int, at) -> list[Wrong]:
    """Return known mistakes of the number at ``at`` (row, column) of a map."""
    e = trained.explain(picture, filter, at)
    bias = e.bias or 0.0
    first = trained.model.layers[0]
    images = trained.test[0][picture : picture + 1]
    kernel = first.weights[0][..., filter : filter + 1]
    mistakes = [
        Wrong("ReLU was forgotten. It makes 0 of what is below 0.", e.total),
        Wrong("The bias was left out.", float(relu(e.total - bias))),
        Wrong("Bias and ReLU were left out.", e.total - bias),
    ]
    if trained.pixels == (0, 1):
        rule = "The pixels were taken from 0 to 255. This network gets them divided by 255."
        mistakes.append(Wrong(rule, float(relu((e.total - bias) * 255 + bias))))
    others = of_convolution(images, kernel, bias, (e.rows, e.columns), at)
    return mistakes + [Wrong(wrong.rule, float(relu(wrong.value))) for wrong in others]
