"""An explanation as HTML tables without colours, scripts or styles."""

from __future__ import annotations

from html import escape

from .notation import MOST_TERMS, SHORT_CHANNELS, TEXT, number


def page(explanation) -> str:
    """Return the explanation as HTML: where it looks, a table for each channel, the result.

    A kernel of more than 60 cells is written as text. Of many channels the first 3 are shown.
    """
    cells = len(explanation.window.rows) * len(explanation.window.columns)
    count = len(explanation.channels)
    shown = count if 0 < cells <= MOST_TERMS else 0
    if cells * count > MOST_TERMS:
        shown = min(shown, SHORT_CHANNELS)
    tables = [_table(explanation, k) for k in range(shown)]
    lines = explanation.equations(TEXT)
    if shown:
        hidden = count - shown
        lines = lines[-1:]
        if hidden:
            lines.insert(0, f"… ({hidden} more channels of {cells} terms)")
    body = [_paragraph(_where(explanation)), *tables, *(_paragraph(line) for line in lines)]
    along = zip(explanation.window, explanation.input_axes, strict=True)
    if any(not 0 <= place < axis.size for places, axis in along for place in places):
        body.append(_paragraph("Square brackets: the cell lies in the padding."))
    return "<div>" + "\n".join(body) + "</div>"


def _where(explanation) -> str:
    n, y, x, c = explanation.at
    rows, columns = (
        ", ".join(number(i) for i in places) or "none" for places in explanation.window
    )
    return (
        f"{explanation.operator}: output (n, y, x, c) = ({n}, {y}, {x}, {c}) reads "
        f"rows {rows} and columns {columns} of the input."
    )


def _table(explanation, k: int) -> str:
    caption, cells = explanation.table(k)
    h, w = (axis.size for axis in explanation.input_axes)
    head = "".join(_heading("column", i, w, "col") for i in explanation.window.columns)
    body = "".join(
        f"<tr>{_heading('row', i, h, 'row')}"
        + "".join(f"<td>{escape(text)}</td>" for text in line)
        + "</tr>"
        for i, line in zip(explanation.window.rows, cells, strict=True)
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _heading(word: str, position: int, size: int, scope: str) -> str:
    padding = "" if 0 <= position < size else " (padding)"
    return f'<th scope="{scope}">{word} {number(position)}{padding}</th>'


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
