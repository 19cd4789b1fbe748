"""The colours: safe for colour-blind eyes, in a light and a dark variant.

Blue, orange and vermillion are from M. Okabe, K. Ito: Color Universal Design (2008).
"""

from __future__ import annotations

from functools import lru_cache

LIGHT = {
    "panel": "#ffffff",
    "text": "#1a1a1a",
    "muted": "#595959",
    "line": "#8c8c8c",
    "hatch": "#d4d4d4",
    "window": "#0072b2",
    "window-fill": "#dceefa",
    "mark": "#d55e00",
    "mark-fill": "#fdeadc",
}
DARK = {
    "panel": "#1e1e1e",
    "text": "#f2f2f2",
    "muted": "#bdbdbd",
    "line": "#7a7a7a",
    "hatch": "#484848",
    "window": "#56b4e9",
    "window-fill": "#12394f",
    "mark": "#e69f00",
    "mark-fill": "#4a3505",
}
# Matplotlib's cividis at nine even steps.
CIVIDIS = (
    *("#00224e", "#1a386f", "#434e6c", "#61656f", "#7d7c78"),
    *("#9b9476", "#bcae6c", "#dec958", "#fee838"),
)
MONO = "DejaVu Sans Mono, Menlo, Consolas, monospace"
SANS = "DejaVu Sans, Helvetica, Arial, sans-serif"


def style() -> str:
    """Return the style sheet of every picture; its selectors reach nothing outside a picture."""
    dark = _rules(DARK)
    return f"{_rules(LIGHT)}@media (prefers-color-scheme: dark) {{ {dark}}}"


def _rules(colors: dict[str, str]) -> str:
    rules = {
        "panel": f"fill: {colors['panel']}",
        "text": f"fill: {colors['text']}",
        "muted": f"fill: {colors['muted']}",
        "line": f"stroke: {colors['line']}; fill: none",
        "hatch": f"stroke: {colors['hatch']}; fill: none",
        "halo": f"stroke: {colors['panel']}; fill: none",
        "window": f"stroke: {colors['window']}; fill: none",
        "window-fill": f"fill: {colors['window-fill']}",
        "mark": f"stroke: {colors['mark']}; fill: none",
        "mark-fill": f"fill: {colors['mark-fill']}",
    }
    return "".join(f".course-picture .{name} {{ {rule} }} " for name, rule in rules.items())


@lru_cache(maxsize=1024)
def heat_colors(fraction: float) -> tuple[str, str]:
    """Return the colour of a value between 0 and 1 on cividis, and the text colour to put on it.

    >>> heat_colors(0.0), heat_colors(1.0)
    (('#00224e', '#ffffff'), ('#fee838', '#000000'))
    """
    position = fraction * (len(CIVIDIS) - 1)
    below = min(int(position), len(CIVIDIS) - 2)
    return _with_ink(_mixed(CIVIDIS[below], CIVIDIS[below + 1], position - below))


def diverging_colors(fraction: float) -> tuple[str, str]:
    """Return the colour of a value between −1 and 1, and the text colour to put on it.

    −1 is blue, 0 white, 1 orange: apart for colour-blind eyes, too, and light enough for black.

    >>> diverging_colors(-1.0), diverging_colors(0.0), diverging_colors(0.5)
    (('#56b4e9', '#000000'), ('#ffffff', '#000000'), ('#f2cf80', '#000000'))
    """
    end = DARK["window"] if fraction < 0 else DARK["mark"]
    return _with_ink(_mixed("#ffffff", end, abs(fraction)))


def _mixed(first: str, second: str, share: float) -> str:
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + share * (b - a)):02x}" for a, b in pairs)


def _with_ink(color: str) -> tuple[str, str]:
    dark = contrast(color, "#ffffff") >= contrast(color, "#000000")
    return color, "#ffffff" if dark else "#000000"


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it.

    >>> round(contrast("#000000", "#ffffff"), 2)
    21.0
    """
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [value / 255 for value in _channels(color)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(color: str) -> list[int]:
    return [int(color[i : i + 2], 16) for i in (1, 3, 5)]
