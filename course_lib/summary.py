"""The table that a model prints of its layers."""

from __future__ import annotations

from collections.abc import Sequence

from .layers.base import Layer

WIDTHS = (29, 26, 10)  # of the columns, with two spaces between
HEADINGS = ("Layer (type)", "Output Shape", "Param #")


def summary_lines(name: str, layers: Sequence[Layer]) -> list[str]:
    """Return the table line by line: a layer's name, kind, output shape and number of weights.

    Examples
    --------
    >>> from course_lib.layers import Flatten
    >>> layer = Flatten(name="flatten")
    >>> layer.build((None, 28, 28, 1))
    >>> summary_lines("small", [layer])[4].split()
    ['flatten', '(Flatten)', '(None,', '784)', '0']
    """
    thin, thick = ("_" * sum(WIDTHS), "=" * sum(WIDTHS))
    total = sum(layer.count_params() for layer in layers)
    trained = sum(weight.size for layer in layers for weight in layer.trainable_weights)
    rows = []
    for layer in layers:
        label = f"{layer.name} ({type(layer).__name__})"
        rows += _rows((label, str(layer.output_shape), str(layer.count_params())))
    return [
        f'Model: "{name}"',
        thin,
        *_rows(HEADINGS),
        thick,
        *rows,
        thick,
        f"Total params: {total:,}",
        f"Trainable params: {trained:,}",
        f"Non-trainable params: {total - trained:,}",
        thin,
    ]


def _rows(texts: Sequence[str]) -> list[str]:
    """Return one line, or more where a text is longer than its column."""
    lines = []
    while any(texts):
        cells = [f"{text[: width - 2]:<{width}}" for text, width in zip(texts, WIDTHS, strict=True)]
        lines.append((" " + "".join(cells)).rstrip())
        texts = [text[width - 2 :] for text, width in zip(texts, WIDTHS, strict=True)]
    return lines
