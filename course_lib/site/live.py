"""Which explorers of the site are live, and what of them."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

import course_lib

from ..draw.palette import DARK
from ..files import write_safely
from ..widgets.explorer import Explorer, _colors
from .packing import squeeze
from .recording import Recording

SIDES = ["VALID", "SAME"]
# For each lesson the controls that are live, with their values. All combinations are recorded, and
# every click in each; so a control more is a longer page. Lesson 08 trains, which needs Python.
LIVE = {
    "00_start_here": {"stride": [1, 2], "padding": SIDES},
    "01_max_pooling": {"window": [2, 3], "stride": [1, 2], "padding": SIDES},
    "02_convolution": {"stride": [1, 2], "dilation": [1, 2], "padding": SIDES},
    "03_inside_conv2d": {"relu": [False, True]},
    "04_matrix_product": {},
    "05_depthwise_convolution": {"padding": SIDES},
    "06_transposed_convolution": {"stride": [1, 2, 3], "padding": SIDES},
    "07_gradients": {"padding": SIDES, "stride": [1, 2]},
}
_CELL = re.compile(r"cl\.widgets\.(?!Photograph)\w+\(.*\)")  # photographs need Python
SCRIPTS = ("explorer.js", "recorded.js")
STYLES = ("explorer.css",)


def is_explorer(source: str) -> bool:
    """Tell whether a cell of a lesson shows an explorer, and nothing else."""
    return bool(_CELL.fullmatch(source.strip()))


def explorer_of(path: Path) -> Explorer:
    """Return the explorer of a lesson as it stands there."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    (source,) = filter(is_explorer, ("".join(cell["source"]) for cell in cells))
    return eval(source, {"cl": course_lib})  # a line of the course's own


def write_recordings(notebooks: Path, folder: Path) -> None:
    """Write a script for each lesson with a live explorer, and what all of them share."""
    page = Explorer._esm.replace("export default {", "globalThis.courseExplorer = {")
    write_safely(folder / "explorer.js", f"(() => {{\n{page}\n}})();\n")
    dark = f'html[data-theme="dark"] .course-explorer {{ {_colors(DARK)} }}\n'
    write_safely(folder / "explorer.css", Explorer._css + dark)
    for name, live in LIVE.items():
        path = notebooks / f"{name}.ipynb"
        if path.exists():
            write_safely(folder / "recorded" / f"{name}.js", recorded_script(path, live))


def recorded_script(path: Path, live: dict[str, list]) -> str:
    """Return the script that holds the explorer of a lesson, recorded."""
    letters = squeeze(Recording(explorer_of(path), live).record())
    return f'courseRecorded("{path.stem}", "{letters}");\n'


def live_html(name: str, still: str) -> str:
    """Return what stands in a lesson's page: the still picture, until the explorer is ready."""
    files = [*SCRIPTS, f"recorded/{name}.js"]
    scripts = "".join(f'<script defer src="../_static/{escape(file)}"></script>' for file in files)
    styles = "".join(f'<link rel="stylesheet" href="../_static/{file}">' for file in STYLES)
    told = "<p>Click any number. What can be changed here is part of what the notebook can.</p>"
    return f'{styles}{told}<div class="course-live" data-recorded="{name}">{still}</div>{scripts}'
