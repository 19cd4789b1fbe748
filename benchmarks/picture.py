"""The table as a picture that can be read aloud."""

from __future__ import annotations

from html import escape
from pathlib import Path

import matplotlib.pyplot as plt
from table import Row


def save(rows: list[Row], path: Path) -> None:
    """Save the ratios to the faster peer as bars, with a text alternative made from them."""
    plt.rcParams.update({"svg.hashsalt": "operators", "svg.fonttype": "none"})
    figure, axes = plt.subplots(figsize=(9, 0.36 * len(rows) + 1.2), layout="constrained")
    ratios = [item.fastest for item in rows]
    bars = axes.barh([item.name for item in rows], ratios, color="#31688e")
    axes.bar_label(bars, [f"{ratio:.2f}" for ratio in ratios], padding=3)
    axes.axvline(1, color="black", linewidth=1)
    axes.set(xscale="log", xlabel="time of course_lib / time of the faster peer (1: as fast)")
    axes.invert_yaxis()
    axes.margins(x=0.15)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
    path.write_text(with_text(path.read_text(encoding="utf-8"), rows), encoding="utf-8")


def with_text(svg: str, rows: list[Row]) -> str:
    """Return an SVG picture that tells the ratios to somebody who cannot see it."""
    told = "; ".join(f"{item.name}: {item.fastest:.2f}" for item in rows)
    text = f"Time of course_lib over the time of the faster peer. {told}."
    before, tag, after = svg.partition("<svg ")
    rest, close, body = after.partition(">")
    return f'{before}{tag}role="img" {rest}{close}\n <title>{escape(text)}</title>{body}'
