"""Writing SVG: elements as text, numbers to fixed digits."""

from __future__ import annotations

from html import escape

from .palette import MONO, SANS, style


def length(x: float) -> str:
    """Write a length to at most two decimals.

    >>> length(3.0), length(1 / 3), length(-0.001)
    ('3', '0.33', '0')
    """
    return f"{round(x, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def times(shape) -> str:
    """Write a shape: ``28×28×1``."""
    return "×".join(map(str, shape))


def element(name: str, *children: str, **attributes) -> str:
    """Return one element. ``font_size`` becomes ``font-size``, ``class_`` becomes ``class``."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}='{escape(_value(value))}'"
        for key, value in attributes.items()
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _value(value) -> str:
    return value if isinstance(value, str) else length(value)


def label(words: str, x: float, y: float, size: float, *, kind="text", mono=False, **more) -> str:
    """Return a text; ``y`` is its middle. ``kind`` is a class of the style sheet."""
    attributes = {"class_": kind, "x": x, "y": y + 0.35 * size, "font_size": size} | more
    if mono:
        attributes["font_family"] = MONO
    return element("text", escape(words, quote=False), **attributes)


def rectangle(x: float, y: float, width: float, height: float, kind: str, **more) -> str:
    """Return a rectangle; ``kind`` is a class of the style sheet."""
    return element("rect", x=x, y=y, width=width, height=height, class_=kind, **more)


def document(body: str, width: float, height: float, title: str, description: str) -> str:
    """Return a whole SVG file: a panel with ``body`` on it, and its text alternative."""
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' class='course-picture' role='img' "
        f"width='{length(width)}' height='{length(height)}' "
        f"viewBox='0 0 {length(width)} {length(height)}' font-family='{SANS}'>\n"
        f"<title>{escape(title, quote=False)}</title>\n"
        f"<desc>{escape(description, quote=False)}</desc>\n"
        f"<style>{style()}</style>\n"
        f"{rectangle(0, 0, width, height, 'panel', rx=6)}\n{body}</svg>\n"
    )
