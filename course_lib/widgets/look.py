"""The colours of the explorers: those of the pictures, in a light and a dark theme."""

from __future__ import annotations

from ..draw.palette import DARK, LIGHT

# JupyterLab and Notebook name their theme at the body; so does VS Code.
_DARK_PAGES = ('body[data-jp-theme-light="false"]', "body.vscode-dark", "body.theme-dark")


def _colors(colors: dict[str, str]) -> str:
    return " ".join(f"--course-{name}: {value};" for name, value in colors.items())


STYLE = "\n".join(
    [
        f".course-explorer {{ {_colors(LIGHT)} }}",
        f"{', '.join(f'{page} .course-explorer' for page in _DARK_PAGES)} {{ {_colors(DARK)} }}",
        "",
    ]
)
