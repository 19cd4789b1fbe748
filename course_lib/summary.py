"""The table that a model prints of its layers."""

from __future__ import annotations

from collections.abc import Sequence

from .layers.base import Layer

WIDTHS = (29, 26, 10)  # of the columns at least, with two spaces between
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
    total = sum(layer.count_params() for layer in layers)
    trained = sum(weight.size for layer in layers for weight in layer.trainable_weights)
    rows = [HEADINGS]
    for layer in layers:
        label = f"{layer.name} ({type(layer).__name__})"
        rows.append((label, str(layer.output_shape), str(layer.count_params())))
    columns = zip(WIDTHS, zip(*rows, strict=True), strict=True)
    widths = [max(least, *(len(text) + 2 for text in texts)) for least, texts in columns]
    headings, *table = [_line(row, widths) for row in rows]
    thin, thick = ("_" * sum(widths), "=" * sum(widths))
    return [
        f'Model: "{name}"',
        thin,
        headings,
        thick,
        *table,
        thick,
        f"Total params: {total:,}",
        f"Trainable params: {trained:,}",
        f"Non-trainable params: {total - trained:,}",
        thin,
    ]


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    cells = [f"{text:<{width}}" for text, width in zip(texts, widths, strict=True)]
    return (" " + "".join(cells)).rstrip()
